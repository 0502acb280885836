package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/words"
)

// preferences is the settings page. A change holds at once, and is kept.
type preferences struct {
	back   screen
	cursor int
	fault  string
}

// changed asks the app for another setting.
type changed struct{ name, value string }

func (p preferences) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if done, ok := msg.(preferred); ok {
		p.fault = ""
		if done.err != nil {
			p.fault = fault(done.err)
		}
		return p, nil
	}
	rows := f.settingRows()
	step := 0
	switch {
	case pressed(msg, keys.back):
		return awake(f, p.back)
	case pressed(msg, keys.left):
		step = -1
	case pressed(msg, keys.right):
		step = 1
	default:
		at, taken := moved(msg, p.view(f), p.cursor, len(rows))
		p.cursor = at
		if !taken {
			return p, nil
		}
		step = 1
	}
	row := rows[p.cursor]
	at := slices.Index(row.values, f.prefs.value(row.name)) + step + len(row.values)
	value := row.values[at%len(row.values)]
	return p, func() tea.Msg { return changed{row.name, value} }
}

// settingRows are the settings that mean something here: at a table nobody has
// a clock of their own.
func (f frame) settingRows() []setting {
	rows := settingRows(words.Langs())
	if f.table != nil {
		rows = slices.DeleteFunc(rows, func(s setting) bool { return s.name == "time" })
	}
	return rows
}

func (p preferences) practising() bool { return practising(p.back) }

func (p preferences) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.change"), keys.digits.does("key.change"), keys.back, keys.help}
}

func (p preferences) view(f frame) sheet {
	page := paper{title: f.say("title.settings"), hints: p.bindings()}
	width := f.measure()
	rows := f.settingRows()
	options := make([]option, len(rows))
	for i, row := range rows {
		options[i] = option{f.say("settings." + row.name), f.settingValue(row.name, f.prefs.value(row.name))}
	}
	menu, hits := f.list(options, p.cursor, width)
	page.body, page.hits = menu, hits
	page.body = append(page.body, "", f.ruler(width), "")
	page.body = append(page.body, f.wrap(f.say("settings."+rows[p.cursor].name+".about"), width)...)
	if p.fault != "" {
		page.notice = f.alert(f.say(p.fault))
	}
	return f.put(page)
}

func (f frame) settingValue(name, value string) string {
	if name == "lang" {
		return f.langName(value)
	}
	return f.say("settings." + name + "." + value)
}
