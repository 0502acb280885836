package workshop

import (
	"time"

	"kobayashi/game"
)

// BoardState is the board as everybody may see it: what the projector, the
// board on a terminal and the feeds are made of. There is nothing in it that is
// not uncovered yet: no ending before it is revealed, no choice before the
// debrief has shown it, no seed before the end.
//
// It names scenes by id and options by their place among the scene's items, from
// 0; the wording in either language is the scenario's.
type BoardState struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Scenario string    `json:"scenario"`
	Variant  string    `json:"variant,omitempty"`
	Lang     string    `json:"lang"`
	Phase    Phase     `json:"phase"`
	Doors    bool      `json:"doors"`
	Lock     LockRule  `json:"lock"`
	At       time.Time `json:"at"`      // by the workshop's time
	RanMS    int64     `json:"ran_ms"`  // at At, without the pauses
	Ticking  bool      `json:"ticking"` // the clock runs on from there

	View  BoardView  `json:"view"`
	Teams []Standing `json:"teams"`

	Commitment string `json:"commitment"`
	Seed       string `json:"seed,omitempty"`  // decimal, after the end
	Nonce      string `json:"nonce,omitempty"` // after the end

	Topic *BoardTopic `json:"topic,omitempty"` // in the debrief
}

// Ran is how long the workshop has run since At is so long ago.
func (b BoardState) Ran(since time.Duration) time.Duration {
	ran := time.Duration(b.RanMS) * time.Millisecond
	if b.Ticking {
		ran += max(since, 0)
	}
	return ran
}

// BoardTopic is the decision the room is looking at, as far as it is uncovered:
// at LayerQuestion the scene and the options that stood open to some team, at
// LayerSpread also what the teams did, at LayerVerdict also what it cost.
type BoardTopic struct {
	ID       string        `json:"id"`
	Scene    string        `json:"scene"`
	Time     int           `json:"time"`   // which time the scene was decided in, from 1
	Number   int           `json:"number"` // place among the topics, from 1
	Of       int           `json:"of"`
	Layer    Layer         `json:"layer"`
	Question bool          `json:"question,omitempty"` // several options may be ticked
	Options  []BoardOption `json:"options"`
	Teams    []BoardTaken  `json:"teams,omitempty"` // from LayerSpread
	// Counted is false where too few people voted for their votes to be summed up.
	Counted bool `json:"counted,omitempty"`
	Apart   int  `json:"apart,omitempty"` // thousandths, from LayerSpread; see Topic
	// Line is the best play from here, at LayerVerdict: of the standing that most
	// teams had here.
	Line []BoardMove `json:"line,omitempty"`
	// Known is how many teams' verdicts have been worked out so far, at LayerVerdict.
	Known int `json:"known,omitempty"`
}

// BoardOption is one option. Teams is how many decided so; First and Last are
// the votes of all people before and after the spread was shown, 0 unless
// BoardTopic.Counted. Best is how many teams it was best for, at LayerVerdict.
type BoardOption struct {
	Item  int `json:"item"`
	Teams int `json:"teams,omitempty"`
	First int `json:"first,omitempty"`
	Last  int `json:"last,omitempty"`
	Best  int `json:"best,omitempty"`
}

// BoardTaken is what one team did. By is "seat", Majority, Clock, or "" for a
// team that played elsewhere. Regret is in points and nil where it is not to be
// seen, or not known.
type BoardTaken struct {
	Team      string   `json:"team"`
	Name      string   `json:"name"`
	Items     []int    `json:"items"`
	TookMS    int64    `json:"took_ms"`
	By        string   `json:"by,omitempty"`
	Shifted   int      `json:"shifted,omitempty"`   // seats whose second vote was another
	Overruled int      `json:"overruled,omitempty"` // seats that wanted something else to the last
	Regret    *float64 `json:"regret,omitempty"`
	Best      []int    `json:"best,omitempty"`
}

// BoardMove is a decision of the best line.
type BoardMove struct {
	Scene string `json:"scene"`
	Items []int  `json:"items"`
}

// Verdicts gives how a team's decision at a step is judged, or false as long as
// that is not known.
type Verdicts func(team string, step int) (game.Judgement, bool)

// BoardState is the board as it stands. Verdicts may be nil. Tables that are
// missing are left out.
func (h *Head) BoardState(tables func(team string) *Table, verdicts Verdicts, now time.Time) BoardState {
	o := h.Opened
	b := BoardState{
		ID: h.ID, Name: o.Name, Scenario: o.Scenario, Variant: o.Variant, Lang: o.Lang,
		Phase: h.Phase, Doors: h.Doors, Lock: o.Rules.Lock, At: now.UTC().Truncate(time.Millisecond),
		RanMS: h.Ran(now).Milliseconds(), Ticking: h.Phase == Running,
		View: h.Board, Teams: h.Shown(tables), Commitment: o.Commitment(),
	}
	switch h.Phase {
	case Debrief:
		b.Topic = h.BoardTopic(h.Topic, tables, verdicts)
	case Ended:
		b.Seed, b.Nonce = utoa(o.Seed), o.Nonce
	}
	return b
}
