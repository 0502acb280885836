package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// whole finds the whole files among a manual's examples.
var whole = regexp.MustCompile("(?ms)^```markdown\n(---\n.*?)^```$")

// TestManuals lints every whole example of the manuals and the readme, each
// translation beside its base: what authors are told to write has no fault.
func TestManuals(t *testing.T) {
	for manual, examples := range map[string]int{
		"../../README.md": 1, "../../scenarios/README.md": 2, "../../scenarios/README.ja.md": 2,
	} {
		t.Run(manual, func(t *testing.T) {
			text, err := os.ReadFile(manual)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			found := whole.FindAllStringSubmatch(string(text), -1)
			if len(found) != examples {
				t.Fatalf("%d whole examples, want %d", len(found), examples)
			}
			for _, m := range found {
				name := "friday.md"
				if lang := regexp.MustCompile(`(?m)^lang: (\w+)$`).FindStringSubmatch(m[1]); strings.Contains(m[1], "\nof: friday.md\n") {
					name = "friday." + lang[1] + ".md"
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(m[1]), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			looked, err := check(t.Context(), []string{filepath.Join(dir, "friday.md")})
			if err != nil {
				t.Fatal(err)
			}
			if len(looked.proofs) != 1 {
				t.Errorf("proofs: %v, want one", looked.proofs)
			}
			for _, p := range looked.problems {
				t.Errorf("%s: %s %s", p.From, p.Rule, p.Message.EN)
			}
		})
	}
}
