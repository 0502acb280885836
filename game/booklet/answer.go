package booklet

import (
	"strconv"
	"strings"
	"unicode"

	"kobayashi/game"
)

// Answer reads what was written for a card: a letter or the item's number; of a
// question several of them, or - for none. Full-width signs are read as the
// narrow ones. It is false if that is no answer to the card, whatever is offered.
func (w Walk) Answer(text string) (game.ChoiceID, bool) {
	items := len(w.sc.Rules().Scenes[w.Scene()].Decision.Items)
	places, ok := places(narrow(text), items)
	if !ok {
		return 0, false
	}
	if w.Kind() == game.Question {
		var set game.ChoiceID
		for _, p := range places {
			set |= 1 << p
		}
		return set, true
	}
	if len(places) != 1 {
		return 0, false
	}
	return game.ChoiceID(places[0]), true
}

// narrow turns full-width signs into ASCII and letters into capitals.
func narrow(s string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case unicode.IsSpace(r), r == '、', r == '，', r == '・':
			return ' '
		case r == 'ー', r == '−', r == '―':
			return '-'
		}
		return r
	}, strings.TrimSpace(s)))
}

// places gives the items that are named, from 0. Letters may stand together,
// numbers must be parted.
func places(s string, items int) ([]int, bool) {
	if s == "-" || s == "0" {
		return nil, true
	}
	var list []int
	for _, field := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,./+;", r) }) {
		if n, err := strconv.Atoi(field); err == nil {
			list = append(list, n-1)
			continue
		}
		for _, r := range field {
			list = append(list, int(r-'A'))
		}
	}
	for _, p := range list {
		if p < 0 || p >= items {
			return nil, false
		}
	}
	return list, len(list) > 0
}

// Sure reads how sure the table was, in percent: one of game.Levels, with or
// without the sign, or nothing. What lies between two levels is refused, for
// nobody may be made surer than he was.
func Sure(text string) (int, bool) {
	text = strings.TrimSpace(strings.TrimSuffix(narrow(text), "%"))
	if text == "" || text == "-" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, false
	}
	for _, level := range game.Levels {
		if n == level {
			return n, true
		}
	}
	return 0, false
}
