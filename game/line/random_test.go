package line

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
)

// monkey answers at random: mostly numbers, sometimes anything.
type monkey struct {
	src  *rand.Rand
	left int
	buf  string
}

func (m *monkey) Read(p []byte) (int, error) {
	if m.buf == "" {
		if m.left--; m.left < 0 {
			return 0, fmt.Errorf("the monkey is tired")
		}
		switch m.src.IntN(8) {
		case 0:
			m.buf = []string{"?", "n", "g", "s", "t", "n 1", "g 2", "", "x", "0", "b", "2027-01-01"}[m.src.IntN(12)] + "\n"
		case 1:
			m.buf = fmt.Sprintf("%d、%d\n", 1+m.src.IntN(3), 1+m.src.IntN(3))
		default:
			m.buf = fmt.Sprintf("%d\n", 1+m.src.IntN(4))
		}
	}
	n := copy(p, m.buf)
	m.buf = m.buf[n:]
	return n, nil
}

// TestMonkeys plays 1,000 runs at random, and whatever can be done after them:
// each reaches an ending, and the journal has the very run that was told.
func TestMonkeys(t *testing.T) {
	sc, endings, look := members(t), map[string]int{}, solver()
	sure, washed := 0, 0
	for i := range 1000 {
		j := newDrawer()
		o, out := options(sc, []string{"ja", "en"}[i%2], "", j)
		o.In = &monkey{src: rand.New(rand.NewPCG(uint64(i), 1)), left: 150}
		o.Variant = []string{"friday", "holiday"}[i/2%2]
		o.NewSeed = func() uint64 { return uint64(i) }
		o.Confidence, o.Spoken = i%3 == 0, i%5 == 0
		if i%7 > 0 {
			o.Debrief = look
		}
		got, outcome := sitting(t, o, out)
		if outcome != Finished {
			t.Fatalf("run %d: %v\n%s", i, outcome, got)
		}
		run, err := game.Replay(sc, *j.runs["run-1"])
		if err != nil || !run.Over() || *j.ends["run-1"] != *run.Result() {
			t.Fatalf("run %d: replayed %v, %+v", i, err, j.ends["run-1"])
		}
		endings[run.Ending()]++
		if run.Asks() {
			sure++
		}
		if h := j.after["run-1"]; !h.Empty() {
			washed++
		}
		for _, d := range run.Decisions() {
			if (run.Steps[d.Event.Step].Sure > 0) != o.Confidence {
				t.Fatalf("run %d: steps %+v", i, run.Steps)
			}
		}
		if i < 100 {
			proper(t, got, 0)
		}
	}
	if len(endings) != 2 || sure != 334 || washed < 300 {
		t.Errorf("endings: %v, %d asked how sure, %d hotwashes", endings, sure, washed)
	}
}

func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		"3\n1 3\n3\n", "?\nn bot\ng 1\ns\nt\nq\n", "２\n\n１、３\n", "\x1b[A\n\x00\nn \xff\n",
		"3\n5\n1 3\nb\n1 3\n70\n3\n0\n2\n1\n1\nx\n-\n\n\n2027-1-1\n2\n2\n1\n1\n\n", strings.Repeat("9", 70000) + "\n1\n",
	} {
		f.Add(seed)
	}
	sc, look := members(f), solver()
	f.Fuzz(func(t *testing.T, answers string) {
		j := newDrawer()
		o, out := options(sc, "ja", answers, j)
		o.Debrief, o.Confidence = look, len(answers)%2 == 0
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		outcome, err := Play(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		run, err := game.Replay(sc, *j.runs["run-1"])
		if err != nil || run.Over() != (outcome == Finished) {
			t.Fatalf("%v, but replayed %v, over %v", outcome, err, run.Over())
		}
		if err := j.after["run-1"].Fits(); err != nil {
			t.Fatal(err)
		}
		proper(t, out.String(), 0)
	})
}

// long is a scenario of n decisions in a row.
func long(t testing.TB, n int) *game.Scenario {
	rules := game.Rules{ID: "long", Start: "s0", Vars: []game.Var{{Name: "v", Max: 100}}, Scores: []game.ScoreRule{{Name: "p", Max: n, Weight: 1}}}
	text := &game.Text{Lang: "ja", Title: "長い一日", Vars: map[string]game.Meter{"v": {Label: "停止時間", Unit: "時間"}}, Scores: map[string]string{"p": "点"}}
	for i := range n {
		var items []game.Item
		var labels []game.ItemText
		for k := range 4 {
			items = append(items, game.Item{Target: fmt.Sprintf("s%d", i+1), Do: []game.Stmt{add("v", k), award("p", k)}})
			labels = append(labels, game.ItemText{Label: fmt.Sprintf("選択肢%dの%d、切り離してから原因を調べる", i, k), Feedback: []game.Block{para(fmt.Sprintf("%d番目の理由。止めれば損が出る。続ければ漏れるかもしれない。", i))}})
		}
		rules.Scenes = append(rules.Scenes, game.Scene{ID: fmt.Sprintf("s%d", i), Decision: game.Decision{Kind: game.Choose, Items: items}})
		text.Scenes = append(text.Scenes, game.SceneText{Title: fmt.Sprintf("場面%d", i), Blocks: []game.Block{said("山下", fmt.Sprintf("部長、%d件目の報告です。サーバーから妙な通信が続いています。", i)), para("窓の外は暗い。")}, Items: labels})
	}
	rules.Scenes = append(rules.Scenes, game.Scene{ID: fmt.Sprintf("s%d", n), Ending: "end"})
	rules.Endings, text.Scenes = []string{"end"}, append(text.Scenes, game.SceneText{Title: "朝"})
	return compile(t, rules, text)
}

// BenchmarkPlay plays 30 decisions from first line to last, texts set before.
func BenchmarkPlay(b *testing.B) {
	sc, answers := long(b, 30), strings.Repeat("1\n", 30)
	for b.Loop() {
		o, _ := options(sc, "ja", answers, newDrawer())
		if outcome, err := Play(context.Background(), o); err != nil || outcome != Finished {
			b.Fatal(outcome, err)
		}
	}
}
