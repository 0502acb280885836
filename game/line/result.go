package line

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

// results writes what the run came to, and why: first what fits on a page, then
// each decision, then what to take home. It gives what was found, where a
// debrief could be worked out.
func (t *table) results(ctx context.Context) (d game.Debrief, known bool) {
	t.out.part()
	if t.practice() {
		t.puts(t.say.Say("line.practice.gone"))
	}
	ending := t.run.Ending()
	if label := t.text.Endings[ending]; label != "" {
		ending = label
	}
	t.out.put(t.set.hang(t.say.Say("line.result"), literally(ending), 2)...)
	if t.beside != nil {
		t.puts(t.say.Say("line.again.compared", t.sc.Total(t.beside.Score), t.sc.Total(t.run.Score)))
	}
	d, known = t.judge(ctx)
	if known {
		t.summary(d)
	} else {
		t.plain()
	}
	t.lessons()
	t.practised(d.Goals)
	t.reading(d)
	t.hotwashOf(ctx)
	t.colophon()
	return d, known
}

// plain is what can be told without a debrief: the total, and each decision with
// its points.
func (t *table) plain() {
	t.puts(t.say.Say("line.total", t.sc.Total(t.run.Score), t.sc.MaxTotal()))
	t.dimensions(nil)
	if t.o.From != "" {
		t.puts(t.say.Say("line.debrief.middle"))
	} else {
		t.puts(t.say.Say("line.debrief.none"))
	}
	var list []game.Judgement
	for _, d := range t.run.Decisions() {
		list = append(list, game.Judgement{Decided: d})
	}
	t.timeline(list, false)
}

// summary is the debrief: the total and its place, the grade, the dimensions,
// luck against judgement, where it leaned, what would have been better in every
// way, how sure the player was; then the decisions one by one.
func (t *table) summary(d game.Debrief) {
	t.says(debrief.Result(d, t.say))
	if !d.Proved {
		t.dimensions(nil)
		t.says(debrief.NotProved(d, t.say))
		t.timeline(d.Decisions, false)
		return
	}
	if d.Grade != game.Ungraded {
		t.says(t.say.Say("line.grade", debrief.GradeWord(d.Grade, t.say), debrief.Number(d.Stake), debrief.Number(d.Regret)))
	}
	t.dimensions(d.Dimensions)
	t.says(debrief.LuckAndSkill(d, t.say))
	t.section("line.leanings", debrief.Leanings(d, t.text, t.say), false)
	t.section("line.dominance", debrief.Dominance(d, t.text, t.say), true)
	t.calibration(d)
	t.timeline(d.Decisions, true)
}

// section writes sentences under a heading, or nothing if there are none. Where
// the first one leads the others in, they are its list.
func (t *table) section(heading string, lines []string, leads bool) {
	if len(lines) == 0 {
		return
	}
	t.out.part()
	t.puts(t.say.Say(heading))
	for i, line := range lines {
		if leads && i == 0 {
			t.says(line)
			continue
		}
		t.out.put(t.set.list("- ", literally(line))...)
	}
	t.out.part()
}

// says writes a sentence that may hold words of the scenario.
func (t *table) says(sentence string) { t.out.put(t.set.hang("", literally(sentence), 0)...) }

// lessons writes the lessons of the scenes the run went through, each once.
func (t *table) lessons() {
	var seen []string
	for _, e := range t.run.Trace {
		if e.Kind != game.Entered {
			continue
		}
		for _, b := range t.text.Scenes[e.Scene].Blocks {
			md, shown := t.sc.Show(b, e.State, t.text.Lang)
			if b.Kind != game.Lesson || !shown || slices.Contains(seen, md) {
				continue
			}
			if len(seen) == 0 {
				t.out.part()
				t.puts(t.say.Say("line.lessons"))
			}
			seen = append(seen, md)
			lines := t.set.page(md, 2)
			if len(lines) > 0 {
				lines[0] = "- " + strings.TrimLeft(lines[0], " ")
			}
			t.out.put(lines...)
		}
	}
	t.out.part()
}

// reading names the notes the run came past, and lists those it did not by what
// opens them.
func (t *table) reading(d game.Debrief) {
	var met []string
	for _, p := range d.NotesMet {
		if note, ok := t.noteOf(p); ok {
			met = append(met, t.set.name(note.Title))
		}
	}
	if len(met) > 0 {
		t.out.part()
		t.says(t.say.Say("line.notes.met", strings.Join(met, t.say.Say("line.and"))))
	}
	if len(d.NotesMissed) > 0 {
		t.out.part()
		t.puts(t.say.Say("line.notes.missed"))
	}
	for _, p := range d.NotesMissed {
		if note, ok := t.noteOf(p); ok {
			t.out.put(t.set.list("- ", literally(note.Title)+" \\("+literally(t.short(note.Path))+"\\)")...)
		}
	}
	t.out.part()
}

// noteOf finds the note of this language behind a path of the base language.
func (t *table) noteOf(p string) (game.Note, bool) {
	if note, ok := t.text.Notes[p]; ok {
		return note, true
	}
	want := strings.TrimSuffix(path.Base(p), ".md")
	for _, key := range slices.Sorted(maps.Keys(t.text.Notes)) {
		if t.short(key) == want {
			return t.text.Notes[key], true
		}
	}
	return game.Note{}, false
}

// colophon says where the facts come from, and what this is not.
func (t *table) colophon() {
	if n := len(t.text.Sources); n > 0 {
		t.out.part()
		t.puts(t.say.Count("line.sources", n))
	}
	if date := t.sc.About.AsOf; date != "" {
		t.out.part()
		t.puts(t.say.Say("line.only", t.set.name(date)))
	}
}
