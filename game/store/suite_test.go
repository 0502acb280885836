package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/store"
)

func TestSmoke(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a", "b?#%日本", store.FileName)
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	rec := game.Record{ID: "r1", Player: "小林", Seed: 1 << 63, Started: time.Now()}
	if err := s.Begin(ctx, rec); err != nil {
		t.Fatal(err)
	}
	if err := s.Begin(ctx, rec); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if err := s.Append(ctx, "r1", i, game.Step{Scene: "a", Ticks: []int{1, 3}, Mark: "x", At: time.Now()}, nil); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Load(ctx, "r1")
	t.Log(got, err)
	l, err := s.Runs(ctx)
	t.Log(l, err)
	t.Log(s.Prefer(ctx, "lang", "ja"), s.Prefer(ctx, "lang", "en"))
	t.Log(s.Preferences(ctx))
	t.Log(s.Remove(ctx, "r1"), s.Remove(ctx, "r1"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
