package words_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game/words"
)

// TestPhrasesAgree: every phrase exists in every language with the same verbs.
// English alone may have KEY.one for a count of one.
func TestPhrasesAgree(t *testing.T) {
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	ja, en := book.In("ja"), book.In("en")
	for _, key := range ja.Keys() {
		if !en.Has(key) {
			t.Errorf("%s is missing in English", key)
		}
	}
	for _, key := range en.Keys() {
		base, one := strings.CutSuffix(key, ".one")
		if !ja.Has(key) && !(one && ja.Has(base)) {
			t.Errorf("%s is missing in Japanese", key)
			continue
		}
		if got, want := verbs(en.Say(key)), verbs(ja.Say(base)); !one && !slices.Equal(got, want) {
			t.Errorf("%s: verbs %v in English, %v in Japanese", key, got, want)
		}
	}
}

// TestPhrasesAreSound: the index of a verb stands after its flags and width, or the
// reader meets %!d(BADINDEX).
func TestPhrasesAreSound(t *testing.T) {
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	broken := regexp.MustCompile(`%[^%a-z]*\[[0-9]+\][^a-z]`)
	for _, lang := range []string{"ja", "en"} {
		say := book.In(lang)
		for _, key := range say.Keys() {
			if found := broken.FindString(say.Say(key)); found != "" {
				t.Errorf("%s.%s: %q", key, lang, found)
			}
		}
	}
}

// verb finds the verbs of a phrase, and which argument each takes.
var verb = regexp.MustCompile(`%[+#0-9.]*(?:\[(\d+)\])?([a-z])`)

func verbs(phrase string) []string {
	var list []string
	for i, m := range verb.FindAllStringSubmatch(strings.ReplaceAll(phrase, "%%", ""), -1) {
		n := m[1]
		if n == "" {
			n = string(rune('1' + i))
		}
		list = append(list, n+strings.ReplaceAll(m[2], "q", "s")) // both want a text
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestLoadRefuses(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	for name, dir := range map[string]fstest.MapFS{
		"a key in two files": {"a.ja.json": file(`{"x": "1"}`), "b.ja.json": file(`{"x": "2"}`)},
		"not JSON":           {"a.ja.json": file(`{"x": `)},
		"another language":   {"a.fr.json": file(`{"x": "1"}`)},
		"no language":        {"ja.json": file(`{"x": "1"}`)},
	} {
		if _, err := words.Load(dir); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

func TestSay(t *testing.T) {
	book, err := words.Load(fstest.MapFS{
		"a.ja.json": &fstest.MapFile{Data: []byte(`{"n": "%[1]d件", "pair": "%[2]sの%[1]s", "bare": "なし"}`)},
		"a.en.json": &fstest.MapFile{Data: []byte(`{"n": "%[1]d runs", "n.one": "%[1]d run", "pair": "%[1]s of %[2]s", "bare": "none"}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	ja, en := book.In("ja"), book.In("en")
	for got, want := range map[string]string{
		en.Count("n", 1): "1 run", en.Count("n", 2): "2 runs", ja.Count("n", 1): "1件",
		ja.Say("pair", "a", "b"): "bのa", en.Say("none"): "<none>", en.Say("bare", 1, "x"): "none", book.In("fr").Lang: "ja",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestLang(t *testing.T) {
	tests := []struct {
		values []string
		want   string
	}{
		{nil, "ja"},
		{[]string{"", "", "ja_JP.UTF-8"}, "ja"},
		{[]string{"", "en_GB.UTF-8", "ja_JP.UTF-8"}, "en"},
		{[]string{"en", "ja_JP"}, "en"},
		{[]string{"C"}, "ja"},
		{[]string{"C.UTF-8"}, "ja"},
		{[]string{"POSIX"}, "ja"},
		{[]string{"de_DE@euro"}, "en"},
		{[]string{"_"}, "en"},
		{[]string{"JA"}, "ja"},
	}
	for _, tt := range tests {
		if got := words.Lang(tt.values...); got != tt.want {
			t.Errorf("Lang(%q) = %s, want %s", tt.values, got, tt.want)
		}
	}
}

// TestNoPhraseIsLeftOver looks for every key in the sources: as it is, or as
// the beginning of a key that is put together there.
func TestNoPhraseIsLeftOver(t *testing.T) {
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	literals := map[string]bool{}
	quoted := regexp.MustCompile(`"([a-z][a-z0-9_.]*)"`)
	for _, dir := range []string{"..", "../../cmd"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			src, err := os.ReadFile(path)
			for _, m := range quoted.FindAllStringSubmatch(string(src), -1) {
				literals[m[1]] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range book.In("en").Keys() {
		used := literals[strings.TrimSuffix(key, ".one")]
		for i := range key {
			used = used || key[i] == '.' && (literals[key[:i]] || literals[key[:i+1]])
		}
		if !used {
			t.Errorf("nothing says %s", key)
		}
	}
}
