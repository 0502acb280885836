package store_test

import (
	"errors"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// TestEveryColumnOfAWorkshopIsWatched changes one value in a way the database
// cannot see. What is damaged is reported with its place and never given, and
// nothing is appended to it; a sound workshop beside it is not harmed.
func TestEveryColumnOfAWorkshopIsWatched(t *testing.T) {
	changes := []struct {
		text  string
		sound string // a stream that can still be read by itself
	}{
		{`UPDATE entries SET seq = 9 WHERE stream = 'red' AND seq = 1`, ""},
		{`UPDATE entries SET key = 'x' WHERE stream = 'red' AND seq = 1`, ""},
		{`UPDATE entries SET at = '2026-04-01T07:40:01.124Z' WHERE stream = 'red' AND seq = 1`, ""},
		{`UPDATE entries SET at = 'now' WHERE stream = 'red' AND seq = 1`, ""},
		{`UPDATE entries SET actor = 'red-3' WHERE stream = 'red' AND seq = 1`, ""},
		{`UPDATE entries SET kind = 'locked' WHERE stream = 'red' AND seq = 2`, ""},
		{`UPDATE entries SET body = '{}' WHERE stream = 'red' AND seq = 0`, ""},
		{`UPDATE entries SET body = '' WHERE stream = 'red' AND seq = 2`, ""},
		{`UPDATE entries SET chain = '0123456789abcdef' WHERE stream = 'red' AND seq = 1`, ""},
		{`UPDATE entries SET chain = '0123456789abcdef' WHERE stream = 'red' AND seq = 2`, ""},
		{`UPDATE entries SET stream = 'pink' WHERE stream = 'red' AND seq = 2`, ""},
		{`UPDATE entries SET workshop = 'v' WHERE stream = 'red' AND seq = 2`, ""},
		{`DELETE FROM entries WHERE stream = 'red' AND seq = 0`, ""},
		{`DELETE FROM entries WHERE stream = 'red' AND seq = 1`, ""},
		{`DELETE FROM entries WHERE stream = 'red' AND seq = 2`, ""},
		{`DELETE FROM entries WHERE stream = 'red'`, ""},
		{`UPDATE streams SET count = 2 WHERE stream = 'red'`, ""},
		{`UPDATE streams SET at = '2026-04-01T07:40:00.000Z' WHERE stream = 'red'`, ""},
		{`UPDATE streams SET chain = '0123456789abcdef' WHERE stream = 'red'`, ""},
		{`UPDATE streams SET seal = '' WHERE stream = 'red'`, ""},
		{`UPDATE streams SET streams = 1 WHERE stream = 'red'`, ""},
		{`UPDATE streams SET workshop = 'v' WHERE stream = 'red'`, "-"},
		{`DELETE FROM streams WHERE stream = 'red'`, "-"},
		{`DELETE FROM streams WHERE stream = '' AND workshop = 'w'`, "-"},
	}
	onAll(t, func(t *testing.T, reopen func() journal) {
		for _, change := range changes {
			t.Run(change.text, func(t *testing.T) {
				j := reopen()
				log := j.Log()
				made(t, log, 2, 3)
				must(t, log.Append(t.Context(), "stays", entry("", 0)))
				defer func() { must(t, hurt(j, `DELETE FROM entries`)) }()
				defer func() { must(t, hurt(j, `DELETE FROM streams`)) }()
				must(t, hurt(j, change.text))
				if all, err := log.ReadAll(t.Context(), "w"); !errors.Is(err, game.ErrCorrupt) || len(all) > 0 || !strings.Contains(err.Error(), "workshop w") {
					t.Errorf("all: got %d entries and %v, want %v with the place", len(all), err, game.ErrCorrupt)
				}
				if change.sound == "" {
					if got, err := log.Read(t.Context(), "w", "red", 0); !errors.Is(err, game.ErrCorrupt) || len(got) > 0 || !strings.Contains(err.Error(), "red") {
						t.Errorf("red: got %d entries and %v, want %v with the place", len(got), err, game.ErrCorrupt)
					}
				}
				list, err := log.Workshops(t.Context())
				if strings.Contains(change.text, " streams ") && !errors.Is(err, game.ErrCorrupt) || len(list) == 0 || list[len(list)-1].ID != "stays" && list[0].ID != "stays" {
					t.Errorf("listing: got %+v and %v", list, err)
				}
				err = errors.Join(log.Append(t.Context(), "w", entry("red", 3)), log.Append(t.Context(), "w", entry("red", 0)))
				if strings.Contains(change.text, " streams ") && err == nil {
					t.Error("it was appended to")
				}
				must(t, log.Append(t.Context(), "stays", entry("red", 0)))
				wholeIs(t, log, "stays", entry("", 0), entry("red", 0))
				must(t, log.Delete(t.Context(), "w")) // what is damaged can be removed
				if _, err := log.ReadAll(t.Context(), "w"); !errors.Is(err, workshop.ErrUnknown) {
					t.Errorf("deleted: got %v", err)
				}
			})
		}
	})
}

// TestARunOnTheServerIsWatchedToo takes a few of what TestEveryColumnIsWatched
// does to a file.
func TestARunOnTheServerIsWatchedToo(t *testing.T) {
	for _, change := range []string{
		`UPDATE steps SET n = n + 1 WHERE seq = 1`, `DELETE FROM steps WHERE seq = 2`, `UPDATE runs SET count = 2`,
		`UPDATE runs SET seed = 1`, `UPDATE runs SET player = 'x'`,
	} {
		s := openURL(t, schema(t))
		must(t, s.Begin(t.Context(), record("r", 3)))
		must(t, hurt(s, change))
		if _, err := s.Load(t.Context(), "r"); !errors.Is(err, game.ErrCorrupt) {
			t.Errorf("%s: got %v, want %v", change, err, game.ErrCorrupt)
		}
		must(t, s.Remove(t.Context(), "r"))
		must(t, s.Close())
	}
}
