package translate

import (
	"bytes"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
	"kobayashi/scenarios"
)

// shelfWithout is the shelf without the English of one exercise.
func shelfWithout(t testing.TB, base string) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(scenarios.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || p == Name(base, "en") {
			return err
		}
		data, err := fs.ReadFile(scenarios.FS(), p)
		m[p] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestShelfInit: a new translation of each exercise has the base's rules, and
// every text of it is untranslated, by our count and by the lint's.
func TestShelfInit(t *testing.T) {
	for _, base := range scenarios.Shelf() {
		t.Run(base, func(t *testing.T) {
			m := shelfWithout(t, base)
			files, err := Init(m, base, "en")
			if err != nil || len(files) != 1 || files[0].Path != Name(base, "en") {
				t.Fatalf("%v: %d files", err, len(files))
			}
			m[files[0].Path] = &fstest.MapFile{Data: files[0].Text}
			marks := strings.Count(string(files[0].Text), Mark)
			for _, p := range lint.Check(parse.Read(m, base)) {
				if p.Rule != "W508" && p.Severity() != game.Hint {
					t.Errorf("%s: %s %s", p.From, p.Rule, p.Message.EN)
				}
				if p.Rule == "W508" {
					marks--
				}
			}
			if marks != 0 {
				t.Errorf("%d marks more than W508", marks)
			}
			list, err := Look(m, base, "en")
			if err != nil || len(list) != 1 {
				t.Fatal(err)
			}
			if all, finished := list[0].Texts(); finished != 0 || all != strings.Count(string(files[0].Text), Mark) {
				t.Errorf("%d of %d translated, with %d marks", finished, all, strings.Count(string(files[0].Text), Mark))
			}
			if n := list[0].Count(Untranslated); n != len(list[0].Scenes)+1 {
				t.Errorf("%d of %d scenes untranslated", n, len(list[0].Scenes)+1)
			}
			synced, err := Sync(m, base, "en", Accept{})
			if err != nil || synced[0].Changed {
				t.Errorf("a sync changes what was just begun: %v %+v", err, synced[0].News)
			}
			if _, err := Init(m, base, "en"); err != ErrThere {
				t.Errorf("begun twice: %v", err)
			}
		})
	}
}

// TestShelfIsTranslated: what is shipped is translated to its last text, and a
// sync has nothing to do.
func TestShelfIsTranslated(t *testing.T) {
	for _, base := range scenarios.Shelf() {
		list, err := Look(scenarios.FS(), base, "")
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v", base, err)
		}
		s := list[0]
		if all, finished := s.Texts(); all != finished || s.Count(Current) != len(s.Scenes)+1 || len(s.Extra) > 0 || len(s.NotesLeft) > 0 {
			t.Errorf("%s: %d of %d; untranslated %v, stale %v, extra %v, notes left %v", s.Path, finished, all, s.IDs(Untranslated), s.IDs(Stale), s.Extra, s.NotesLeft)
		}
		synced, err := Sync(scenarios.FS(), base, "en", Accept{})
		if err != nil || len(synced) != 1 || synced[0].Changed || synced[0].Aside != "" {
			t.Errorf("%s: a sync changes it: %v %+v", base, err, synced)
		}
	}
}

// TestShelfRoundTrip: the English of each exercise, exported and imported into a
// folder without it, says the same in every place.
func TestShelfRoundTrip(t *testing.T) {
	for _, base := range scenarios.Shelf() {
		for name, trip := range trips {
			t.Run(base+"/"+name, func(t *testing.T) {
				table, err := Export(scenarios.FS(), base, "en")
				if err != nil {
					t.Fatal(err)
				}
				rows := trip(t, table)
				m := shelfWithout(t, base)
				got, err := Import(m, base, "en", rows)
				if err != nil || len(got.Refused) > 0 || got.Set != len(table.Rows) {
					t.Fatalf("%v: %d of %d set, refused %v", err, got.Set, len(table.Rows), got.Refused[:min(5, len(got.Refused))])
				}
				for _, f := range got.Files {
					m[f.Path] = &fstest.MapFile{Data: f.Text}
				}
				sameText(t, parse.Read(scenarios.FS(), base), parse.Read(m, base))
				for _, p := range lint.Check(parse.Read(m, base)) {
					if p.Severity() != game.Hint {
						t.Errorf("%s: %s %s", p.From, p.Rule, p.Message.EN)
					}
				}
			})
		}
	}
}

// sameText compares the English of two readings, place by place.
func sameText(t *testing.T, a, b *parse.Result) {
	t.Helper()
	if a.Scenario == nil || b.Scenario == nil || len(b.Translations) == 0 {
		t.Fatalf("no translation: %v", b.Problems)
	}
	x, y := *a.Scenario.Text("en"), *b.Scenario.Text("en")
	if x.Lang != y.Lang {
		t.Fatalf("the language is %s", y.Lang)
	}
	bare := func(list []game.Block) string {
		var s strings.Builder
		for _, bl := range list {
			fmt.Fprintln(&s, bl.Kind, bl.Who, bl.For, bl.If != nil)
			for _, p := range bl.Parts {
				fmt.Fprintf(&s, "%q %v\n", p.Text, p.Expr != nil)
			}
		}
		return s.String()
	}
	if bare(x.Lead) != bare(y.Lead) {
		t.Errorf("lead: got\n%s\nwant\n%s", bare(y.Lead), bare(x.Lead))
	}
	for i := range x.Scenes {
		p, q := x.Scenes[i], y.Scenes[i]
		if p.Title != q.Title || bare(p.Blocks) != bare(q.Blocks) || !reflect.DeepEqual(p.Then, q.Then) {
			t.Errorf("scene %d: got\n%q %s\nwant\n%q %s", i, q.Title, bare(q.Blocks), p.Title, bare(p.Blocks))
		}
		for j := range p.Items {
			if p.Items[j].Label != q.Items[j].Label || bare(p.Items[j].Feedback) != bare(q.Items[j].Feedback) {
				t.Errorf("scene %d, item %d: got %+v, want %+v", i, j, q.Items[j], p.Items[j])
			}
		}
	}
	x.Lead, y.Lead, x.Scenes, y.Scenes = nil, nil, nil, nil
	if !reflect.DeepEqual(x, y) {
		t.Errorf("front matter: got\n%+v\nwant\n%+v", y, x)
	}
}

// trips are the ways that a table goes out and comes back.
var trips = map[string]func(testing.TB, Table) []Row{
	"po": func(t testing.TB, table Table) []Row {
		var out bytes.Buffer
		if err := WritePO(&out, table); err != nil {
			t.Fatal(err)
		}
		got, err := ReadPO(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return got.Rows
	},
	"csv": func(t testing.TB, table Table) []Row {
		var out bytes.Buffer
		if err := WriteCSV(&out, table); err != nil {
			t.Fatal(err)
		}
		got, err := ReadCSV(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return got.Rows
	},
}

// shelfTable is the table of the flagship.
func shelfTable(t testing.TB) Table {
	t.Helper()
	table, err := Export(scenarios.FS(), scenarios.Shelf()[0], "en")
	if err != nil {
		t.Fatal(err)
	}
	return table
}
