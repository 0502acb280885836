package tui

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// feed is a board that a test writes.
type feed struct {
	mu    sync.Mutex
	state workshop.BoardState
	line  BoardLine
	grown chan struct{}
}

func (f *feed) Board() (workshop.BoardState, BoardLine) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state, f.line
}

func (f *feed) Watch(ctx context.Context) <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.grown = make(chan struct{}, 1)
	context.AfterFunc(ctx, func() { close(f.grown) })
	return f.grown
}

func (f *feed) show(s workshop.BoardState, line BoardLine) {
	f.mu.Lock()
	f.state, f.line = s, line
	f.mu.Unlock()
	select {
	case f.grown <- struct{}{}:
	default:
	}
}

// onBoard plays a board whose feed a test writes.
func onBoard(t *testing.T, lang string, width, height int, play func(*feed, *screentest.Screen)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f := &feed{}
		s := screentest.Open(t, NewBoard(boardOptions(t, f, lang)), width, height)
		play(f, s)
	})
}

func boardOptions(t testing.TB, f BoardFeed, lang string) BoardOptions {
	t.Helper()
	return BoardOptions{
		Words: book(t), Setter: typeset.New(assets.Themes, assets.Budoux), Feed: f, Scenario: roleSample(t), Life: t.Context(), Lang: lang,
	}
}

func teams(n int) []workshop.Standing {
	var list []workshop.Standing
	for i := range n {
		list = append(list, workshop.Standing{
			Rank: i + 1, Team: fmt.Sprint("t", i), Name: fmt.Sprintf("第%dチーム", i+1), Points: 500 - 7*i, Done: 9 - i%4,
			Over: i%5 == 0, Offline: i%7 == 3, Returns: i % 4 / 3, Here: 3, Seats: 4,
		})
	}
	return list
}

func boardOf(n int) workshop.BoardState {
	o := workshop.Opened{Seed: 7, Nonce: "nonce-of-the-day"}
	return workshop.BoardState{
		Name: "秋のワークショップ", Scenario: "shop", Phase: workshop.Running, RanMS: 754_000, Ticking: true,
		View: workshop.Live, Teams: teams(n), Commitment: o.Commitment(),
	}
}

func boardTour(f *feed, s *screentest.Screen) {
	s.Golden("waits")
	b := boardOf(3)
	b.Phase, b.Ticking, b.RanMS = workshop.Lobby, false, 0
	f.show(b, BoardLive)
	settle(s)
	s.Golden("lobby")
	f.show(boardOf(3), BoardLive)
	settle(s)
	s.Golden("three")
	b = boardOf(6)
	b.Teams[2].Points, b.Teams[2].Rank, b.Teams[5].Points = 493, 2, -12
	f.show(b, BoardLive)
	settle(s)
	s.Golden("six")
	b = boardOf(40)
	b.View = workshop.Frozen
	f.show(b, BoardLive)
	settle(s)
	s.Golden("forty-frozen")
	s.Wait(turn)
	s.Golden("forty-turned")
	f.show(b, BoardLost)
	settle(s)
	s.Golden("lost")
	b = boardOf(3)
	b.View, b.Phase, b.Ticking = workshop.Revealed, workshop.Ended, false
	b.Seed, b.Nonce = "7", "nonce-of-the-day"
	b.Teams[0].Ending, b.Teams[1].Ending = "calm", "storm"
	f.show(b, BoardLive)
	settle(s)
	s.Golden("ended")
	b = boardOf(30)
	b.View, b.Phase = workshop.Revealed, workshop.Debrief
	for i := range b.Teams {
		b.Teams[i].Ending = []string{"calm", "storm"}[i%2]
	}
	f.show(b, BoardLive)
	settle(s)
	s.Golden("thirty-revealed")
}

func TestBoardTour(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {200, 60}} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], lang), func(t *testing.T) {
				onBoard(t, lang, size[0], size[1], boardTour)
			})
		}
	}
}

// TestBoardFollows shows a room in its debrief, layer by layer.
func TestBoardFollows(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], lang), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					h := openHall(t, leadRules())
					s := screentest.Open(t, NewBoard(boardOptions(t, LiveBoard(h.room, h.verdicts(t)), lang)), size[0], size[1])
					t.Cleanup(h.host.Close)
					red, blue, _ := played(h)
					h.votes(red, 1, 2, 2)
					h.lock(red, 2)
					h.decide(blue, 3, 7, 3)
					h.phase(workshop.Debrief)
					settle(s)
					s.Golden("standings")
					for layer, name := range []string{"question", "spread", "verdict"} {
						h.do("", func(w *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
							return w.SetTopic("test", "alarm", workshop.Layer(layer), now)
						})
						settle(s)
						s.Golden(name)
					}
				})
			})
		}
	}
}

// TestBoardLooksAgain: verdicts that become known while nothing happens in the
// room come to the board by themselves.
func TestBoardLooksAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t, leadRules())
		of := h.verdicts(t)
		var ready atomic.Bool
		late := func(team string, step int) (game.Judgement, bool) {
			j, ok := of(team, step)
			return j, ok && ready.Load()
		}
		s := screentest.Open(t, NewBoard(boardOptions(t, LiveBoard(h.room, late), "en")), 120, 40)
		t.Cleanup(h.host.Close)
		red, blue, _ := played(h)
		h.votes(red, 1, 2, 2)
		h.lock(red, 2)
		h.decide(blue, 3, 7, 3)
		h.phase(workshop.Debrief)
		h.do("", func(w *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return w.SetTopic("test", "alarm", workshop.LayerVerdict, now)
		})
		settle(s)
		lacks(t, s, "The best line from here")
		ready.Store(true)
		s.Wait(2 * time.Second)
		s.Contains("The best line from here")
		s.Bytes()
		s.Wait(5 * time.Minute)
		if n := s.Bytes(); n != 0 {
			t.Errorf("got %d bytes after all was known, want none", n)
		}
	})
}

// verdicts works each team's decisions out when it is asked for them.
func (h hall) verdicts(t testing.TB) workshop.Verdicts {
	return func(team string, step int) (game.Judgement, bool) {
		list, err := workshop.Judge(h.room.Table(team).Run, func(run game.Run) (game.Debrief, error) { return judged(t.Context(), run, nil) })
		if err != nil {
			t.Error(err)
		}
		j, ok := list[step]
		return j, ok
	}
}

// TestBoardQuiet: a board without a clock that fits its window writes nothing;
// one that does not turns its pages, and no more.
func TestBoardQuiet(t *testing.T) {
	onBoard(t, "en", 80, 24, func(f *feed, s *screentest.Screen) {
		b := boardOf(4)
		b.Ticking = false
		f.show(b, BoardLive)
		settle(s)
		s.Bytes()
		s.Wait(5 * time.Minute)
		if n := s.Bytes(); n != 0 {
			t.Errorf("got %d bytes, want none", n)
		}
		b = boardOf(30)
		b.Ticking = false
		f.show(b, BoardLive)
		settle(s)
		s.Contains("1/2")
		s.Bytes()
		s.Wait(turn - time.Second)
		if n := s.Bytes(); n != 0 {
			t.Errorf("got %d bytes before the page was turned, want none", n)
		}
		s.Wait(2 * time.Second)
		s.Contains("2/2")
		s.Press("left")
		s.Contains("1/2")
		s.Wait(turn - time.Second)
		s.Contains("1/2")
	})
}

// TestBoardClock: the clock runs on between two states, and stands while the
// line is broken.
func TestBoardClock(t *testing.T) {
	onBoard(t, "en", 80, 24, func(f *feed, s *screentest.Screen) {
		f.show(boardOf(3), BoardLive)
		settle(s)
		s.Wait(30 * time.Second)
		s.Contains("13:04")
		f.show(boardOf(30), BoardLost) // its pages turn on
		settle(s)
		s.Wait(30 * time.Second)
		s.Contains("12:34")
		s.Contains("The line to the workshop is broken")
	})
}

// TestBoardHostile: what a feed brings cannot steer the terminal; screentest
// fails at the first sequence that is not expected.
func TestBoardHostile(t *testing.T) {
	onBoard(t, "ja", 60, 20, func(f *feed, s *screentest.Screen) {
		b := boardOf(3)
		b.Name = "a\x1b]52;c;x\x07\u202e"
		b.Teams[0].Name = "\x1b[2J\nname\u009b31m" + string(make([]byte, 300))
		b.Commitment = "x"
		b.Phase, b.Seed, b.Nonce, b.Ticking = workshop.Ended, "\x1b[31m7", "\x9b", false
		b.Teams[1].Ending = "\x1bcfoo"
		b.View = workshop.Revealed
		f.show(b, BoardLive)
		settle(s)
		s.Contains("第2チーム")
	})
}
