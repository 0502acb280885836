package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/game"
	"kobayashi/game/store"
	"kobayashi/game/tui"
	"kobayashi/game/tui/screentest"
)

// sitting is the real program's full screen on a virtual terminal: the shelf
// that ships, and a database of its own.
func sitting(t *testing.T, lang string, start tui.Start, width, height int, play func(*screentest.Screen, game.Journal)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p, err := newProgram(world{env: func(string) string { return "" }}, []string{"--lang", lang})
		if err != nil {
			t.Fatal(err)
		}
		journal, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "kobayashi.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer journal.Close()
		var ids int
		m := tui.New(tui.Options{
			Shelf:   func(context.Context) ([]*game.Scenario, error) { return shelf() },
			Journal: journal, Words: p.book, Setter: p.setter(), Now: time.Now,
			NewID:   func() string { ids++; return fmt.Sprint("run-", ids) },
			NewSeed: func() uint64 { return 7 },
			Lang:    lang, Local: true, Start: start,
		})
		play(screentest.Open(t, m, width, height), journal)
	})
}

// press waits as a reader does, then presses keys.
func press(s *screentest.Screen, keys ...string) {
	for _, key := range keys {
		s.Wait(2 * time.Second)
		s.Press(key)
	}
}

// TestPictures keeps the pictures of the README what the program shows.
func TestPictures(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			sitting(t, lang, tui.Start{Scenario: "shop-bot"}, 80, 24, func(s *screentest.Screen, _ game.Journal) {
				press(s, "enter") // behind the briefing
				picture(t, s, "play-"+lang)
				for range 2 {
					press(s, "enter")
				}
				picture(t, s, "decide-"+lang)
			})
			sitting(t, lang, tui.Start{}, 80, 24, func(s *screentest.Screen, _ game.Journal) {
				picture(t, s, "title-"+lang)
			})
		})
	}
}

// TestWholeGame plays the flagship on the full screen to its results, in every
// language, variant and size that must do, and keeps each screen on the way to
// be read: KOBAYASHI_SCREENS names a folder for them.
func TestWholeGame(t *testing.T) {
	if testing.Short() {
		t.Skip("no goroutine in it that the race detector could watch, and too long under it")
	}
	for _, lang := range []string{"ja", "en"} {
		p, err := newProgram(world{env: func(string) string { return "" }}, []string{"--lang", lang})
		if err != nil {
			t.Fatal(err)
		}
		for _, variant := range []string{"with-backup", "no-backup"} {
			for _, size := range [][2]int{{80, 24}, {60, 20}, {120, 40}} {
				name := fmt.Sprintf("%s-%s-%dx%d", lang, variant, size[0], size[1])
				t.Run(name, func(t *testing.T) {
					start := tui.Start{Scenario: "shop-bot", Variant: variant}
					sitting(t, lang, start, size[0], size[1], func(s *screentest.Screen, j game.Journal) {
						screens := wholeGame(t, s, j, p.words.Say("decide.question"))
						if dir := os.Getenv("KOBAYASHI_SCREENS"); dir != "" {
							if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte(strings.Join(screens, "\n")), 0o644); err != nil {
								t.Fatal(err)
							}
						}
					})
				})
			}
		}
	}
}

// wholeGame goes on with Enter, takes the option under the cursor and the first
// item of a question, until the run is over in the journal.
func wholeGame(t *testing.T, s *screentest.Screen, j game.Journal, question string) []string {
	t.Helper()
	var screens []string
	var ticked bool
	for range 600 {
		if text := s.Text(); len(screens) == 0 || screens[len(screens)-1] != text {
			screens = append(screens, text)
		}
		runs, err := j.Runs(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if len(runs) == 1 && runs[0].End != nil {
			return screens
		}
		asked := strings.Contains(s.Text(), question)
		if asked && !ticked {
			press(s, "1", "up") // tick the first item, and round to the way out
		}
		ticked = asked
		press(s, "enter")
	}
	t.Fatalf("no ending after %d screens:\n%s", len(screens), s.Text())
	return nil
}

func picture(t *testing.T, s *screentest.Screen, name string) {
	t.Helper()
	s.Wait(time.Second)
	path := filepath.Join("..", "..", "assets", "pictures", name+".svg")
	got := s.SVG()
	if goldenWrite() {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is out of date: GOLDEN=write go test ./cmd/kobayashi, and look at it", path)
	}
}
