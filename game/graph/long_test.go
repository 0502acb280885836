package graph_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// long writes a scenario of many scenes: three choices each that lead a little
// ahead, now and then further; every twentieth left to chance, some questions
// and routes; injects aside; variables that matter for 25 scenes.
func long(scenes int) string {
	dice := rand.New(rand.NewPCG(9, 7))
	labels := []string{
		"The shop stays open while two people read the logs", "Cut the line, keep the power on, and write down the time",
		"店を閉めて案内を出し、24:00にもう一度決める", "Call the hosting company", "記録だけを残して待つ",
	}
	var b strings.Builder
	b.WriteString("---\nformat: 1\nid: long\ntitle: A long exercise\nlang: en\nvars:\n")
	for i := range 4 {
		fmt.Fprintf(&b, "  v%d: {min: 0, max: 5, start: 2}\n", i)
	}
	b.WriteString("score: {a: {label: A, max: 1000}}\nendings: {calm: A calm weekend, storm: \"Monday's storm\"}\n---\n\n# A long exercise\n\n")
	item := func(i int) string {
		ahead := 1 + dice.IntN(3)
		if dice.IntN(40) == 0 {
			ahead = 5 + dice.IntN(20)
		}
		to := fmt.Sprintf("s%d", i+ahead)
		if i+ahead >= scenes {
			to = []string{"calm", "storm"}[dice.IntN(2)]
		}
		return fmt.Sprintf("[%s](#%s)", labels[dice.IntN(len(labels))], to)
	}
	for i := range scenes {
		own := fmt.Sprintf("v%d", i/25%4)
		fmt.Fprintf(&b, "## s%d\n### Scene %d of the night\n\n", i, i)
		if i%25 == 0 {
			fmt.Fprintf(&b, "`%s = 2`\n\n", own)
		}
		b.WriteString("Something happens.\n\n")
		switch {
		case i%20 == 19:
			fmt.Fprintf(&b, "- 70%% %s `%s += 1`\n- 30%% %s `score.a += 3`\n\n", item(i), own, item(i))
		case i%17 == 16:
			fmt.Fprintf(&b, "1. %s `if %s >= 3`\n2. %s\n\n", item(i), own, item(i))
		case i%23 == 22:
			fmt.Fprintf(&b, "- [x] When it began\n- [ ] Who did it\n- [x] When the next report comes\n\n%s `score.a += 2 * hits - wrong`\n\n", item(i))
		default:
			for k := range 3 {
				fmt.Fprintf(&b, "- %s `score.a += %d; %s %s 1`\n", item(i), dice.IntN(9), own, []string{"+=", "-="}[k%2])
			}
			b.WriteByte('\n')
		}
	}
	for i := range 5 {
		fmt.Fprintf(&b, "## call%d\n### A call %d `when v%d >= 5`\n\nThe phone rings.\n\n- [Answer](#return) `score.a += 1`\n- [Let it ring](#return)\n\n", i, i, i%4)
	}
	b.WriteString("## calm\n### A calm weekend `end`\n\nQuiet.\n\n## storm\n### Monday's storm `end`\n\nLoud.\n")
	return b.String()
}

func read(t testing.TB, text string) *game.Scenario {
	t.Helper()
	res := parse.Read(fstest.MapFS{"x.md": &fstest.MapFile{Data: []byte(text)}}, "x.md")
	if res.Scenario == nil {
		for _, p := range res.Problems[:min(5, len(res.Problems))] {
			t.Error(p.From, p.Rule, p.Message.EN)
		}
		t.FailNow()
	}
	return res.Scenario
}
