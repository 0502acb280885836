package tui

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// What a run leaves behind beside its points: lessons, learning goals, the
// hotwash, notes and sources.

// lessons are what the scenes met were to teach.
func (r results) lessons(f frame, width int) []string {
	sc, lang := r.run.Rules, f.words.Lang
	text := sc.Text(lang)
	seen := map[int]bool{}
	var lines []string
	for _, e := range r.run.Trace {
		if e.Kind != game.Entered || seen[e.Scene] {
			continue
		}
		seen[e.Scene] = true
		for _, block := range text.Scenes[e.Scene].Blocks {
			md, ok := sc.Show(block, e.State, lang)
			if !ok || block.Kind != game.Lesson || !f.mayRead(block) {
				continue
			}
			if len(lines) > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, hanging("- ", f.page(body(md), width-2).Lines)...)
		}
	}
	return lines
}

// goals are the learning goals with their marks; without a debrief those that
// this run passed by have a cross.
func (r results) goals(f frame, width int) []string {
	if !r.proved() {
		return r.goalsMet(f, width)
	}
	labels := map[string]string{}
	for _, g := range r.run.Rules.Text(f.words.Lang).Goals {
		labels[g.ID] = g.Label
	}
	var lines []string
	for _, g := range r.debrief.Goals {
		label := labels[g.ID]
		if label == "" {
			label = g.ID
		}
		mark := "[" + string(rune(g.Mark)) + "] "
		lines = append(lines, tint(f.ink.strong, hanging(mark, f.label(label, width-len(mark))))...)
		ground := debrief.MarkWord(g.Mark, f.words) + f.say("list.stop") + debrief.Goal(g, f.words)
		if g.Decisions == 0 {
			ground = debrief.Goal(g, f.words)
		}
		lines = append(lines, indent(tint(f.ink.muted, f.wrap(ground, width-len(mark))), len(mark))...)
	}
	return lines
}

func (r results) goalsMet(f frame, width int) []string {
	met := map[string]bool{}
	for _, e := range r.run.Trace {
		met[r.run.Rules.SceneID(e.Scene)] = true
	}
	var lines []string
	for _, g := range r.run.Rules.Text(f.words.Lang).Goals {
		mark := "[ ] "
		if slices.ContainsFunc(g.Scenes, func(scene string) bool { return met[scene] }) {
			mark = "[x] "
		}
		lines = append(lines, hanging(mark, f.label(g.Label, width-len(mark)))...)
	}
	return lines
}

// washed is what the player wrote down to take home.
func (r results) washed(f frame, width int) []string {
	if r.hotwash == nil || r.hotwash.Empty() {
		return nil
	}
	column := f.washColumn()
	var lines []string
	for i, text := range parted(*r.hotwash) {
		if text == "" {
			continue
		}
		set := indent(f.wrap(oneLine(text), width-column), column)
		set[0] = f.ink.muted.Render(typeset.Pad(f.say(washKeys[i]), column)) + strings.TrimLeft(set[0], " ")
		lines = append(lines, set...)
	}
	return lines
}

// notesMet are the notes that what was read pointed to, then the others.
func (r results) notesMet(f frame, width int) []string {
	if r.debrief == nil || len(r.debrief.NotesMet)+len(r.debrief.NotesMissed) == 0 {
		return nil
	}
	notes := r.run.Rules.Text(f.words.Lang).Notes
	var lines []string
	for i, list := range [][]string{r.debrief.NotesMet, r.debrief.NotesMissed} {
		mark := [...]string{"[x] ", "[ ] "}[i]
		for _, path := range list {
			name := oneLine(notes[path].Title)
			if name == "" {
				name = oneLine(path)
			}
			lines = append(lines, hanging(mark, f.wrap(name, width-len(mark)))...)
		}
	}
	return append(lines, tint(f.ink.muted, f.wrap(f.say("results.notes.about"), width))...)
}

func (r results) sources(f frame, width int) []string {
	var lines []string
	for _, s := range r.run.Rules.Text(f.words.Lang).Sources {
		lines = append(lines, hanging("- ", f.wrap(oneLine(s.ID)+"  "+oneLine(s.Citation), width-2))...)
	}
	return lines
}
