package line

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

// begin writes the briefing: title, lead, who is who, what is practised, and the
// first values.
func (t *table) begin() {
	t.out.part()
	t.says(t.text.Title)
	if v := t.run.Variant; v != "" {
		t.puts(t.say.Say("line.variant", t.set.name(t.variant(v))))
	}
	state := t.run.Trace[0].State
	t.blocks(t.text.Lead, state)
	t.cast()
	t.goals()
	t.meters(state, t.say.Say("line.meters.start"))
	t.out.part()
}

func (t *table) variant(id string) string {
	if label := t.text.Variants[id]; label != "" {
		return label
	}
	return id
}

// cast lists who is who: the player first, then those whose part needs a word,
// as they come on stage.
func (t *table) cast() {
	names := t.speakers()
	if len(names) == 0 {
		return
	}
	t.out.part()
	t.puts(t.say.Say("line.cast"))
	for _, who := range names {
		actor := t.text.Cast[who]
		line := literally(t.named(who))
		if actor.Role != "" {
			line += literally(": " + actor.Role)
		}
		if actor.Player && t.sees == nil { // at a table of several it is nobody's alone
			line += literally(t.say.Say("line.cast.you"))
		}
		t.out.put(t.set.list("- ", line)...)
	}
	t.out.part()
}

// speakers are the players, and those of the cast who have a role and a word to
// say, in the order of the file.
func (t *table) speakers() []string {
	var players, others []string
	meet := func(b game.Block) {
		actor, known := t.text.Cast[b.Who]
		switch {
		case t.sees != nil && !t.mine(b): // a name may tell what another role knows
		case b.Kind != game.Speech || !known || slices.Contains(players, b.Who) || slices.Contains(others, b.Who):
		case actor.Player:
			players = append(players, b.Who)
		case actor.Role != "":
			others = append(others, b.Who)
		}
	}
	for _, b := range t.text.Lead {
		meet(b)
	}
	for _, scene := range t.text.Scenes {
		for _, b := range scene.Blocks {
			meet(b)
		}
	}
	return append(players, others...)
}

// named is a speaker's name as shown.
func (t *table) named(who string) string {
	if name := t.text.Cast[who].Name; name != "" {
		return name
	}
	return who
}

func (t *table) goals() {
	if len(t.text.Goals) == 0 {
		return
	}
	t.out.part()
	t.puts(t.say.Say("line.goals"))
	for _, g := range t.text.Goals {
		t.out.put(t.set.list("- ", literally(g.Label))...)
	}
	t.out.part()
}

// practised writes each learning goal: how well it went where that is known, and
// else whether the run came past it.
func (t *table) practised(marks []game.GoalMark) {
	if len(t.text.Goals) == 0 {
		return
	}
	met := map[string]bool{}
	for _, e := range t.run.Trace {
		met[t.sc.SceneID(e.Scene)] = true
	}
	t.out.part()
	t.puts(t.say.Say("line.goals.results"))
	for _, g := range t.text.Goals {
		if i := slices.IndexFunc(marks, func(m game.GoalMark) bool { return m.ID == g.ID }); i >= 0 {
			t.mark(g, marks[i])
			continue
		}
		key := "line.goal.missed"
		if slices.ContainsFunc(g.Scenes, func(id string) bool { return met[id] }) {
			key = "line.goal.met"
		}
		t.out.put(t.set.hang("- "+t.label(key), literally(g.Label), 2)...)
	}
	t.out.part()
}

// mark writes a goal with its mark and the ground for it.
func (t *table) mark(g game.Goal, m game.GoalMark) {
	ground := debrief.Goal(m, t.say)
	if m.Mark != game.NotSeen {
		ground = t.say.Say("line.goal.mark", string(rune(m.Mark)), debrief.MarkWord(m.Mark, t.say), ground)
	}
	t.out.put(t.set.hang("- ", literally(g.Label), 2)...)
	t.out.put(inset(t.set.in(2).hang("", literally(ground), 0), 2, 0)...)
}
