package lsp_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// TestExactMoves: until all states are looked at again, what was found in them
// stays where its line is now.
func TestExactMoves(t *testing.T) {
	s := newShelf(t, night(t))
	s.start(deep)
	s.open("night.md")
	s.wait("night.md", exact...)
	s.replace("night.md", "minutes: 5\n", "minutes: 5\nlevel: 2\nsummary: 夜です。\n")
	s.waitFor("night.md")
	s.mu.Lock()
	i := slices.IndexFunc(s.history, func(p map[string]any) bool {
		return p["uri"] == s.uri("night.md") && p["version"] == float64(s.vers["night.md"])
	})
	first := s.history[i]["diagnostics"].([]any)
	s.mu.Unlock()
	if len(first) != 1 || first[0].(map[string]any)["code"] != "W404" || s.cut("night.md", first[0].(map[string]any)["range"]) != "hours" {
		t.Errorf("at once the problems are %v", first)
	}
	// In a line that changed nothing is said until then.
	s.replace("night.md", "hours: {label: 停止,", "hours: {label: 停電,")
	s.waitFor("night.md")
	s.wait("night.md", exact...)
}

// TestExactPassIsCalledOff: a change does not wait for the look at all states.
func TestExactPassIsCalledOff(t *testing.T) {
	began, ended := make(chan string, 10), make(chan error, 10)
	s := shelfOf(t, night(t), connect(t, "en", func(ctx context.Context, res *parse.Result) ([]game.Problem, error) {
		began <- res.Base.Front.Title
		<-ctx.Done()
		ended <- ctx.Err()
		return nil, ctx.Err()
	}))
	s.start(deep)
	s.open("night.md")
	soon, before := time.After(patience), ""
	for _, title := range []string{"夜の電話", "朝の電話", "昼の電話"} {
		if title != "夜の電話" {
			s.replace("night.md", "title: "+before, "title: "+title)
			select {
			case <-ended:
			case <-soon:
				t.Fatal("the look goes on")
			}
			s.waitFor("night.md")
		}
		before = title
		select {
		case got := <-began:
			if got != title {
				t.Fatalf("looked at %s, want %s", got, title)
			}
		case <-soon:
			t.Fatal("nothing is looked at")
		}
	}
	s.call("shutdown", nil)
	select {
	case <-ended:
	case <-soon:
		t.Fatal("the look goes on behind a shutdown")
	}
}

// TestJapanese: messages come in the language asked for, else in the editor's.
func TestJapanese(t *testing.T) {
	s := shelfOf(t, night(t), connect(t, "ja", nil))
	s.start(deep) // the editor says en
	s.open("night.md")
	hover := s.call("textDocument/hover", s.at("night.md", "`‸hours += 2")).(map[string]any)["contents"].(map[string]any)["value"].(string)
	if want := "**変数** `hours` 停止"; len(hover) < len(want) || hover[:len(want)] != want {
		t.Errorf("got %s", hover)
	}
}
