package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/runfile"
)

// played is a run of the exercise on the shelf that always takes what is
// offered at a place, to its end or for so many steps.
func played(t *testing.T, at, steps int) runfile.File {
	t.Helper()
	books, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 4, 1, 7, 40, 0, 0, time.UTC)
	run, err := game.Begin(books[0], game.Record{ID: "k3x9m2p7qa", Lang: "ja", Seed: 7, Started: day})
	for err == nil && !run.Over() && len(run.Steps) < steps {
		open := run.Rules.Open(run.State)
		run, err = run.Choose(open[min(at, len(open)-1)].ID, day)
	}
	if err != nil {
		t.Fatal(err)
	}
	f := runfile.File{Record: run.Record, Engine: "v1"}
	if end := run.Result(); end != nil {
		sc, err := score(t.Context(), run)
		if err != nil || sc.limit != nil {
			t.Fatal(err, sc.limit)
		}
		f.End = &runfile.End{Result: *end, Skill: &sc.verdict.Skill, Luck: &sc.verdict.Luck}
	}
	return f
}

// TestForgedRuns hands verify files of somebody who can hash too. What was
// changed must come out by playing it again, at its line.
func TestForgedRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at all states")
	}
	const whole = 1000
	end := func(f runfile.File) int { return runfile.LineOf(len(f.Record.Steps)) }
	tests := []struct {
		name  string
		steps int
		forge func(*runfile.File) (line int)
		key   string
	}{
		{"nothing", whole, func(*runfile.File) int { return 0 }, ""},
		{"nothing-yet", 9, func(*runfile.File) int { return 0 }, ""},
		{"not-scored", whole, func(f *runfile.File) int { f.End.Skill, f.End.Luck = nil, nil; return 0 }, ""},
		{"another-scenario", whole, func(f *runfile.File) int { f.Record.Scenario = "nowhere"; return 0 }, "cmd.error.rules"},
		{"a-path-for-a-scenario", whole, func(f *runfile.File) int { f.Record.Scenario = "../../scenarios/shop-bot/shop-bot.md"; return 0 }, "cmd.error.rules"},
		{"other-rules", whole, func(f *runfile.File) int { f.Record.Digest = strings.Repeat("0", 64); return 1 }, "cmd.verify.digest"},
		{"no-such-variant", whole, func(f *runfile.File) int { f.Record.Variant = "easy"; return 1 }, "cmd.verify.variant"},
		{"never-offered", 9, func(f *runfile.File) int { f.Record.Steps[3].N = game.MaxItems; return 5 }, "cmd.verify.misfit"},
		{"another-scene", 9, func(f *runfile.File) int { f.Record.Steps[4].Scene = "reopen"; return 6 }, "cmd.verify.misfit"},
		{"left-out", 9, func(f *runfile.File) int {
			f.Record.Steps = append(f.Record.Steps[:5:5], f.Record.Steps[6:]...)
			return 7
		}, "cmd.verify.misfit"},
		{"after-the-end", whole, func(f *runfile.File) int {
			f.Record.Steps = append(f.Record.Steps[:len(f.Record.Steps):len(f.Record.Steps)], f.Record.Steps[0])
			return end(*f) - 1
		}, "cmd.verify.misfit"},
		{"other-mark", 9, func(f *runfile.File) int { f.Record.Steps[2].Mark = "01234567"; return 4 }, "cmd.verify.mark"},
		{"no-mark", 9, func(f *runfile.File) int { f.Record.Steps[2].Mark = ""; return 4 }, "cmd.verify.mark"},
		{"more-points", whole, func(f *runfile.File) int { f.End.Total++; return end(*f) }, "cmd.verify.result"},
		{"a-lower-maximum", whole, func(f *runfile.File) int { f.End.Max--; return end(*f) }, "cmd.verify.result"},
		{"a-better-ending", whole, func(f *runfile.File) int { f.End.Ending += "x"; return end(*f) }, "cmd.verify.result"},
		{"more-skill", whole, func(f *runfile.File) int {
			skill := f.End.Skill.Plus(1)
			f.End.Skill = &skill
			return end(*f)
		}, "cmd.verify.score"},
		{"less-luck", whole, func(f *runfile.File) int {
			luck := f.End.Luck.Plus(-1)
			f.End.Luck = &luck
			return end(*f)
		}, "cmd.verify.score"},
		{"an-end-too-early", 9, func(f *runfile.File) int {
			f.End = &runfile.End{Result: game.Result{Ending: "calm", Total: 100, Max: 100}}
			return end(*f)
		}, "cmd.verify.notover"},
		{"no-end", whole, func(f *runfile.File) int { f.End = nil; return end(*f) }, "cmd.verify.over"},
	}
	// The runs are made once: each of them asks the solver.
	runs := map[int]runfile.File{whole: played(t, 1, whole), 9: played(t, 1, 9)}
	p, err := newProgram(world{env: func(string) string { return "" }}, []string{"--lang", "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := runs[tt.steps]
			f.Record.Steps = append([]game.Step(nil), f.Record.Steps...)
			if f.End != nil {
				copied := *f.End
				f.End = &copied
			}
			line := tt.forge(&f)
			path := filepath.Join(t.TempDir(), "run.jsonl")
			file, err := os.Create(path)
			if err == nil {
				err = errors.Join(runfile.Write(file, f), file.Close())
			}
			if err != nil {
				t.Fatal(err)
			}
			got, err := readRun(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = p.prove(t.Context(), got, "")
			var bad *trouble
			switch {
			case tt.key == "":
				if err != nil {
					t.Errorf("got %v, want none", err)
				}
			case !errors.As(err, &bad) || bad.key != tt.key:
				t.Errorf("got %v, want %s", err, tt.key)
			case line > 0 && bad.args[0] != fmt.Sprintf("%s:%d", path, line):
				t.Errorf("got place %v, want line %d", bad.args[0], line)
			}
		})
	}
}
