package tui

import "slices"

// settings is what the player likes. Each has a name and a list of values in
// the journal; a value nobody knows is the first of its list.
type settings struct {
	lang        string
	colour      string // auto, dark, light, 16, mono
	ascii       string // auto, on, off
	calm        bool   // nothing on the screen moves without a key
	wideMargins bool
	timed       bool // choices may have a time limit
}

// setting is one row of the settings page.
type setting struct {
	name   string
	values []string
}

// settingRows is the order of the page. A phrase settings.NAME names the row,
// settings.NAME.VALUE the value.
func settingRows(langs []string) []setting {
	return []setting{
		{"lang", langs},
		{"colour", []string{"auto", "dark", "light", "16", "mono"}},
		{"ascii", []string{"auto", "on", "off"}},
		{"motion", []string{"full", "calm"}},
		{"margins", []string{"normal", "wide"}},
		{"time", []string{"on", "off"}},
	}
}

// with gives the settings with one changed by its name in the journal.
func (s settings) with(name, value string) settings {
	switch name {
	case "lang":
		s.lang = value
	case "colour":
		s.colour = value
	case "ascii":
		s.ascii = value
	case "motion":
		s.calm = value == "calm"
	case "margins":
		s.wideMargins = value == "wide"
	case "time":
		s.timed = value != "off"
	}
	return s
}

// value is the inverse of with.
func (s settings) value(name string) string {
	pick := func(on bool, yes, no string) string {
		if on {
			return yes
		}
		return no
	}
	switch name {
	case "lang":
		return s.lang
	case "colour":
		return s.colour
	case "ascii":
		return s.ascii
	case "motion":
		return pick(s.calm, "calm", "full")
	case "margins":
		return pick(s.wideMargins, "wide", "normal")
	case "time":
		return pick(s.timed, "on", "off")
	}
	return ""
}

// known keeps out values of another version of the program.
func known(langs []string, name, value string) bool {
	return slices.ContainsFunc(settingRows(langs), func(row setting) bool {
		return row.name == name && slices.Contains(row.values, value)
	})
}
