package host_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/parse"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// hasty is a decision with a time limit, and one without.
const hasty = `---
format: 1
id: hasty
title: 急ぎの判断
lang: ja
minutes: 5
score: {care: {label: 慎重さ, max: 2}}
endings: {calm: 静かな朝}
---

# 急ぎの判断

## call
### 電話

どうしますか。

- [止める](#after) ` + "`score.care += 1`" + `
- [待つ](#after) ` + "`after 60s`" + `

## after
### その後

次はどうしますか。

- [調べる](#done) ` + "`score.care += 1`" + `
- [帰る](#done)

## done
### 朝 ` + "`end calm`" + `

終わり。
`

// lazy is a log that fails the next appends when it is told to.
type lazy struct {
	workshop.Log
	fails atomic.Int32
}

func (l *lazy) Append(ctx context.Context, id string, entries ...workshop.Entry) error {
	if l.fails.Add(-1) >= 0 {
		return errors.New("not now")
	}
	return l.Log.Append(ctx, id, entries...)
}

// TestClocks: what becomes due without anybody's deed happens: a time limit that
// runs out, and the end of a round that nobody who is here is missing from when a
// pause ends; also where the log fails at first.
func TestClocks(t *testing.T) {
	res := parse.Read(fstest.MapFS{"hasty.md": {Data: []byte(hasty)}}, "hasty.md")
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	clock := &clock{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	log := &lazy{Log: &memory.Log{Clock: clock.now}}
	h := host.Still(host.Options{Log: log, Find: func(workshop.Opened) (*game.Scenario, error) { return res.Scenario, nil }, Talk: slog.New(slog.DiscardHandler)})
	t.Cleanup(h.Close)
	r, err := h.Open(t.Context(), "w", workshop.Opened{Scenario: "hasty", Digest: res.Scenario.Digest(), Lang: "ja", Join: "1234", Rules: rules()})
	if err != nil {
		t.Fatal(err)
	}
	phase := func(p workshop.Phase) {
		do(t, r, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return h.SetPhase("me", p, "", now)
		})
	}
	do(t, r, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Make("red", "red", now)
	})
	red := r.Head().Teams[0].ID
	for _, seat := range []string{"s1", "s2"} {
		do(t, r, red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Join(h, "x", "", "code"+seat, now)
		})
		do(t, r, red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Come(h, seat, "line"+seat, "node", now)
		})
	}
	phase(workshop.Running)
	do(t, r, red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Reach(h, "s1", 0, now)
	})
	clock.add(59 * time.Second)
	time.Sleep(3 * host.Glance)
	if n := len(r.Table(red).Run.Steps); n > 0 {
		t.Fatal("the clock is early")
	}
	log.fails.Store(2)
	clock.add(time.Second)
	wait(t, func() bool { return len(r.Table(red).Run.Steps) == 1 })
	if past := r.Table(red).Past; past[0].By != workshop.Clock || past[0].Choice != 1 {
		t.Errorf("it decided %+v", past[0])
	}

	do(t, r, red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Cast(h, "s1", 1, 0, 0, now)
	})
	phase(workshop.Paused)
	do(t, r, red, func(_ *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Go("s2", "lines2", now)
	})
	time.Sleep(3 * host.Glance)
	if r.Table(red).Round() != 1 {
		t.Fatal("the round ended in a pause")
	}
	phase(workshop.Running)
	log.fails.Store(1)
	wait(t, func() bool { return r.Table(red).Round() == 2 })
}
