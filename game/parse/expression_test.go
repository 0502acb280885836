package parse

import (
	"fmt"
	"strings"
	"testing"

	"kobayashi/game"
)

var exprRules = &game.Rules{
	Vars: []game.Var{
		{Name: "a", Max: 9},
		{Name: "b", Max: 9},
		{Name: "停止時間", Max: 9},
		{Name: "ok", Type: game.Bool, Max: 1},
		{Name: "mode", Type: game.Enum, Max: 1, Values: []string{"calm", "非常"}},
		{Name: "other", Type: game.Enum, Max: 1, Values: []string{"x", "y"}},
	},
	Scores: []game.ScoreRule{{Name: "s"}},
	Scenes: []game.Scene{{ID: "first-report"}},
}

// prefix writes an expression as nested lists, to compare structure.
func prefix(e *game.Expr) string {
	switch e.Op {
	case game.OpLit, game.OpFlag:
		return fmt.Sprint(e.Int)
	case game.OpValue:
		return fmt.Sprintf("%s:%d", e.Name, e.Int)
	case game.OpVar:
		return e.Name
	case game.OpVisited:
		return "#" + e.Name
	}
	parts := []string{string(e.Op)}
	for _, a := range e.Args {
		parts = append(parts, prefix(a))
	}
	return "(" + strings.Join(parts, " ") + ")"
}

func TestExpression(t *testing.T) {
	tests := []struct{ in, want string }{
		{"1 + 2 * 3", "(+ 1 (* 2 3))"},
		{"(1 + 2) * 3", "(* (+ 1 2) 3)"},
		{"a - b - 1", "(- (- a b) 1)"},
		{"a - -b", "(- a (- b))"},
		{"-a * b", "(* (- a) b)"},
		{"a + b + 1 + 2", "(+ a b 1 2)"},
		{"a < b and b < 3 or ok", "(or (and (< a b) (< b 3)) ok)"},
		{"ok or ok and ok or ok", "(or ok (and ok ok) ok)"},
		{"not a == b and ok", "(and (not (== a b)) ok)"},
		{"not not ok", "(not (not ok))"},
		{"not (ok or #first-report)", "(not (or ok #first-report))"},
		{"#first-report", "#first-report"},
		{"停止時間>=3", "(>= 停止時間 3)"},
		{"mode == 非常", "(== mode 非常:1)"},
		{"calm != mode", "(!= calm:0 mode)"},
		{"ok == true", "(== ok 1)"},
		{"ok != (a > 1)", "(!= ok (> a 1))"},
		{"6 * hits - 4 * wrong", "(- (* 6 hits) (* 4 wrong))"},
		{"a-1", "(- a 1)"},
		{"a<-1", "(< a (- 1))"},
	}
	for _, tt := range tests {
		e, problems := Expression(tt.in, exprRules)
		if e == nil {
			t.Errorf("%s: %v", tt.in, problems)
			continue
		}
		if got := prefix(e); got != tt.want {
			t.Errorf("%s = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestExpressionPlaces(t *testing.T) {
	e, _ := Expression("停止時間 > a", exprRules)
	if got, want := fmt.Sprint(e.From, e.To, e.Args[1].From, e.Args[1].To), ":1:1 :1:9 :1:8 :1:9"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestExpressionProblems(t *testing.T) {
	tests := []struct{ in, want, mend string }{
		{"", "1 E106", ""},
		{"a <", "4 E106", ""},
		{"a < b < 3", "1 E104", ""},
		{"mode == x", "9 E107", ""},
		{"mode == clam", "9 E107", `did you mean "calm"?`},
		{"mode == other", "9 E104", ""},
		{"calm", "1 E107", ""},
		{"mode > 1", "1 E104", ""},
		{"a == ok", "6 E104", ""},
		{"s > 1", "1 E110", ""},
		{"a b", "3 E108", ""},
		{"#first-reprot", "1 E050", `did you mean "first-report"?`},
		{"停止じかん > 1", "1 E107", ""},
		{"停止時館 > 1", "1 E107", `did you mean "停止時間"?`},
		{"ok and b > 1 and (a", "18 E105", ""},
		{"a ≥ 1", "3 E102", "write \">=\""},
		{strings.Repeat("not ", 40) + "ok", "125 E108", ""},
		{strings.Repeat("a", 513), "0 E108", ""},
	}
	for _, tt := range tests {
		e, problems := Expression(tt.in, exprRules)
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprint(p.From.Column, " ", p.Rule))
		}
		if e != nil || strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: got %v %v, want %s", tt.in, e, got, tt.want)
		} else if tt.mend != "" && problems[0].Mend.EN != tt.mend {
			t.Errorf("%s: mend %q, want %q", tt.in, problems[0].Mend.EN, tt.mend)
		}
	}
}

func TestSetting(t *testing.T) {
	tests := []struct {
		name, value string
		want        int
		ok          bool
	}{
		{"a", "9", 9, true},
		{"a", "10", 10, false},
		{"a", "x", 0, false},
		{"ok", "true", 1, true},
		{"ok", "yes", 0, false},
		{"mode", "非常", 1, true},
		{"mode", "x", 0, false},
		{"nobody", "1", 0, false},
	}
	for _, tt := range tests {
		if got, ok := Setting(tt.name, tt.value, exprRules); ok != tt.ok || ok && got != tt.want {
			t.Errorf("%s=%s: got %d %v, want %d %v", tt.name, tt.value, got, ok, tt.want, tt.ok)
		}
	}
}

func FuzzExpression(f *testing.F) {
	for _, s := range []string{"1 + 2", "not (ok or #first-report)", "mode == 非常", "a ≥ １", "((((", "a = = b", "“x”", "-", "score.s", "　a＞１"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		e, problems := Expression(src, exprRules)
		if (e == nil) != (len(problems) > 0) {
			t.Fatalf("%q gives %v and %v", src, e, problems)
		}
		for _, p := range problems {
			if p.Message.Empty() || p.Mend.Empty() || len(src) <= maxCode && p.From.Column < 1 {
				t.Fatalf("%q: %+v", src, p)
			}
		}
	})
}
