package tui

import (
	"fmt"
	"testing"
	"time"

	"kobayashi/game/tui/screentest"
	"kobayashi/game/workshop"
)

// in is a word for a language.
func in(lang, ja, en string) string {
	if lang == "ja" {
		return ja
	}
	return en
}

// TestSeat walks one seat through a whole workshop.
func TestSeat(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 20}, {120, 40}} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], lang), func(t *testing.T) {
				inSeatHall(t, lang, captainRules(), func(h *seatHall) {
					s := h.play(size[0], size[1])
					lobbyTour(h, s, lang)
					voteTour(h, s, lang)
					questionTour(h, s, lang)
					roomTour(h, s, lang)
				})
			})
		}
	}
}

func lobbyTour(h *seatHall, s *screentest.Screen, lang string) {
	s.Golden("01-door")
	s.Type("KIDE")
	s.Press("enter")
	s.Type(in(lang, "小林", "Kobayashi"))
	enter(s)
	s.Golden("02-door-wrong")
	s.Press("ctrl+u")
	s.Type("KITE")
	s.Press("enter")
	enter(s)
	s.Golden("03-code")
	enter(s)
	team := h.ours()
	ops := h.join(team, in(lang, "山下", "Yamashita"))
	h.join(team, in(lang, "長谷", "Hase"))
	away := h.join(team, in(lang, "大井", "Ooi"))
	h.leave(team, away)
	s.Golden("04-lobby")
	s.Press("end")
	s.Golden("05-lobby-rules")
	h.say(team, ops, in(lang, "聞こえていますか", "Can everybody read this?"))
	s.Press("tab")
	s.Type(in(lang, "読めています。始まるのを待ちましょう", "Yes. Let us wait for the start"))
	s.Golden("06-chat")
	enter(s)
	s.Golden("07-chat-sent")
	s.Press("esc")
}

func voteTour(h *seatHall, s *screentest.Screen, lang string) {
	team := h.ours()
	h.phase(workshop.Running)
	s.Golden("10-first")
	until(s, in(lang, "まず一人で投票", "Vote alone first"))
	s.Golden("11-decision")
	s.Press("2")
	s.Golden("12-sure")
	enter(s)
	s.Golden("13-voted")
	h.vote(team, "s2", 1, 70)
	s.Wait(9 * time.Second)
	h.tell(workshop.Inject, in(lang, "協力会社から、同じ宛先への通信を見たという知らせが届きました。", "A partner company reports traffic to the same address."))
	s.Golden("14-inject")
	s.Wait(2 * time.Second)
	s.Press("enter")
	h.vote(team, "s3", 2, 90)
	s.Golden("15-shown")
	s.Press("2")
	s.Golden("16-what")
	s.Press("2")
	enter(s)
	h.vote(team, "s2", 2, 50)
	s.Golden("17-again")
	h.phase(workshop.Paused)
	s.Golden("18-paused")
	h.phase(workshop.Running)
	enter(s)
	s.Press("1")
	s.Wait(time.Second)
	s.Golden("19-outcome")
	s.Press("esc")
	s.Golden("20-menu")
	s.Press("3")
	s.Golden("21-told")
	s.Press("esc")
}

func questionTour(h *seatHall, s *screentest.Screen, lang string) {
	team := h.ours()
	until(s, "[ ]")
	s.Golden("30-question")
	s.Press("1", "2", "end")
	enter(s)
	s.Press("enter")
	s.Wait(time.Second)
	s.Press("enter")
	s.Golden("31-question-voted")
	h.vote(team, "s2", 1, 30)
	h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return hd.SetHold("mori", true, "", now)
	})
	h.vote(team, "s3", 3, 10)
	s.Golden("32-question-shown")
	h.do(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(hd, "s2", len(t.Run.Steps), 3, now)
	})
	s.Golden("33-held")
	h.do(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Release(hd, "mori", now)
	})
	s.Golden("34-released")
	h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return hd.SetHold("mori", false, "", now)
	})
}

func roomTour(h *seatHall, s *screentest.Screen, lang string) {
	enter(s)
	enter(s)
	s.Golden("40-ending")
	enter(s)
	s.Golden("41-results-later")
	s.Press("esc")
	other := h.team(in(lang, "青", "blue"))
	seat := h.join(other, in(lang, "森", "Mori"))
	h.vote(other, seat, 1, 70)
	h.lock(other, seat, 1)
	h.phase(workshop.Debrief)
	s.Golden("42-debrief-none")
	h.topic("alarm", workshop.LayerQuestion)
	s.Golden("43-debrief-question")
	h.topic("alarm", workshop.LayerSpread)
	s.Golden("44-debrief-spread")
	s.Press("end")
	s.Golden("45-debrief-own")
	h.topic("alarm", workshop.LayerVerdict)
	s.Press("end")
	s.Golden("46-debrief-verdict")
	s.Press("2")
	s.Golden("47-results")
	s.Press("2")
	s.Golden("48-plan")
	s.Press("1")
	for _, part := range []string{in(lang, "切り分けが早かった", "Isolated early"), in(lang, "予備系を見ていなかった", "Nobody had looked at the standby"), in(lang, "更新を月次で確かめる", "Check patches monthly"), in(lang, "運用", "Operations"), "2027-03-31"} {
		s.Type(part)
		if part == "2027-03-31" {
			s.Golden("49-plan-line")
		}
		enter(s)
	}
	s.Golden("50-plan-written")
	s.Press("esc", "esc")
	h.phase(workshop.Ended)
	s.Golden("51-ended")
}
