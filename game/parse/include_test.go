package parse

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kobayashi/game"
)

const includeBase = "-- a/t.md --\n" + testHead + `
## s
### S

- [電話](parts/call.md#ring)
- [終わり](#fin)

## fin
### 終わり ` + "`end good`\n"

func TestInclude(t *testing.T) {
	r := check(t, files(includeBase+`-- a/parts/call.md --
# 電話

## ring
### 鳴る

1. [出る](#talk) `+"`if hours < 3 and not #talk`"+`
2. [出ない](deep/end.md#quiet)

## talk
### 話す

`+"`hours += 1`"+`

- [切る](deep/end.md#quiet) `+"`trust -= 1`"+`
- [もう一度](#ring)

## never
### 使わない

- [a](#nowhere) `+"`nobody += 1`"+`
-- a/parts/deep/end.md --
---
format: 1
---

## quiet
### 静か `+"`end`"+`
-- a/parts/call.en.md --
---
of: call.md
lang: en
title: Call
---

## talk
### Talk
-- a/t.en.md --
---
of: t.md
lang: en
title: T
---
`), "a/t.md", "")
	_ = r
}

func TestIncludeRules(t *testing.T) {
	part := "-- a/parts/call.md --\n## ring\n### 鳴る\n\n- [切る](#talk) `trust -= 1` `if not #talk`\n\n## talk\n### 話す `end`\n\n## never\n### 使わない\n\n- [a](#nowhere)\n"
	r := check(t, files(includeBase+part+"-- a/parts/call.en.md --\n---\nof: call.md\nlang: en\ntitle: Call\n---\n\n## talk\n### Talk\n"+
		"-- a/t.en.md --\n---\nof: t.md\nlang: en\ntitle: T\n---\n"), "a/t.md", "")
	if r.Scenario == nil {
		return
	}
	var ids []string
	for _, sc := range r.Scenario.Rules().Scenes {
		ids = append(ids, sc.ID)
	}
	if got, want := strings.Join(ids, " "), "s fin parts/call#ring parts/call#talk"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	rules := r.Scenario.Rules()
	if got := rules.Scenes[0].Decision.Items[0].Target; got != "parts/call#ring" {
		t.Errorf("target %s", got)
	}
	if got := prefix(rules.Scenes[2].Decision.Items[0].If); got != "(not #parts/call#talk)" {
		t.Errorf("condition %s", got)
	}
	if got := r.Scenario.Text("en").Scenes[3].Title; got != "Talk" {
		t.Errorf("title %s", got)
	}
	if r.Origin[2].File.Path != "a/parts/call.md" || r.Origin[2].Scene.ID != "ring" || len(r.Includes) != 1 {
		t.Error("origin")
	}
	walk(t, r.Scenario, 3)
}

func TestIncludeProblems(t *testing.T) {
	tests := []struct{ name, part, want string }{
		{"cycle", "## ring\n### R\n\n- [a](../t.md#s)\n- [b](#fin)\n\n## fin\n### F `end`\n", "a/parts/call.md:4:7 E057"},
		{"unknown scene", "## rong\n### R `end`\n", "a/t.md:23:8 E050"},
		{"name of the including file", "## ring\n### R\n\n- [a](#ring) `huors += 1`\n", "a/parts/call.md:4:15 E107"},
		{"dead end", "## ring\n### R\n", "a/parts/call.md:1:4 E051"},
		{"leaves", "## ring\n### R\n\n- [a](../../../x.md#y)\n", "a/parts/call.md:4:7 E007"},
	}
	for _, tt := range tests {
		r := Read(files(includeBase+"-- a/parts/call.md --\n"+tt.part), "a/t.md")
		var got []string
		for _, p := range r.Problems {
			got = append(got, p.From.String()+" "+p.Rule)
		}
		if strings.Join(got, ", ") != tt.want || r.Scenario != nil {
			t.Errorf("%s: got %v, want %s", tt.name, got, tt.want)
		}
	}
}

func TestInject(t *testing.T) {
	r := check(t, fstest.MapFS{"t.md": {Data: []byte(testHead + `
## s
### S

- [a](#fin) ` + "`hours += 3`" + `

## call
### 電話 ` + "`when hours > 2 and not #call; role pr`" + `

- [取る](#more)

## more
### つづき

- [戻る](#return) ` + "`trust -= 1; after 2m; tag stop`" + `
` + testTail)}}, "t.md", "")
	if r.Scenario == nil {
		return
	}
	run, err := game.Begin(r.Scenario, game.Record{})
	for range 3 {
		if err == nil {
			run, err = run.Choose(0, time.Time{})
		}
	}
	if err != nil || run.Ending() != "good" || r.Scenario.Value(run.State, 1) != 5 {
		t.Errorf("%v, ending %s, trust %d", err, run.Ending(), r.Scenario.Value(run.State, 1))
	}
	call := r.Scenario.Rules().Scenes[1]
	if call.Role != "pr" || prefix(call.When) != "(and (> hours 2) (not #call))" {
		t.Errorf("got %+v", call)
	}
	if it := r.Scenario.Rules().Scenes[2].Decision.Items[0]; it.After != 120 || !slices.Equal(it.Tags, []string{"stop"}) {
		t.Errorf("got %+v", it)
	}
}
