package parse

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kobayashi/game"
)

// golden compares with testdata/<test>.txt; GOLDEN=write if the change is meant.
func golden(t *testing.T, got string) {
	t.Helper()
	name := "testdata/" + strings.ReplaceAll(t.Name(), "/", "-") + ".txt"
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s", name, got)
	}
}

func membersPage(t testing.TB) *Result {
	t.Helper()
	r := Read(os.DirFS("testdata"), "members-page.md")
	for _, p := range r.Problems {
		t.Errorf("%s %s %s", p.From, p.Rule, p.Message.EN)
	}
	if r.Scenario == nil {
		t.Fatal("no scenario")
	}
	return r
}

func TestMembersPage(t *testing.T) {
	r := membersPage(t)
	t.Run("ja", func(t *testing.T) { golden(t, dump(r.Base)) })
	t.Run("en", func(t *testing.T) { golden(t, dump(r.Translations[0])) })
}

// dump writes a file's tree, every place of it.
func dump(f *File) string {
	var b strings.Builder
	at := func(s Span) string {
		from, to := f.Range(s)
		return fmt.Sprintf("%d:%d-%d:%d", from.Line, from.Column, to.Line, to.Column)
	}
	parts := func(list []game.Part) string {
		var out []string
		for _, p := range list {
			if p.Expr != nil {
				out = append(out, "="+prefix(p.Expr))
			} else {
				out = append(out, fmt.Sprintf("%q", p.Text))
			}
		}
		return strings.Join(out, " ")
	}
	codes := func(indent string, list []*Code) {
		for _, c := range list {
			for _, st := range c.Stmts {
				fmt.Fprintf(&b, "%s%s code %d %s %s", indent, at(st.Span), st.Kind, st.Name, st.Op)
				if st.Expr != nil {
					fmt.Fprintf(&b, " %s", prefix(st.Expr))
				}
				b.WriteByte('\n')
			}
		}
	}
	blocks := func(indent string, list []*Block) {
		for _, bl := range list {
			fmt.Fprintf(&b, "%s%s block %d who=%q %s\n", indent, at(bl.Span), bl.Kind, bl.Who, parts(bl.Parts))
			codes(indent+"  ", bl.Codes)
		}
	}
	items := func(list []*Item) {
		for _, it := range list {
			fmt.Fprintf(&b, "    %s item %q box=%q %d%% label %s %q target %s %q\n",
				at(it.Span), it.Mark, it.Box, it.Percent, at(it.LabelAt), it.Label, at(it.TargetAt), it.Target)
			codes("      ", it.Codes)
			blocks("      ", it.Feedback)
		}
	}
	for i, k := range f.Front.Root.Keys {
		fmt.Fprintf(&b, "%s %s: %s\n", at(k.At), k.Text, at(f.Front.Root.Items[i].At))
	}
	fmt.Fprintf(&b, "%s title %q\n", at(f.Title.At), f.Title.Text)
	blocks("", f.Lead)
	for _, sc := range f.Scenes {
		fmt.Fprintf(&b, "%s scene %s %s title %s %q role=%q ending=%q\n", at(sc.Span), at(sc.At), sc.ID, at(sc.Title.At), sc.Title.Text, sc.Role, sc.Ending)
		blocks("  ", sc.Blocks)
		if d := sc.Decision; d != nil {
			fmt.Fprintf(&b, "  %s %s\n", at(d.Span), d.Kind)
			items(d.Items)
			items(d.Then)
		}
	}
	return b.String()
}

// TestBestLine walks the example by hand: the points are those of FORMAT.md.
func TestBestLine(t *testing.T) {
	sc := membersPage(t).Scenario
	run, err := game.Begin(sc, game.Record{})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		choice game.ChoiceID
		score  [2]int32
		hours  int
	}{{0, [2]int32{12, 0}, 2}, {0b011, [2]int32{12, 12}, 2}, {1, [2]int32{18, 12}, 2}} {
		if run, err = run.Choose(step.choice, time.Time{}); err != nil {
			t.Fatal(err)
		}
		if got := [2]int32(run.Score[:2]); got != step.score || sc.Value(run.State, 0) != step.hours {
			t.Errorf("score %v and %d hours, want %v and %d", got, sc.Value(run.State, 0), step.score, step.hours)
		}
	}
	if sc.Total(run.Score) != 30 || run.Ending() != "calm" {
		t.Errorf("got %d and %s, want 30 and calm", sc.Total(run.Score), run.Ending())
	}
	shown, _ := sc.Show(sc.Text("ja").Scenes[2].Blocks[1], run.State, "ja")
	if want := "停止から 2 時間。第一報に入れる事実をすべて選んでください。"; shown != want {
		t.Errorf("got %q, want %q", shown, want)
	}
}

// walk plays at random to an ending.
func walk(t *testing.T, sc *game.Scenario, seed uint64) string {
	t.Helper()
	src := rand.New(rand.NewPCG(seed, 1))
	run, err := game.Begin(sc, game.Record{Seed: seed})
	for steps := 0; err == nil && !run.Over(); steps++ {
		if steps > 500 {
			t.Fatal("no end")
		}
		open := sc.Open(run.State)
		id := open[src.IntN(len(open))].ID
		if sc.Kind(run.State) == game.Question {
			id = game.ChoiceID(src.Uint32()) & game.ChoiceID(sc.Offered(run.State))
		}
		run, err = run.Choose(id, time.Time{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return run.Ending()
}

func TestWalks(t *testing.T) {
	sc := membersPage(t).Scenario
	seen := map[string]int{}
	for seed := range uint64(300) {
		seen[walk(t, sc, seed)]++
	}
	if seen["calm"] == 0 || seen["storm"] == 0 || len(seen) != 2 {
		t.Errorf("endings reached: %v", seen)
	}
}

func TestSample(t *testing.T) {
	r := Read(fstest.MapFS{"sample.md": {Data: sample(60)}}, "sample.md")
	if r.Scenario == nil || len(r.Problems) > 0 {
		t.Fatal(r.Problems)
	}
	walk(t, r.Scenario, 7)
}

// TestLineEnds: carriage returns and a byte order mark change nothing but I009.
func TestLineEnds(t *testing.T) {
	src, err := os.ReadFile("testdata/members-page.md")
	if err != nil {
		t.Fatal(err)
	}
	want := membersPage(t)
	crlf := bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n"))
	for name, tt := range map[string]struct {
		data  []byte
		place string
	}{
		"CRLF": {crlf, "m.md:1:4"}, "BOM": {append([]byte("\uFEFF"), src...), "m.md:1:1"}, "both": {append([]byte("\uFEFF"), crlf...), "m.md:1:1"},
	} {
		r := Read(fstest.MapFS{"m.md": {Data: tt.data}}, "m.md")
		if len(r.Problems) != 1 || r.Problems[0].Rule != "I009" || r.Problems[0].From.String() != tt.place {
			t.Errorf("%s: got %v, want I009 at %s", name, r.Problems, tt.place)
		}
		if r.Scenario == nil || r.Scenario.Digest() != want.Scenario.Digest() || dump(r.Base) != dump(want.Base) {
			t.Errorf("%s: it reads otherwise", name)
		}
	}
}

func TestUnreadable(t *testing.T) {
	for name, tt := range map[string]struct {
		files fstest.MapFS
		path  string
	}{
		"missing":   {fstest.MapFS{}, "a.md"},
		"outside":   {fstest.MapFS{}, "../a.md"},
		"folder":    {fstest.MapFS{"a.md/b": {}}, "a.md"},
		"too big":   {fstest.MapFS{"a.md": {Data: make([]byte, maxFile+1)}}, "a.md"},
		"not UTF-8": {fstest.MapFS{"a.md": {Data: []byte("---\nformat: 1\n---\n\xff")}}, "a.md"},
		"empty":     {fstest.MapFS{"a.md": {}}, "a.md"},
	} {
		r := Read(tt.files, tt.path)
		want := "E006"
		if name == "empty" {
			want = "E001"
		}
		if len(r.Problems) != 1 || r.Problems[0].Rule != want || r.Scenario != nil {
			t.Errorf("%s: got %v, want %s", name, r.Problems, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"members-page.md", "members-page.en.md"} {
		src, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
	}
	f.Add(string(sample(12)))
	for _, body := range []string{
		"## s\n### S `when hours > 1; end`\n\n> [!CAUTION] a `for pr`\n> - b\n>   - c\n\n1. [a](#return)\n",
		"## s\n\n| a | b `= hours` |\n|-|-|\n| c | d |\n\n```\nx\n```\n<!-- lint-ok W305: why -->\n- [x] `if #s` a\n\n[b](x.md#y)\n",
		"## s\n\n![a](b \"c\")\n<b>[c][d]\n\n[d]: #e\n\n**a\nb** c `if\nhours > 1`\n- 50% [x\ny](<#s> 'z')\n",
	} {
		f.Add(testHead + "\n" + body)
	}
	f.Fuzz(func(t *testing.T, src string) {
		files := fstest.MapFS{"t.md": {Data: []byte(src)}, "t.en.md": {Data: []byte(src)}, "x.md": {Data: []byte(src)}}
		r := Read(files, "t.md")
		for _, p := range r.Problems {
			if p.Message.Empty() || p.Mend.Empty() || p.Rule == "" || strings.Contains(p.Message.EN, "cannot be compiled") {
				t.Fatalf("%+v", p)
			}
			if !plain(p.Message.JA) || !plain(p.Message.EN) || !plain(p.Mend.JA) || !plain(p.Mend.EN) {
				t.Fatalf("a phrase passes on what is refused: %+v", p)
			}
		}
		if (r.Scenario == nil) != failed(onlyOf(r)) {
			t.Fatalf("scenario %v with %v", r.Scenario != nil, r.Problems)
		}
		if r.Scenario != nil {
			for _, lang := range r.Scenario.Langs() {
				r.Scenario.Text(lang).Each(func(b *game.Block) {
					state, _ := r.Scenario.Start("")
					r.Scenario.Show(*b, state, lang)
				})
			}
		}
	})
}

// onlyOf is the problems that decide whether there is a scenario.
func onlyOf(r *Result) []game.Problem {
	var list []game.Problem
	for _, p := range r.Problems {
		if r.Base == nil || p.From.File != "t.en.md" && p.From.File != "x.en.md" {
			list = append(list, p)
		}
	}
	return list
}
