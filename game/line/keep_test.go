package line

import (
	"context"
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
			if n := strings.Count(out.String(), "あなたの判断: ") + strings.Count(out.String(), "選んだもの"); n != seen-1 {
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
	answers := []string{"2", "", "1 3", "1"}
	whole := newDrawer()
	o, out := options(members(t), "ja", strings.Join(answers, "\n")+"\n", whole)
	if _, outcome := sitting(t, o, out); outcome != Finished {
		t.Fatalf("the whole play: %v\n%s", outcome, out)
	}
	for n := range answers {
		j := newDrawer()
		o, out := options(members(t), "ja", strings.Join(append(slices.Clone(answers[:n]), ""), "\n"), j)
		got, outcome := sitting(t, o, out)
		if outcome != InputEnded || len(j.runs["run-1"].Steps) != n {
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
		{"leave", "q\n", nil, 1, 1, "途中の回があります(判断 1件)"},
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
		if outcome != tt.want || !strings.Contains(got, book().In("en").Say("line.unsaved")) || strings.Contains(got, "You ticked") {
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
	o, out := options(sc, "ja", "3\n1 3\n3\n", j)
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
	if outcome != InputEnded || j.runs["run-1"].Steps[0].N != 3 {
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

// edited is the sample after its second scene was given other rules.
func edited(t *testing.T) *game.Scenario {
	rules := memberRules()
	rules.Scenes[2].Decision.Items[1].Expected = false
	return compile(t, rules, memberJA(), memberEN())
}

func TestMisfit(t *testing.T) {
	tests := []struct {
		name, answers string
		want          string
		runs, steps   int // steps of run-2, if there is one
		outcome       Outcome
	}{
		{"go-on", "1\n1\n1\n3\n", "これまでに1件決めました", 2, 3, Finished},
		{"anew", "1\n2\nq\n", "はじめの状況", 2, 0, Quit},
		{"leave", "1\n3\n", "2番目の判断(場面「切り離しのあと」)", 1, 0, Quit},
		{"end", "1\n", "2番目の判断(場面「切り離しのあと」)", 1, 0, InputEnded},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := newDrawer()
			o, out := options(members(t), "ja", "3\n1 3\nq\n", j)
			sitting(t, o, out)
			o, out = options(edited(t), "ja", tt.answers, j)
			o.NewID = func() string { return "run-2" }
			got, outcome := sitting(t, o, out)
			if outcome != tt.outcome || !strings.Contains(strings.ReplaceAll(got, "\n", ""), tt.want) || len(j.runs) != tt.runs {
				t.Errorf("got %v, %d runs and\n%s", outcome, len(j.runs), got)
			}
			if rec := j.runs["run-2"]; rec != nil && (len(rec.Steps) != tt.steps || rec.Digest != o.Scenario.Digest) {
				t.Errorf("the new run has %d steps, want %d, on %.8s", len(rec.Steps), tt.steps, rec.Digest)
			}
			if len(j.runs["run-1"].Steps) != 2 {
				t.Errorf("the old run has changed: %+v", j.runs["run-1"].Steps)
			}
		})
	}
}

// TestMisfitAtTheEnd shortens a scenario so that the part that fits is over.
func TestMisfitAtTheEnd(t *testing.T) {
	j := newDrawer()
	o, out := options(members(t), "ja", "3\n1 3\nq\n", j)
	sitting(t, o, out)
	rec := j.runs["run-1"]
	rec.Steps[0].Mark = ""
	rules := memberRules()
	rules.Scenes[0].Decision.Items[0].Target = "calm"
	o, out = options(compile(t, rules, memberJA(), memberEN()), "ja", "1\n1\n", j)
	o.NewID = func() string { return "run-2" }
	got, outcome := sitting(t, o, out)
	if end := j.ends["run-2"]; outcome != Finished || end == nil || end.Ending != "calm" || !strings.Contains(got, "結果: 落ち着いた週末") {
		t.Errorf("got %v, %+v\n%s", outcome, end, got)
	}
}

func TestPractice(t *testing.T) {
	j := newDrawer()
	o, out := options(members(t), "ja", "1\n", j)
	o.From, o.Set = "press", map[string]int{"hours": 6, "trust": 8}
	got, outcome := sitting(t, o, out)
	if outcome != Finished || len(j.runs) != 0 || !strings.Contains(got, "場面: 記者からの電話") || !strings.Contains(got, "6時間") ||
		strings.Contains(got, "場面: 第一報") || strings.Count(got, "練習") != 2 {
		t.Errorf("got %v, %d runs and\n%s", outcome, len(j.runs), got)
	}
	o.From = "nowhere"
	if _, err := Play(context.Background(), o); !errors.Is(err, ErrNoScene) {
		t.Errorf("got %v, want ErrNoScene", err)
	}
}

// TestResumeReadsOn comes back and finds the last decision told again, and
// nothing from before it; at the beginning there is nothing to tell again.
func TestResumeReadsOn(t *testing.T) {
	j := newDrawer()
	o, out := options(members(t), "ja", "3\n1 3\nq\n", j)
	sitting(t, o, out)
	o, out = options(members(t), "ja", "1\nq\n", j)
	got, _ := sitting(t, o, out)
	if !strings.Contains(got, "選んだもの\n- そのとおり") || !strings.Contains(got, "場面: 記者からの電話") || strings.Contains(got, "場面: 第一報") {
		t.Errorf("got\n%s", got)
	}
	j = newDrawer()
	o, out = options(members(t), "ja", "q\n", j)
	first, _ := sitting(t, o, out)
	o, out = options(members(t), "ja", "1\nq\n", j)
	if again, _ := sitting(t, o, out); !strings.HasSuffix(again, first) {
		t.Errorf("a run without a decision begins otherwise than it did:\n%s", again)
	}
}

func TestRole(t *testing.T) {
	const private = "取材の申し込みが三件"
	for role, want := range map[string]bool{"": true, "pr": true, "cio": false} {
		o, out := options(members(t), "ja", "2\n\n\n1\n", newDrawer())
		o.Role = role
		if got, _ := sitting(t, o, out); strings.Contains(got, private) != want {
			t.Errorf("role %q: shown %v, want %v", role, !want, want)
		}
	}
}
