package line

import (
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
)

// asking is the sample with the question in its rules.
func asking(t *testing.T) *game.Scenario {
	rules := memberRules()
	rules.Ask = true
	return compile(t, rules, memberJA(), memberEN())
}

func sureness(rec *game.Record) []int {
	var list []int
	for _, s := range rec.Steps {
		list = append(list, s.Sure)
	}
	return list
}

func TestSure(t *testing.T) {
	tests := []struct {
		name, answers string
		change        func(*Options)
		want          []int // of each step; the way on has none
	}{
		{"levels", "2\n1\n\n1 3\n2\n2\n3\n", nil, []int{10, 0, 30, 50}},
		{"percent and full width", "２\n９０\n\n1 3\n７０\n2\n５\n", nil, []int{90, 0, 70, 90}},
		{"think again", "1\nb\n1\n0\n3\n4\n1\n戻る\n1 3\n4\n3\n０\n2\n1\n", nil, []int{70, 70, 10}},
		{"refused", "3\n\n6\n1 2\n-1\n20\n5\n1 3\n5\n2\n5\n", nil, []int{90, 90, 90}},
		{"commands", "3\n?\nn bot\ng 1\ns\nt\nh\n5\n1 3\n5\n2\n5\n", nil, []int{90, 90, 90}},
		{"by option", "3\n4\n1 3\n3\n2\n2\n", func(o *Options) { o.Scenario, o.Confidence = members(t), true }, []int{70, 50, 30}},
		{"not asked", "3\n1 3\n2\n", func(o *Options) { o.Scenario = members(t) }, []int{0, 0, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := newDrawer()
			appended := 0
			j.fail = func(what string) error {
				if what == "append" {
					appended++
				}
				return nil
			}
			o, out := options(asking(t), "en", tt.answers, j)
			if tt.change != nil {
				tt.change(&o)
			}
			got, outcome := sitting(t, o, out)
			if outcome != Finished || !slices.Equal(sureness(j.runs["run-1"]), tt.want) || appended != len(tt.want) {
				t.Errorf("got %v, %v in %d calls, want %v\n%s", outcome, sureness(j.runs["run-1"]), appended, tt.want, got)
			}
			proper(t, got, 0)
		})
	}
}

// TestSureUnanswered leaves, or ends the input, while asked how sure: that
// decision is not kept, and everything before it is. Whoever comes back without
// the option is asked on, because the run was.
func TestSureUnanswered(t *testing.T) {
	for answers, want := range map[string]Outcome{"3\n4\n1 3\n": InputEnded, "3\n4\n1 3\nq\n": Quit} {
		j := newDrawer()
		o, out := options(members(t), "en", answers, j)
		o.Confidence = true
		got, outcome := sitting(t, o, out)
		if outcome != want || !slices.Equal(sureness(j.runs["run-1"]), []int{70}) || strings.Contains(got, "How your answer compares") ||
			!strings.HasSuffix(got, "To go on: kobayashi play members-page\n") {
			t.Errorf("%q: got %v, %v\n%s", answers, outcome, sureness(j.runs["run-1"]), got)
		}
		o, out = options(members(t), "en", "1\n1 3\n1\n2\n2\n", j)
		if got, outcome = sitting(t, o, out); outcome != Finished || !slices.Equal(sureness(j.runs["run-1"]), []int{70, 10, 30}) {
			t.Errorf("resumed: got %v, %v\n%s", outcome, sureness(j.runs["run-1"]), got)
		}
	}
}
