package tui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/game/tui/screentest"
	"kobayashi/game/workshop"
)

// Moments in which a person at a table could be at a loss.

// TestSeatDoorNames: what is no name is said to be none, at the field it is about,
// before anybody sits down.
func TestSeatDoorNames(t *testing.T) {
	for _, tt := range []struct{ team, name, want, field string }{
		{"赤", "facilitator", "その名前は進行役やサーバーのものです", "> 呼び名"},
		{"赤", "🔥", "文字か数字が一つは要ります", "> 呼び名"},
		{"b\u200bl", "", "名前に使えない記号", "> チーム"},
		{"a|b", "", "名前に使えない記号", "> チーム"},
		{"аdmin", "", "その名前は進行役やサーバーのものです", "> チーム"},
	} {
		inSeatHall(t, "ja", captainRules(), func(h *seatHall) {
			h.o.Team = tt.team
			s := h.play(80, 24)
			if tt.name != "" {
				s.Type("KITE")
				s.Press("enter")
				s.Type(tt.name)
				enter(s)
			}
			s.Contains(tt.want)
			s.Contains(tt.field)
			lacks(t, s, "保存できませんでした")
			if n := len(h.room.Head().Teams); n != 0 {
				t.Errorf("%q at %q: %d teams were made", tt.name, tt.team, n)
			}
		})
	}
}

// TestSeatDoorShut: who comes to closed doors is told before typing anything.
func TestSeatDoorShut(t *testing.T) {
	rules := captainRules()
	rules.Doors = false
	inSeatHall(t, "ja", rules, func(h *seatHall) {
		s := h.play(80, 24)
		s.Contains("受け付けは締め切られています")
		s.Press("up", "up", "enter")
		s.Contains("同じ席に戻ります")
	})
}

// TestSeatPausedTalk: a pause is seen beside the chat too, and what was refused
// during one is not said any more once it goes on.
func TestSeatPausedTalk(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, _ string) {
		s.Press("2")
		h.phase(workshop.Paused)
		enter(s)
		s.Contains("再開したら、もう一度")
		h.phase(workshop.Running)
		synctest.Wait()
		lacks(t, s, "再開したら、もう一度")
		s.Press("esc", "tab")
		s.Type("聞こえますか")
		h.phase(workshop.Paused)
		synctest.Wait()
		s.Contains("一時停止中: 時計も投票も止まっています")
		s.Contains("> 聞こえますか")
	})
}

// TestSeatToldWhileTalking: the keys say that Enter answers the facilitator, not
// that it sends the line.
func TestSeatToldWhileTalking(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, _ string) {
		s.Press("tab")
		s.Type("書きかけ")
		s.Contains("Enter 送る")
		h.tell(workshop.Hint, "資料を読んでください")
		synctest.Wait()
		s.Contains("Enter 読みました")
		lacks(t, s, "Enter 送る")
		s.Wait(2 * time.Second)
		enter(s)
		s.Contains("> 書きかけ")
		s.Contains("Enter 送る")
	})
}

// TestSeatHeldStays: who was at the decision in a small window sees that the table
// waits, and is not asked again what to do.
func TestSeatHeldStays(t *testing.T) {
	inSeatHall(t, "ja", captainRules(), func(h *seatHall) {
		team := h.team("赤")
		for _, name := range []string{"小林", "山下"} {
			h.join(team, name)
		}
		h.o.Place = &workshop.Place{Team: team, Seat: "s2"}
		h.phase(workshop.Running)
		s := h.play(60, 20)
		until(s, "まず一人で投票")
		h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return hd.SetHold("mori", true, "", now)
		})
		h.vote(team, "s1", 1, 50)
		h.vote(team, "s2", 1, 50)
		h.lock(team, "s1", 1)
		synctest.Wait()
		s.Contains("進行役の合図を待っています")
		lacks(t, s, "> どうしますか")
		// However little fits the page.
		at := func(decide bool, was version) member {
			tb := h.room.Table(team)
			return member{table: tb, seen: was, play: play{run: tb.Seen(), decide: decide}}.moved(versionOf(tb))
		}
		if !at(true, version{}).play.decide || at(false, version{}).play.decide {
			t.Error("who was at the decision is led away from it, or who was not is led there")
		}
		h.do(team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return tb.Release(hd, "mori", now)
		})
		synctest.Wait()
		lacks(t, s, "進行役の合図を待っています")
		if at(true, version{steps: 1, held: true}).play.decide {
			t.Error("the next decision is open before its scene was read")
		}
	})
}

// TestSeatDebriefOfUnfinished: the facilitator looks back when the time is over,
// whether teams have come to an end or not. Nothing is shown before it is on the
// projector, and then all that the projector shows.
func TestSeatDebriefOfUnfinished(t *testing.T) {
	rules := captainRules()
	rules.Least = 3
	atTheTable(t, "s2", rules, func(h *seatHall, s *screentest.Screen, team string) {
		time.Sleep(75 * time.Second)
		for _, seat := range []string{"s1", "s2", "s3"} {
			h.vote(team, seat, 2, 70)
		}
		h.lock(team, "s1", 2)
		h.phase(workshop.Debrief)
		synctest.Wait()
		s.Contains("進行役が、振り返る判断を選びます")
		lacks(t, s, "選択肢")
		topic := workshop.Topics(h.room.Head(), h.room.Table)[0]
		h.topic(topic.ID, workshop.LayerSpread)
		synctest.Wait()
		s.Contains("1 チーム")
		s.Contains("1-18/")
		s.Press("end")
		s.Contains("かかった時間: 1分16秒")
		s.Press("home")
		h.topic(topic.ID, workshop.LayerVerdict)
		s.Wait(time.Second)
		s.Contains("手放した点と、最善の道") // what is new is on the page
		lacks(t, s, "比べることはできません")
		if text := s.Text(); !strings.Contains(text, "点") || strings.Contains(text, "BADINDEX") {
			t.Errorf("nothing is said of what it cost:\n%s", text)
		}
		s.Golden("verdict")
	})
}
