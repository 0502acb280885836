package line

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
)

// seated opens the menu over the sample and a second scenario.
func seated(t *testing.T, lang, answers string, j game.Journal) (string, Outcome) {
	t.Helper()
	o, out := options(nil, lang, answers, j)
	o.Book = book()
	outcome, err := Menu(context.Background(), o, []*game.Scenario{members(t), long(t, 2)})
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), outcome
}

func TestMenu(t *testing.T) {
	tests := []struct{ name, lang, answers string }{
		{"menu.ja", "ja", "?\n9\nr\nh\nn\n1\n2\n\n1\n2\n2\n\nq\n"},
		{"menu.en", "en", "g\n1\nbot\ng 2\n\n1\n\n3\n1 3\n3\n\nh\nh 1\n3\nl\nl en\nl fr\nq\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, outcome := seated(t, tt.lang, tt.answers, newDrawer())
			golden(t, tt.name, got+"("+outcome.String()+")\n")
			proper(t, got, 0)
		})
	}
}

func TestMenuComesBack(t *testing.T) {
	j := newDrawer()
	if got, outcome := seated(t, "ja", "1\n2\n3\n", j); outcome != InputEnded || j.runs["run-1"].Variant != "holiday" {
		t.Fatalf("got %v\n%s", outcome, got)
	}
	got, outcome := seated(t, "ja", "r\n1 3\n3\n\n", j)
	if outcome != Quit || j.ends["run-1"] == nil || !strings.Contains(got, "1手まで") {
		t.Errorf("got %v\n%s", outcome, got)
	}
	if _, outcome = seated(t, "ja", "", j); outcome != Quit {
		t.Errorf("nothing asked, nothing answered: got %v, want to leave", outcome)
	}
}

func TestMenuLanguageIsKept(t *testing.T) {
	j := newDrawer()
	seated(t, "ja", "l\nq\n", j)
	if got, _ := seated(t, "ja", "q\n", j); !strings.Contains(got, "Friday") || j.prefs["lang"] != "en" {
		t.Errorf("prefs %v\n%s", j.prefs, got)
	}
	o, out := options(nil, "ja", "q\n", j)
	o.Book, o.LangFixed = book(), true
	if _, err := Menu(context.Background(), o, []*game.Scenario{members(t)}); err != nil || strings.Contains(out.String(), "Friday") {
		t.Errorf("a language asked for on the command line lost: %v\n%s", err, out)
	}
}

func TestMenuWithoutRecords(t *testing.T) {
	j := newDrawer()
	j.fail = func(what string) error { return game.ErrBusy }
	got, outcome := seated(t, "en", "h\nr\nl\nq\n", j)
	if outcome != Quit || !strings.Contains(got, "Another kobayashi is using the records.") || !strings.Contains(got, "保存") {
		t.Errorf("got %v\n%s", outcome, got)
	}
}

// TestHistoryAfterAnEdit asks for a run the scenario no longer fits, one that is
// not finished, and one of another shelf.
func TestHistoryAfterAnEdit(t *testing.T) {
	j := newDrawer()
	end := &game.Result{Ending: "calm", Total: 1, Max: 2}
	for i, rec := range []game.Record{
		{ID: "a", Scenario: "members-page", Steps: []game.Step{{Scene: "gone", N: 1}}},
		{ID: "b", Scenario: "members-page"},
		{ID: "c", Scenario: "elsewhere", Player: "\x1b[31mEve"},
	} {
		if err := j.Begin(context.Background(), rec); err != nil {
			t.Fatal(err)
		}
		if i != 1 {
			j.ends[rec.ID] = end
		}
	}
	got, _ := seated(t, "ja", "h\nh 1\nh 2\nh 3\nh 4\nq\n", j)
	proper(t, got, 0)
	for _, want := range []string{"line.history.changed", "line.history.unfinished", "line.history.elsewhere"} {
		if !strings.Contains(strings.ReplaceAll(got, "\n", ""), book().In("ja").Say(want)) {
			t.Errorf("%s is not said in\n%s", want, got)
		}
	}
}

// TestPhrases holds the phrases against the code: none is missing, none is left
// over, and both languages take the same arguments.
func TestPhrases(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	var begun []string // keys that are put together
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"([a-z]+(?:\.[a-z]+)+)"`).FindAllStringSubmatch(string(src), -1) {
			asked[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`"([a-z]+(?:\.[a-z]+)*\.)"`).FindAllStringSubmatch(string(src), -1) {
			begun = append(begun, m[1])
		}
	}
	verbs := regexp.MustCompile(`%(?:\[\d\])?[a-z]`)
	for _, lang := range []string{"ja", "en"} {
		text := book().In(lang)
		for key := range asked {
			if strings.HasPrefix(text.Say(key), "<") {
				t.Errorf("%s: %s is missing", lang, key)
			}
		}
		for _, key := range text.Keys() {
			base := strings.TrimSuffix(key, ".one")
			if !strings.HasPrefix(key, "line.") {
				continue
			}
			if !asked[base] && !slices.ContainsFunc(begun, func(b string) bool { return strings.HasPrefix(base, b) }) {
				t.Errorf("%s: nobody says %s", lang, key)
			}
			ja, en := verbs.FindAllString(book().In("ja").Say(base), -1), verbs.FindAllString(book().In("en").Say(key), -1)
			if base == key && len(ja) != len(en) || base == key && len(ja) == 1 && fmt.Sprint(ja) != fmt.Sprint(en) {
				t.Errorf("%s takes %v in Japanese and %v in English", key, ja, en)
			}
		}
	}
}
