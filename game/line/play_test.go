package line

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

func TestTranscripts(t *testing.T) {
	tests := []struct {
		name, lang, answers string
		change              func(*Options)
	}{
		{"best.ja", "ja", "3\n1 3\n3\n", nil},
		{"best.en", "en", "3\n1 3\n3\n", nil},
		{"luck.ja", "ja", "2\n\n2 3\n1\n", nil},
		{"luck.en", "en", "2\n1\n2,3\n2\n", nil},
		{"asking.ja", "ja", "?\nn\nn bot\nn 9\ng\ng 1\ng 猫\ns\n９\nだれ？\n１\n\ns\n１、３\nt\n1\n1\n", nil},
		{"asking.en", "en", "?\nn\nn 2\nn sources\ng bot\nx\ns\n1\n0\nq\n", nil},
		{"spoken.en", "en", "3\n1 3\n1\n", func(o *Options) { o.Spoken, o.Variant = true, "holiday" }},
		{"narrow.ja", "ja", "3\n1 3\n3\n", func(o *Options) { o.Width = 40 }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, out := options(members(t), tt.lang, tt.answers, newDrawer())
			if tt.change != nil {
				tt.change(&o)
			}
			got, outcome := sitting(t, o, out)
			golden(t, tt.name, got+"("+outcome.String()+")\n")
			proper(t, got, o.Width)
		})
	}
}

// proper checks what every transcript must be: lines of text within the width,
// no control character, no frame, no phrase missing.
func proper(t *testing.T, got string, width int) {
	t.Helper()
	if width == 0 {
		width = defaultWidth
	}
	if strings.Contains(got, "%!") || strings.Contains(got, "<line.") || strings.Contains(got, "<error.") {
		t.Errorf("a phrase is missing or misfits:\n%s", got)
	}
	if strings.Contains(got, "\n\n\n") || strings.HasPrefix(got, "\n") {
		t.Errorf("two empty lines in a row, or one at the top:\n%q", got)
	}
	for line := range strings.SplitSeq(got, "\n") {
		if n := typeset.Width(line); n > width {
			t.Errorf("%d cells of %d: %q", n, width, line)
		}
		if strings.TrimRight(line, " \u3000") != line {
			t.Errorf("spaces at the end of %q", line)
		}
	}
	for _, r := range got {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r >= 0x2500 && r < 0x25A0 {
			t.Fatalf("%U in the output", r)
		}
	}
}

// TestOnlyOneOffered leaves one of three options: there is nothing to decide, so
// Enter alone goes on, and nobody is told what they decided.
func TestOnlyOneOffered(t *testing.T) {
	rules := memberRules()
	rules.Scenes[0].Decision.Items[1].If = op(game.OpGt, ref("hours"), lit(3))
	rules.Scenes[0].Decision.Items[2].If = op(game.OpGt, ref("hours"), lit(3))
	sc := compile(t, rules, memberJA(), memberEN())
	for _, first := range []string{"", "1", "2\n1"} {
		o, out := options(sc, "en", first+"\n1 3\n3\n", newDrawer())
		got, outcome := sitting(t, o, out)
		if outcome != Finished || !strings.Contains(got, "1. Cut off only the members' page\n\nPress Enter to go on") ||
			strings.Count(got, "What do you do?") != 1 || strings.Contains(got, "You decided: Cut off") || !strings.Contains(got, "1. After the cut\n") {
			t.Errorf("%q: got %v\n%s", first, outcome, got)
		}
		if refused := strings.Contains(got, "Press Enter or type 1 to go on"); refused != (first == "2\n1") {
			t.Errorf("%q: refused %v", first, refused)
		}
	}
}

// TestWayOn goes through a scene with one choice only: Enter or its number goes
// on, it is kept like any other and not counted.
func TestWayOn(t *testing.T) {
	j := newDrawer()
	o, out := options(members(t), "ja", "2\n\ns\n1 3\n1\n", j)
	got, outcome := sitting(t, o, out)
	if outcome != Finished || len(j.runs["run-1"].Steps) != 4 || strings.Count(got, "どうしますか") != 2 {
		t.Errorf("got %v, %d steps\n%s", outcome, len(j.runs["run-1"].Steps), got)
	}
	if !strings.Contains(got, "1. 見守る\n\nEnter で進みます(? で使い方)\n\nこの成り行きで動いたもの\n- 顧客の信頼 +1") || !strings.Contains(got, "これまでの判断(1件)") || strings.Contains(got, "あなたの判断: 見守る") {
		t.Errorf("got\n%s", got)
	}
}

// TestOneChoiceWithACondition has one choice that is not always there: whoever
// wrote that meant it to be weighed.
func TestOneChoiceWithACondition(t *testing.T) {
	rules := memberRules()
	rules.Scenes[4].Decision.Items[0].If = op(game.OpLt, ref("hours"), lit(6))
	o, out := options(compile(t, rules, memberJA(), memberEN()), "ja", "2\n", newDrawer())
	if got, outcome := sitting(t, o, out); outcome != InputEnded || !strings.Contains(got, "1. 見守る") {
		t.Errorf("got %v\n%s", outcome, got)
	}
}

// TestLongArgument asks for a note of a name no note can have.
func TestLongArgument(t *testing.T) {
	o, out := options(members(t), "ja", "n "+strings.Repeat("長い", 9000)+"\ng "+strings.Repeat("x", 60000)+"\nq\n", newDrawer())
	if got, _ := sitting(t, o, out); len(got) > 8000 || !strings.Contains(got, "..」という資料はありません。") {
		t.Errorf("%d bytes:\n%.3000s", len(got), got)
	}
}

// TestNoDecoration looks for what a screen reader would spell out: the same sign
// over and over. The bars are gone when the caller says so.
func TestNoDecoration(t *testing.T) {
	o, out := options(members(t), "en", "3\n1 3\n3\n", newDrawer())
	o.Spoken = true
	got, _ := sitting(t, o, out)
	last, same := rune(0), 0
	for _, r := range got {
		if r != last {
			last, same = r, 0
		}
		if same++; same > 2 && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
			t.Fatalf("%d times %q in a row:\n%s", same, r, got)
		}
	}
}

// TestSameAgain plays twice with other ids, at another hour, into another
// journal.
func TestSameAgain(t *testing.T) {
	var plays [2]string
	for i := range plays {
		o, out := options(members(t), "ja", "2\n1 3\n1\n", newDrawer())
		o.NewID = func() string { return fmt.Sprintf("another-%d", i) }
		clock := time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC)
		o.Now = func() time.Time { clock = clock.Add(time.Hour); return clock }
		seed := uint64(99)
		o.Seed = &seed
		plays[i], _ = sitting(t, o, out)
	}
	if plays[0] != plays[1] {
		t.Errorf("got\n%s\nand\n%s", plays[0], plays[1])
	}
}

// hostile puts what no terminal may meet into every text a scenario has.
func hostile(t *testing.T) (*game.Scenario, string) {
	const bad = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m\u0090\u202e\u200b\u2066\ufeff\x00\r\x08&#27;[31m&#x202e;\u0085\U000e0041"
	text := memberEN()
	text.Title, text.Lead = "T"+bad, []game.Block{para("L" + bad)}
	for who, a := range text.Cast {
		text.Cast[who] = game.Actor{Name: a.Name + bad, Role: "R" + bad}
	}
	text.Roles["pr"] += bad
	for name, m := range text.Vars {
		text.Vars[name] = game.Meter{Label: m.Label + bad, Unit: "u" + bad, Values: map[string]string{"true": "y" + bad}}
	}
	for _, m := range []map[string]string{text.Scores, text.Endings, text.Variants} {
		for k := range m {
			m[k] += bad
		}
	}
	text.Glossary = []game.Term{{Key: "k" + bad, Word: "bot" + bad, Line: "l" + bad, Note: "notes/x" + bad + ".md"}}
	text.Notes = map[string]game.Note{"notes/x" + bad + ".md": {Title: "N" + bad, Markdown: "# N" + bad + "\n\n```\n" + bad + "\n```\n\n| a" + bad + " | b |\n|---|---|\n| " + bad + " | c |\n"}}
	for i := range text.Scenes {
		s := &text.Scenes[i]
		s.Title += bad
		for k := range s.Blocks {
			for p := range s.Blocks[k].Parts {
				s.Blocks[k].Parts[p].Text += bad
			}
		}
		for k := range s.Items {
			s.Items[k].Label += bad
			s.Items[k].Feedback = append(s.Items[k].Feedback, aside(game.Fence, "```\n"+bad+"\n```"), aside(game.Picture, "!["+bad+"](a.png)"))
		}
		for k := range s.Then {
			s.Then[k] += bad
		}
	}
	return compile(t, memberRules(), text), bad
}

func TestHostile(t *testing.T) {
	sc, bad := hostile(t)
	for _, answers := range []string{"2\n\n1 2 3\nn\nn 1\ng\ng 1\ns\nt\n1\n", "n " + bad + "\n" + bad + "\n1\nq\n"} {
		o, out := options(sc, "en", answers, newDrawer())
		o.Again = "play" + bad
		got, outcome := sitting(t, o, out)
		if outcome == InputEnded {
			t.Errorf("the play stopped short:\n%s", got)
		}
		proper(t, got, 400) // the hint is one line however long
	}
}
