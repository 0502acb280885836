package edit

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/assets"
	"kobayashi/game/parse"
	"kobayashi/scenarios"
)

// TestShelfIsInForm: what is shipped is in the house's form already.
func TestShelfIsInForm(t *testing.T) {
	for _, base := range scenarios.Shelf() {
		for _, f := range Format(scenarios.FS(), base) {
			if f.Err != nil || f.Changed {
				t.Errorf("%s: %v\n%s", f.Path, f.Err, firstDifference(scenarios.FS(), f))
			}
		}
	}
}

func firstDifference(fsys fs.FS, f Formed) string {
	was, err := fs.ReadFile(fsys, f.Path)
	if err != nil {
		return err.Error()
	}
	a, b := strings.Split(string(was), "\n"), strings.Split(string(f.Text), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "line " + a[i] + "\nform " + b[i]
		}
	}
	return "the end"
}

// TestFormat compares a file with the form it is given.
func TestFormat(t *testing.T) {
	cases, err := os.ReadDir("testdata/form")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		stem, isIn := strings.CutSuffix(c.Name(), ".in.md")
		if !isIn {
			continue
		}
		t.Run(stem, func(t *testing.T) {
			in, err := os.ReadFile(path.Join("testdata/form", c.Name()))
			if err != nil {
				t.Fatal(err)
			}
			// What would not survive an editor is written by its name.
			text := strings.NewReplacer("<SP>", " ", "<TAB>", "\t", "<CR>", "\r").Replace(string(in))
			got := only(t, text)
			if got.Err != nil {
				t.Fatal(got.Err)
			}
			goldenText(t, "testdata/form/"+stem+".out.md", string(got.Text))
			again := only(t, string(got.Text))
			if again.Err != nil || again.Changed {
				t.Errorf("set twice: %v\n%s", again.Err, again.Text)
			}
		})
	}
}

func only(t testing.TB, text string) Formed {
	t.Helper()
	list := Format(fstest.MapFS{"s.md": &fstest.MapFile{Data: []byte(text)}}, "s.md")
	if len(list) != 1 {
		t.Fatalf("%d files", len(list))
	}
	return list[0]
}

// goldenText compares with a file, which GOLDEN=write rewrites.
func goldenText(t testing.TB, name, got string) {
	t.Helper()
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

func TestRespace(t *testing.T) {
	for in, want := range map[string]string{
		"hours+=2":                          "hours += 2",
		"hours+=2;x=1 ;; score.contain-=-3": "hours += 2; x = 1; score.contain -= -3",
		"if  hours>=3and not(x or #a-b)":    "if hours >= 3 and not (x or #a-b)",
		"if hours>=3 and not(x or #a-b)":    "if hours >= 3 and not (x or #a-b)",
		"if a==-1 or b- 1<2*(c+-3)":         "if a == -1 or b - 1 < 2 * (c + -3)",
		"if not -a == b":                    "if not -a == b",
		"=hours":                            "= hours",
		"=  2*hours-1":                      "= 2 * hours - 1",
		"when #watch and 時間>2":              "when #watch and 時間 > 2",
		"end":                               "end",
		"end  two-words":                    "end two-words",
		"role   pr-desk; for x":             "role pr-desk; for x",
		"after  90 s":                       "after 90s",
		"score . report+=6*hits-4*wrong":    "score.report += 6 * hits - 4 * wrong",
		"hours＋＝2":                          "hours＋＝2",
		"x = \"a\"":                         "x = \"a\"",
		"":                                  "",
		"if a!=b":                           "if a != b",
		"a = b":                             "a = b",
	} {
		if got := Respace(in); got != want {
			t.Errorf("Respace(%q) = %q, want %q", in, got, want)
		}
		if got := Respace(Respace(in)); got != Respace(in) {
			t.Errorf("Respace(%q) twice gives %q", in, got)
		}
	}
}

// TestStirred stirs the spaces of two exercises and of a wild file: whatever
// still plays alike is given one form.
func TestStirred(t *testing.T) {
	wild, err := os.ReadFile("testdata/form/wild.out.md")
	if err != nil {
		t.Fatal(err)
	}
	const alone = "wild/wild.md"
	shelf := Over(scenarios.FS(), map[string][]byte{alone: wild})
	for i, rounds := range []int{60, 2, 2} {
		name := append([]string{alone}, scenarios.Shelf()...)[i]
		dice := rand.New(rand.NewPCG(1, uint64(i)))
		text, err := fs.ReadFile(shelf, name)
		if err != nil {
			t.Fatal(err)
		}
		was, want := parse.Read(shelf, name).Base, Format(shelf, name)[0]
		same := 0
		for range rounds {
			stirred := Over(shelf, map[string][]byte{name: []byte(stir(string(text), dice))})
			once := Format(stirred, name)[0]
			if once.Err == ErrFaulty {
				continue
			}
			if once.Err != nil {
				written, _ := fs.ReadFile(stirred, name)
				t.Fatalf("%v:\n%s", once.Err, written)
			}
			if alike(was, parse.Read(stirred, name).Base) {
				same++
				if rows(string(want.Text)) != rows(string(once.Text)) { // blanks in code are its own
					t.Fatalf("another form: %s", firstDifference(Over(shelf, map[string][]byte{name: want.Text}), once))
				}
			}
			twice := Format(Over(shelf, map[string][]byte{name: once.Text}), name)[0]
			if twice.Err != nil || string(twice.Text) != string(once.Text) {
				t.Fatalf("%v: once and twice differ\n%s\n%s", twice.Err, once.Text, twice.Text)
			}
		}
		if same < rounds/3 {
			t.Errorf("%s: %d of %d were the same: the test looks at too little", name, same, rounds)
		}
	}
}

// stir changes a few spaces and marks.
func stir(text string, dice *rand.Rand) string {
	list := strings.SplitAfter(text, "\n")
	body := 1
	for body < len(list) && list[body] != "---\n" {
		body++
	}
	for range 1 + dice.IntN(6) {
		i := body + 1 + dice.IntN(max(1, len(list)-body-1))
		if i >= len(list) {
			continue
		}
		l := &list[i]
		switch dice.IntN(8) {
		case 0:
			*l = strings.Replace(*l, "\n", []string{" \n", "  \n", "\t\n"}[dice.IntN(3)], 1)
		case 1:
			*l = "\n" + *l
		case 2:
			*l = *l + "\n\n"
		case 3:
			*l = strings.Replace(*l, "- [", []string{"-   [", "* [", "+  ["}[dice.IntN(3)], 1)
		case 4:
			*l = strings.Replace(*l, " `", []string{"`", "   `"}[dice.IntN(2)], 1)
		case 5:
			*l = strings.NewReplacer(" += ", "+=", "; ", ";", " >= ", ">=").Replace(*l)
		case 6:
			*l = strings.Replace(*l, "> ", ">", 1)
		case 7:
			if strings.HasPrefix(*l, "#") {
				*l = strings.Replace(*l, " ", "   ", 1)
			}
		}
	}
	return strings.Join(list, "")
}

// FuzzFormat: whatever parses is given a form that is its own form, in which the
// rules are the same.
func FuzzFormat(f *testing.F) {
	for _, base := range scenarios.Shelf() {
		text, err := fs.ReadFile(scenarios.FS(), base)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text[:min(len(text), 9000)]))
	}
	seeds, err := fs.Glob(os.DirFS("testdata/form"), "*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range seeds {
		text, err := os.ReadFile("testdata/form/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(strings.NewReplacer("<SP>", " ", "<TAB>", "\t", "<CR>", "\r").Replace(string(text)))
	}
	pages, err := fs.Glob(assets.Rules, "rules/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, page := range pages {
		text, err := fs.ReadFile(assets.Rules, page)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.Split(string(text), "```kobayashi\n")[1:] {
			f.Add(strings.SplitN(part, "\n```", 2)[0] + "\n")
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := only(t, text)
		was := parse.Read(fstest.MapFS{"s.md": &fstest.MapFile{Data: []byte(text)}}, "s.md")
		if once.Err == ErrUnsafe {
			t.Fatalf("unsafe:\n%q\n%q", text, once.Text)
		}
		if once.Err != nil {
			return
		}
		if strings.Contains(string(once.Text), "\r\n") || !strings.HasSuffix(string(once.Text), "\n") {
			t.Errorf("ends of lines: %q", once.Text)
		}
		is := parse.Read(fstest.MapFS{"s.md": &fstest.MapFile{Data: once.Text}}, "s.md")
		if was.Scenario != nil && was.Scenario.Digest() != is.Scenario.Digest() {
			t.Errorf("the rules of\n%s\nare not those of\n%s", text, once.Text)
		}
		twice := only(t, string(once.Text))
		if twice.Err != nil || string(twice.Text) != string(once.Text) {
			t.Errorf("%v: once\n%q\ntwice\n%q", twice.Err, once.Text, twice.Text)
		}
	})
}
