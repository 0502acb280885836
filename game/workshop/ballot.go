package workshop

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"kobayashi/game"
)

// Ballot is the vote on one decision. First is blind; Second is cast when the
// spread was shown. Each holds at most one vote of a seat, in the order they were
// first cast.
type Ballot struct {
	Began   time.Time // the decision before was made, or let out; zero: the start
	Reached time.Time // the first of the team had it before them; zero: nobody yet
	Shown   time.Time // the blind round ended; zero: not yet
	First   []Cast
	Second  []Cast
	More    time.Duration // on top of the time limit

	// Of a decision that was made: when, by whom (a seat, Majority or Clock),
	// what, and where.
	At     time.Time
	By     string
	Choice game.ChoiceID
	Scene  string
	State  game.State
	Tie    Tie // what settled even votes, where By is Majority
}

// Tie is what settled a majority's decision whose votes were even; empty where
// they were not.
type Tie string

// The decider's vote settled it; or, without one that could, the rest of the
// rule did: confidence, then the order of the file, or an item left out.
const (
	TieDecider Tie = "decider"
	TieRest    Tie = "even"
)

// Made is how a decision was made, in one word for phrases to go by: "seat",
// "clock", "majority", or what settled even votes. It is empty for a decision of
// a run that was played elsewhere.
func (b Ballot) Made() string {
	switch {
	case b.By == "" || b.By == Clock:
		return b.By
	case b.By != Majority:
		return "seat"
	case b.Tie != "":
		return string(b.Tie)
	}
	return Majority
}

// Cast is one seat's vote.
type Cast struct {
	Seat   string
	Choice game.ChoiceID
	Sure   int
}

// Of gives a seat's vote in a round.
func (b Ballot) Of(seat string, round int) (Cast, bool) {
	list := b.First
	if round == 2 {
		list = b.Second
	}
	i := slices.IndexFunc(list, func(c Cast) bool { return c.Seat == seat })
	if i < 0 {
		return Cast{}, false
	}
	return list[i], true
}

// Last is the last vote of each seat: the second, or the first where there is no
// second.
func (b Ballot) Last() []Cast {
	list := slices.Clone(b.Second)
	for _, c := range b.First {
		if _, again := b.Of(c.Seat, 2); !again {
			list = append(list, c)
		}
	}
	return list
}

// Shifted are the seats whose second vote is not their first.
func (b Ballot) Shifted() []string {
	var list []string
	for _, c := range b.Second {
		if before, ok := b.Of(c.Seat, 1); ok && before.Choice != c.Choice {
			list = append(list, c.Seat)
		}
	}
	return list
}

// Overruled are the seats whose last vote is not what was decided.
func (b Ballot) Overruled() []string {
	var list []string
	for _, c := range b.Last() {
		if c.Choice != b.Choice {
			list = append(list, c.Seat)
		}
	}
	return list
}

// Share is one option of a spread: how many votes it has, and their confidence
// summed up in percent. Of a question there is one for each item that is shown.
type Share struct {
	Choice game.ChoiceID // of a question: the item's bit
	Votes  int
	Sure   int
}

// Spread counts votes over what is offered, in the order it is offered in.
func Spread(run game.Run, votes []Cast) []Share {
	question := run.Rules.Kind(run.State) == game.Question
	var list []Share
	for _, c := range run.Open() {
		s := Share{Choice: c.ID}
		for _, v := range votes {
			if v.Choice == c.ID || question && v.Choice&c.ID != 0 {
				s.Votes++
				s.Sure += v.Sure
			}
		}
		list = append(list, s)
	}
	return list
}

// Outcome is what most votes decide. Of a question each item is ticked that more
// than half of the votes tick; the decider's vote breaks an even one, and without
// it the item is not ticked. Of choices the one with most votes is taken; among
// those that are even the decider's vote, else the one with more confidence, else
// the first in the file. It is false where nobody has voted.
func Outcome(run game.Run, votes []Cast, decider string) (game.ChoiceID, bool) {
	if len(votes) == 0 {
		return 0, false
	}
	var own *Cast
	for _, v := range votes {
		if v.Seat == decider {
			own = &v
		}
	}
	shares := Spread(run, votes)
	if run.Rules.Kind(run.State) == game.Question {
		var set game.ChoiceID
		for _, s := range shares {
			if 2*s.Votes > len(votes) || 2*s.Votes == len(votes) && own != nil && own.Choice&s.Choice != 0 {
				set |= s.Choice
			}
		}
		return set, true
	}
	best := slices.MaxFunc(shares, func(a, b Share) int {
		mine := func(s Share) int {
			if own != nil && own.Choice == s.Choice {
				return 1
			}
			return 0
		}
		return cmp.Or(a.Votes-b.Votes, mine(a)-mine(b), a.Sure-b.Sure, int(b.Choice)-int(a.Choice))
	})
	return best.Choice, true
}

// Even reports whether most votes leave more than one choice: what Outcome gives
// is then by the rule for even votes.
func Even(run game.Run, votes []Cast) bool {
	if run.Rules.Kind(run.State) == game.Question {
		return slices.ContainsFunc(Spread(run, votes), func(s Share) bool { return 2*s.Votes == len(votes) })
	}
	var most, times int
	for _, s := range Spread(run, votes) {
		switch {
		case s.Votes > most:
			most, times = s.Votes, 1
		case s.Votes == most:
			times++
		}
	}
	return times > 1 && most > 0
}

// settled is what settles even votes on what is chosen. Of a question the
// decider's vote speaks for every item that is even; of choices only if it is
// itself among those that are.
func settled(run game.Run, votes []Cast, decider string) Tie {
	if !Even(run, votes) {
		return ""
	}
	i := slices.IndexFunc(votes, func(v Cast) bool { return v.Seat == decider })
	if i < 0 {
		return TieRest
	}
	choice, _ := Outcome(run, votes, decider)
	if run.Rules.Kind(run.State) == game.Question || votes[i].Choice == choice {
		return TieDecider
	}
	return TieRest
}

// offered reports whether a choice can be made now.
func offered(run game.Run, id game.ChoiceID) bool {
	set := run.Rules.Offered(run.State)
	switch run.Rules.Kind(run.State) {
	case game.Question:
		return uint32(id)&^set == 0
	case game.Choose:
		return int(id) < bits.Len32(set) && set&(1<<id) != 0
	}
	return false
}

// ballot is a change of the vote that is going on. What belongs to a decision
// that was made meanwhile changes nothing.
func (t *Table) ballot(e Entry, f Fact) {
	b := &t.Vote
	step := len(t.Run.Steps)
	switch f := f.(type) {
	case Reached:
		if f.Step == step && b.Reached.IsZero() {
			b.Reached = e.At
		}
	case MoreTime:
		if f.Step == step {
			b.More += time.Duration(f.Seconds) * time.Second
		}
	case Shown:
		if f.Step == step && b.Shown.IsZero() {
			b.Shown = e.At
		}
	case Voted:
		cast := Cast{f.Seat, f.Choice, f.Sure}
		switch {
		case f.Step != step:
		case f.Round == 1:
			b.First = put(b.First, cast)
		default:
			b.Second = put(b.Second, cast)
		}
	}
}

func put(list []Cast, c Cast) []Cast {
	list = slices.Clone(list)
	if i := slices.IndexFunc(list, func(o Cast) bool { return o.Seat == c.Seat }); i >= 0 {
		list[i] = c
		return list
	}
	return append(list, c)
}
