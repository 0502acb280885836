package report

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

func (w writer) capabilities() []Capability {
	list := []Capability{}
	for _, g := range w.d.Goals {
		c := Capability{
			ID: g.ID, Label: line(g.ID), Scenes: w.scenesOf(g.ID), Mark: string(rune(g.Mark)), MarkLabel: debrief.MarkWord(g.Mark, w.say),
			Ground: debrief.Goal(g, w.say), Decisions: g.Decisions, Regret: Points{g.Regret}, Stake: Points{g.Stake},
		}
		for _, t := range w.text.Goals {
			if t.ID == g.ID && line(t.Label) != "" {
				c.Label = line(t.Label)
			}
		}
		list = append(list, c)
	}
	return list
}

// marks that ask for training, the weakest first.
const weakMarks = string(game.Unable) + string(game.Major) + string(game.Some)

// plan lists what to train: each capability that met challenges, with what the
// scenario teaches in those of its scenes that the run went through.
func (w writer) plan(capabilities []Capability) []Training {
	list := []Training{}
	for _, mark := range weakMarks {
		for _, c := range capabilities {
			if c.Mark != string(mark) {
				continue
			}
			t := Training{Capability: c.ID, Label: c.Label, Mark: c.Mark, MarkLabel: c.MarkLabel, Lessons: []string{}}
			var met []string
			for _, e := range w.d.Run.Trace {
				if e.Kind != game.Entered || !slices.Contains(c.Scenes, w.sc.SceneID(e.Scene)) {
					continue
				}
				for _, l := range w.shown(w.text.Scenes[e.Scene].Blocks, e.State, lesson) {
					if !slices.Contains(t.Lessons, l) {
						t.Lessons = append(t.Lessons, l)
					}
				}
				met = w.named(met, e)
			}
			t.Notes = w.notes(met)
			list = append(list, t)
		}
	}
	return list
}

// named adds the notes that a scene's blocks link to.
func (w writer) named(met []string, e game.Event) []string {
	base := w.sc.Text("")
	r := reader{run: w.d.Run, text: base, met: met}
	r.blocks(base.Scenes[e.Scene].Blocks, e.State)
	return r.met
}

// joined sets names side by side as the language does.
func (w writer) joined(list []string) string { return strings.Join(list, w.say.Say("report.and")) }
