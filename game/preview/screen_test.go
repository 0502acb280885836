package preview_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"

	"github.com/charmbracelet/colorprofile"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/preview"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

func book(t testing.TB) words.Book {
	t.Helper()
	b, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func say(t testing.TB, lang string) words.Text { return book(t).In(lang) }

func options(t testing.TB, lang string, updates <-chan preview.Update) preview.Options {
	return preview.Options{
		Name: "shop.md", Words: book(t), Setter: typeset.New(assets.Themes, assets.Budoux),
		Session: preview.NewSession("", lang, 1), Updates: updates,
	}
}

// on plays a preview in a window.
func on(t *testing.T, lang string, width, height int, play func(s *screentest.Screen, save func(preview.Update)), more ...screentest.Option) {
	synctest.Test(t, func(t *testing.T) {
		updates := make(chan preview.Update)
		s := screentest.Open(t, preview.New(options(t, lang, updates)), width, height, more...)
		play(s, func(u preview.Update) {
			updates <- u
			synctest.Wait()
		})
		close(updates)
		synctest.Wait()
		if done, err := s.Done(); !done || err != nil {
			t.Errorf("the preview has ended: %v, %v", done, err)
		}
	})
}

func found(v preview.Version) preview.Update {
	v.Proofs = []preview.Proof{{Variant: "quiet", States: 1200}, {Variant: "windy", States: 34}}
	return preview.Update{Version: v, Proved: true}
}

// TestScreen looks at the preview in all windows and both languages.
func TestScreen(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 20}, {120, 40}} {
		for _, lang := range words.Langs() {
			t.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], lang), func(t *testing.T) {
				on(t, lang, size[0], size[1], func(s *screentest.Screen, save func(preview.Update)) {
					s.Golden("before")
					v := version(t, shop)
					v.Looking = true
					save(preview.Update{Version: v})
					s.Golden("first")
					save(found(v))
					s.Press("1")
					s.Golden("chosen")
					save(preview.Update{Version: version(t, strings.Replace(shop, "閉めた音がした。", "閉めた音が、した。", 1))})
					s.Golden("saved")
					s.Press("enter", "down", "down")
					s.Golden("ticked")
					save(preview.Update{Version: version(t, strings.Replace(shop, "(#street)", "(#sreet)", 1))})
					s.Golden("broken")
					s.Press("p")
					s.Golden("problems")
					s.Press("p", "backspace")
					s.Golden("back")
				})
			})
		}
	}
}

// TestScreenLooks: without colours and with ambiguous signs that are wide.
func TestScreenLooks(t *testing.T) {
	on(t, "ja", 100, 24, func(s *screentest.Screen, save func(preview.Update)) {
		save(preview.Update{Version: version(t, shop)})
		s.Golden("mono")
		if raw := s.Raw(); regexp.MustCompile(`\x1b\[(\d+;)*[349]\dm`).MatchString(raw) {
			t.Errorf("a colour was painted: %.2000q", raw)
		}
	}, screentest.Profile(colorprofile.ASCII), screentest.Wide())
}

// TestScreenKeys: a whole play by arrows, Enter, digits, and wide digits.
func TestScreenKeys(t *testing.T) {
	on(t, "en", 120, 30, func(s *screentest.Screen, save func(preview.Update)) {
		save(preview.Update{Version: version(t, shop)})
		s.Press("down", "enter")
		s.Contains("mood   tense")
		s.Press("backspace", "１")
		s.Contains("## call")
		s.Press("1", "2", "down", "down", "enter")
		s.Contains("told   true")
		s.Contains("## again")
		s.Press("2")
		s.Contains("The end")
		s.Press("v")
		s.Contains("(windy)")
		s.Press("r")
		s.Contains("## door")
		s.Press("5", "9", "x", "space")
		s.Contains("## door")
		s.Press("tab")
		s.Contains("No problems.")
		s.Press("esc")
		s.Contains("## door")
	})
}

// TestScreenEsc ends the preview.
func TestScreenEsc(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		updates := make(chan preview.Update)
		s := screentest.Open(t, preview.New(options(t, "en", updates)), 80, 24)
		s.Press("esc")
		if done, err := s.Done(); !done || err != nil {
			t.Errorf("ended %v, %v", done, err)
		}
		close(updates)
	})
}

// TestSmallest: no window is too small to be painted in, and nothing is painted
// outside of it, for a hostile scenario too.
func TestSmallest(t *testing.T) {
	evil := strings.NewReplacer("鍵がない", "鍵\\[2Jがない"+strings.Repeat("長", 300), "hours", "hours_of_a_name_that_has_no_end_at_all").Replace(shop)
	for _, size := range [][2]int{{1, 1}, {29, 7}, {30, 8}, {33, 9}, {99, 8}, {100, 8}, {160, 12}} {
		on(t, "ja", size[0], size[1], func(s *screentest.Screen, save func(preview.Update)) {
			save(preview.Update{Version: version(t, evil)})
			s.Press("down", "down", "down", "pgdown", "pgup", "end", "p", "end", "p", "1", "down")
		})
	}
}

// typed is the preview line by line, with all input there from the start.
func typed(t *testing.T, lang, input string, updates ...preview.Update) string {
	t.Helper()
	ch := make(chan preview.Update)
	ended := make(chan struct{})
	in, feed := io.Pipe()
	go func() {
		defer close(ended)
		for _, u := range updates {
			ch <- u
		}
		_, _ = io.WriteString(feed, input)
		feed.Close()
	}()
	var out bytes.Buffer
	if err := preview.Plain(context.Background(), options(t, lang, ch), in, &out, 80); err != nil {
		t.Fatal(err)
	}
	<-ended
	return out.String()
}

// TestPlain records the preview without a screen.
func TestPlain(t *testing.T) {
	v := version(t, shop)
	broken := version(t, strings.Replace(shop, "(#street)", "(#sreet)", 1))
	for _, lang := range words.Langs() {
		got := typed(t, lang, "1\n7\n\nx\nb\n１ ２\n2\nv\nl\np\nr\nq\n", preview.Update{Version: v}, found(v), preview.Update{Version: broken}, preview.Update{Version: v})
		golden(t, "plain."+lang+".txt", got)
		if strings.ContainsFunc(got, func(r rune) bool { return r < ' ' && r != '\n' }) {
			t.Error("a control character was written")
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; GOLDEN=write if it is meant\n%s", file, got)
	}
}

// TestPlainEnds with q, with its input, or with its updates.
func TestPlainEnds(t *testing.T) {
	closed := make(chan preview.Update)
	close(closed)
	for _, in := range []string{"", "q\n"} {
		var out bytes.Buffer
		if err := preview.Plain(context.Background(), options(t, "en", closed), strings.NewReader(in), &out, 80); err != nil {
			t.Error(err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	ch := make(chan preview.Update, 1)
	ch <- preview.Update{}
	in, _ := io.Pipe()
	if err := preview.Plain(ctx, options(t, "en", ch), in, io.Discard, 80); err != nil {
		t.Error(err)
	}
}

// TestTranslationShown: l shows the other language of the file.
func TestTranslationShown(t *testing.T) {
	en := "---\nof: shop.md\nlang: en\ntitle: The shop at night\n---\n\n# The shop at night\n\nOpen.\n\n## door\n### The door\n\n**当直** No key.\n\n- [Close it](#call)\n- [Wait](#call)\n- [Leave](#dawn)\n"
	v := scenario(t, fstest.MapFS{"shop.md": &fstest.MapFile{Data: []byte(shop)}, "shop.en.md": &fstest.MapFile{Data: []byte(en)}})
	if v.Scenario == nil || len(v.Scenario.Langs()) != 2 {
		t.Fatal("the translation is not read")
	}
	s := preview.NewSession("", "ja", 1).Load(v).Choose(game.ChoiceID(0)).NextLang()
	if run, _ := s.Run(); len(run.Steps) != 1 {
		t.Error("another language is another play")
	}
	on(t, "ja", 99, 24, func(s *screentest.Screen, save func(preview.Update)) {
		save(preview.Update{Version: v})
		shows(s, "shop.md (quiet) ja", "店は開いている。", "l: 言語")
		s.Press("l")
		shows(s, "shop.md (quiet) en", "No key.", "l: language")
	})
	// Where there is one language, none other is promised, and l does nothing.
	on(t, "en", 80, 24, func(s *screentest.Screen, save func(preview.Update)) {
		save(preview.Update{Version: version(t, shop)})
		s.Press("l")
		shows(s, "shop.md (quiet) ja", "Enter: choose")
		if strings.Contains(s.Text(), "l: language") {
			t.Error("a key that does nothing is shown")
		}
	})
}
