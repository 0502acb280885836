package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// With is what a report holds beside the debrief: the version of the program,
// the zone its times are written in (nil: UTC), the lists of frameworks, and
// what was written after the run.
type With struct {
	Engine  string
	Zone    *time.Location
	Lists   []game.Catalogue
	Hotwash game.Hotwash

	seconds int // of play, where a clock was kept; 0: what the times of the steps say
}

// Make writes a debrief out as a report in the language of say, or in the
// scenario's base language where it has no such wording.
func Make(d game.Debrief, with With, say words.Text) Report {
	if with.Zone == nil {
		with.Zone = time.UTC
	}
	w := writer{d: d, with: with, say: say, sc: d.Run.Rules, text: d.Run.Rules.Text(say.Lang)}
	r := Report{
		Format: FormatVersion, Lang: say.Lang, Debrief: d, Hotwash: w.hotwash(),
		Scenario: w.scenario(), Play: w.play(), Result: w.result(), Dimensions: w.dimensions(), Capabilities: w.capabilities(),
		Decisions: w.decisions(), Leanings: w.leanings(), Leaned: []string{}, Rivals: w.rivals(), Dominance: []string{},
		Confidence: w.calibration(d.Confidence), History: w.calibration(d.History), Coverage: Coverage(d.Run, with.Lists, say.Lang),
		NotesMet: w.notes(d.NotesMet), NotesMissed: w.notes(d.NotesMissed), Sources: w.sources(), Method: w.method(), Disclaimer: w.disclaimer(),
	}
	if d.Proved {
		r.Leaned = w.lines(debrief.Leanings(d, w.text, say))
		r.Dominance = w.lines(debrief.Dominance(d, w.text, say))
	}
	r.Errors = w.errors(r.Decisions)
	r.Plan = w.plan(r.Capabilities)
	r.Overview = w.overview(r)
	return r
}

// writer holds what every part of the report is written from.
type writer struct {
	d    game.Debrief
	with With
	say  words.Text
	sc   *game.Scenario
	text *game.Text
}

// line is a text on one line, without what could steer or hide.
func line(s string) string { return strings.Join(strings.Fields(typeset.Clean(s)), " ") }

func (w writer) lines(list []string) []string {
	out := []string{}
	for _, s := range list {
		if s = line(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// label is the wording under an id, or the id.
func label(labels map[string]string, id string) string {
	if s := line(labels[id]); s != "" {
		return s
	}
	return line(id)
}

func (w writer) title(scene int) string { return line(debrief.Title(w.sc, scene, w.text)) }

func (w writer) hotwash() game.Hotwash {
	h := w.with.Hotwash
	return game.Hotwash{Strength: line(h.Strength), Gap: line(h.Gap), Action: line(h.Action), Owner: line(h.Owner), Due: line(h.Due)}
}

func (w writer) scenario() Scenario {
	about := w.sc.About
	s := Scenario{
		ID: w.sc.ID(), Title: line(w.text.Title), Summary: line(w.text.Summary), Variant: w.d.Run.Variant,
		Digest: w.sc.Digest(), AsOf: line(about.AsOf), License: line(about.License), Authors: w.lines(about.Authors),
	}
	if s.Variant != "" {
		s.Label = label(w.text.Variants, s.Variant)
	}
	return s
}

// pause is how long nobody decides before it counts as a pause.
const pause = 30 * time.Minute

func (w writer) play() Play {
	rec := w.d.Run.Record
	p := Play{
		Run: rec.ID, Player: line(rec.Player), Started: w.at(rec.Started), Ended: w.at(rec.Started), Steps: len(rec.Steps),
		Seed: strconv.FormatUint(rec.Seed, 10), Engine: w.with.Engine,
	}
	last := rec.Started
	for _, st := range rec.Steps {
		if gap := st.At.Sub(last); gap > 0 && gap < pause {
			p.Seconds += int(gap / time.Second)
		}
		last = st.At
		p.Ended = w.at(st.At)
	}
	if w.with.seconds > 0 {
		p.Seconds = w.with.seconds
	}
	return p
}

// at is a time in the report's zone, in whole seconds.
func (w writer) at(t time.Time) time.Time { return t.In(w.with.Zone).Truncate(time.Second) }

func (w writer) result() Result {
	d := w.d
	r := Result{
		Total: d.Actual, Max: w.sc.MaxTotal(), Sentence: debrief.Result(d, w.say), Proved: d.Proved, States: d.States,
		Ending: d.Run.Ending(), EndingLabel: label(w.text.Endings, d.Run.Ending()), Opening: w.profits(d.Run.Opening()),
	}
	if !d.Proved {
		r.NotProved = debrief.NotProved(d, w.say)
		return r
	}
	r.Percent, r.Luckiest, r.Unluckiest = d.Percent(), d.Luckiest, d.Unluckiest
	r.Best, r.Worst, r.Skill, r.Luck = Points{d.Best}, Points{d.Worst}, Points{d.Skill}, Points{d.Luck}
	r.Regret, r.Stake, r.LuckSentence = Points{d.Regret}, Points{d.Stake}, debrief.LuckAndSkill(d, w.say)
	r.Grade, r.GradeLabel = d.Grade.String(), debrief.GradeWord(d.Grade, w.say)
	return r
}

func (w writer) profits(s game.Score) Profits {
	list := Profits{}
	for i, rule := range w.sc.Rules().Scores {
		if s[i] != 0 {
			list = append(list, Profit{rule.Name, label(w.text.Scores, rule.Name), int(s[i])})
		}
	}
	return list
}

func (w writer) dimensions() []Dimension {
	list := []Dimension{}
	for _, dim := range w.d.Dimensions {
		out := Dimension{ID: dim.Name, Label: label(w.text.Scores, dim.Name), Points: dim.Points, Max: dim.Max, Weight: dim.Weight}
		if w.d.Proved {
			out.Least, out.Most, out.Percent = dim.Least, dim.Most, dim.Percent()
		}
		list = append(list, out)
	}
	return list
}

func (w writer) leanings() []Leaning {
	list := []Leaning{}
	for _, l := range w.d.Leanings {
		list = append(list, Leaning{l.Tag, label(w.text.Tags, l.Tag), l.Times, Points{l.Lost}})
	}
	return list
}

func (w writer) rivals() []Rival {
	list := []Rival{}
	for _, r := range w.d.Rivals {
		list = append(list, Rival{r.Ending, label(w.text.Endings, r.Ending), r.Total, w.profits(r.Score), r.Better})
	}
	return list
}

func (w writer) calibration(c game.Calibration) *Calibration {
	if c.N == 0 {
		return nil
	}
	out := &Calibration{Decisions: c.N, Sure: Points{c.Sure}, Right: Points{c.Right}, Gap: Points{c.Gap()}, Brier: Points{c.Brier}, Sentences: debrief.Confidence(c, w.say)}
	for _, b := range c.Bins {
		out.Bins = append(out.Bins, Bin(b))
	}
	return out
}

func (w writer) notes(paths []string) []Note {
	list := []Note{}
	for _, p := range paths {
		note := debrief.Note(p, w.text)
		list = append(list, Note{line(note.Path), line(note.Title)})
	}
	return list
}

func (w writer) sources() []Source {
	list := []Source{}
	for _, s := range w.text.Sources {
		list = append(list, Source{line(s.ID), line(s.Citation)})
	}
	return list
}

func (w writer) method() Method {
	if !w.d.Proved {
		return Method{[]string{debrief.NotProved(w.d, w.say)}, []string{}, []string{}}
	}
	return Method{debrief.Method(w.say), debrief.GradeBands(w.say), debrief.MarkBands(w.say)}
}

func (w writer) disclaimer() string {
	if date := line(w.sc.About.AsOf); date != "" {
		return w.say.Say("report.disclaimer.dated", date)
	}
	return w.say.Say("report.disclaimer")
}

// errors sums the slips of all decisions up by kind.
func (w writer) errors(decisions []Decision) []ErrorKind {
	list := []ErrorKind{}
	for kind := game.Omitted; kind <= game.Late; kind++ {
		of := ErrorKind{Kind: kind.String(), Label: debrief.SlipWord(kind, w.say), Cost: Points{game.Whole(0)}}
		for _, d := range decisions {
			for _, s := range d.Slips {
				if s.Kind != of.Kind {
					continue
				}
				of.Count++
				// Slips of one run are few and their fractions small; what 64
				// bits cannot add up stays at the sum before it.
				if sum, ok := of.Cost.Add(s.Cost.Points); ok {
					of.Cost = Points{sum}
				}
			}
		}
		if of.Count > 0 {
			list = append(list, of)
		}
	}
	return list
}

// scenesOf are the scenes of a goal, by id.
func (w writer) scenesOf(goal string) []string {
	for _, g := range w.text.Goals {
		if g.ID == goal {
			return slices.Clone(g.Scenes)
		}
	}
	return []string{}
}
