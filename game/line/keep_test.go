package line

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
)

// TestJournalFirst looks at the paper at the moment a decision is journalled:
// nothing that follows from it may stand there yet.
func TestJournalFirst(t *testing.T) {
	j := newDrawer()
	o, out := options(members(t), "ja", "3\n1 3\n3\n", j)
	seen := 0
	j.fail = func(what string) error {
		if what == "append" {
			seen++
			if n := strings.Count(out.String(), "あなたの判断: ") + strings.Count(out.String(), "答え合わせ"); n != seen-1 {
				t.Errorf("decision %d: %d decisions were told before it was kept", seen, n)
			}
		}
		return nil
	}
	if _, outcome := sitting(t, o, out); outcome != Finished || seen != 3 {
		t.Errorf("got %v after %d decisions", outcome, seen)
	}
	if end := j.ends["run-1"]; end == nil || end.Ending != "storm" || end.Total != 24 {
		t.Errorf("the journal has the end %+v", end)
	}
}

// TestInputEndsAnywhere ends the input at every prompt, comes back, and plays
// on to the same end.
func TestInputEndsAnywhere(t *testing.T) {
	answers := []string{"2", "1", "1 3", "1"}
	kept := []int{0, 1, 2, 3} // steps after so many answers
	whole := newDrawer()
	o, out := options(members(t), "ja", strings.Join(answers, "\n")+"\n", whole)
	if _, outcome := sitting(t, o, out); outcome != Finished {
		t.Fatalf("the whole play: %v\n%s", outcome, out)
	}
	for n := range answers {
		j := newDrawer()
		o, out := options(members(t), "ja", strings.Join(append(slices.Clone(answers[:n]), ""), "\n"), j)
		got, outcome := sitting(t, o, out)
		if outcome != InputEnded || len(j.runs["run-1"].Steps) != kept[n] {
			t.Fatalf("after %d answers: %v, %d steps kept", n, outcome, len(j.runs["run-1"].Steps))
		}
		if !strings.HasSuffix(got, "続きは: kobayashi play members-page\n") {
			t.Errorf("after %d answers the way back is missing:\n%s", n, got)
		}
		o, out = options(members(t), "ja", "1\n"+strings.Join(answers[n:], "\n")+"\n", j)
		if got, outcome = sitting(t, o, out); outcome != Finished {
			t.Errorf("resumed after %d answers: %v\n%s", n, outcome, got)
		}
		if *j.ends["run-1"] != *whole.ends["run-1"] || len(j.runs) != 1 {
			t.Errorf("resumed after %d answers: got %+v in %d runs, want %+v", n, j.ends["run-1"], len(j.runs), whole.ends["run-1"])
		}
	}
}

func TestOffer(t *testing.T) {
	left := func(j *drawer) {
		o, out := options(members(t), "ja", "3\nq\n", j)
		if got, outcome := sitting(t, o, out); outcome != Quit || !strings.Contains(got, "kobayashi play members-page") {
			t.Fatalf("leaving: %v\n%s", outcome, got)
		}
	}
	tests := []struct {
		name, answers string
		change        func(*Options)
		runs, steps   int // in the journal; steps of the first run
		want          string
	}{
		{"resume", "1\n", nil, 1, 1, "これまでに1件決めました"},
		{"anew", "2\n", nil, 2, 1, "はじめの状況"},
		{"unclear", "3\n１\n", nil, 1, 1, "1 から 2 までの番号を一つ入れてください。"},
		{"leave", "q\n", nil, 1, 1, "途中の回があります(1手まで)"},
		{"not-offered", "", func(o *Options) { o.Offer = false }, 2, 1, "はじめの状況"},
		{"another-player", "", func(o *Options) { o.Name = "長谷" }, 2, 1, "はじめの状況"},
		{"another-file", "", func(o *Options) { o.Path = "/home/a b.md" }, 2, 1, "kobayashi play '/home/a b.md'"},
		{"by-id", "", func(o *Options) { o.Resume, o.Offer = "run-1", false }, 1, 1, "これまでに1件決めました"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := newDrawer()
			left(j)
			o, out := options(members(t), "ja", tt.answers, j)
			n := 1
			o.NewID = func() string { n++; return fmt.Sprintf("run-%d", n) }
			if tt.change != nil {
				tt.change(&o)
			}
			got, _ := sitting(t, o, out)
			if !strings.Contains(got, tt.want) || len(j.runs) != tt.runs || len(j.runs["run-1"].Steps) != tt.steps {
				t.Errorf("got %d runs and\n%s\nwant %d runs and %q", len(j.runs), got, tt.runs, tt.want)
			}
		})
	}
}

// TestJournalRefuses lets each call of the journal fail twice.
func TestJournalRefuses(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{game.ErrBusy, "error.busy"},
		{game.ErrFull, "error.full"},
		{game.ErrReadOnly, "error.readonly"},
		{game.ErrCorrupt, "error.corrupt"},
		{game.ErrNewer, "error.newer"},
		{errors.New("odd"), "error.other"},
	}
	for _, lang := range []string{"ja", "en"} {
		for _, tt := range tests {
			j, left := newDrawer(), map[string]int{"begin": 2, "append": 2}
			j.fail = func(what string) error {
				if left[what]--; left[what] >= 0 {
					return tt.err
				}
				return nil
			}
			o, out := options(members(t), lang, "\nwhat\n\n3\n\n\n1 3\n3\n", j)
			got, outcome := sitting(t, o, out)
			if phrase := book().In(lang).Say(tt.want); outcome != Finished || strings.Count(strings.ReplaceAll(got, "\n", " "), phrase) < 1 && !strings.Contains(strings.ReplaceAll(got, "\n", ""), phrase) {
				t.Errorf("%v: got %v\n%s\nwant %q in it", tt.err, outcome, got, phrase)
			}
			if strings.Contains(got, tt.err.Error()) {
				t.Errorf("the player was shown %q", tt.err)
			}
			if len(j.runs["run-1"].Steps) != 3 {
				t.Errorf("%v: %d steps kept", tt.err, len(j.runs["run-1"].Steps))
			}
		}
	}
}

// TestGivingUp leaves while the journal refuses a decision: the player is told
// that this one is lost, and finds the others.
func TestGivingUp(t *testing.T) {
	for _, tt := range []struct {
		answers string
		want    Outcome
	}{{"3\n1 3\nq\n", Quit}, {"3\n1 3\n", InputEnded}} {
		j := newDrawer()
		appends := 0
		j.fail = func(what string) error {
			if what == "append" {
				if appends++; appends > 1 {
					return game.ErrFull
				}
			}
			return nil
		}
		o, out := options(members(t), "en", tt.answers, j)
		got, outcome := sitting(t, o, out)
		if outcome != tt.want || !strings.Contains(got, book().In("en").Say("line.unsaved")) || strings.Contains(got, "How your answer") {
			t.Errorf("got %v\n%s", outcome, got)
		}
		if len(j.runs["run-1"].Steps) != 1 {
			t.Errorf("%d steps kept, want 1", len(j.runs["run-1"].Steps))
		}
	}
}

// TestTaken decides the same step in another window first.
func TestTaken(t *testing.T) {
	j := newDrawer()
	sc := members(t)
	o, out := options(sc, "ja", "3\n\n1 3\n3\n", j)
	j.fail = func(what string) error {
		if rec := j.runs["run-1"]; what == "append" && len(rec.Steps) == 0 {
			run, err := game.Replay(sc, *rec)
			if err == nil {
				run, err = run.Choose(2, o.Now()) // watch for an hour
			}
			if err != nil {
				t.Error(err)
			}
			rec.Steps = run.Steps
		}
		return nil
	}
	got, outcome := sitting(t, o, out)
	if !strings.Contains(got, "この判断は別の画面で先に決まりました。\n\nあなたの判断: 一時間だけ様子を見る") {
		t.Errorf("the other window's decision is not told:\n%s", got)
	}
	if strings.Contains(got, "切り離す\n\n流出は止まります") || strings.Count(got, "場面: 第一報") != 1 {
		t.Errorf("told what did not happen, or twice:\n%s", got)
	}
	if outcome != Finished || j.runs["run-1"].Steps[0].N != 3 {
		t.Errorf("got %v, %+v", outcome, j.runs["run-1"].Steps)
	}
}

func TestUnknownRun(t *testing.T) {
	o, out := options(members(t), "ja", "q\n", newDrawer())
	o.Resume = "nobody"
	if got, outcome := sitting(t, o, out); outcome != Quit || !strings.Contains(got, "その記録は見つかりません。") {
		t.Errorf("got %v\n%s", outcome, got)
	}
}
