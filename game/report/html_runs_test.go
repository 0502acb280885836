package report_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/solve"
	"kobayashi/game/words"
)

// catalogues are the lists of framework ids that ship.
func catalogues(t testing.TB) []game.Catalogue {
	t.Helper()
	var lists []game.Catalogue
	for _, name := range []string{"maps/attack-enterprise.json", "maps/csf-2.0.json"} {
		data, err := assets.Maps.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := game.ReadCatalogue(data)
		if err != nil {
			t.Fatal(err)
		}
		lists = append(lists, list)
	}
	return lists
}

// mended plays like a first random run, with all decisions mended but the last
// left ones that gave something away.
func mended(t testing.TB, sol *solve.Solution, run game.Run, left int) game.Run {
	t.Helper()
	dice := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var wrong []game.Judgement
		for _, j := range built(t, run, sol).Decisions {
			if j.Regret.Num != 0 {
				wrong = append(wrong, j)
			}
		}
		if len(wrong) <= left {
			return run
		}
		back, err := run.Back(wrong[0].Event.Step)
		if err != nil {
			t.Fatal(err)
		}
		choose := wrong[0].Best
		for !back.Over() {
			at := begun
			if k := len(back.Steps); k > 0 {
				at = back.Steps[k-1].At
			}
			if back, err = back.Choose(choose, at.Add(95e9)); err != nil {
				t.Fatal(err)
			}
			if !back.Over() {
				choose = anyhow(dice)(back)
			}
		}
		run = back
	}
	t.Fatal("cannot be mended")
	return run
}

// sampled are the debriefs of samples: the flagship is solved once for all tests.
var sampled struct {
	sync.Once
	list map[string]game.Debrief
}

// samples are the runs that the page is looked at with: good, bad, and long.
func samples(t testing.TB, lang string) map[string]report.Report {
	t.Helper()
	sampled.Do(func() { sampled.list = sample(t) })
	with := report.With{Engine: "0.3.0", Zone: begun.Location(), Lists: catalogues(t)}
	out := map[string]report.Report{}
	for name, d := range sampled.list {
		with.Hotwash = game.Hotwash{}
		if name == "good" {
			with.Hotwash = game.Hotwash{Strength: "証拠を先に守れた", Gap: "知らせる先の名簿が手元になかった", Action: "夜間の連絡先を紙で配る", Owner: "長谷", Due: "2026-12-11"}
		}
		out[name] = report.Make(d, with, book(t).In(lang))
	}
	return out
}

func sample(t testing.TB) map[string]game.Debrief {
	t.Helper()
	sc := flagship(t)
	sol := solved(t, sc, "with-backup")
	rec := game.Record{ID: "2f9c41d07a", Player: "東棟三階の組", Variant: "with-backup", Seed: 7, Started: begun}
	random := func(seed uint64) game.Run {
		return played(t, sc, rec, anyhow(rand.New(rand.NewPCG(seed, 7))))
	}
	good := mended(t, sol, random(1), 2)
	for i := range good.Steps {
		good.Steps[i].Sure = game.Levels[(i*3+2)%len(game.Levels)]
	}
	bad := random(0)
	for seed := range uint64(40) {
		if r := random(seed); sc.Total(r.Score) < sc.Total(bad.Score) {
			bad = r
		}
	}
	return map[string]game.Debrief{
		"bad": built(t, bad, sol), "long": long(t, 45),
		"good":     built(t, good, sol, game.Forecast{Sure: 90, Right: false}, game.Forecast{Sure: 50, Right: true}),
		"unproved": report.Unproved(bad, &solve.LimitError{States: 1_000_000, Limit: 1_000_000}),
	}
}

// long is a run of many decisions, with titles of all lengths and figures that
// are not whole.
func long(t testing.TB, decisions int) game.Debrief {
	t.Helper()
	var b strings.Builder
	b.WriteString("---\n{format: 1, id: long, title: 長い夜, lang: ja, score: {a: {label: 封じ込め, max: 400}, b: {label: 報告, max: 90, weight: 2}}, endings: {dawn: 夜明け}, confidence: ask}\n---\n\n# 長い夜\n")
	title := []rune("夜間の当直から上がってくる知らせの中に本当に急ぐものがあるかどうかを見分ける場面")
	for i := range decisions {
		next := fmt.Sprintf("s%d", i+2)
		if i == decisions-1 {
			next = "dawn"
		}
		fmt.Fprintf(&b, "\n## s%d\n### %s\n\n", i+1, string(title[:3+i*5%(len(title)-3)]))
		fmt.Fprintf(&b, "- [止めて調べ、証拠を写してから知らせる](#%[1]s) `score.a += %[2]d; score.b += 1`\n\n  早く小さく収まった。\n- [様子を見ながら続ける](#%[1]s) `score.a += %[3]d`\n- [何もしない](#%[1]s) `score.a -= %[4]d`\n", next, 3+i%7, i%5, i%3)
	}
	b.WriteString("\n## dawn\n### 夜明け `end`\n\n空が白んだ。\n")
	sc := read(t, "long.md", b.String())
	dice := rand.New(rand.NewPCG(3, 4))
	run := played(t, sc, game.Record{ID: "77", Seed: 3, Started: begun}, anyhow(dice))
	for i := range run.Steps {
		run.Steps[i].Sure = game.Levels[dice.IntN(len(game.Levels))]
	}
	return built(t, run, solved(t, sc, ""))
}

// TestPages writes the pages for a person to look at: PAGES=folder go test.
func TestPages(t *testing.T) {
	dir := os.Getenv("PAGES")
	if dir == "" {
		t.Skip("PAGES names no folder")
	}
	for _, lang := range words.Langs() {
		for name, r := range samples(t, lang) {
			for format, suffix := range map[string]string{"html": ".html", "xapi": ".json"} {
				file := filepath.Join(dir, name+"."+lang+suffix)
				if err := os.WriteFile(file, []byte(written(t, format, r)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
