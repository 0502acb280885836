package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// manuals are the pages that tell people what to type.
var manuals = []string{
	"../../README.md", "../../scenarios/README.md", "../../scenarios/README.ja.md",
	"../../game/workshop/README.md", "../../game/workshop/README.ja.md",
}

var (
	typedLine = regexp.MustCompile(`(?m)^\$ kobayashi( .*)?$`)
	csvBlock  = regexp.MustCompile("(?ms)^```csv\n(.*?)^```$")
)

// TestCommandsOfTheManuals: what the manuals tell to type is a command with
// flags that it has and as many arguments as it takes.
func TestCommandsOfTheManuals(t *testing.T) {
	for _, manual := range manuals {
		lines := typedLine.FindAllStringSubmatch(manualText(t, manual), -1)
		if len(lines) < 5 {
			t.Errorf("%s tells to type %d commands", manual, len(lines))
		}
		for _, m := range lines {
			line, _, _ := strings.Cut(m[1], " #")
			line, _, _ = strings.Cut(line, " > ")
			line, _, _ = strings.Cut(line, " < ")
			p, err := newProgram(world{env: func(string) string { return "" }}, nil)
			if err != nil {
				t.Fatal(err)
			}
			c, rest, err := p.root().Find(strings.Fields(strings.ReplaceAll(line, `"Table 3"`, "Table-3")))
			if err == nil {
				err = c.ParseFlags(rest)
			}
			if err == nil {
				err = c.ValidateArgs(c.Flags().Args())
			}
			if err != nil {
				t.Errorf("%s: kobayashi%s: %v", manual, line, err)
			}
		}
	}
}

// TestTallyOfTheManuals: the sheet that the manual shows is one of its first
// example, and is taken.
func TestTallyOfTheManuals(t *testing.T) {
	for _, manual := range manuals[1:3] {
		text := manualText(t, manual)
		sheet, example := csvBlock.FindStringSubmatch(text), whole.FindStringSubmatch(text)
		if sheet == nil || example == nil {
			t.Fatalf("%s has no sheet or no example", manual)
		}
		file := filepath.Join(t.TempDir(), "friday.md")
		if err := os.WriteFile(file, []byte(example[1]), 0o644); err != nil {
			t.Fatal(err)
		}
		if out := said(t, t.TempDir(), sheet[1], "tally", file, "-"); !strings.Contains(out, "10 of 10 points") {
			t.Errorf("%s: %q", manual, out)
		}
	}
}
