package line

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// stand is where a seat stands: the word of its prompt and, of a decision, which
// one and in which round of the vote.
type stand struct {
	word        string
	step, round int
}

// The words of the prompts. They are the same in every language.
const (
	standLobby   = "lobby"   // the workshop has not begun
	standGo      = "go"      // one way is open
	standVote    = "vote"    // the blind vote is this seat's to cast
	standWait    = "wait"    // it has voted, others have not
	standAgain   = "again"   // the votes are shown; it may vote again
	standDecide  = "decide"  // the votes are shown, and it decides
	standHeld    = "held"    // the facilitator holds what comes next
	standPaused  = "paused"  // all clocks stand still
	standOver    = "over"    // the team has come to its ending
	standDebrief = "debrief" // the room looks back
	standEnded   = "ended"
	standGone    = "gone" // the seat is not at the table any more
)

// stand reads where the seat stands off the room as it was last looked at.
func (s *seat) stand() stand {
	if !s.seated {
		return stand{}
	}
	here := stand{step: len(s.at.Run.Steps), round: s.at.Round()}
	word := s.standing()
	switch word {
	case standVote, standWait, standAgain, standDecide, standGo:
		here.word = word
		return here
	}
	return stand{word: word}
}

func (s *seat) standing() string {
	t := s.at
	if _, ok := t.Seat(s.place.Seat); !ok || s.head.Gone(t.ID) {
		return standGone
	}
	switch s.head.Phase {
	case workshop.Lobby:
		return standLobby
	case workshop.Paused:
		return standPaused
	case workshop.Debrief:
		return standDebrief
	case workshop.Ended:
		return standEnded
	}
	switch {
	case t.Waiting:
		return standHeld
	case t.Run.Over():
		return standOver
	case !s.sc.Free(t.Run.State):
		return standGo
	case t.Round() == 2 && s.decides():
		return standDecide
	case t.Round() == 2:
		return standAgain
	}
	if _, voted := t.Vote.Of(s.place.Seat, 1); voted {
		return standWait
	}
	return standVote
}

// decides reports whether this seat makes the decision when the votes are shown.
func (s *seat) decides() bool {
	return s.head.Opened.Rules.Lock != workshop.ByMajority && s.at.Decider() == s.place.Seat
}

// voting reports whether a stand is one with options.
func (m stand) voting() bool {
	return slices.Contains([]string{standVote, standWait, standAgain, standDecide}, m.word)
}

// offer writes what is to be decided, once for each round, and says that this
// seat has it before it: the first one starts the clock.
func (s *seat) offer(ctx context.Context, m stand) {
	key := stand{step: m.step, round: m.round}
	switch {
	case !m.voting() && m.word != standGo || s.shown == key:
		return
	case m.word == standGo:
		s.options(s.run.Open())
	case m.round == 2:
		s.spread()
		s.deciders()
	default:
		s.options(s.run.Open())
	}
	s.shown = key
	if m.word != standGo {
		// What is refused here is refused to all: the clock starts with the next.
		_, _ = s.do(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Reach(h, s.place.Seat, m.step, now)
		})
		s.limit()
	}
}

// limit says how long there is, and what comes then. The clock runs with the
// server: nothing is counted here.
func (s *seat) limit() {
	choice, left, running := s.at.Limit(s.head, s.room.Now())
	if !running {
		return
	}
	i := slices.IndexFunc(s.run.Open(), func(c game.Choice) bool { return c.ID == choice.ID })
	s.out.part()
	s.puts(s.say.Say("line.seat.limit", clock(left), i+1))
}

// spread writes how the votes fell. Names never stand beside options.
func (s *seat) spread() {
	round, votes := 1, s.at.Vote.First
	if len(s.at.Vote.Second) > 0 {
		round, votes = 2, s.at.Vote.Last()
	}
	s.out.part()
	s.puts(s.say.Count("line.seat.spread", len(votes), round))
	open := s.run.Open()
	scene := s.text.Scenes[s.run.State.Scene()]
	for i, share := range workshop.Spread(s.run, votes) {
		count := s.say.Count("line.seat.share", share.Votes)
		if share.Votes > 0 && share.Sure > 0 {
			count = s.say.Count("line.seat.share.sure", share.Votes, share.Sure/share.Votes)
		}
		s.out.put(s.set.list(s.say.Say("line.option", i+1), literally(count)+" "+scene.Items[open[i].N-1].Label)...)
	}
	if s.head.Opened.Rules.Lock == workshop.ByMajority && workshop.Even(s.run, votes) {
		s.puts(s.say.Say("line.seat.even"))
	}
}

// deciders says who makes the decision now.
func (s *seat) deciders() {
	switch {
	case s.head.Opened.Rules.Lock == workshop.ByMajority:
		s.puts(s.say.Say("line.seat.majority"))
	case s.decides():
		s.puts(s.say.Say("line.seat.yours"))
	default:
		s.puts(s.say.Say("line.seat.theirs", s.person(s.at.Decider())))
	}
}

// question is the prompt of a stand.
func (s *seat) question(m stand) string {
	n := len(s.run.Open())
	word, key := m.word, "line.seat.prompt."+m.word
	switch {
	case m.voting():
		word += " " + strconv.Itoa(m.step+1) + " 1-" + strconv.Itoa(n)
		if s.sc.Kind(s.run.State) == game.Question && m.word != standWait {
			key += ".set"
		}
	case m.word == standGo:
		word += " " + strconv.Itoa(m.step+1)
	}
	return prompted(word, s.say.Say(key))
}

// number does what numbers mean at a prompt: a vote, or the way on.
func (s *seat) number(ctx context.Context, m stand, a answer) (string, error) {
	if m.word == standGo && (a.empty || slices.Equal(a.nums, []int{1})) {
		return s.do(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.GoOn(h, s.place.Seat, m.step, now)
		})
	}
	if !m.voting() {
		return s.say.Say("line.answer.unclear"), nil
	}
	choice, refused := s.meant(a)
	if refused != "" {
		return refused, nil
	}
	sure := 0
	if s.asksSure() {
		s.wordSure = prompted("sure "+strconv.Itoa(m.step+1)+" 1-"+strconv.Itoa(len(game.Levels)), s.say.Say("line.prompt.sure", len(game.Levels)))
		var err error
		sure, err = s.howSure(ctx)
		if errors.Is(err, errMoved) {
			s.out.part()
			s.puts(s.say.Say("line.seat.unused", brief(a.text)))
		}
		if err != nil || sure == 0 {
			return "", err
		}
	}
	refused, err := s.do(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		if t.Round() != m.round { // the spread was shown while this was typed
			return nil, workshop.ErrLate
		}
		return t.Cast(h, s.place.Seat, m.step, choice, sure, now)
	})
	if refused == "" && err == nil {
		s.puts(s.say.Say("line.seat.voted"))
	}
	return refused, err
}

// meant reads a choice of those on offer. Of a question 0 alone is none.
func (s *seat) meant(a answer) (game.ChoiceID, string) {
	open := s.run.Open()
	if s.sc.Kind(s.run.State) == game.Question {
		id, ok := ticked(a, open)
		if !ok {
			return 0, s.say.Say("line.seat.answer.set", len(open))
		}
		return id, ""
	}
	n, ok := a.one(len(open))
	if !ok {
		return 0, s.say.Say("line.answer.pick", len(open))
	}
	return open[n-1].ID, ""
}

// lock makes the team's decision.
func (s *seat) lock(ctx context.Context, m stand, arg string) (string, error) {
	if !m.voting() {
		return s.say.Say("line.answer.unclear"), nil
	}
	choice, refused := s.meant(understand(arg))
	if arg == "" || refused != "" {
		return s.say.Say("line.seat.decide.how", len(s.run.Open())), nil
	}
	return s.do(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(h, s.place.Seat, m.step, choice, now)
	})
}

// closeVote ends a round with the votes there are.
func (s *seat) closeVote(ctx context.Context, m stand) (string, error) {
	if !m.voting() {
		return s.say.Say("line.answer.unclear"), nil
	}
	return s.do(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Close(h, s.place.Seat, m.step, now)
	})
}
