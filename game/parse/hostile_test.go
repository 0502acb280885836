package parse

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// TestHostileMarkdown feeds small files that cost other readers minutes or
// gigabytes. Each is refused, or read in no time.
func TestHostileMarkdown(t *testing.T) {
	for name, body := range map[string]string{
		"quotes":           strings.Repeat("> ", 4000) + "a",
		"lists":            strings.Repeat("- ", 4000) + "a",
		"numbers":          strings.Repeat("1. ", 4000) + "a",
		"brackets":         strings.Repeat("[", 15000),
		"bracket lines":    strings.Repeat("[[[[[[[[\n", 20000),
		"pictures":         strings.Repeat("![", 8000),
		"angles":           strings.Repeat("<a", 8000),
		"comments":         strings.Repeat("<!--", 4000),
		"asterisks":        strings.Repeat("*a **a ", 2000),
		"asterisk lines":   strings.Repeat("*a _b **c __d\n", 20000),
		"ticks":            strings.Repeat("`a``b```c", 1700),
		"columns":          strings.Repeat("|", 200) + "\n" + strings.Repeat("|-", 200),
		"rows":             "|a|\n|-|\n" + strings.Repeat("|b|\n", 600),
		"paragraph":        strings.Repeat("a\n", 40000),
		"deep indentation": deepList(400),
		"headings":         strings.Repeat("## a\n\n", 100000),
		"plain items":      "## a\n\n" + strings.Repeat("- b\n\n", 100000),
		"links":            "## a\n\n" + strings.Repeat(strings.Repeat("- [b](#c)\n", 20)+"\n1. x\n\n", 3000),
		"nested feedback":  "## a\n\n- [b](#c)\n" + strings.Repeat("\n  > x `if a`\n", 30000),
		"unknown names":    "## a\n\n" + strings.Repeat("`xx += yy`\n\n", 40000),
		"definitions":      strings.Repeat("[a]: b\n\n", 20000),
		"codes":            "## a\n\n" + strings.Repeat("`a b` ", 400),
		"tab before #":     "*\n\t#",
		"fences":           "## a\n\n" + strings.Repeat("```\na\n", 20001),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			r := Read(fstest.MapFS{"t.md": {Data: []byte(testHead + "\n" + body + testTail)}}, "t.md")
			if len(r.Problems) > maxProblems || (r.Scenario == nil) != failed(r.Problems) {
				t.Errorf("%d problems, and a scenario: %v", len(r.Problems), r.Scenario != nil)
			}
			if took := time.Since(began); took > time.Minute {
				t.Errorf("took %v", took)
			}
			t.Log(time.Since(began), len(r.Problems))
		})
	}
}

func deepList(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}
