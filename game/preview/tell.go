package preview

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// setting turns texts into lines of a width.
type setting struct {
	set   *typeset.Setter
	style typeset.Style
	width int
	say   words.Text
}

// oneLine is a text on one line, without what could steer or hide.
func oneLine(s string) string { return strings.Join(strings.Fields(typeset.Clean(s)), " ") }

func plain(md string) string { return oneLine(debrief.Plain(md)) }

// wrap breaks plain text; the lines after the first stand in by indent cells.
func (t setting) wrap(s string, indent int) []string {
	lines := t.set.Wrap(oneLine(s), max(t.width-indent, 1), t.say.Lang)
	for i := 1; i < len(lines); i++ {
		lines[i] = strings.Repeat(" ", indent) + lines[i]
	}
	return lines
}

// story tells what happened since the last choice, with everything that stands
// in the file: notes for the facilitator, lessons, private words.
func (s Session) story(t setting) []string {
	var lines []string
	if len(s.run.Trace) == 0 {
		return lines
	}
	from := s.last()
	if from == 0 && len(s.run.Steps) == 0 {
		lines = append(lines, s.blocks(t, s.text().Lead, s.run.Trace[0].State)...)
	}
	for i := from; i < len(s.run.Trace); i++ {
		e := s.run.Trace[i]
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		if e.Kind == game.Entered {
			lines = append(lines, s.scene(t, e)...)
		} else {
			lines = append(lines, s.taken(t, e)...)
		}
	}
	return lines
}

func (s Session) scene(t setting, e game.Event) []string {
	sc := s.run.Rules
	id := oneLine(sc.SceneID(e.Scene))
	title := oneLine(debrief.Title(sc, e.Scene, s.text()))
	head := "## " + id
	if title != id && title != "" {
		head += "  " + title
	}
	if e.Inject {
		head += "  [" + t.say.Say("banner.inject") + "]"
	}
	if ending := sc.Ending(e.State); ending != "" {
		head += "  [" + t.say.Say("ending.reached") + ": " + oneLine(s.text().Endings[ending]) + "]"
	}
	lines := t.wrap(head, 3)
	if role := sc.Rules().Scenes[e.Scene].Role; role != "" {
		lines = append(lines, t.wrap(t.say.Say("preview.role", plain(orElse(s.text().Roles[role], role))), 2)...)
	}
	return append(lines, s.blocks(t, s.text().Scenes[e.Scene].Blocks, e.State)...)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// taken tells what was chosen, how chance fell or which way was taken.
func (s Session) taken(t setting, e game.Event) []string {
	scene := s.text().Scenes[e.Scene]
	d := s.run.Rules.Rules().Scenes[e.Scene].Decision
	mark := map[game.EventKind]string{game.Chose: t.say.Say("choice.made"), game.Drew: t.say.Say("chance.turned"), game.Went: t.say.Say("preview.went")}[e.Kind]
	var lines []string
	if d.Kind == game.Question && e.Choice == 0 {
		return t.wrap(mark+": "+t.say.Say("answer.none"), 2)
	}
	for k := range d.Items {
		if picked(d.Kind, e.Choice, k) && k < len(scene.Items) {
			lines = append(lines, t.wrap(mark+": "+plain(scene.Items[k].Label), 2)...)
			lines = append(lines, s.blocks(t, scene.Items[k].Feedback, e.State)...)
		}
	}
	return lines
}

func picked(kind game.Kind, id game.ChoiceID, item int) bool {
	if kind == game.Question {
		return id&(1<<item) != 0
	}
	return int(id) == item
}

// labels are the phrases that stand before blocks of a kind.
var labels = map[game.BlockKind]string{
	game.Tip: "aside.tip", game.Banner: "banner.warning", game.Facilitator: "preview.facilitator", game.Lesson: "preview.lesson",
}

func (s Session) blocks(t setting, list []game.Block, state game.State) []string {
	var lines []string
	for _, b := range list {
		md, shown := s.run.Rules.Show(b, state, s.text().Lang)
		if !shown {
			continue
		}
		label := ""
		if key := labels[b.Kind]; key != "" {
			label = "[" + t.say.Say(key) + "] "
		}
		if b.For != "" {
			label = "[" + t.say.Say("private.for", plain(orElse(s.text().Roles[b.For], b.For))) + "] "
		}
		if b.Kind == game.Speech {
			who := b.Who
			if a := s.text().Cast[who]; a.Name != "" {
				who = a.Name
			}
			lines = append(lines, t.set.Prose("**"+escaped(oneLine(who))+"** "+md, t.width, t.style)...)
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		if label != "" {
			lines = append(lines, t.wrap(label, 2)...)
		}
		if b.Kind == game.Quote {
			md = "> " + strings.ReplaceAll(md, "\n", "\n> ")
		}
		lines = append(lines, t.set.Page(md, t.width, t.style).Lines...)
		lines = append(lines, "")
	}
	return squeezed(lines)
}

// squeezed has no two empty lines behind each other, and none at the end.
func squeezed(lines []string) []string {
	lines = slices.CompactFunc(lines, func(a, b string) bool { return a == "" && b == "" })
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// escaped writes a text as Markdown that shows it sign by sign.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>#~&!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// sorted are the problems, the worst first.
func (s Session) sorted() []game.Problem {
	list := slices.Clone(s.version.Problems)
	slices.SortStableFunc(list, func(a, b game.Problem) int { return int(a.Severity()) - int(b.Severity()) })
	return list
}

// problem is one problem in a line or two: where, which rule, what, and how to
// mend it.
func problem(p game.Problem, t setting) []string {
	at := path.Base(p.From.File)
	if p.From.Line > 0 {
		at = fmt.Sprintf("%s:%d", at, p.From.Line)
	}
	lines := t.wrap(p.Rule+" "+at+" "+p.Message.In(t.say.Lang), 2)
	if mend := p.Mend.In(t.say.Lang); mend != "" {
		for _, l := range t.wrap(t.say.Say("preview.mend", mend), 2) {
			lines = append(lines, "  "+strings.TrimPrefix(l, "  "))
		}
	}
	return lines
}

// option is one thing that can be chosen.
type option struct {
	id     game.ChoiceID
	label  string
	detail string // where it leads, its time limit, its place in the file
	right  bool   // of a question: to be ticked
}

// options are what is offered, in the order of the file, which is the author's.
func (s Session) options(say words.Text) []option {
	if !s.Deciding() {
		return nil
	}
	scene := s.run.State.Scene()
	d := s.run.Rules.Rules().Scenes[scene].Decision
	var list []option
	for _, c := range s.run.Rules.Open(s.run.State) {
		it := d.Items[c.N-1]
		o := option{id: c.ID, label: plain(s.text().Scenes[scene].Items[c.N-1].Label), right: it.Expected}
		if it.Target != "" {
			o.detail = "#" + strings.TrimPrefix(oneLine(it.Target), "#")
		}
		if it.After > 0 {
			o.detail += " " + say.Say("preview.after", it.After)
		}
		list = append(list, o)
	}
	return list
}
