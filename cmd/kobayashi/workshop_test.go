package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/store"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// sampleWorkshop is a program for the stories: it puts a workshop that was played
// so many days ago, and is kept for so many, into the records: ID AGE RETENTION.
func sampleWorkshop() {
	age, err1 := strconv.Atoi(os.Args[2])
	keep, err2 := strconv.Atoi(os.Args[3])
	ctx := context.Background()
	s, err3 := store.Open(ctx, filepath.Join(os.Getenv("KOBAYASHI_HOME"), "kobayashi.db"))
	err := errors.Join(err1, err2, err3)
	if err == nil {
		err = errors.Join(playInto(ctx, s.Log(), os.Args[1], time.Now().AddDate(0, 0, -age), keep), s.Close())
	}
	if err != nil {
		panic(err)
	}
}

// playInto plays a workshop of two teams to its end and puts it into a log.
func playInto(ctx context.Context, log workshop.Log, id string, begun time.Time, keep int) error {
	sc, err := shipped("shop-bot/shop-bot.md")
	if err != nil {
		return err
	}
	var passed atomic.Int64
	own := &memory.Log{Clock: func() time.Time { return begun.Add(time.Duration(passed.Load())) }}
	h := host.New(host.Options{Log: own, Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil }, Talk: slog.New(slog.DiscardHandler)})
	defer h.Close()
	room, err := h.Open(ctx, id, workshop.Opened{
		Name: "秋の訓練", Scenario: sc.ID(), Digest: sc.Digest(), Lang: "ja", Seed: 7, Nonce: "NONCE", Join: "ABCDEFG",
		Rules: workshop.Rules{Lock: workshop.ByCaptain, Confidence: true, Untimed: true, Seats: 4, Teams: 9, Least: 2, Retention: keep, Doors: true, Offline: true},
	})
	if err != nil {
		return err
	}
	do := func(team string, f workshop.Deciding) {
		passed.Add(int64(10 * time.Second))
		err = errors.Join(err, room.Do(ctx, team, f))
	}
	for _, team := range []string{"赤組", "青組"} {
		do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return h.Make(team, team, now)
		})
	}
	for _, l := range room.Head().Teams {
		for _, seat := range []string{"s1", "s2"} {
			do(l.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Join(h, "小野寺"+seat, "", "code"+seat+l.ID, now)
			})
			do(l.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Come(h, seat, seat, "n", now)
			})
		}
	}
	do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase("先生", workshop.Running, "", now)
	})
	for i, l := range room.Head().Teams {
		for err == nil && !room.Table(l.ID).Run.Over() {
			playStep(room, l.ID, i, do)
		}
	}
	for _, phase := range []workshop.Phase{workshop.Debrief, workshop.Ended} {
		do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return h.SetPhase("先生", phase, "", now)
		})
	}
	entries, err2 := own.ReadAll(ctx, id)
	if err = errors.Join(err, err2); err != nil {
		return err
	}
	return log.Append(ctx, id, entries...)
}

// playStep makes one decision of a team: the first option or the last one.
func playStep(room *host.Room, team string, way int, do func(string, workshop.Deciding)) {
	t := room.Table(team)
	step := len(t.Run.Steps)
	if !t.Run.Rules.Free(t.Run.State) {
		do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.GoOn(h, "s1", step, now)
		})
		return
	}
	open := t.Run.Rules.Open(t.Run.State)
	choices := [2]game.ChoiceID{open[0].ID, open[len(open)-1].ID}
	for i, seat := range []string{"s1", "s2"} {
		do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Cast(h, seat, step, choices[(i+way)%2], 70, now)
		})
	}
	do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(h, t.Decider(), step, choices[way], now)
	})
}

// TestDeleteLeavesNoName: after a workshop is deleted nothing that people wrote
// in it stands in any file of the data folder; another workshop is untouched.
func TestDeleteLeavesNoName(t *testing.T) {
	home := t.TempDir()
	db := filepath.Join(home, "kobayashi.db")
	s, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"friday", "monday"} {
		if err := playInto(t.Context(), s.Log(), id, time.Now(), 30); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	found := func() (names []string) {
		files, err := filepath.Glob(filepath.Join(home, "*"))
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for _, file := range files {
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			if info.IsDir() {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"赤組", "青組", "小野寺", "先生", "秋の訓練", "ABCDEFG", "NONCE", "friday", "monday"} {
				if bytes.Contains(text, []byte(name)) {
					names = append(names, filepath.Base(file)+" "+name)
				}
			}
		}
		return names
	}
	if n := len(found()); n < 9 {
		t.Fatalf("only %v are there to begin with", found())
	}
	deleted := func(args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		code := run(t.Context(), world{in: strings.NewReader(""), out: &out, err: &errs, env: func(name string) string {
			return map[string]string{"KOBAYASHI_HOME": home, "LANG": "en"}[name]
		}}, append([]string{"workshop", "delete"}, args...))
		if code != done {
			t.Fatalf("%v: exit %d, %s", args, code, errs.String())
		}
	}
	deleted("friday", "--yes")
	for _, name := range found() {
		if strings.HasSuffix(name, "friday") {
			t.Errorf("%s is still there", name)
		}
	}
	if s, err = store.Open(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	entries, err := s.Log().ReadAll(t.Context(), "monday")
	if err := errors.Join(err, s.Close()); err != nil || len(entries) < 20 {
		t.Fatalf("%d entries of the other one, %v", len(entries), err)
	}
	deleted("monday", "--yes")
	if names := found(); len(names) > 0 {
		t.Errorf("still there: %v", names)
	}
}
