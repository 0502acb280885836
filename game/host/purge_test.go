package host_test

import (
	"slices"
	"testing"
	"time"

	"kobayashi/game/host"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// TestPurge: only what is past its days goes, counted from the last thing that
// happened, and never what is in use or cannot be read.
func TestPurge(t *testing.T) {
	log := &memory.Log{}
	const day = 24 * time.Hour
	open := func(id string, retention int, last time.Time) {
		first := workshop.Write("", workshop.Server, begun, workshop.Opened{Name: id, Rules: workshop.Rules{Retention: retention}})
		first.Key = "a"
		then := workshop.Write("", workshop.Server, last, workshop.DoorsSet{})
		then.Seq, then.Key = 1, "b"
		if err := log.Append(t.Context(), id, first, then); err != nil {
			t.Fatal(err)
		}
	}
	now := begun.Add(100 * day)
	open("old", 30, now.Add(-30*day))
	open("young", 30, now.Add(-30*day+time.Second))
	open("kept", 0, begun)
	open("used", 1, begun)
	odd := workshop.Write("", workshop.Server, begun, workshop.Opened{Rules: workshop.Rules{Retention: 1}})
	odd.Key, odd.Kind = "a", "of another age"
	if err := log.Append(t.Context(), "odd", odd); err != nil {
		t.Fatal(err)
	}
	gone, err := host.Purge(t.Context(), log, now, "used")
	if err == nil || !slices.Equal(gone, []string{"old"}) {
		t.Errorf("gone are %v, %v", gone, err)
	}
	list, err := log.Workshops(t.Context())
	if err != nil || len(list) != 4 {
		t.Errorf("%d are left, %v", len(list), err)
	}
}

// TestLookAll: a workshop that is read back is the one that was played.
func TestLookAll(t *testing.T) {
	log := &memory.Log{}
	r := room(t, log, "w", workshop.Rules{Lock: workshop.ByCaptain, Seats: 4, Teams: 9, Doors: true})
	do(t, r, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Make("赤", "赤", now)
	})
	do(t, r, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Make("青", "青", now)
	})
	team := r.Head().Teams[0].ID
	do(t, r, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Join(h, "someone", "", "code", now)
	})
	entries, err := log.ReadAll(t.Context(), "w")
	if err != nil {
		t.Fatal(err)
	}
	head, tables, err := workshop.LookAll("w", entries, r.Scenario())
	if err != nil || head.Next != r.Head().Next || len(tables) != 2 || len(tables[team].Seats) != 1 || tables[team].Next != r.Table(team).Next {
		t.Errorf("%+v, %v", tables, err)
	}
	if _, _, err := workshop.LookAll("w", nil, r.Scenario()); err == nil {
		t.Error("nothing was taken for a workshop")
	}
}
