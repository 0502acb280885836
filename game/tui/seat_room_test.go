package tui

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
	logs "kobayashi/game/workshop/memory"
)

// teamSample is the sample with roles: words for one role alone, and a scene
// that belongs to one.
func teamSample(t testing.TB) *game.Scenario {
	t.Helper()
	rules := sampleRules()
	rules.Roles = []string{"cio", "ops", "pr"}
	rules.Scenes[3].Role = "pr"
	rules.Scenes[2].Role = "ops"
	ja, en := sampleJA(), sampleEN()
	ja.Roles = map[string]string{"cio": "CIO", "ops": "運用", "pr": "広報"}
	en.Roles = map[string]string{"cio": "CIO", "ops": "Operations", "pr": "Press"}
	private := func(role, md string) game.Block {
		return game.Block{Kind: game.Private, For: role, Parts: text(md)}
	}
	for _, w := range []struct {
		text         *game.Text
		cio, ops, pr string
	}{
		{ja, "社長は、止める話を嫌がっています。", "予備系の更新は、二か月前で止まっています。", "記者が一人、もう何かを知っています。"},
		{en, "The president does not want to hear of stopping.", "The standby was last patched two months ago.", "One reporter knows something already."},
	} {
		first := &w.text.Scenes[0]
		first.Blocks = append(first.Blocks, private("cio", w.cio), private("ops", w.ops), private("pr", w.pr))
	}
	sc, err := game.Compile(rules, game.About{Minutes: 10, Level: 2, AsOf: "2026-11-01"}, ja, en)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// seatHall is a workshop of one program, and what people do in it.
type seatHall struct {
	t    testing.TB
	host *host.Host
	room *host.Room
	sc   *game.Scenario
	o    SeatOptions
	end  context.CancelFunc

	closing chan struct{}
	bubble  bool // the clock is the test's
}

func captainRules() workshop.Rules {
	return workshop.Rules{Lock: workshop.ByCaptain, Confidence: true, Seats: 6, Teams: 9, Least: 2, Doors: true}
}

func newHall(t testing.TB, lang string, rules workshop.Rules, sc *game.Scenario) *seatHall {
	t.Helper()
	h := &seatHall{t: t, sc: sc}
	h.host = host.New(host.Options{
		Log: &logs.Log{}, Talk: slog.New(slog.DiscardHandler),
		Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil },
	})
	name := map[string]string{"ja": "秋の訓練", "en": "Autumn exercise"}[lang]
	room, err := h.host.Open(t.Context(), "w", workshop.Opened{
		Name: name, Scenario: sc.ID(), Digest: sc.Digest(), Lang: lang, Seed: 7, Nonce: "n", Join: "KITE", Rules: rules,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.room, h.closing = room, make(chan struct{})
	ctx, end := context.WithCancel(context.Background())
	h.end = end
	t.Cleanup(h.close) // also of a test that fails before there is a screen
	h.o = SeatOptions{
		Life: ctx, Words: book(t), Setter: typeset.New(assets.Themes, assets.Budoux), Now: room.Now, Lang: lang,
		Room: &fickleRoom{Room: room}, Closing: h.closing, Team: map[string]string{"ja": "赤", "en": "red"}[lang], Debrief: judged,
		Admit: func(ctx context.Context, k workshop.Knock) (workshop.Place, error) {
			place, err := room.Admit(ctx, host.Guest{}, k, typedName)
			if place.Code != "" {
				place.Code = "ABCD2345" // or no screen would be like another
			}
			return place, err
		},
		Sit: func(ctx context.Context, p workshop.Place) (func(), error) { return h.host.Sit(ctx, room, p) },
	}
	return h
}

func typedName(typed string) (string, string, error) {
	if typed == "" {
		return "", "", workshop.ErrName
	}
	return typed, strings.ToLower(typed), nil
}

func (h *seatHall) close() {
	h.end()
	h.host.Close()
}

// play opens a seat on a terminal.
func (h *seatHall) play(width, height int, opts ...screentest.Option) *screentest.Screen {
	h.t.Helper()
	s := screentest.Open(h.t, NewSeat(h.o), width, height, opts...)
	h.t.Cleanup(h.close)
	return s
}

// inSeatHall plays with a workshop in a bubble of its own clock.
func inSeatHall(t *testing.T, lang string, rules workshop.Rules, play func(*seatHall)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t, lang, rules, teamSample(t))
		h.bubble = true
		play(h)
	})
}

func (h *seatHall) do(team string, f workshop.Deciding) {
	h.t.Helper()
	if err := h.room.Do(context.Background(), team, f); err != nil {
		h.t.Fatal(err)
	}
	if h.bubble {
		synctest.Wait()
	}
}

// team makes a team and gives its id.
func (h *seatHall) team(name string) string {
	h.t.Helper()
	h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return hd.Make(name, strings.ToLower(name), now)
	})
	l, _ := h.room.Head().Called(strings.ToLower(name))
	return l.ID
}

// join seats somebody, and opens a line to the seat.
func (h *seatHall) join(team, name string) string {
	h.t.Helper()
	h.do(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Join(hd, name, "", workshop.Hash("w", "CODE"+name), now)
	})
	seats := h.room.Table(team).Seats
	id := seats[len(seats)-1].ID
	h.come(team, id)
	return id
}

func (h *seatHall) come(team, seat string) {
	h.do(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Come(hd, seat, "line-"+seat, h.host.Node(), now)
	})
}

func (h *seatHall) leave(team, seat string) {
	h.do(team, func(_ *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Go(seat, "line-"+seat, now)
	})
}

// vote votes for the option that is offered in a place, from 1; of a question it
// ticks that one alone.
func (h *seatHall) vote(team, seat string, n, sure int) {
	h.do(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Cast(hd, seat, len(t.Run.Steps), t.Run.Open()[n-1].ID, sure, now)
	})
}

func (h *seatHall) lock(team, seat string, n int) {
	h.do(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(hd, seat, len(t.Run.Steps), t.Run.Open()[n-1].ID, now)
	})
}

func (h *seatHall) say(team, seat, text string) {
	h.do(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Say(hd, seat, text, now)
	})
}

func (h *seatHall) phase(p workshop.Phase) {
	h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return hd.SetPhase("mori", p, "", now)
	})
}

func (h *seatHall) tell(m workshop.Manner, text string) {
	h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return hd.Tell("mori", m, text, now)
	})
}

func (h *seatHall) topic(id string, l workshop.Layer) {
	h.do("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return hd.SetTopic("mori", id, l, now)
	})
}

// ours is the id of the team the seat on the screen belongs to.
func (h *seatHall) ours() string { return h.room.Head().Teams[0].ID }

// kept is the size of the log: what was done counts.
func (h *seatHall) steps() int { return len(h.room.Table(h.ours()).Run.Steps) }
