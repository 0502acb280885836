package workshop

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
)

// BoardTopic is a topic as far as it is uncovered; nil before one is set. Verdicts
// may be nil.
func (h *Head) BoardTopic(set TopicSet, tables func(team string) *Table, verdicts Verdicts) *BoardTopic {
	if set.Topic == "" {
		return nil
	}
	topics := Topics(h, tables)
	topic, at := Find(topics, set.Topic)
	if at < 0 {
		return nil
	}
	b := &BoardTopic{ID: topic.ID, Scene: topic.Scene, Time: topic.Time(), Number: at + 1, Of: len(topics), Layer: set.Layer}
	b.options(topic, tables)
	if b.Layer >= LayerSpread {
		b.Apart = topic.Apart
		b.spread(h, topic)
		b.votes(h, topic)
	}
	switch {
	case verdicts == nil:
	case b.Layer >= LayerVerdict:
		b.verdict(topic, verdicts)
	default:
		for _, t := range topic.Teams {
			verdicts(t.Team, t.Step) // so that it is known by the time it is shown
		}
	}
	return b
}

// Unsettled reports whether verdicts that are to be shown are still being worked
// out: then the board is worth another look before anything happens in the room.
func (b *BoardTopic) Unsettled() bool {
	return b != nil && b.Layer >= LayerVerdict && b.Known < len(b.Teams)
}

// Time is which time the scene was decided in, from 1.
func (t Topic) Time() int {
	if n, err := strconv.Atoi(strings.TrimPrefix(t.ID, t.Scene+"/")); err == nil {
		return n
	}
	return 1
}

// options are those that stood open to at least one of the teams, in the order
// of the file.
func (b *BoardTopic) options(topic Topic, tables func(team string) *Table) {
	var open uint32
	for _, t := range topic.Teams {
		if table := tables(t.Team); table != nil {
			open |= table.Run.Rules.Offered(t.State)
			b.Question = table.Run.Rules.Kind(t.State) == game.Question
		}
	}
	b.Options = []BoardOption{}
	for ; open != 0; open &= open - 1 {
		b.Options = append(b.Options, BoardOption{Item: bits.TrailingZeros32(open)})
	}
}

func (b *BoardTopic) spread(h *Head, topic Topic) {
	for _, t := range topic.Teams {
		l, _ := h.Team(t.Team)
		taken := BoardTaken{
			Team: t.Team, Name: l.Name, Items: b.items(t.Choice), TookMS: h.Took(t.Ballot).Milliseconds(),
			By: t.By, Shifted: len(t.Shifted()), Overruled: len(t.Overruled()),
		}
		if t.By != "" && t.By != Majority && t.By != Clock {
			taken.By = "seat" // which one is the team's own business
		}
		b.Teams = append(b.Teams, taken)
		b.count(t.Choice, func(o *BoardOption) { o.Teams++ })
	}
}

// votes sums up what people voted, if there are enough of them.
func (b *BoardTopic) votes(h *Head, topic Topic) {
	people := 0
	for _, t := range topic.Teams {
		people += len(t.Last())
	}
	if b.Counted = people > 0 && people >= h.Opened.Rules.Least; !b.Counted {
		return
	}
	for _, t := range topic.Teams {
		for _, v := range t.First {
			b.count(v.Choice, func(o *BoardOption) { o.First++ })
		}
		for _, v := range t.Last() {
			b.count(v.Choice, func(o *BoardOption) { o.Last++ })
		}
	}
}

// verdict adds what each decision gave away, and the best line of the standing
// that most teams had.
func (b *BoardTopic) verdict(topic Topic, verdicts Verdicts) {
	lines := map[game.State]int{}
	most := 0
	for i, t := range topic.Teams {
		j, known := verdicts(t.Team, t.Step)
		if !known {
			continue
		}
		b.Known++
		regret := j.Regret.Float()
		b.Teams[i].Regret, b.Teams[i].Best = &regret, b.items(j.Best)
		b.count(j.Best, func(o *BoardOption) { o.Best++ })
		if lines[t.State]++; lines[t.State] > most {
			most = lines[t.State]
			b.Line = moves(j.Line)
		}
	}
}

func moves(line []game.Move) []BoardMove {
	list := []BoardMove{}
	for _, m := range line {
		move := BoardMove{Scene: m.Scene, Items: []int{}}
		if m.N > 0 {
			move.Items = append(move.Items, m.N-1)
		}
		for _, n := range m.Ticks {
			move.Items = append(move.Items, n-1)
		}
		list = append(list, move)
	}
	return list
}

// items are the places of what a choice takes, from 0.
func (b *BoardTopic) items(id game.ChoiceID) []int {
	if !b.Question {
		return []int{int(id)}
	}
	list := []int{}
	for set := uint32(id); set != 0; set &= set - 1 {
		list = append(list, bits.TrailingZeros32(set))
	}
	return list
}

func (b *BoardTopic) count(id game.ChoiceID, f func(*BoardOption)) {
	for _, item := range b.items(id) {
		if i := slices.IndexFunc(b.Options, func(o BoardOption) bool { return o.Item == item }); i >= 0 {
			f(&b.Options[i])
		}
	}
}

func utoa(n uint64) string { return strconv.FormatUint(n, 10) }
