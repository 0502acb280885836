package translate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// TestSync brings translations up to date, one story a file: s.md and s.en.md as
// they were, new.md that takes the base's place, and what comes of it. Hashes
// are those of the old base.
func TestSync(t *testing.T) {
	cases, err := filepath.Glob("testdata/sync/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("%v: no cases", err)
	}
	for _, name := range cases {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string][]byte{}
			for _, f := range ar.Files {
				files[f.Name] = f.Data
			}
			m := fstest.MapFS{"s.md": {Data: files["s.md"]}, "s.en.md": {Data: files["s.en.md"]}}
			m["s.en.md"].Data = one(t, m, Accept{All: true}).Text
			noErrors(t, m)
			m["s.md"].Data = files["new.md"]
			got := one(t, m, Accept{})
			m["s.en.md"].Data = got.Text
			noErrors(t, m)
			again := one(t, m, Accept{})
			if again.Changed || again.Aside != "" {
				t.Errorf("a second sync changes it again: %+v\n%s", again.News, again.Text)
			}
			var news strings.Builder
			for _, n := range got.News {
				news.WriteString(strings.TrimSpace(n.ID+" "+string(n.What)) + plus(" +", n.New) + plus(" -", n.Gone) + "\n")
			}
			list, err := Look(m, "s.md", "en")
			if err != nil {
				t.Fatal(err)
			}
			for _, sc := range list[0].Scenes {
				news.WriteString("status: " + sc.ID + " " + string(sc.State) + "\n")
			}
			out := []txtar.File{{Name: "after", Data: got.Text}, {Name: "aside", Data: []byte(got.Aside)}, {Name: "news", Data: []byte(news.String())}}
			if os.Getenv("GOLDEN") == "write" {
				kept := ar.Files[:0]
				for _, f := range ar.Files {
					if f.Name == "s.md" || f.Name == "s.en.md" || f.Name == "new.md" {
						kept = append(kept, f)
					}
				}
				ar.Files = append(kept, out...)
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, f := range out {
				if want := files[f.Name]; strings.TrimRight(string(f.Data), "\n") != strings.TrimRight(string(want), "\n") {
					t.Errorf("%s: got\n%s\nwant\n%s", f.Name, f.Data, want)
				}
			}
		})
	}
}

func plus(sign string, n int) string {
	if n == 0 {
		return ""
	}
	return sign + string(rune('0'+n))
}

func one(t testing.TB, m fstest.MapFS, accept Accept) Synced {
	t.Helper()
	list, err := Sync(m, "s.md", "en", accept)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v: %d files", err, len(list))
	}
	return list[0]
}

func noErrors(t testing.TB, m fstest.MapFS) {
	t.Helper()
	res := parse.Read(m, "s.md")
	for _, p := range lint.Check(res) {
		if p.Severity() == game.Error || p.Rule == "W506" {
			t.Errorf("%s: %s %s\n%s", p.From, p.Rule, p.Message.EN, m[p.From.File].Data)
		}
	}
}
