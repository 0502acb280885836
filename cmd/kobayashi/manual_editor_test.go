package main

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kobayashi/assets"
)

var (
	vscodeSettings = regexp.MustCompile("(?ms)^```json\n(\\{\n  \"glspc.*?)^```$")
	neovimSettings = regexp.MustCompile("(?ms)^```lua\n(.*?)^```$")
	vscodeExt      = regexp.MustCompile("\\*Generic LSP Client \\(v2\\)\\* ?\\(`([^`]+)`\\)")
)

// TestEditorsOfTheManuals: both manuals give the same settings, those for VS Code
// are the ones that a new exercise comes with, and those for Neovim the ones
// that TestNeovim runs.
func TestEditorsOfTheManuals(t *testing.T) {
	var settings map[string]any
	var recommended struct{ Recommendations []string }
	for name, into := range map[string]any{"new/settings.json": &settings, "new/extensions.json": &recommended} {
		content, err := assets.New.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(content, into); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	script, err := os.ReadFile("testdata/editor/neovim.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, manual := range []string{"../../scenarios/README.md", "../../scenarios/README.ja.md"} {
		text := manualText(t, manual)
		code, lua, id := vscodeSettings.FindStringSubmatch(text), neovimSettings.FindStringSubmatch(text), vscodeExt.FindStringSubmatch(text)
		if code == nil || lua == nil || id == nil {
			t.Fatalf("%s: settings for VS Code %t, for Neovim %t, the extension %t", manual, code != nil, lua != nil, id != nil)
		}
		var given map[string]any
		if err := json.Unmarshal([]byte(code[1]), &given); err != nil {
			t.Fatalf("%s: %v", manual, err)
		}
		if len(given) < 5 {
			t.Errorf("%s: %d settings, want five", manual, len(given))
		}
		for key, want := range given {
			if !reflect.DeepEqual(settings[key], want) {
				t.Errorf("%s: %s is %v, in a new exercise %v", manual, key, want, settings[key])
			}
		}
		if !slices.Contains(recommended.Recommendations, id[1]) {
			t.Errorf("%s: a new exercise does not recommend %s", manual, id[1])
		}
		if !strings.Contains(string(script), "-- init.lua --\n"+lua[1]+"-- drive.lua --") {
			t.Errorf("%s: its init.lua is not the one that is tested:\n%s", manual, lua[1])
		}
	}
}

// TestNewQuietsMarkdown: VS Code's own check of links takes the lists of the
// front matter for links, and its completion offers headings that are no
// scenes; so a new exercise turns both off.
func TestNewQuietsMarkdown(t *testing.T) {
	content, err := assets.New.ReadFile("new/settings.json")
	if err != nil {
		t.Fatal(err)
	}
	var settings map[string]any
	if err := json.Unmarshal(content, &settings); err != nil {
		t.Fatal(err)
	}
	for key, value := range settings {
		if strings.HasPrefix(key, "markdown.") && value != false {
			t.Errorf("%s is %v", key, value)
		}
	}
	for _, key := range []string{"markdown.validate.enabled", "markdown.suggest.paths.enabled"} {
		if settings[key] != false {
			t.Errorf("%s is %v, want false", key, settings[key])
		}
	}
}
