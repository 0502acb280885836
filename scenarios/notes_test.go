package scenarios_test

import (
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
)

const notesDir = "shop-bot/notes"

// noteNames is the fixed set of notes: the scenario and its glossary link to
// them by these names, so a note that is renamed or lost must be noticed here.
var noteNames = []string{
	"backup", "bot", "evidence", "figure-5", "legal-clocks", "management-report", "partial-measures",
	"patch-and-zero-day", "references", "self-update", "stop-or-continue", "two-routes", "variants", "why-bots-spread",
}

func readNote(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(notesDir, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestNotesAreThere(t *testing.T) {
	entries, err := os.ReadDir(notesDir)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	for _, name := range noteNames {
		want = append(want, name+".en.md", name+".md")
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// noteFaults are the things a note must not hold, whatever it says.
var noteFaults = []struct {
	what string
	is   *regexp.Regexp
}{
	{"HTML", regexp.MustCompile(`<[A-Za-z/!]`)},
	{"an image", regexp.MustCompile(`!\[`)},
	{"a footnote", regexp.MustCompile(`\[\^`)},
	{"a mark of an unchecked or made-up fact", regexp.MustCompile(`\[(記憶|設計|mem|design)`)},
	{"a mark of unfinished work", regexp.MustCompile(`\b(` + "TO" + "DO|FIX" + "ME" + `)\b`)},
	{"a path of someone's machine", regexp.MustCompile("(?m)(^|[ (`])(\\.\\./|~/|/[a-z]+/)")},
	{"a misprint of the source article", regexp.MustCompile(`Teleco-ISAC|議術`)},
	{"the white space of a slip", regexp.MustCompile("(?m)\t|\u3000|\r| $|\n\n\n|[^\n]\\z")},
}

func TestNotesText(t *testing.T) {
	plain, wide := displaywidth.Options{}, displaywidth.Options{EastAsianWidth: true}
	eachNote(t, func(t *testing.T, _, text string) {
		first, rest, _ := strings.Cut(text, "\n")
		if !strings.HasPrefix(first, "# ") || strings.Contains(rest, "\n# ") {
			t.Errorf("first line %q: want the one `# Title` of the note there", first)
		}
		for _, fault := range noteFaults {
			if at := fault.is.FindString(text); at != "" {
				t.Errorf("holds %s: %q", fault.what, at)
			}
		}
		for n, line := range strings.Split(text, "\n") {
			if strings.HasPrefix(line, "|") && (strings.Count(line, "|") > 5 || plain.String(line) > 60) {
				t.Errorf("line %d: want at most 4 columns in 60 cells", n+1)
			}
			for _, r := range line {
				if plain.Rune(r) != wide.Rune(r) || r == '\ufe0f' || r == '\u200d' {
					t.Errorf("line %d: %q (%U) has no certain width", n+1, r, r)
				}
			}
		}
	})
}

// eachNote runs check on both languages of every note.
func eachNote(t *testing.T, check func(t *testing.T, file, text string)) {
	for _, name := range noteNames {
		for _, file := range []string{name + ".md", name + ".en.md"} {
			t.Run(file, func(t *testing.T) { check(t, file, readNote(t, file)) })
		}
	}
}

var noteLink = regexp.MustCompile(`\]\(([^)]*)\)`)

// noteLinks lists the targets in order, with the language cut from their names.
func noteLinks(text string) []string {
	var to []string
	for _, m := range noteLink.FindAllStringSubmatch(text, -1) {
		to = append(to, strings.TrimSuffix(strings.TrimSuffix(m[1], ".md"), ".en"))
	}
	return to
}

func TestNotesLinks(t *testing.T) {
	eachNote(t, func(t *testing.T, file, text string) {
		english := strings.HasSuffix(file, ".en.md")
		for _, m := range noteLink.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(notesDir, m[1])); err != nil {
				t.Errorf("link to %q: no such note", m[1])
			}
			if strings.HasSuffix(m[1], ".en.md") != english {
				t.Errorf("link to %q leaves the reader's language", m[1])
			}
			if m[1] == file {
				t.Errorf("link to %q leads nowhere new", m[1])
			}
		}
	})
}

// A chart is what a `bars` fence says.
type chart struct {
	max  int
	bars []int
}

var barsFence = regexp.MustCompile("(?ms)^```bars\n(.*?)^```$")

// charts reads every `bars` fence: reserved keys with a text, the rest
// `label: integer` with 0 <= integer <= max.
func charts(text string) ([]chart, error) {
	var all []chart
	for _, fence := range barsFence.FindAllStringSubmatch(text, -1) {
		var c chart
		seen := map[string]bool{}
		for _, line := range strings.Split(strings.TrimSuffix(fence[1], "\n"), "\n") {
			key, value, ok := strings.Cut(line, ": ")
			if !ok || value == "" || seen[key] {
				return nil, fmt.Errorf("line %q: want a new `key: value`", line)
			}
			seen[key] = true
			switch key {
			case "title", "unit", "note":
				continue
			}
			n, err := strconv.Atoi(value)
			if err != nil {
				return nil, fmt.Errorf("line %q: %w", line, err)
			}
			if key == "max" {
				c.max = n
			} else {
				c.bars = append(c.bars, n)
			}
		}
		if !seen["title"] || !seen["note"] || len(c.bars) < 2 {
			return nil, fmt.Errorf("chart %q: want title, note and two bars", fence[1])
		}
		if slices.Min(c.bars) < 0 || slices.Max(c.bars) > c.max {
			return nil, fmt.Errorf("chart %q: a bar beyond 0 to %d", fence[1], c.max)
		}
		all = append(all, c)
	}
	if n := strings.Count(text, "```"); n != 2*len(all) {
		return nil, fmt.Errorf("%d fence lines for %d charts: want only closed bars fences", n, len(all))
	}
	return all, nil
}

var (
	number   = regexp.MustCompile(`((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(万|億| million\b| m\b)?`)
	scale    = map[string]int64{"": 1, "万": 1e4, "億": 1e8, " million": 1e6, " m": 1e6}
	months   = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	dayMonth = regexp.MustCompile(`(\d )?\b(` + strings.Join(months, "|") + `)\b( \d)?`)
)

// numbers counts every Arabic number of a text by its value, so that 5,700万
// and 57 million, or 7月27日 and 27 July, are the same.
func numbers(text string) map[string]int {
	text = dayMonth.ReplaceAllStringFunc(text, func(s string) string {
		m := dayMonth.FindStringSubmatch(s)
		if m[1] == "" && m[3] == "" {
			return s // a verb, not a month
		}
		return m[1] + strconv.Itoa(slices.Index(months, m[2])+1) + m[3]
	})
	count := map[string]int{}
	for _, m := range number.FindAllStringSubmatch(text, -1) {
		value, _ := new(big.Rat).SetString(strings.ReplaceAll(m[1], ",", ""))
		value.Mul(value, big.NewRat(scale[m[2]], 1))
		count[value.RatString()]++
	}
	return count
}

func TestNumbersOfNotes(t *testing.T) {
	tests := []struct{ ja, en string }{
		{"5,700万円と2.88億円", "57 million yen and 288 m"},
		{"2005年7月27日", "27 July 2005"},
		{"2024年4月から", "from April 2024; it may rain"},
		{"12万円、S03", "120,000 yen, S03"},
	}
	for _, tt := range tests {
		if ja, en := numbers(tt.ja), numbers(tt.en); !maps.Equal(ja, en) || len(ja) == 0 {
			t.Errorf("%q is %v, %q is %v: want the same", tt.ja, ja, tt.en, en)
		}
	}
	if maps.Equal(numbers("90%と23%"), numbers("90% and 32%")) {
		t.Error("90 and 23 pass for 90 and 32")
	}
}

// shape tells the kinds of a note's lines in order: both languages of a note
// say the same things in the same places.
func shape(text string) string {
	kinds := regexp.MustCompile(`^(#+ |- |\d+\. |\||> |` + "```" + `)?`)
	var b strings.Builder
	for line := range strings.Lines(text) {
		kind := strings.TrimSpace(kinds.FindString(line))
		if kind == "" && strings.TrimSpace(line) != "" {
			kind = "p"
		}
		b.WriteString(kind + " ")
	}
	return b.String()
}

func TestNotesAgree(t *testing.T) {
	for _, name := range noteNames {
		t.Run(name, func(t *testing.T) {
			ja, en := readNote(t, name+".md"), readNote(t, name+".en.md")
			if a, b := shape(ja), shape(en); a != b {
				t.Errorf("built differently\nja %s\nen %s", a, b)
			}
			if a, b := noteLinks(ja), noteLinks(en); !slices.Equal(a, b) {
				t.Errorf("links differ\nja %v\nen %v", a, b)
			}
			a, b := numbers(ja), numbers(en)
			for n := range maps.Keys(a) {
				if a[n] != b[n] {
					t.Errorf("number %s: %d times in Japanese, %d in English", n, a[n], b[n])
				}
				delete(b, n)
			}
			if len(b) > 0 {
				t.Errorf("numbers in English only: %v", b)
			}
			barsJA, errJA := charts(ja)
			barsEN, errEN := charts(en)
			if errJA != nil || errEN != nil {
				t.Fatalf("charts: ja %v, en %v", errJA, errEN)
			}
			if !slices.EqualFunc(barsJA, barsEN, func(x, y chart) bool { return x.max == y.max && slices.Equal(x.bars, y.bars) }) {
				t.Errorf("charts differ: ja %v, en %v", barsJA, barsEN)
			}
		})
	}
}

var (
	sourceCited  = regexp.MustCompile(`\b[SR]-?\d\d[a-z]?\b`)
	sourceListed = regexp.MustCompile(`(?m)^- (\S+) .*https?://\S+$`)
)

func TestNotesSources(t *testing.T) {
	listed, cited := map[string]bool{}, map[string]bool{}
	for _, m := range sourceListed.FindAllStringSubmatch(readNote(t, "references.md"), -1) {
		listed[strings.SplitN(m[1], "「", 2)[0]] = true
	}
	eachNote(t, func(t *testing.T, file, text string) {
		if strings.HasPrefix(file, "references.") {
			return
		}
		_, sources, ok := strings.Cut(text, map[bool]string{true: "\n## Sources\n", false: "\n## 出典\n"}[strings.HasSuffix(file, ".en.md")])
		if !ok || strings.Contains(sources, "\n## ") {
			t.Error("want the sources at the end")
		}
		for _, id := range sourceCited.FindAllString(text, -1) {
			if cited[id] = true; !listed[id] {
				t.Errorf("%s is not in the references", id)
			}
		}
	})
	for id := range listed {
		if !cited[id] && id != "S02" { // the next case is told in the references themselves
			t.Errorf("%s is listed and never cited", id)
		}
	}
}
