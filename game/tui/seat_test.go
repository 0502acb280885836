package tui

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/game"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/workshop"
)

// known is a hall with a team of three that plays; the seat on the screen is the
// one named, and its key is known.
func (h *seatHall) known(seat string) string {
	h.t.Helper()
	team := h.team("赤")
	for _, name := range []string{"小林", "山下", "長谷"} {
		id := h.join(team, name)
		if id == seat {
			h.leave(team, id)
		}
	}
	h.o.Place = &workshop.Place{Team: team, Seat: seat}
	return team
}

// atTheTable is a hall at its first decision, seen from a seat.
func atTheTable(t *testing.T, seat string, rules workshop.Rules, play func(h *seatHall, s *screentest.Screen, team string)) {
	t.Helper()
	inSeatHall(t, "ja", rules, func(h *seatHall) {
		team := h.known(seat)
		h.phase(workshop.Running)
		s := h.play(80, 24)
		until(s, "どうしますか。")
		play(h, s, team)
	})
}

func (h *seatHall) vote1(seat string) (workshop.Cast, bool) {
	return h.room.Table(h.ours()).Vote.Of(seat, 1)
}

// TestSeatVote: what a press means, and that nothing counts before it is kept.
func TestSeatVote(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, team string) {
		s.Wait(time.Second)
		s.Press("enter", "enter", "enter") // an input method sends it twice
		if _, voted := h.vote1("s2"); voted {
			t.Error("a doubled Enter has voted")
		}
		s.Press("5")
		enter(s)
		if c, _ := h.vote1("s2"); c.Sure != 90 && c.Sure != 50 || c.Choice != 0 {
			t.Errorf("got the vote %+v", c)
		}
		s.Contains("投票しました")
		lacks(t, s, "全員を待たずに") // that is the decider's
		h.vote(team, "s1", 3, 70)
		lacks(t, s, "自信 70%")
		lacks(t, s, "平均")
		s.Contains("まだ: 長谷")
		s.Press("3")
		enter(s)
		if c, _ := h.vote1("s2"); c.Choice != 2 {
			t.Errorf("the vote did not change: %+v", c)
		}
		h.leave(team, "s3")
		s.Contains("票が出ました") // nobody waits for who is away
		s.Contains("平均80%")
		s.Press("1")
		lacks(t, s, "チームの判断として") // and neither is that
	})
}

// TestSeatClock: the limit runs from the moment the first of the
// team sees the decision; pauses stop it; its end is told.
func TestSeatClock(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, team string) {
		s.Contains("残り 90 秒")
		s.Wait(10*time.Second + 100*time.Millisecond)
		s.Contains("残り 80 秒")
		h.phase(workshop.Paused)
		s.Contains("一時停止中")
		s.Bytes()
		s.Wait(time.Hour)
		if n := s.Bytes(); n != 0 {
			t.Errorf("a pause of an hour cost %d bytes", n)
		}
		s.Contains("残り 80 秒")
		h.phase(workshop.Running)
		lacks(t, s, "一時停止中")
		s.Wait(81 * time.Second)
		s.Contains("時間切れで決まりました")
		s.Contains("続ける")
		s.Bytes()
		s.Wait(time.Hour)
		if n := s.Bytes(); n != 0 {
			t.Errorf("an idle hour cost %d bytes", n)
		}
	})
}

// TestSeatStays: where one reads does not move when the others act.
func TestSeatStays(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, team string) {
		h.vote(team, "s1", 2, 70)
		s.Press("pgup")
		s.Press("esc", "1")
		s.Press("n")
		before := s.Text()
		h.vote(team, "s3", 2, 70)
		h.do(team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return tb.Close(hd, "s1", 0, now)
		})
		h.lock(team, "s1", 2)
		h.vote(team, "s1", 1, 50)
		if got := s.Text(); got != before {
			t.Errorf("the page of notes moved\n%s", got)
		}
		s.Press("esc")
		s.Contains("小林が決めました")
		s.Contains("理屈の上では")
		lacks(t, s, "流れを断った")
		enter(s)
		s.Contains("流れを断った")
	})
}

// TestSeatMajority: most votes decide, and the screen says so before.
func TestSeatMajority(t *testing.T) {
	rules := captainRules()
	rules.Lock, rules.Confidence = workshop.ByMajority, false
	atTheTable(t, "s1", rules, func(h *seatHall, s *screentest.Screen, team string) {
		s.Contains("多数決で決まります")
		s.Press("1")
		s.Contains("1 に投票します")
		enter(s)
		s.Contains("全員を待たずに、票を開く")
		s.Press("end")
		enter(s)
		s.Contains("締め切ります")
		enter(s)
		s.Contains("票が出ました")
		h.vote(team, "s2", 3, 0)
		h.vote(team, "s3", 3, 0)
		s.Press("end")
		enter(s)
		enter(s)
		s.Contains("多数決で決まりました")
		if h.steps() != 1 {
			t.Errorf("got %d steps", h.steps())
		}
	})
}

// TestSeatRoundOver: a blind vote that comes when the votes are shown does not
// become a second one.
func TestSeatRoundOver(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, team string) {
		h.vote(team, "s1", 1, 70)
		s.Press("2")
		s.Wait(time.Second)
		stuck := make(chan struct{})
		h.o.Room.(*fickleRoom).hold(stuck, func() {
			err := h.room.Do(context.Background(), team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return tb.Close(hd, "s1", 0, now)
			})
			if err != nil {
				t.Error(err)
			}
		})
		s.Press("enter")
		close(stuck)
		synctest.Wait()
		s.Contains("締め切られました")
		if n := len(h.room.Table(team).Vote.Second); n != 0 {
			t.Errorf("got %d second votes", n)
		}
	})
}

// fickleRoom is a room of which the next deed comes late, or fails.
type fickleRoom struct {
	workshop.Room
	first func()
	until chan struct{}
	fails error
}

func (r *fickleRoom) hold(until chan struct{}, first func()) { r.until, r.first = until, first }

func (r *fickleRoom) Do(ctx context.Context, team string, f workshop.Deciding) error {
	if r.fails != nil {
		return r.fails
	}
	if until, first := r.until, r.first; until != nil {
		r.until = nil
		<-until
		first()
	}
	return r.Room.Do(ctx, team, f)
}

// TestSeatFails: a room that cannot keep a deed loses nothing, and Enter tries
// again.
func TestSeatFails(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, team string) {
		room := h.o.Room.(*fickleRoom)
		room.fails = errors.Join(errors.New("inside words"), game.ErrFull)
		s.Press("2")
		enter(s)
		s.Contains("ディスクがいっぱい")
		lacks(t, s, "inside words")
		lacks(t, s, "投票しました")
		room.fails = nil
		enter(s)
		s.Contains("投票しました")
		room.fails = game.ErrBusy
		s.Press("tab")
		s.Type("聞こえますか")
		enter(s)
		s.Contains("別の kobayashi")
		s.Contains("> 聞こえますか")
		room.fails = nil
		enter(s)
		s.Contains("山下(あなた) 聞こえますか")
		if n := len(h.room.Table(team).Chat); n != 1 {
			t.Errorf("got %d lines of chat", n)
		}
	})
}

// TestSeatComesBack: who lost the line is where the team is, with their vote.
func TestSeatComesBack(t *testing.T) {
	inSeatHall(t, "ja", captainRules(), func(h *seatHall) {
		team := h.known("s2")
		h.phase(workshop.Running)
		h.vote(team, "s1", 2, 70)
		h.vote(team, "s3", 2, 70)
		h.do(team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return tb.Cast(hd, "s2", 0, 2, 30, now)
		})
		h.tell(workshop.Message, "古い知らせ")
		h.tell(workshop.Message, "新しいほうの知らせ")
		s := h.play(80, 24)
		s.Contains("新しいほうの知らせ")
		lacks(t, s, "古い知らせ")
		s.Wait(time.Second)
		enter(s)
		s.Contains("(あなたの票、自信 30%)")
		s.Contains("票が出ました")
		h.end()
		s.Wait(time.Second)
		if seat, _ := h.room.Table(team).Seat("s2"); seat.Here() {
			t.Error("the line is still open when its life is over")
		}
	})
}

// TestSeatLate: who comes late reads from the beginning, and can go to where the
// team is.
func TestSeatLate(t *testing.T) {
	inSeatHall(t, "ja", captainRules(), func(h *seatHall) {
		team := h.team("赤")
		h.join(team, "小林")
		h.phase(workshop.Running)
		h.vote(team, "s1", 2, 70)
		h.lock(team, "s1", 2)
		s := h.play(80, 24)
		s.Type("KITE")
		s.Press("tab")
		s.Type("遅刻の人")
		enter(s)
		s.Contains("ABCD 2345")
		enter(s)
		s.Contains("金曜 16:20")
		lacks(t, s, "流れを断った")
		s.Contains("予備系の更新は") // the role that was free
		s.Press("end")
		s.Contains("経営への第一報")
	})
}
