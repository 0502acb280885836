package booklet_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game"
	"kobayashi/game/booklet"
	"kobayashi/game/paper/pagetest"
	"kobayashi/game/words"
	"kobayashi/scenarios"
)

// secrets are the texts that a players' booklet of a role must not hold.
func secrets(sc *game.Scenario, lang, role string) []string {
	var list []string
	add := func(b game.Block) {
		for _, p := range b.Parts {
			if len(p.Text) > 12 {
				list = append(list, plain(p.Text))
			}
		}
	}
	for _, scene := range sc.Text(lang).Scenes {
		for _, b := range scene.Blocks {
			if b.Kind == game.Facilitator || b.Kind == game.Lesson || b.For != "" && b.For != role {
				add(b)
			}
		}
		for _, it := range scene.Items {
			for _, b := range it.Feedback {
				add(b)
			}
		}
	}
	return list
}

// plain is a text without spaces and marks, to be looked for.
func plain(s string) string {
	s = regexp.MustCompile(`\]\([^)]*\)`).ReplaceAllString(s, "")
	return strings.NewReplacer(" ", "", "\n", "", "*", "", "`", "", "[", "", "]", "", "\\", "", ">", "").Replace(s)
}

// TestNothingIsSpoilt: no feedback, lesson, note for the facilitator or private
// word of another role is in a players' booklet; one's own private words are.
func TestNothingIsSpoilt(t *testing.T) {
	for _, sc := range append(shelf(t), dock(t)) {
		for _, role := range append([]string{""}, sc.Rules().Roles...) {
			for _, lang := range words.Langs() {
				b := booklet.Make(sc, booklet.With{For: booklet.Players, Role: role}, book(t).In(lang))
				for _, form := range []string{"html", "md"} {
					text := written(t, b, form)
					page := text
					if form == "html" {
						page = pagetest.Visible(t, text)
					}
					page = plain(page)
					for _, secret := range secrets(sc, lang, role) {
						if strings.Contains(page, secret) {
							t.Errorf("%s.%s in %s for %q tells %q", sc.ID(), form, lang, role, secret)
						}
					}
					if strings.Contains(text, "[x]") || strings.Contains(text, "ticked\">") || strings.Contains(text, `class="best"`) {
						t.Errorf("%s.%s shows a tick", sc.ID(), form)
					}
				}
			}
		}
	}
}

// TestOwnWords: a role's booklet has its private words, the common one none.
func TestOwnWords(t *testing.T) {
	for role, want := range map[string][2]bool{"": {false, false}, "press": {true, false}, "chief": {false, true}} {
		text := written(t, booklet.Make(dock(t), booklet.With{For: booklet.Players, Role: role}, book(t).In("ja")), "md")
		if got := [2]bool{strings.Contains(text, "広報だけが知る話"), strings.Contains(text, "課長だけが知る話")}; got != want {
			t.Errorf("for %q: press and chief %v, want %v", role, got, want)
		}
	}
}

// ways is a question whose answer says where it leads: on paper the facilitator
// does, for the conditions tell how many ticks are right.
const ways = `---
{format: 1, id: ways, title: Three lines, lang: en, score: {report: {max: 8}}, endings: {calm: Calm, storm: Storm}}
---

# Three lines

## report
### Three lines

- [x] When
- [ ] Who

  Nobody knows.
- [x] What next

1. [Send it](#calm) ` + "`if hits == 2 and wrong <= 1`" + `
2. [Send it](#storm) ` + "`score.report -= 2 * wrong`" + `

## calm
### Calm ` + "`end`" + `

Calm.

## storm
### Storm ` + "`end`" + `

Storm.
`

var digest = regexp.MustCompile(`[0-9a-f]{12}`)

// TestAnswersDoNotShow: whatever the right ticks, how many of them are asked
// for, the points and the reasons are, the players' booklet is the same to the
// letter.
func TestAnswersDoNotShow(t *testing.T) {
	award := regexp.MustCompile(`score\.([^ ]+) [+-]= [^;` + "`" + `]+`)
	other := strings.NewReplacer("- [x] ", "- [ ] ", "- [ ] ", "- [x] ")
	count := regexp.MustCompile(`\b(hits|wrong|missed) ([<>=!]+) \d+`)
	reason := regexp.MustCompile(`(?m)^ {2,}\S.*$`) // the front matter has such lines too
	change := func(text string) string {
		head, body, _ := strings.Cut(text, "\n---\n")
		body = count.ReplaceAllString(award.ReplaceAllString(body, "score.$1 += 1"), "$1 $2 0")
		return head + "\n---\n" + other.Replace(reason.ReplaceAllString(body, "  Nobody may read this."))
	}
	for _, name := range append(scenarios.Shelf(), "dock.md", "ways.md") {
		fsys := fs.FS(scenarios.FS())
		switch name {
		case "dock.md":
			fsys = os.DirFS("testdata")
		case "ways.md":
			fsys = tree{"ways.md": ways}.fs()
		}
		changed := fstest.MapFS{}
		err := fs.WalkDir(fsys, path.Dir(name), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, file)
			text := string(data)
			if !strings.Contains(file, "notes/") && strings.HasSuffix(file, ".md") {
				text = change(text)
			}
			changed[file] = &fstest.MapFile{Data: []byte(text)}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		was, is := read(t, fsys, name), read(t, changed, name)
		if was.Digest() == is.Digest() {
			t.Fatalf("%s was not changed", name)
		}
		for _, lang := range words.Langs() {
			for _, form := range []string{"html", "md"} {
				say := book(t).In(lang)
				w := booklet.With{For: booklet.Players}
				a := digest.ReplaceAllString(written(t, booklet.Make(was, w, say), form), "")
				b := digest.ReplaceAllString(written(t, booklet.Make(is, w, say), form), "")
				if a != b {
					t.Errorf("%s.%s in %s gives its answers away", name, form, lang)
				}
			}
		}
	}
}
