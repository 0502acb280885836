package graph_test

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/graph"
	"kobayashi/game/parse"
	"kobayashi/game/solve"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/scenarios"
)

func solved(ctx context.Context, sc *game.Scenario, variant string) (*solve.Solution, error) {
	return solve.Solve(ctx, sc, variant, 0)
}

func known(sol *solve.Solution) func(context.Context, *game.Scenario, string) (*solve.Solution, error) {
	return func(context.Context, *game.Scenario, string) (*solve.Solution, error) { return sol, nil }
}

func phrases(t testing.TB, lang string) words.Text {
	t.Helper()
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	return book.In(lang)
}

// everything has each construct of the format, two languages and two variants.
func everything(t testing.TB) *game.Scenario {
	t.Helper()
	res := parse.Read(os.DirFS("testdata"), "everything.md")
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	return res.Scenario
}

func made(t testing.TB, sc *game.Scenario, lang, variant string) *graph.Graph {
	t.Helper()
	g, err := graph.Make(context.Background(), sc, lang, variant, solved)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func written(t testing.TB, g *graph.Graph, form, lang string, width int) string {
	t.Helper()
	for _, f := range graph.Formats() {
		if f.Name != form {
			continue
		}
		var out bytes.Buffer
		if err := f.Write(&out, g, phrases(t, lang), width); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	t.Fatal("no format", form)
	return ""
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("GOLDEN") == "write" {
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
		t.Errorf("%s is not what was drawn; GOLDEN=write if it is meant. Got\n%s", path, got)
	}
}

func TestGolden(t *testing.T) {
	sc := everything(t)
	for _, tt := range []struct {
		file, form, lang, variant string
		width                     int
	}{
		{"everything.ja.80.txt", "text", "ja", "", 80},
		{"everything.en.60.txt", "text", "en", "long", 60},
		{"everything.en.mermaid", "mermaid", "en", "", 0},
		{"everything.ja.dot", "dot", "ja", "long", 0},
		{"everything.ja.svg", "svg", "ja", "", 0},
	} {
		t.Run(tt.file, func(t *testing.T) {
			golden(t, tt.file, written(t, made(t, sc, tt.lang, tt.variant), tt.form, tt.lang, tt.width))
		})
	}
}

// TestShares: what can be worked out by hand. A play comes to "cut" at once, by
// way of the second call, or because the president was asked.
func TestShares(t *testing.T) {
	g := made(t, everything(t), "en", "short")
	for id, want := range map[string]float64{
		"call": 1, "call2": 0.25, "cut": 0.25 + 0.15 + 0.6*0.5, "ask": 1, "attic": 0, "ring": 0.25, "ring2": 0.125,
	} {
		for _, n := range g.Nodes {
			if n.ID == id && math.Abs(n.Share-want) > 1e-12 {
				t.Errorf("%s: share %v, want %v", id, n.Share, want)
			}
		}
	}
}

// TestSharesAgree holds the exact shares against many random plays, on the shelf
// and where plays come to a scene twice.
func TestSharesAgree(t *testing.T) {
	const plays = 100_000
	list := []*game.Scenario{everything(t), read(t, twice)}
	for _, path := range scenarios.Shelf()[:2] {
		list = append(list, parse.Read(scenarios.FS(), path).Scenario)
	}
	for _, sc := range list {
		g := made(t, sc, "ja", "")
		v, err := solve.Wander(sc, "", plays, 5)
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range g.Nodes {
			got := float64(v.Entered[i]) / plays
			if off := math.Abs(got - n.Share); off > 5*math.Sqrt(n.Share*(1-n.Share)/plays)+1e-9 {
				t.Errorf("%s %s: exact %.5f, in random plays %.5f", sc.ID(), n.ID, n.Share, got)
			}
			if n.Entered != (n.Share > 0) {
				t.Errorf("%s %s: entered %v, share %v", sc.ID(), n.ID, n.Entered, n.Share)
			}
		}
	}
}

// TestRanks: ways lead down; what does not is marked, and so are the scenes of
// other parts.
func TestRanks(t *testing.T) {
	list := []*game.Scenario{everything(t), read(t, long(200)), read(t, twice)}
	for _, path := range scenarios.Shelf() {
		list = append(list, parse.Read(scenarios.FS(), path).Scenario)
	}
	for _, sc := range list {
		g := graph.Draft(sc, "ja", "")
		for _, e := range g.Edges {
			if e.Way == graph.Down && g.Nodes[e.To].Depth <= g.Nodes[e.From].Depth {
				t.Errorf("%s: %s leads down to %s", sc.ID(), g.Nodes[e.From].ID, g.Nodes[e.To].ID)
			}
			if (e.To < 0) != (e.Way == graph.Return) {
				t.Errorf("%s: the way from %s to %d is %v", sc.ID(), g.Nodes[e.From].ID, e.To, e.Way)
			}
		}
	}
	g := graph.Draft(everything(t), "en", "")
	for i, n := range g.Nodes {
		if got, want := n.Aside, strings.HasPrefix(n.ID, "ring") || n.ID == "press"; got != want {
			t.Errorf("%s stands aside: %v", n.ID, got)
		}
		if n.Loose != (n.ID == "attic") {
			t.Errorf("%s is loose: %v", g.Nodes[i].ID, n.Loose)
		}
	}
}

// TestUnproved: what cannot be proved is drawn all the same, and says so.
func TestUnproved(t *testing.T) {
	head := "---\nformat: 1\nid: x\ntitle: X\nlang: en\nendings: {out: Out}\n---\n\n# X\n\n"
	end := "\n## out\n### Out `end`\n\nOut.\n"
	for _, tt := range []struct {
		name, text string
		why        graph.Why
		says       string
	}{
		{"circle", head + "## a\n### A\n\n- [b](#b)\n- [o](#out)\n\n## b\n### B\n\n- [a](#a)\n" + end, graph.Circle, "a play that never ends (a 1, b 1)"},
		{"stuck", head + "## a\n### A\n\n- [b](#b)\n- [o](#out)\n\n## b\n### B\n\n- [o](#out) `if #out`\n" + end, graph.Stuck, "offering nothing (a 1)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := made(t, read(t, tt.text), "en", "")
			if g.Proof.Why != tt.why || g.Proof.Shares || g.Proof.Regrets {
				t.Errorf("proof %+v", g.Proof)
			}
			for _, f := range graph.Formats() {
				if out := written(t, g, f.Name, "en", 80); f.Name != "mermaid" && !strings.Contains(strings.Join(strings.Fields(out), " "), tt.says) {
					t.Errorf("%s does not say %q:\n%s", f.Name, tt.says, out)
				}
			}
		})
	}
	few := func(ctx context.Context, sc *game.Scenario, variant string) (*solve.Solution, error) {
		return solve.Solve(ctx, sc, variant, 100)
	}
	g, err := graph.Make(context.Background(), read(t, long(200)), "en", "", few)
	if err != nil || g.Proof.Why != graph.TooMany || !g.Proof.Shares || g.Proof.Sampled == 0 {
		t.Errorf("%+v %v", g.Proof, err)
	}
	if out := strings.Join(strings.Fields(written(t, g, "text", "en", 80)), " "); !strings.Contains(out, "20,000 random plays") || strings.Contains(out, "never entered") {
		t.Errorf("got\n%.600s", out)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := graph.Make(ctx, everything(t), "en", "", solved); err == nil {
		t.Error("a stopped look gives a graph")
	}
}

// TestOutlineFits: no line is wider than asked for, but for a word that is.
func TestOutlineFits(t *testing.T) {
	for _, path := range scenarios.Shelf() {
		sc := parse.Read(scenarios.FS(), path).Scenario
		for _, lang := range words.Langs() {
			g := graph.Draft(sc, lang, "")
			g.Proof.Shares = true
			for _, width := range []int{60, 73, 80, 120} {
				for _, line := range strings.Split(written(t, g, "text", lang, width), "\n") {
					if typeset.Width(line) > width {
						t.Errorf("%s %s at %d: %q", sc.ID(), lang, width, line)
					}
				}
			}
		}
	}
}
