package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kobayashi/game"
)

var (
	// whole finds the whole files among a manual's examples, fragments the parts
	// of one: decisions, scenes and asides.
	whole     = regexp.MustCompile("(?ms)^```markdown\n(---\n.*?)^```$")
	fragments = regexp.MustCompile("(?ms)^```(text|yaml)\n(.*?)^```$")
	named     = regexp.MustCompile(`(?m)^(id|of|lang): (\S+)$`)
)

// TestManuals lints every whole example of the manuals and the readme, each
// translation beside its base: what authors are told to write has no fault.
func TestManuals(t *testing.T) {
	for manual, bases := range map[string]int{
		"../../README.md": 1, "../../scenarios/README.md": 2, "../../scenarios/README.ja.md": 2,
	} {
		t.Run(manual, func(t *testing.T) {
			dir := t.TempDir()
			var files []string
			for _, m := range whole.FindAllStringSubmatch(manualText(t, manual), -1) {
				front := map[string]string{}
				for _, line := range named.FindAllStringSubmatch(m[1], -1) {
					front[line[1]] = line[2]
				}
				name := front["id"] + ".md"
				if base := strings.TrimSuffix(front["of"], ".md"); base != "" {
					name = base + "." + front["lang"] + ".md"
				} else {
					files = append(files, filepath.Join(dir, name))
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(m[1]), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			looked, err := check(t.Context(), files)
			if err != nil {
				t.Fatal(err)
			}
			if len(files) != bases || len(looked.proofs) != bases {
				t.Errorf("%d whole examples, of which %d are proved, want %d", len(files), len(looked.proofs), bases)
			}
			for _, p := range looked.problems {
				t.Errorf("%s: %s %s", p.From, p.Rule, p.Message.EN)
			}
		})
	}
}

// around is a scenario that has every name the fragments use. The fragment
// under test stands in its first scene, or is a scene of its own.
const around = `---
format: 1
id: around
title: Around a fragment
lang: en
cast: {Reporter: {}, 記者: {}}
roles: {pr: Press}
tags: {stop: Stop, late: Late, request: Request}
vars: {hours: {min: 0, max: 6, start: 0}, trust: {min: 0, max: 8, start: 6}, evidence: false}
score: {contain: {label: Containment, max: 18}, report: {label: Reporting, max: 18}}
endings: {calm: Calm, storm: Storm}
---

# Around a fragment

## call
### The call

What is to be done?

FRAGMENT

## isolated
### Isolated

- [On](#press) ` + "`evidence = true; trust -= 1`" + `
- [On, late](#press) ` + "`score.report -= 1; hours += 1` `tag stop` `tag late` `tag request`" + `

## press
### The press ` + "`role pr`" + `

1. [On](#calm) ` + "`if trust >= 5 or evidence`" + `
2. [On](#storm)

## later
### Later

- [On](#storm)

## calm
### Calm ` + "`end`" + `

## storm
### Storm ` + "`end`" + `
`

// TestFragmentsOfTheManuals reads every fragment of the manuals in the place it
// would stand in.
func TestFragmentsOfTheManuals(t *testing.T) {
	for _, manual := range []string{"../../scenarios/README.md", "../../scenarios/README.ja.md"} {
		seen := 0
		for _, m := range fragments.FindAllStringSubmatch(manualText(t, manual), -1) {
			text, ok := placed(m[1], m[2])
			if !ok {
				continue
			}
			seen++
			file := filepath.Join(t.TempDir(), "around.md")
			note := filepath.Join(filepath.Dir(file), "notes", "first-report.md")
			if err := errors.Join(os.Mkdir(filepath.Dir(note), 0o755), os.WriteFile(note, []byte("# A\n"), 0o644)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			looked, err := check(t.Context(), []string{file})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range looked.problems {
				// Only what is wrong with the fragment itself: a part of an exercise
				// leaves scenes unvisited and points unearned.
				if p.Severity() == game.Error {
					t.Errorf("%s: %s %s in\n%s", manual, p.Rule, p.Message.EN, m[2])
				}
			}
		}
		if seen < 8 {
			t.Errorf("%s: %d fragments were read, want at least 8", manual, seen)
		}
	}
}

// placed puts a fragment where it belongs, if it is one of a scenario.
func placed(kind, fragment string) (string, bool) {
	const decision = "- [On](#isolated)\n- [Later](#later)"
	switch {
	case kind == "yaml" && strings.HasPrefix(fragment, "tests:"):
		fragment = strings.ReplaceAll(fragment, "ending: end", "ending: calm")
		fragment = strings.ReplaceAll(fragment, "{scene: call, n: 1}", "{scene: call, n: 1}, {scene: isolated, n: 1}")
		text := strings.Replace(around, "FRAGMENT", decision, 1)
		return strings.Replace(text, "endings:", fragment+"endings:", 1), true
	case kind == "yaml" && strings.HasPrefix(fragment, "variants:"):
		text := strings.Replace(around, "FRAGMENT", decision, 1)
		text = strings.Replace(text, "tags: {stop: Stop, late: Late, request: Request}\n", "", 1)
		return strings.Replace(text, "endings:", fragment+"endings:", 1), true
	case strings.HasPrefix(fragment, "> "):
		return strings.Replace(around, "FRAGMENT", fragment+"\n"+decision, 1), true
	case strings.HasPrefix(fragment, "- "), strings.HasPrefix(fragment, "1. "):
		return strings.Replace(around, "FRAGMENT", fragment, 1), true
	case strings.HasPrefix(fragment, "<!-- lint-ok"):
		return strings.Replace(around, "FRAGMENT", fragment+"\n"+decision, 1), true
	case strings.HasPrefix(fragment, "## "):
		return strings.Replace(around, "FRAGMENT", decision, 1) + "\n" + fragment, true
	}
	return "", false
}

func manualText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
