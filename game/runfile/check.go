package runfile

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kobayashi/game"
)

const (
	maxName = 64  // characters of an id that is typed on a command line
	maxText = 500 // characters of every other text, as in a hotwash
)

// shown refuses a text that is too long or could disturb where it is shown.
func shown(what, text string) error {
	if n := utf8.RuneCountInString(text); n > maxText {
		return fmt.Errorf("%s has %d characters, %d fit", what, n, maxText)
	}
	if !utf8.ValidString(text) {
		return fmt.Errorf("%s is not UTF-8", what)
	}
	for _, r := range text {
		if unicode.IsOneOf([]*unicode.RangeTable{unicode.C, unicode.Zl, unicode.Zp}, r) {
			return fmt.Errorf("%s holds the character U+%04X", what, r)
		}
	}
	return nil
}

// named refuses an id of a run that could not be typed, or would be taken for a
// path or a flag.
func named(id string) error {
	odd := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	}
	if id == "" || len(id) > maxName || id[0] == '-' || strings.ContainsFunc(id, odd) {
		return fmt.Errorf("id %.80q", id)
	}
	return nil
}

func isHex(text string, lengths ...int) bool {
	return slices.Contains(lengths, len(text)) && strings.Trim(text, "0123456789abcdef") == ""
}

// checkHeader looks at the values of a record, without its steps.
func checkHeader(rec game.Record, engine string) error {
	if err := named(rec.ID); err != nil {
		return err
	}
	for _, t := range []struct{ what, text string }{
		{"player", rec.Player}, {"scenario", rec.Scenario}, {"variant", rec.Variant}, {"lang", rec.Lang}, {"engine", engine},
	} {
		if err := shown(t.what, t.text); err != nil {
			return err
		}
	}
	if !isHex(rec.Digest, digits) {
		return fmt.Errorf("digest %.80q", rec.Digest)
	}
	return nil
}

// checkStep looks at what every play's steps have in common.
func checkStep(st game.Step) error {
	if err := shown("scene", st.Scene); err != nil {
		return err
	}
	if !isHex(st.Mark, 0, 8) {
		return fmt.Errorf("mark %.80q", st.Mark)
	}
	if st.Sure < 0 || st.Sure > 100 {
		return fmt.Errorf("sure %d", st.Sure)
	}
	if (st.Ticks == nil) == (st.N == 0) {
		return fmt.Errorf("a step has either n or ticks")
	}
	if st.N < 0 || st.N > game.MaxItems {
		return fmt.Errorf("n %d", st.N)
	}
	before := 0
	for _, n := range st.Ticks {
		if n <= before || n > game.MaxItems {
			return fmt.Errorf("ticks %v", st.Ticks[:min(len(st.Ticks), game.MaxItems)])
		}
		before = n
	}
	return nil
}

func checkLast(end *End, h game.Hotwash) error {
	if err := h.Fits(); err != nil {
		return fmt.Errorf("hotwash: %w", err)
	}
	if end == nil {
		return nil
	}
	if (end.Skill == nil) != (end.Luck == nil) {
		return fmt.Errorf("skill and luck come together")
	}
	return shown("ending", end.Ending)
}
