package tui

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// TestSeatEnds: the ways a seat comes to its end, in words.
func TestSeatEnds(t *testing.T) {
	tests := []struct {
		name string
		do   func(h *seatHall, team string)
		want string
	}{
		{"removed", func(h *seatHall, team string) {
			h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return hd.Remove("mori", team, "", now)
			})
		}, "外されました"},
		{"unseated", func(h *seatHall, team string) {
			h.do(team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return tb.Unseat(hd, "mori", "s2", "", now)
			})
		}, "空けられました"},
		{"server", func(h *seatHall, _ string) { close(h.closing) }, "間もなく止まります"},
		{"ended", func(h *seatHall, _ string) { h.phase(workshop.Ended) }, "ワークショップは終わりました"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, team string) {
				s.Press("n")
				s.Press("esc")
				tt.do(h, team)
				synctest.Wait()
				s.Contains(tt.want)
				s.Golden(tt.name)
				if tt.name == "ended" {
					return
				}
				s.Press("enter")
				if ended, err := s.Done(); !ended || err != nil {
					t.Errorf("ended %v, %v", ended, err)
				}
			})
		})
	}
}

// TestSeatTold: a word of the facilitator is seen wherever one is, does not take
// the key that was meant for something else, and is answered once.
func TestSeatTold(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, team string) {
		s.Press("n")
		h.tell(workshop.Hint, "予備系の日付を見てください")
		h.tell(workshop.Message, "あと十分です")
		s.Contains("ヒント (ほか 1 件)")
		s.Contains("予備系の日付")
		s.Press("esc") // meant for the notes
		s.Contains("予備系の日付")
		s.Wait(2 * time.Second)
		s.Press("enter")
		s.Contains("あと十分です")
		lacks(t, s, "予備系の日付")
		s.Wait(2 * time.Second)
		s.Press("enter")
		lacks(t, s, "あと十分です")
		if _, voted := h.vote1("s2"); voted {
			t.Error("an answer to the facilitator was taken for a vote")
		}
		s.Press("m")
		s.Contains("予備系の日付")
		s.Contains("あと十分です")
	})
}

// TestSeatOnly: where one thing is offered any seat goes on, and all go.
func TestSeatOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rules, ja := sampleRules(), sampleJA()
		rules.Scenes[3].Decision.Items[0].If = op(game.OpLt, ref("trust"), lit(0))
		sc, err := game.Compile(rules, game.About{}, ja)
		if err != nil {
			t.Fatal(err)
		}
		h := newHall(t, "ja", captainRules(), sc)
		h.bubble = true
		team := h.known("s2")
		h.phase(workshop.Running)
		h.vote(team, "s1", 3, 70)
		h.vote(team, "s3", 3, 70)
		h.lock(team, "s1", 3)
		s := h.play(80, 24)
		until(s, "> なにも答えない")
		s.Contains("誰が押しても")
		lacks(t, s, "投票")
		enter(s)
		s.Contains("夜のあいだに")
		if h.steps() != 2 {
			t.Errorf("got %d steps", h.steps())
		}
	})
}

// TestSeatOfTheScene: a scene that belongs to a role is that seat's to decide.
func TestSeatOfTheScene(t *testing.T) {
	inSeatHall(t, "ja", captainRules(), func(h *seatHall) {
		team := h.known("s3")
		h.phase(workshop.Running)
		for _, seat := range []string{"s1", "s2"} {
			h.vote(team, seat, 3, 70)
		}
		h.do(team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return tb.Come(hd, "s3", "other", h.host.Node(), now)
		})
		h.vote(team, "s3", 3, 50)
		h.lock(team, "s1", 3)
		s := h.play(80, 24)
		until(s, "この場面は広報の担当")
		s.Contains("長谷(あなた)が決めます")
	})
}

// TestSeatSentBack: a team that is sent back reads why, from where it stands.
func TestSeatSentBack(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, team string) {
		h.vote(team, "s1", 2, 70)
		h.vote(team, "s2", 2, 70)
		h.vote(team, "s3", 2, 70)
		h.lock(team, "s1", 2)
		enter(s)
		s.Contains("流れを断った")
		h.do(team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return tb.SendBack(hd, "mori", 0, "もう一度話し合う", now)
		})
		s.Contains("もう一度話し合う")
		lacks(t, s, "流れを断った")
		until(s, "どうしますか。")
		s.Contains("投票済み 0/3")
	})
}

// TestSeatDoorCode: a seat code brings back, and what is typed first is not lost.
func TestSeatDoorCode(t *testing.T) {
	inSeatHall(t, "ja", captainRules(), func(h *seatHall) {
		team := h.team("赤")
		h.join(team, "小林")
		h.o.Team = ""
		s := h.play(60, 20)
		s.Type("赤")
		s.Press("up")
		s.Press("enter")
		s.Contains("同じ席に戻ります")
		s.Type("WRONG")
		s.Press("enter")
		s.Contains("コードが違います")
		s.Press("ctrl+u")
		s.Type("CODE小林")
		s.Press("enter")
		s.Contains("開始前")
		lacks(t, s, "席のコード")
	})
}

// TestSeatPhrasesFit: what is asked above the keys fits the smallest window.
func TestSeatPhrasesFit(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		w := book(t).In(lang)
		for _, key := range w.Keys() {
			if !strings.HasPrefix(key, "seat.confirm.") && key != "seat.paused" && key != "seat.round" && !strings.HasPrefix(key, "workshop.refused.") {
				continue
			}
			text := strings.NewReplacer("%d%%", "90%", "%d", "20").Replace(w.Say(key))
			if most := leastWidth - 2*2 - 2; typeset.Width(text) > most && !strings.HasPrefix(key, "workshop.") && key != "seat.round" {
				t.Errorf("%s in %s takes %d of %d cells: %s", key, lang, typeset.Width(text), most, text)
			}
		}
	}
}

// TestSeatLosesARole: what is meant for a role that nobody has reaches the
// captain's seat, until somebody takes the role; then it is gone from all pages
// of that seat, and the place of the reader is the same.
func TestSeatLosesARole(t *testing.T) {
	inSeatHall(t, "ja", captainRules(), func(h *seatHall) {
		team := h.team("赤")
		h.join(team, "小林")
		h.leave(team, "s1")
		h.o.Place = &workshop.Place{Team: team, Seat: "s1"}
		h.phase(workshop.Running)
		s := h.play(80, 30)
		s.Contains("予備系の更新は")
		s.Contains("記者が一人")
		h.join(team, "山下")
		lacks(t, s, "予備系の更新は")
		s.Contains("記者が一人")
		s.Contains("社長は、止める話")
		s.Contains("金曜 16:20")
		s.Press("esc", "5")
		lacks(t, s, "予備系の更新は")
		h.join(team, "長谷")
		lacks(t, s, "記者が一人")
		s.Contains("社長は、止める話")
	})
}

// TestSeatHostile: whatever people call themselves and write, nothing leaves the
// window and nothing but text reaches the terminal.
func TestSeatHostile(t *testing.T) {
	h := newHall(t, "en", captainRules(), hostile(t, rand.New(rand.NewPCG(3, 4))))
	h.o.Room = deafRoom{h.room}
	team := h.team("red")
	for _, name := range nasty[:6] {
		h.join(team, name)
	}
	h.o.Place = &workshop.Place{Team: team, Seat: "s1"}
	s := newSitter(h.o)
	s.send(tea.WindowSizeMsg{Width: 60, Height: 20})
	r := rand.New(rand.NewPCG(1, 2))
	for i, bad := range nasty {
		for _, manner := range []workshop.Manner{workshop.Message, workshop.Inject, workshop.Hint} {
			_ = h.room.Do(t.Context(), team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return tb.Tell(hd, "mori", manner, bad, now)
			})
		}
		_ = h.room.Do(t.Context(), team, func(hd *workshop.Head, tb *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return tb.Say(hd, "s2", bad, now)
		})
		switch i {
		case 3:
			h.phase(workshop.Running)
		case len(nasty) - 6:
			h.phase(workshop.Debrief)
			h.topic("alarm", workshop.LayerSpread)
		}
		for range 30 {
			h.meddle(r, 1, team, func() {})
			s.send(stirred{})
			s.send(presses[r.IntN(len(presses))])
			if fault := fits(s.m.View().Content, 60, 20); fault != "" {
				t.Fatal(fault)
			}
		}
	}
}

// TestSeatFollowsTheDebrief: whatever was open gives way to the debrief of the
// room, but for what is being written.
func TestSeatFollowsTheDebrief(t *testing.T) {
	atTheTable(t, "s2", captainRules(), func(h *seatHall, s *screentest.Screen, _ string) {
		s.Press("n")
		h.phase(workshop.Debrief)
		synctest.Wait()
		s.Contains("1 改善計画")
		s.Press("1")
		h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return hd.SetTopic("mori", "another", workshop.LayerSpread, now)
		})
		synctest.Wait()
		if strings.Contains(s.Text(), "1 改善計画") {
			t.Errorf("the improvement plan was taken away:\n%s", s.Text())
		}
	})
}
