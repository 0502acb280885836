package report_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/words"
)

func book(t testing.TB) words.Book {
	t.Helper()
	b, err := phrases()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// phrases are read once: every page is written with them.
var phrases = sync.OnceValues(func() (words.Book, error) { return words.Load(os.DirFS("../../assets/words")) })

var begun = time.Date(2026, 11, 20, 16, 20, 0, 0, time.FixedZone("JST", 9*3600))

// full is a report with everything in it: every kind of error, answers on how
// sure the player was, a hotwash, and a history.
func full(t testing.TB, lang string) report.Report {
	sc := paperScenario(t)
	rec := game.Record{ID: "7f3a", Player: "情報システム部", Seed: 18446744073709551615, Started: begun}
	run := moves(t, sc, rec, n(1), ticks(3, 4), n(2))
	for i, sure := range []int{90, 0, 70, 30} {
		run.Steps[i].Sure = sure
	}
	d := built(t, run, solved(t, sc, ""), game.Forecast{Sure: 50, Right: true})
	wash := game.Hotwash{Strength: "声に出して決めた", Gap: "報告が遅れた", Action: "夜間の連絡網を作る", Owner: "長谷", Due: "2026-12-11"}
	return report.Make(d, report.With{Engine: "0.3.0", Zone: begun.Location(), Hotwash: wash}, book(t).In(lang))
}

func written(t testing.TB, format string, r report.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := report.Write(&out, format, r, book(t).In(r.Lang)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; GOLDEN=write if it is meant\n%s", path, got)
	}
}

// TestFormats records each text format of one report in both languages.
func TestFormats(t *testing.T) {
	for _, lang := range words.Langs() {
		r := full(t, lang)
		for _, format := range []string{"md", "json", "csv"} {
			got := written(t, format, r)
			if again := written(t, format, full(t, lang)); again != got {
				t.Errorf("%s in %s is not the same twice", format, lang)
			}
			if strings.Contains(got, "<report.") || strings.Contains(got, "<debrief.") || strings.Contains(got, "%!") {
				t.Errorf("%s in %s lacks a phrase", format, lang)
			}
			// Files of ours end lines with LF alone; TestCSV knows how CSV ends them.
			golden(t, "full."+lang+"."+format, strings.ReplaceAll(got, "\r\n", "\n"))
		}
	}
}

// TestMake: what the model works out beside the debrief.
func TestMake(t *testing.T) {
	sc := paperScenario(t)
	run := moves(t, sc, game.Record{Started: begun}, n(3), n(1), ticks(1), n(1))
	// Two days lie between the second decision and the third.
	for i := 2; i < len(run.Steps); i++ {
		run.Steps[i].At = run.Steps[i].At.Add(48 * time.Hour)
	}
	r := report.Make(built(t, run, solved(t, sc, "")), report.With{Zone: begun.Location()}, book(t).In("ja"))
	if r.Play.Seconds != 120 || r.Play.Ended.Sub(r.Play.Started) < 48*time.Hour {
		t.Errorf("%d seconds of play, %v in all", r.Play.Seconds, r.Play.Ended.Sub(r.Play.Started))
	}
	var plan []string
	for _, p := range r.Plan {
		plan = append(plan, p.Capability+" "+p.Mark)
	}
	// The weakest first, whatever the order of the goals.
	if strings.Join(plan, ", ") != "weigh U, tell S" || r.Plan[0].Lessons[0] != "早さも中身のうち。続き。" {
		t.Errorf("plan %v %v", plan, r.Plan)
	}
	// Why the better choice was better reads as it would have been shown.
	if why := r.Decisions[0].BestWhy; len(why) != 1 || why[0] != "待った。落ち着きは2。" {
		t.Errorf("why %q", why)
	}
}

// TestLook writes the report of a played flagship for a person to read.
func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip("LOOK names the folder to write to")
	}
	sc := flagship(t)
	sol := solved(t, sc, "with-backup")
	for name, seed := range map[string]uint64{"a": 11, "b": 5} {
		dice := rand.New(rand.NewPCG(seed, 7))
		rec := game.Record{ID: "7f3a", Player: "情報システム部", Seed: seed, Variant: "with-backup", Started: begun}
		run := played(t, sc, rec, func(run game.Run) game.ChoiceID {
			if dice.IntN(2) == 0 {
				return bestOf(t, run, sol)
			}
			return anyhow(dice)(run)
		})
		for _, lang := range words.Langs() {
			r := report.Make(built(t, run, sol), report.With{Engine: "0.3.0", Zone: begun.Location()}, book(t).In(lang))
			for _, f := range report.Formats() {
				if err := os.WriteFile(filepath.Join(dir, name+"."+lang+f.Suffix), []byte(written(t, f.Name, r)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
