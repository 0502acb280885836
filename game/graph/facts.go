package graph

import (
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

// heading is the scenario's title, and the variant's where there are several.
func (g *Graph) heading(say words.Text) string {
	if g.Variants > 1 {
		return say.Say("graph.heading", g.Title, g.Variant)
	}
	return g.Title
}

// facts says in whole sentences how large the scenario is, what was proved, and
// what the figures are.
func (g *Graph) facts(say words.Text) []string {
	endings := 0
	for _, n := range g.Nodes {
		if n.ends() {
			endings++
		}
	}
	list := []string{
		say.Count("graph.scenes", len(g.Nodes)) + say.Count("graph.ways", len(g.Edges)) + say.Count("graph.endings", endings),
		g.Proof.say(say),
	}
	if n := g.missed(); n > 0 {
		list = append(list, say.Count("graph.missed", n))
	}
	return list
}

// missed counts the scenes that no play enters.
func (g *Graph) missed() int {
	missed := 0
	for _, n := range g.Nodes {
		if !n.Entered {
			missed++
		}
	}
	return missed
}

// say tells what the figures rest on.
func (p Proof) say(say words.Text) string {
	states := game.Digits(p.States)
	var parts []string
	switch p.Why {
	case TooMany:
		parts = append(parts, say.Say("graph.proof.many", states))
	case TooFine:
		parts = append(parts, say.Say("graph.proof.fine"))
	case Circle:
		parts = append(parts, say.Say("graph.proof.circle", moves(p.Play)))
	case Stuck:
		parts = append(parts, say.Say("graph.proof.stuck", moves(p.Play)))
	default:
		parts = append(parts, say.Say("graph.proof.done", states))
	}
	if p.Sampled > 0 {
		parts = append(parts, say.Say("graph.proof.sampled", game.Digits(p.Sampled)))
	}
	return strings.Join(parts, say.Say("graph.join"))
}

// moves writes a play on one line: scene 2, scene 1+3.
func moves(play []game.Move) string {
	var list []string
	for _, m := range play {
		ticks := make([]string, 0, len(m.Ticks))
		for _, n := range m.Ticks {
			ticks = append(ticks, strconv.Itoa(n))
		}
		if m.Ticks == nil {
			ticks = append(ticks, strconv.Itoa(m.N))
		}
		list = append(list, plain(m.Scene)+" "+strings.Join(ticks, "+"))
	}
	return strings.Join(list, ", ")
}

// tags says in brackets what a scene is, beyond an ordinary choice.
func (g *Graph) tags(i int, say words.Text) string {
	n := g.Nodes[i]
	var list []string
	add := func(key string, args ...any) { list = append(list, say.Say(key, args...)) }
	if n.Start {
		add("graph.start")
	}
	if n.Inject {
		add("graph.inject")
	}
	switch n.Kind {
	case game.End:
		if n.Ending == n.Title {
			add("graph.ending")
		} else {
			add("graph.ending.named", n.Ending)
		}
	case game.Route:
		add("graph.route")
	case game.Chance:
		add("graph.chance")
	case game.Question:
		add("graph.question")
	}
	if n.Role != "" {
		add("graph.role", n.Role)
	}
	if !n.Entered {
		list = append(list, g.never(say))
	}
	out := ""
	for _, s := range list {
		out += " " + say.Say("graph.tag", s)
	}
	return out
}

// never says that no play enters a scene: in this variant, if there are others.
func (g *Graph) never(say words.Text) string {
	if g.Variants > 1 {
		return say.Say("graph.never.variant")
	}
	return say.Say("graph.never")
}

// percent writes a share with one decimal; what is hardly anything does not look
// like nothing.
func percent(share float64) string {
	switch p := 100 * share; {
	case p > 0 && p < 0.05:
		return "<0.1%"
	case p < 100 && p >= 99.95:
		return ">99.9%"
	default:
		return strconv.FormatFloat(p, 'f', 1, 64) + "%"
	}
}

// figures is a scene's share and regret in words, or "".
func (g *Graph) figures(n Node, say words.Text) string {
	var list []string
	if g.Proof.Shares {
		list = append(list, say.Say("graph.column.share")+" "+percent(n.Share))
	}
	if g.Proof.Regrets && n.Regret.Den != 0 {
		list = append(list, say.Say("graph.regret", debrief.Number(n.Regret)))
	}
	return strings.Join(list, " / ")
}
