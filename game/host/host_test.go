package host_test

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/parse"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// flagship is read once, so that all nodes of a test play the same.
func flagship(t testing.TB) *game.Scenario {
	t.Helper()
	if sc := shelf(); sc != nil {
		return sc
	}
	t.Fatal("the flagship cannot be read")
	return nil
}

var shelf = sync.OnceValue(func() *game.Scenario {
	return parse.Read(os.DirFS("../../scenarios"), "shop-bot/shop-bot.md").Scenario
})

// room opens a workshop of the flagship on a log.
func room(t testing.TB, log workshop.Log, id string, rules workshop.Rules) *host.Room {
	t.Helper()
	sc := flagship(t)
	h := host.Still(host.Options{Log: log, Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil }, Talk: slog.New(slog.DiscardHandler)})
	t.Cleanup(h.Close)
	r, err := h.Open(t.Context(), id, workshop.Opened{Name: "room", Scenario: sc.ID(), Digest: sc.Digest(), Lang: "ja", Seed: 7, Nonce: "n", Join: "1234", Rules: rules})
	if err == workshop.ErrExists {
		r, err = h.Room(t.Context(), id)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func do(t testing.TB, r workshop.Room, team string, f workshop.Deciding) {
	t.Helper()
	if err := r.Do(t.Context(), team, f); err != nil {
		t.Fatal(err)
	}
}

func TestTwoNodesPlayOneTable(t *testing.T) {
	log := &memory.Log{}
	rules := workshop.Rules{Lock: workshop.ByCaptain, Confidence: true, Seats: 8, Teams: 10, Doors: true}
	a, b := room(t, log, "w", rules), room(t, log, "w", rules)
	do(t, a, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Make("赤", "赤", now)
	})
	team := a.Head().Teams[0].ID
	for i, r := range []*host.Room{a, b} {
		wait(t, func() bool { return r.Table(team) != nil })
		do(t, r, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Join(h, "someone", "", "code", now)
		})
		seat := []string{"s1", "s2"}[i]
		do(t, r, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Come(h, seat, "line"+seat, "node", now)
		})
	}
	do(t, b, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase("me", workshop.Running, "", now)
	})
	wait(t, func() bool { return a.Head().Phase == workshop.Running && len(a.Table(team).Seats) == 2 })
	for !a.Table(team).Run.Rules.Free(a.Table(team).Run.State) {
		do(t, a, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.GoOn(h, "s1", len(t.Run.Steps), now)
		})
	}
	step := len(a.Table(team).Run.Steps)
	open := a.Table(team).Run.Open()
	for i, r := range []*host.Room{a, b} {
		do(t, r, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Cast(h, []string{"s1", "s2"}[i], step, open[i].ID, 70, now)
		})
	}
	wait(t, func() bool { return a.Table(team).Round() == 2 })
	do(t, a, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(h, "s1", step, open[0].ID, now)
	})
	wait(t, func() bool { return len(b.Table(team).Run.Steps) == step+1 })
	past := b.Table(team).Past[step]
	if got := past.Overruled(); len(got) != 1 || got[0] != "s2" || past.By != "s1" {
		t.Errorf("the other node sees overruled %v, decided by %s", got, past.By)
	}
}

func wait(t testing.TB, until func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	for !until() {
		if ctx.Err() != nil {
			t.Fatal("waited in vain")
		}
		time.Sleep(time.Millisecond)
	}
}
