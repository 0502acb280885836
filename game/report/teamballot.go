package report

import (
	"math/bits"
	"slices"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/workshop"
)

// ballot adds how a decision was come to.
func (o *hall) ballot(t *TeamDecision, p *played, step int) {
	b := p.past[step]
	t.Seconds = int(o.Head.Took(b) / time.Second)
	switch b.By {
	case "":
	case workshop.Majority, workshop.Clock:
		t.By, t.Tie = b.By, string(b.Tie)
	default:
		t.By, t.ByLabel = "seat", o.seat(p.table, b.By)
	}
	if len(b.First)+len(b.Second) == 0 {
		return
	}
	for _, seat := range b.Shifted() {
		t.Shifted = append(t.Shifted, o.seat(p.table, seat))
	}
	slices.Sort(t.Shifted)
	t.Voted, t.Sure, t.Overruled = len(b.First), sure(b.First), len(b.Overruled())
	before, err := p.run.Back(step)
	if err != nil {
		return // a run always has its own steps
	}
	t.Even = workshop.Even(before, b.Last())
	t.Spread = o.spread(before, b)
}

// sure is the mean confidence of votes, in percent; 0 where nobody was asked.
func sure(votes []workshop.Cast) int {
	var sum, n int
	for _, v := range votes {
		if v.Sure > 0 {
			sum += v.Sure
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return (2*sum + n) / (2 * n)
}

// spread counts the votes on what stood open.
func (o *hall) spread(before game.Run, b workshop.Ballot) []TeamOption {
	scene := before.State.Scene()
	question := o.Rules.Kind(before.State) == game.Question
	list := []TeamOption{}
	for set := o.Rules.Offered(before.State); set != 0; set &= set - 1 {
		i := bits.TrailingZeros32(set)
		opt := TeamOption{Item: i + 1, Label: line(debrief.Item(scene, i, o.w.text)), Chosen: holds(b.Choice, i, question) > 0}
		var first []workshop.Cast
		for _, v := range b.First {
			if holds(v.Choice, i, question) > 0 {
				first = append(first, v)
			}
		}
		opt.First, opt.Sure = len(first), sure(first)
		for _, v := range b.Last() {
			opt.Last += holds(v.Choice, i, question)
		}
		list = append(list, opt)
	}
	return list
}
