package lint

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/parse"
)

// read checks an example and gives its problems.
func (e example) read(t *testing.T) []game.Problem {
	t.Helper()
	first, files, err := e.files()
	if err != nil {
		t.Fatal(err)
	}
	return Check(parse.Read(tree(files), first))
}

// exampleStates is where the exact pass of an example stops. The example of E210
// has more than a million states, and nobody need wait for them.
const exampleStates = 20_000

// proved is read with the exact pass.
func (e example) proved(t *testing.T) []game.Problem {
	t.Helper()
	first, files, err := e.files()
	if err != nil {
		t.Fatal(err)
	}
	res := parse.Read(tree(files), first)
	exact, _, err := Prove(t.Context(), res, exampleStates)
	if err != nil {
		t.Fatal(err)
	}
	return Settle(append(Check(res), exact...))
}

func tree(files map[string][]byte) fs.FS {
	m := fstest.MapFS{}
	for name, data := range files {
		m[name] = &fstest.MapFile{Data: data}
	}
	return m
}

func tell(t *testing.T, problems []game.Problem) string {
	t.Helper()
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.From.String() + " " + p.Rule + " " + p.Message.JA + " / " + p.Message.EN + "\n")
	}
	return b.String()
}

// TestPages holds every page to its word: the failing example has its rule at
// its line and nothing else, the mended one has no error and no warning.
func TestPages(t *testing.T) {
	for _, code := range pageCodes(t) {
		t.Run(code, func(t *testing.T) {
			pg, err := readPage(assets.Rules, code)
			if err != nil {
				t.Fatal(err)
			}
			first, _, err := pg.failing.files()
			if err != nil {
				t.Fatal(err)
			}
			want := pg.at
			if !strings.Contains(want, ":") {
				want = first + ":" + want
			}
			got := pg.failing.proved(t)
			var places []string
			for _, p := range got {
				if p.Rule == code || p.Severity() != game.Hint {
					places = append(places, p.Rule+" "+p.From.File+":"+strconv.Itoa(max(1, p.From.Line)))
				}
			}
			if !slices.Equal(places, []string{code + " " + want}) {
				t.Errorf("failing: got\n%swant only %s at %s", tell(t, got), code, want)
			}
			got = pg.mended.proved(t)
			for _, p := range got {
				if p.Rule == code || p.Severity() != game.Hint {
					t.Errorf("mended: got\n%swant no error and no warning", tell(t, got))
					break
				}
			}
		})
	}
}

func pageCodes(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(assets.Rules, "rules/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var codes []string
	for _, f := range files {
		codes = append(codes, strings.TrimSuffix(strings.TrimPrefix(f, "rules/"), ".md"))
	}
	return codes
}

// TestEveryRuleHasItsPage finds the codes in the sources of the two packages
// that emit them.
func TestEveryRuleHasItsPage(t *testing.T) {
	literal := regexp.MustCompile(`"([EWI][0-9]{3})"`)
	emitted := map[string]bool{}
	for _, dir := range []string{".", "../parse"} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || filepath.Base(file) == "codes.go" {
				continue
			}
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range literal.FindAllStringSubmatch(string(src), -1) {
				emitted[m[1]] = true
			}
		}
	}
	var want []string
	for code := range emitted {
		want = append(want, code)
	}
	slices.Sort(want)
	if got := slices.Sorted(slices.Values(pageCodes(t))); !slices.Equal(got, want) {
		t.Errorf("pages\n%v\ncodes in the sources\n%v", got, want)
	}
	if got := slices.Sorted(slices.Values(Codes())); !slices.Equal(got, want) {
		t.Errorf("Codes\n%v\ncodes in the sources\n%v", got, want)
	}
}

func TestPage(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for _, code := range []string{"e050", "W606"} {
			t.Run(code+"-"+lang, func(t *testing.T) {
				text, ok := Page(assets.Rules, code, lang)
				if !ok {
					t.Fatalf("no page %s", code)
				}
				golden(t, text)
			})
		}
	}
	for _, code := range []string{"E999", "", "../E050", "E050.md", "X050"} {
		if _, ok := Page(assets.Rules, code, "ja"); ok {
			t.Errorf("Page(%q) found something", code)
		}
	}
}

// TestPagesAreInBothLanguages: a section without its language was forgotten.
func TestPagesAreInBothLanguages(t *testing.T) {
	for _, code := range pageCodes(t) {
		pg, err := readPage(assets.Rules, code)
		if err != nil {
			t.Fatal(err)
		}
		if _, signs := unsteady([]byte(pg.ja + pg.en + pg.failing.text + pg.mended.text)); len(signs) > 0 {
			t.Errorf("%s: terminals disagree on the width of %q: escape it", code, signs)
		}
		if !kana(pg.ja) {
			t.Errorf("%s: no Japanese in its section", code)
		}
		if cjk, letters, _ := census(pg.en); cjk > letters/4 {
			t.Errorf("%s: the English section is not in English", code)
		}
		for _, label := range []string{"意味", "なぜ", "直し方"} {
			if !strings.Contains(pg.ja, "**"+label+"** ") {
				t.Errorf("%s: no %s", code, label)
			}
		}
		for _, label := range []string{"What", "Why", "Mend"} {
			if !strings.Contains(pg.en, "**"+label+"** ") {
				t.Errorf("%s: no %s", code, label)
			}
		}
	}
}
