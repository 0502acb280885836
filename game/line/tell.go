package line

import (
	"path"
	"slices"
	"strings"

	"kobayashi/game"
)

// tell writes what happened in the run from an event on.
func (t *table) tell(from int) {
	for i := from; i < len(t.run.Trace); i++ {
		e := t.run.Trace[i]
		switch {
		case i == 0:
			t.entered(e, e.State)
		case e.Kind == game.Entered:
			t.entered(e, t.run.Trace[i-1].State)
		default:
			t.taken(e, t.run.Trace[i-1])
		}
	}
	t.told = len(t.run.Trace)
}

// entered writes a scene: what it is, what it changed, what is said in it.
func (t *table) entered(e game.Event, before game.State) {
	scene := t.text.Scenes[e.Scene]
	t.out.part()
	// A scene that says nothing and asks nothing is only a fork of the road.
	kind := t.sc.Kind(e.State)
	if scene.Title != "" && (kind != game.Route && kind != game.Chance || t.speaks(e)) {
		key := "line.scene"
		switch {
		case e.Inject:
			key = "banner.inject"
		case t.sc.Over(e.State):
			key = "ending.reached"
		}
		t.out.put(t.set.hang(t.label(key), scene.Title, 2)...)
	}
	if role := t.sc.Rules().Scenes[e.Scene].Role; role != "" {
		t.puts(t.say.Say("line.role", t.role(role)))
	}
	t.out.part()
	t.changes(before, e.State, "line.changed.scene")
	t.blocks(scene.Blocks, e.State)
	t.references(scene.Blocks, e.State)
	t.out.part()
}

// references names the notes a scene links to by what opens them here.
func (t *table) references(list []game.Block, s game.State) {
	var names []string
	for _, b := range list {
		md, shown := t.sc.Show(b, s, t.text.Lang)
		if !shown || !t.mine(b) || !strings.Contains(md, "](") {
			continue
		}
		for _, link := range t.set.links(md) {
			file, _, _ := strings.Cut(link, "#")
			name := t.short(file)
			if _, known := t.text.Notes[path.Clean(file)]; known && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) > 0 {
		t.out.part()
		t.puts(t.say.Say("line.references", strings.Join(names, t.say.Say("line.and"))))
	}
}

// speaks reports whether a scene that was entered has something to say.
func (t *table) speaks(e game.Event) bool {
	for _, b := range t.text.Scenes[e.Scene].Blocks {
		if _, shown := t.sc.Show(b, e.State, t.text.Lang); shown && t.mine(b) {
			return true
		}
	}
	return false
}

// mine reports whether a block is for the player's eyes during the play.
func (t *table) mine(b game.Block) bool {
	switch {
	case b.Kind == game.Facilitator || b.Kind == game.Lesson:
		return false
	case b.For == "":
		return true
	case t.sees != nil:
		return t.sees(b.For)
	}
	return t.o.Role == "" || b.For == t.o.Role
}

func (t *table) role(id string) string {
	if label := t.text.Roles[id]; label != "" {
		return t.set.name(label)
	}
	return t.set.name(id)
}

// taken writes which way was taken from a scene, why that was as it was, and
// what it changed.
func (t *table) taken(e, from game.Event) {
	t.out.part()
	decision := t.sc.Rules().Scenes[e.Scene].Decision
	item, known := itemOf(t.text.Scenes[e.Scene], e.Choice)
	cause := "line.changed.course"
	switch {
	case decision.Kind == game.Question:
		cause = "line.changed.choice"
		t.answered(e, from.State, 0, 0)
	case !known:
	case e.Kind == game.Chose && t.sc.Free(from.State):
		cause = "line.changed.choice"
		if t.echoed {
			break
		}
		t.out.put(t.set.hang(t.label("choice.made"), item.Label, 2)...)
	case e.Kind == game.Drew:
		t.out.put(t.set.hang(t.say.Say("line.drew", decision.Items[e.Choice].Percent), item.Label, 2)...)
	case e.Kind == game.Chose: // whoever pressed a way on has just read it
	case item.Label != "" && t.speaks(from):
		t.puts(t.say.Say("line.went", t.set.plain(item.Label)))
	}
	t.out.part()
	if decision.Kind != game.Question {
		t.blocks(item.Feedback, e.State)
	}
	t.changes(from.State, e.State, cause)
}

// answered writes what was ticked in a question and what should have been, with
// the feedback of the ticked ones, moved in by indent cells. It leaves out the
// items of a set, of which more is said elsewhere.
func (t *table) answered(e game.Event, before game.State, indent int, but game.ChoiceID) {
	if e.Choice == 0 {
		t.out.put(inset([]string{t.say.Say("answer.none")}, indent, 0)...)
	}
	t.out.put(inset([]string{t.say.Say("line.answered")}, indent, 0)...)
	shown := t.sc.Offered(before)
	for i, it := range t.sc.Rules().Scenes[e.Scene].Decision.Items {
		picked := e.Choice&(1<<i) != 0
		key := "answer.missed"
		switch {
		case picked && it.Expected:
			key = "answer.hit"
		case picked:
			key = "answer.extra"
		case !it.Expected || shown&(1<<i) == 0:
			continue
		}
		if but&(1<<i) != 0 {
			continue
		}
		item := t.text.Scenes[e.Scene].Items[i]
		t.out.put(inset(t.set.in(indent).hang("- "+t.label(key), item.Label, 2), indent, 0)...)
		if picked {
			t.feedback(item, e.State, indent+2)
		}
	}
}

// feedback writes the rationale of an item, moved in.
func (t *table) feedback(item game.ItemText, s game.State, indent int) {
	for _, b := range item.Feedback {
		if !t.mine(b) {
			continue
		}
		if md, shown := t.sc.Show(b, s, t.text.Lang); shown {
			t.out.put(t.set.page(md, indent)...)
		}
	}
}

// label is a phrase that says what follows it.
func (t *table) label(key string) string { return t.say.Say(key) + ": " }

func itemOf(scene game.SceneText, id game.ChoiceID) (game.ItemText, bool) {
	if int(id) >= len(scene.Items) {
		return game.ItemText{}, false
	}
	return scene.Items[id], true
}

// blocks writes what of a list is for the player. Speeches follow each other
// line by line; everything else stands apart.
func (t *table) blocks(list []game.Block, s game.State) {
	speech := false
	for _, b := range list {
		if !t.mine(b) {
			continue
		}
		md, shown := t.sc.Show(b, s, t.text.Lang)
		if !shown {
			continue
		}
		if !speech || b.Kind != game.Speech {
			t.out.part()
		}
		speech = b.Kind == game.Speech
		t.block(b, md)
	}
	t.out.part()
}

func (t *table) block(b game.Block, md string) {
	label := ""
	switch b.Kind {
	case game.Speech:
		t.out.put(t.set.hang(t.speaker(b.Who)+": ", md, 2)...)
		return
	case game.Tip:
		label = t.label("aside.tip")
	case game.Banner:
		label = t.label("banner.warning")
	}
	if b.For != "" {
		label = t.say.Say("private.for", t.role(b.For)) + ": " + label
	}
	if label == "" {
		t.out.put(t.set.page(md, 0)...)
		return
	}
	if oneParagraph(md) {
		t.out.put(t.set.hang(label, md, 2)...)
		return
	}
	t.puts(label)
	t.out.put(t.set.page(md, 2)...)
}

// oneParagraph reports whether Markdown is prose alone, so that it may follow a
// label on the same line.
func oneParagraph(md string) bool {
	md = strings.TrimSpace(md)
	if md == "" || strings.Contains(md, "\n\n") || strings.Contains("-*+>|#`!", md[:1]) {
		return false
	}
	rest := strings.TrimLeft(md, "0123456789") // a list has "1. " here
	return len(rest) == len(md) || !strings.HasPrefix(rest, ". ") && !strings.HasPrefix(rest, ") ")
}

// speaker is a name as shown, with the role where it is met first: whoever comes
// to a long play, or back to one, has it once.
func (t *table) speaker(who string) string {
	actor, name := t.text.Cast[who], t.named(who)
	if actor.Role != "" && !t.met[who] {
		name = t.say.Say("line.speaker", name, actor.Role)
	}
	t.met[who] = true
	return name
}
