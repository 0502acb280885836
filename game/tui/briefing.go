package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// briefing is what the player is told before the first scene: the lead, the
// cast and the goals. Each variant has a button that starts it.
type briefing struct {
	sc    *game.Scenario
	order Start // what the command line asks for; empty: the shelf does
	back  screen
	reader
}

func (b briefing) variants() []string {
	var ids []string
	for _, v := range b.sc.Rules().Variants {
		ids = append(ids, v.ID)
	}
	if len(ids) == 0 {
		return []string{""}
	}
	return ids
}

func (b briefing) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return b.back, nil
	}
	ids := b.variants()
	var taken bool
	b.reader, taken = b.reader.update(f, msg, b.view(f), len(b.lines(f)), b.labels(f))
	if taken {
		order := b.order
		if order.Scenario == "" {
			order = Start{Scenario: b.sc.ID(), Name: f.desk.Start.Name, Path: f.desk.pathOf(b.sc.ID())}
		}
		order.Variant = ids[b.button]
		return starting{order: order, told: true, back: b}.open(f)
	}
	return b, nil
}

func (b briefing) bindings() []hint {
	return []hint{keys.enter.does("key.start"), keys.right.does("key.buttons"), keys.updown.does("key.scroll"), keys.back, keys.help}
}

// labels are the variants by name.
func (b briefing) labels(f frame) []string {
	var list []string
	for _, id := range b.variants() {
		label := oneLine(b.sc.Text(f.words.Lang).Variants[id])
		if label == "" {
			label = f.say("briefing.start")
		}
		list = append(list, label)
	}
	return list
}

func (b briefing) view(f frame) sheet {
	text, buttons := b.sc.Text(f.words.Lang), b.labels(f)
	p := paper{title: oneLine(text.Title), aside: f.say("shelf.minutes", b.sc.About.Minutes), hints: b.bindings()}
	if len(buttons) > 1 {
		p.notice = f.ink.muted.Render(f.say("briefing.which"))
	}
	return b.read(f, p, b.lines(f), buttons)
}

func (b briefing) lines(f frame) []string {
	text, width := b.sc.Text(f.words.Lang), f.measure()
	state, _ := b.sc.Start(b.variants()[min(b.button, len(b.variants())-1)])
	var lines []string
	part := func(head string, body []string) {
		if len(body) == 0 {
			return
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		if head != "" {
			lines = append(lines, f.ink.title.Render(f.say(head)))
		}
		lines = append(lines, body...)
	}
	run := game.Run{Rules: b.sc}
	for _, block := range text.Lead {
		if md, ok := b.sc.Show(block, state, f.words.Lang); ok && inPlay(block) && f.mayRead(block) {
			part("", f.blockLines(run, block, md, wholePlate, width))
		}
	}
	part("briefing.cast", f.cast(text, width))
	var goals []string
	for _, g := range text.Goals {
		goals = append(goals, hanging("- ", f.label(g.Label, width-2))...)
	}
	part("briefing.goals", goals)
	part("", f.wrap(f.madeUp(b.sc), width))
	return lines
}

// madeUp is what every exercise has to say of itself.
func (f frame) madeUp(sc *game.Scenario) string {
	if sc.About.AsOf == "" {
		return f.say("briefing.undated")
	}
	return f.say("briefing.only", oneLine(sc.About.AsOf))
}

// cast lists who speaks, the player first.
func (f frame) cast(text *game.Text, width int) []string {
	names := make([]string, 0, len(text.Cast))
	for who := range text.Cast {
		names = append(names, who)
	}
	slices.SortFunc(names, func(a, b string) int {
		switch pa, pb := text.Cast[a].Player, text.Cast[b].Player; {
		case pa && !pb:
			return -1
		case pb && !pa:
			return 1
		case a < b:
			return -1
		}
		return 1
	})
	column := f.plateWidth(text, width)
	var lines []string
	for _, who := range names {
		actor := text.Cast[who]
		name := actor.Name
		if name == "" {
			name = who
		}
		about := oneLine(actor.Role)
		if actor.Player {
			about = f.say("briefing.you") + " " + about
		}
		plate := f.plate(text, who, actor.Player).Render(typeset.Pad(typeset.Truncate(" "+oneLine(name), column-1), column))
		lines = append(lines, plate+"  "+typeset.Truncate(about, max(width-column-2, 1)))
	}
	return lines
}

// hanging puts a mark before the first line and the others below its text.
func hanging(mark string, lines []string) []string {
	out := indent(lines, typeset.Width(mark))
	if len(out) > 0 {
		out[0] = mark + lines[0]
	}
	return out
}
