package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"kobayashi/game/typeset"
)

// TestStatsFit: no line is wider than the page, and the columns of figures end
// at one place.
func TestStatsFit(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for _, width := range []int{40, 60, 80, 120} {
			w := world{env: func(key string) string {
				if key == "COLUMNS" {
					return strconv.Itoa(width)
				}
				return ""
			}}
			code, out := runIn(t, w, "stats", "--lang", lang, "skimmed-page")
			if code != done {
				t.Fatal(out)
			}
			table := 0
			for _, line := range strings.Split(out, "\n") {
				if width >= 60 && typeset.Width(line) > width {
					t.Errorf("%s at %d: %q takes %d", lang, width, line, typeset.Width(line))
				}
				if !strings.HasSuffix(line, "%") {
					table = 0
					continue
				}
				if table > 0 && typeset.Width(line) != table {
					t.Errorf("%s at %d: %q ends at %d, the line before at %d", lang, width, line, typeset.Width(line), table)
				}
				table = typeset.Width(line)
			}
		}
	}
}

// TestStatsJSON holds the documented shape.
func TestStatsJSON(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at all states")
	}
	code, out := runIn(t, world{}, "stats", "--json", "skimmed-page", "shop-bot")
	var doc struct {
		Scenarios []map[string]any
	}
	if err := json.Unmarshal([]byte(out), &doc); code != done || err != nil || len(doc.Scenarios) != 2 {
		t.Fatalf("exit %d, %v: %s", code, err, out)
	}
	for _, key := range strings.Fields("scenario title scenes injects endings choices questions options steps chances routes notes glossary sources texts variants") {
		if _, ok := doc.Scenarios[0][key]; !ok {
			t.Errorf("no %q", key)
		}
	}
	if n := len(doc.Scenarios[0]); n != 16 {
		t.Errorf("%d keys, want 16", n)
	}
	variant := doc.Scenarios[1]["variants"].([]any)[0].(map[string]any)
	if variant["exact"] != true || variant["decisions"].(map[string]any)["max"].(float64) < 10 || len(variant["endings"].(map[string]any)) != 6 {
		t.Errorf("%v", variant)
	}
}
