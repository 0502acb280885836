package parse

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEffects(t *testing.T) {
	tests := []struct{ code, want string }{
		{"hours = 3", "set hours 3"},
		{"hours += trust - 1; trust -= 2", "add hours (- trust 1), sub trust 2"},
		{"score.contain += 2 * hours", "score contain (* 2 hours)"},
		{"score.contain -= 2 * hours", "score contain (- (* 2 hours))"},
		{"evidence = not evidence", "set evidence (not evidence)"},
		{"evidence = #fin or hours > 1", "set evidence (or #fin (> hours 1))"},
		{"mode = 非常", "set mode 非常:2"},
		{"mode = mode;", "set mode mode"},
		{"hours=-1", "set hours (- 1)"},
		{"hours+=1;;trust-=1", "add hours 1, sub trust 1"},
	}
	for _, tt := range tests {
		src := testHead + "\n## s\n### S\n\n- [a](#fin) `" + tt.code + "`\n" + testTail
		r := Read(fstest.MapFS{"t.md": {Data: []byte(src)}}, "t.md")
		if r.Scenario == nil {
			t.Errorf("%s: %v", tt.code, r.Problems)
			continue
		}
		var got []string
		for _, st := range r.Rules.Scenes[0].Decision.Items[0].Do {
			got = append(got, fmt.Sprintf("%s %s %s", st.Op, st.Name, prefix(st.Expr)))
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: got %s, want %s", tt.code, strings.Join(got, ", "), tt.want)
		}
	}
}
