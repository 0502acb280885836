package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// browse is the shelf of exercises: a list, and what the one in focus is about.
type browse struct{ cursor int }

func (b browse) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return title{}, nil
	}
	list := f.shelf.scenarios
	at, taken := moved(msg, b.view(f), b.cursor, len(list))
	b.cursor = at
	if taken {
		return briefing{sc: list[at], back: b}, nil
	}
	return b, nil
}

func (b browse) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.open"), keys.digits, keys.back, keys.help}
}

func (b browse) view(f frame) sheet {
	p := paper{title: f.say("shelf.title"), hints: b.bindings()}
	list := f.shelf.scenarios
	switch {
	case f.shelf.err != nil:
		p.body = f.wrap(f.say(f.desk.noShelf()), f.measure())
		return f.put(p)
	case !f.shelf.read:
		p.body = []string{f.say("open.waiting")}
		return f.put(p)
	case len(list) == 0:
		p.body = f.wrap(f.say("shelf.empty"), f.measure())
		return f.put(p)
	}
	at := min(b.cursor, len(list)-1)
	width := f.measure()
	options := make([]option, len(list))
	for i, sc := range list {
		options[i] = option{oneLine(sc.Text(f.words.Lang).Title), f.say("shelf.minutes", sc.About.Minutes)}
	}
	menu, hits := f.list(options, at, width)
	from, to := window(at, len(menu), max(f.rows()/2, 3))
	p.body = append(p.body, menu[from:to]...)
	p.hits = below(hits[from:to], -from)
	p.body = append(p.body, "", f.ruler(width), "")
	p.body = append(p.body, f.about(list[at], width)...)
	return f.put(p)
}

// about is what the shelf says of an exercise.
func (f frame) about(sc *game.Scenario, width int) []string {
	text := sc.Text(f.words.Lang)
	var lines []string
	if text.Summary != "" {
		lines = append(lines, f.label(text.Summary, width)...)
		lines = append(lines, "")
	}
	langs := make([]string, 0, 2)
	for _, lang := range sc.Langs() {
		langs = append(langs, f.langName(lang))
	}
	variants := make([]string, 0, 2)
	for _, v := range sc.Rules().Variants {
		variants = append(variants, oneLine(text.Variants[v.ID]))
	}
	facts := [][2]string{
		{"shelf.level", f.level(sc.About.Level)},
		{"shelf.langs", strings.Join(langs, ", ")},
		{"shelf.variants", strings.Join(variants, f.say("list.comma"))},
		{"shelf.best", f.best(sc)},
	}
	return append(lines, f.facts(facts, width)...)
}

// facts is a list of names and values, the values in one column. Names are
// phrases; a fact without a value is left out.
func (f frame) facts(facts [][2]string, width int) []string {
	wide := 0
	for _, fact := range facts {
		wide = max(wide, typeset.Width(f.say(fact[0])))
	}
	var lines []string
	for _, fact := range facts {
		if fact[1] == "" {
			continue
		}
		for i, line := range f.wrap(fact[1], max(width-wide-2, 20)) {
			name := ""
			if i == 0 {
				name = f.say(fact[0])
			}
			lines = append(lines, f.ink.muted.Render(typeset.Pad(name, wide))+"  "+line)
		}
	}
	return lines
}

func (f frame) level(n int) string {
	const most = 5
	n = max(0, min(n, most))
	return strings.Repeat("*", n) + strings.Repeat(".", most-n) + " " + f.say("shelf.level."+string(rune('0'+n)))
}

// langName is a language by its own name.
func (f frame) langName(lang string) string {
	switch lang {
	case "ja":
		return f.say("lang.ja")
	case "en":
		return f.say("lang.en")
	}
	return oneLine(lang)
}

// best is the best finished run of an exercise, in words.
func (f frame) best(sc *game.Scenario) string {
	var best *game.Summary
	for i, run := range f.history.runs {
		if run.Scenario == sc.ID() && run.End != nil && (best == nil || run.End.Total > best.End.Total) {
			best = &f.history.runs[i]
		}
	}
	if best == nil {
		return f.say("shelf.never")
	}
	ending := oneLine(sc.Text(f.words.Lang).Endings[best.End.Ending])
	return f.say("shelf.result", game.Digits(best.End.Total), game.Digits(best.End.Max), ending)
}
