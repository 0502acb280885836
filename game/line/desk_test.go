package line

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

var (
	setter = sync.OnceValue(func() *typeset.Setter {
		return typeset.New(os.DirFS("../../assets"), os.DirFS("../../assets"))
	})
	book = sync.OnceValue(func() words.Book {
		b, err := words.Load(os.DirFS("../../assets/words"))
		if err != nil {
			panic(err)
		}
		return b
	})
)

// drawer is a journal in memory. fail, if given, is asked before each call.
type drawer struct {
	runs  map[string]*game.Record
	ends  map[string]*game.Result
	after map[string]game.Hotwash
	order []string // touched last first
	prefs map[string]string
	fail  func(what string) error
}

func newDrawer() *drawer {
	return &drawer{runs: map[string]*game.Record{}, ends: map[string]*game.Result{}, after: map[string]game.Hotwash{}, prefs: map[string]string{}}
}

func (d *drawer) refuse(what string) error {
	if d.fail == nil {
		return nil
	}
	if err := d.fail(what); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func (d *drawer) touch(id string) {
	d.order = slices.DeleteFunc(d.order, func(o string) bool { return o == id })
	d.order = slices.Insert(d.order, 0, id)
}

func (d *drawer) Begin(_ context.Context, rec game.Record) error {
	if err := d.refuse("begin"); err != nil {
		return err
	}
	if d.runs[rec.ID] != nil {
		return errors.New("begun twice")
	}
	rec.Steps = slices.Clone(rec.Steps)
	d.runs[rec.ID] = &rec
	d.touch(rec.ID)
	return nil
}

func (d *drawer) Append(_ context.Context, run string, seq int, step game.Step, end *game.Result) error {
	if err := d.refuse("append"); err != nil {
		return err
	}
	rec := d.runs[run]
	switch {
	case rec == nil:
		return game.ErrUnknownRun
	case seq < len(rec.Steps) && rec.Steps[seq].Same(step):
		return nil
	case seq < len(rec.Steps):
		return game.ErrTaken
	case seq > len(rec.Steps):
		return errors.New("a step is missing")
	}
	rec.Steps = append(rec.Steps, step)
	d.ends[run] = end
	d.touch(run)
	return nil
}

func (d *drawer) Load(_ context.Context, run string) (game.Record, error) {
	if err := d.refuse("load"); err != nil {
		return game.Record{}, err
	}
	rec := d.runs[run]
	if rec == nil {
		return game.Record{}, game.ErrUnknownRun
	}
	out := *rec
	out.Steps = slices.Clone(rec.Steps)
	return out, nil
}

func (d *drawer) Runs(context.Context) ([]game.Summary, error) {
	if err := d.refuse("runs"); err != nil {
		return nil, err
	}
	var list []game.Summary
	for _, id := range d.order {
		s := game.Summary{Record: *d.runs[id], Count: len(d.runs[id].Steps), End: d.ends[id], Last: d.runs[id].Started}
		s.Steps = nil
		list = append(list, s)
	}
	return list, nil
}

func (d *drawer) Hotwash(_ context.Context, run string) (game.Hotwash, error) {
	return d.after[run], d.refuse("hotwash")
}

func (d *drawer) KeepHotwash(_ context.Context, run string, h game.Hotwash) error {
	if err := d.refuse("keep-hotwash"); err != nil {
		return err
	}
	if d.runs[run] == nil {
		return game.ErrUnknownRun
	}
	d.after[run] = h
	return h.Fits()
}

func (d *drawer) Preferences(context.Context) (map[string]string, error) {
	return d.prefs, d.refuse("preferences")
}

func (d *drawer) Prefer(_ context.Context, name, value string) error {
	if err := d.refuse("prefer"); err != nil {
		return err
	}
	d.prefs[name] = value
	return nil
}

// options are those of a test: answers in, a fixed clock, ids in order, seed 7.
func options(sc *game.Scenario, lang, answers string, j game.Journal) (Options, *bytes.Buffer) {
	var out bytes.Buffer
	n := 0
	return Options{
		In: strings.NewReader(answers), Out: &out, Words: book().In(lang), Setter: setter(), Journal: j,
		Now:     func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) },
		NewID:   func() string { n++; return fmt.Sprintf("run-%d", n) },
		NewSeed: func() uint64 { return 7 }, Scenario: sc, Offer: true,
	}, &out
}

// sitting plays and gives what was written.
func sitting(t testing.TB, o Options, out *bytes.Buffer) (string, Outcome) {
	t.Helper()
	outcome, err := Play(context.Background(), o)
	if err != nil {
		t.Fatalf("playing: %v", err)
	}
	return out.String(), outcome
}

// golden compares text with testdata/NAME.txt; GOLDEN=write writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if os.Getenv("GOLDEN") == "write" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	gots, wants := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	at := 0
	for at < min(len(gots), len(wants)) && gots[at] == wants[at] {
		at++
	}
	around := func(lines []string) string {
		return strings.Join(lines[max(at-2, 0):min(at+4, len(lines))], "\n")
	}
	t.Errorf("%s differs at line %d\ngot\n%s\nwant\n%s", file, at+1, around(gots), around(wants))
}
