package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/booklet"
	"kobayashi/game/runfile"
	"kobayashi/scenarios"
)

// said runs the program and gives what it wrote.
func said(t *testing.T, home, stdin string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	env := map[string]string{"KOBAYASHI_HOME": home, "LANG": "en"}
	w := world{in: strings.NewReader(stdin), out: &out, err: &errs, env: func(name string) string { return env[name] }}
	if code := run(context.Background(), w, args); code != done {
		t.Fatalf("kobayashi %s: exit %d\n%s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

// atRandom is a run as a team would play it on a screen.
func atRandom(t *testing.T, sc *game.Scenario, variant string, dice *rand.Rand) game.Run {
	t.Helper()
	at := time.Date(2026, 11, 20, 16, 20, 0, 0, time.UTC)
	run, err := game.Begin(sc, game.Record{ID: "aaaabbbbcc", Player: "東棟の組", Variant: variant, Lang: "ja", Seed: dice.Uint64N(50), Started: at})
	if err != nil {
		t.Fatal(err)
	}
	for !run.Over() {
		open, free := run.Open(), sc.Free(run.State)
		id := open[dice.IntN(len(open))].ID
		if at = at.Add(time.Minute); sc.Kind(run.State) == game.Question && dice.IntN(3) == 0 {
			id = 0
		}
		if run, err = run.Choose(id, at); err != nil {
			t.Fatal(err)
		}
		if free {
			run = run.Sure(game.Levels[dice.IntN(len(game.Levels))])
		}
	}
	return run
}

// sheetOf is the tally sheet of a run, as CSV.
func sheetOf(run game.Run) string {
	var b strings.Builder
	b.WriteString("card,choice,confidence\n")
	for i, e := range run.Trace {
		letters, sure := booklet.Letter(int(e.Choice)), ""
		switch {
		case e.Kind == game.Drew:
		case e.Kind != game.Chose || !run.Rules.Free(run.Trace[i-1].State):
			continue
		default:
			sure = strconv.Itoa(run.Steps[e.Step].Sure)
			if run.Rules.Kind(run.Trace[i-1].State) == game.Question {
				letters = ""
				for k := range game.MaxItems {
					if e.Choice&(1<<k) != 0 {
						letters += booklet.Letter(k)
					}
				}
				if letters == "" {
					letters = "-"
				}
			}
		}
		fmt.Fprintf(&b, "%d,%s,%s\n", e.Scene+1, letters, sure)
	}
	b.WriteString("strength,声に出して決めた\ngap,連絡先\naction,紙で配る\nminutes,40\nowner,長谷\ndue,2026-12-11\n")
	return b.String()
}

// onScreen writes the run file that a play on a screen would leave if it were
// the paper's in id, seed and clock, and the given run in all that was decided.
func onScreen(t *testing.T, run game.Run, paper runfile.File) []byte {
	t.Helper()
	rec := paper.Record
	rec.Steps = nil
	again, err := game.Begin(run.Rules, rec)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range run.Trace {
		if e.Kind != game.Chose {
			continue
		}
		if again, err = again.Choose(e.Choice, paper.Record.Steps[e.Step].At); err != nil {
			t.Fatal(err)
		}
		if sure := run.Steps[e.Step].Sure; sure > 0 {
			again = again.Sure(sure)
		}
	}
	doc := runfile.File{Record: again.Record, Engine: paper.Engine, End: &runfile.End{Result: *run.Result()}}
	doc.Hotwash = game.Hotwash{Strength: "声に出して決めた", Gap: "連絡先", Action: "紙で配る", Owner: "長谷", Due: "2026-12-11"}
	var out bytes.Buffer
	if err := runfile.Write(&out, doc); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestTallyReport: a run that was typed in from paper has, to the byte, the
// report of the same run on the screen, in all formats.
func TestTallyReport(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at all states")
	}
	dice := rand.New(rand.NewPCG(3, 4))
	for _, name := range []string{"shop-bot", "skimmed-page"} {
		sc, err := shipped(name + "/" + name + ".md")
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range sc.Rules().Variants {
			home := t.TempDir()
			run := atRandom(t, sc, v.ID, dice)
			for _, more := range [][]string{nil, {"--seed", strconv.FormatUint(run.Seed, 10)}} {
				said(t, home, sheetOf(run), append([]string{"tally", name, "-", "--variant", v.ID, "--name", run.Player, "--confidence"}, more...)...)
				exported := said(t, home, "", "runs", "export", "last")
				doc, err := runfile.Read(strings.NewReader(exported))
				if err != nil {
					t.Fatal(err)
				}
				if more != nil && doc.Record.Seed != run.Seed {
					t.Errorf("%s: the seed is %d, want %d", name, doc.Record.Seed, run.Seed)
				}
				dir := t.TempDir()
				paper, screen := filepath.Join(dir, "paper.jsonl"), filepath.Join(dir, "screen.jsonl")
				for file, data := range map[string][]byte{paper: []byte(exported), screen: onScreen(t, run, doc)} {
					if err := overwrite(file, data); err != nil {
						t.Fatal(err)
					}
				}
				formats := []string{"md", "html", "json", "csv", "xapi"}
				if more != nil || name == "shop-bot" { // all formats once: a report of a third of a million states takes a while
					formats = []string{"json"}
				}
				for _, format := range formats {
					got, want := said(t, home, "", "report", paper, "--format", format), said(t, home, "", "report", screen, "--format", format)
					if got != want {
						t.Errorf("%s, %s, %s: the report of the paper differs\n%s", name, v.ID, format, firstDifference(got, want))
					}
				}
			}
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: got %s, want %s", i+1, g[i], w[i])
		}
	}
	return "one is longer"
}

// TestTallyOfEveryScenario: the sheet of a random play of each shipped scenario
// is taken, and comes to the same points.
func TestTallyOfEveryScenario(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 6))
	home := t.TempDir()
	for _, path := range scenarios.Shelf() {
		sc, err := shipped(path)
		if err != nil {
			t.Fatal(err)
		}
		run := atRandom(t, sc, "", dice)
		out := said(t, home, sheetOf(run), "tally", sc.ID(), "-")
		if want := fmt.Sprintf(", %d of %d points", run.Result().Total, run.Result().Max); !strings.Contains(out, want) {
			t.Errorf("%s: got %q, want %q in it", sc.ID(), out, want)
		}
	}
}

// TestTallyRefuses: a row that does not fit is named, and nothing is kept.
func TestTallyRefuses(t *testing.T) {
	home := t.TempDir()
	tests := map[string]struct{ sheet, want string }{
		"Shift_JIS":       {"card,choice\n1,A\nname,\x93\x8c\n", "the tally is not UTF-8"},
		"another card":    {"1,A\n5,B\n", "line 2: card 5, but the next one is card "},
		"not offered":     {"card,choice\n1,Z\n", `line 2: "Z" is not offered on card 1`},
		"no card":         {"1,A\nx,B\n", `line 2: "x" is no card's number`},
		"how sure":        {"1,A,60\n", `line 1: how sure is 10, 30, 50, 70, 90 or empty, not "60"`},
		"ends early":      {"1,A\n", "the tally ends here, but card "},
		"no CSV":          {"1,\"A\n", "this is no CSV"},
		"no date":         {"due,soon\n", `this is no date: "soon"`},
		"long name":       {"name," + strings.Repeat("x", 61) + "\n", "at most 60"},
		"long note":       {"gap," + strings.Repeat("x", 5000) + "\n", "too long, or signs that cannot be used"},
		"minutes":         {"minutes,-3\n", `not "-3"`},
		"nothing":         {"", "the tally ends here, but card 1"},
		"hostile heading": {"\x1b]52;c;x\x07,b\n1,\x1b[2J\n", `line 2: "[2J" is not offered on card 1`},
	}
	for name, tt := range maps.All(tests) {
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			env := map[string]string{"KOBAYASHI_HOME": home, "LANG": "en"}
			w := world{in: strings.NewReader(tt.sheet), out: &out, err: &errs, env: func(name string) string { return env[name] }}
			if code := run(context.Background(), w, []string{"tally", "shop-bot", "-"}); code == done {
				t.Fatal("it was taken")
			}
			if !strings.Contains(errs.String(), tt.want) {
				t.Errorf("got %q, want %q in it", errs.String(), tt.want)
			}
		})
	}
	if out := said(t, home, "", "runs"); strings.Contains(out, "shop-bot") {
		t.Errorf("a refused tally was kept: %s", out)
	}
}
