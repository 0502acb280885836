package line

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kobayashi/game"
)

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
		{"leave", "1\n3\n", "2手目(場面「切り離しのあと」)", 1, 0, Quit},
		{"end", "1\n", "2手目(場面「切り離しのあと」)", 1, 0, InputEnded},
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
			if rec := j.runs["run-2"]; rec != nil && (len(rec.Steps) != tt.steps || rec.Digest != o.Scenario.Digest()) {
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
	if !strings.Contains(got, "答え合わせ\n- そのとおり") || !strings.Contains(got, "場面: 記者からの電話") || strings.Contains(got, "場面: 第一報") {
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
