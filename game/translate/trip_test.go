package translate

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"kobayashi/game/need"
)

// TestCatalogue: gettext's own tools find nothing wrong with our catalogues, and
// what they write of one is read back as it was.
func TestCatalogue(t *testing.T) {
	msgfmt, msgcat := need.Program(t, "msgfmt"), need.Program(t, "msgcat")
	for _, table := range []Table{odd(), shelfTable(t)} {
		var out bytes.Buffer
		if err := WritePO(&out, table); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "a.po")
		if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(msgfmt, "--check", "--check-accelerators=~", "-o", os.DevNull, name).CombinedOutput()
		if err != nil {
			t.Errorf("msgfmt: %v\n%s", err, said[:min(len(said), 2000)])
		}
		again, err := exec.Command(msgcat, "--no-wrap", name).Output()
		if err != nil {
			t.Fatalf("msgcat: %v", err)
		}
		for _, written := range [][]byte{out.Bytes(), again, bytes.ReplaceAll(out.Bytes(), []byte("\n"), []byte("\r\n"))} {
			got, err := ReadPO(written)
			if err != nil {
				t.Fatal(err)
			}
			sameRows(t, table, got, true)
		}
		wrapped, err := exec.Command(msgcat, name).Output()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadPO(wrapped)
		if err != nil {
			t.Fatal(err)
		}
		sameRows(t, table, got, true)
	}
}

// TestSpreadsheet: the CSV form is read back as it was, no cell is a formula, and
// another reader finds the same cells.
func TestSpreadsheet(t *testing.T) {
	for _, table := range []Table{odd(), shelfTable(t)} {
		var out bytes.Buffer
		if err := WriteCSV(&out, table); err != nil {
			t.Fatal(err)
		}
		got, err := ReadCSV(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		sameRows(t, table, got, false)
		cells, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(out.Bytes(), []byte("\uFEFF")))).ReadAll()
		if err != nil || len(cells) != len(table.Rows)+1 {
			t.Fatalf("%v: %d rows", err, len(cells))
		}
		for _, row := range cells {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("a formula: %q", cell)
				}
			}
		}
		for _, apart := range []rune{';', '\t'} {
			var other bytes.Buffer
			w := csv.NewWriter(&other)
			w.Comma = apart
			if err := w.WriteAll(cells); err != nil {
				t.Fatal(err)
			}
			if got, err = ReadCSV(other.Bytes()); err != nil {
				t.Fatal(err)
			}
			sameRows(t, table, got, false)
		}
	}
}

// odd has what tables trip over.
func odd() Table {
	t := Table{Scenario: "odd", From: "ja", To: "en-GB"}
	for i, text := range []string{
		"一行", "二行\n目", "=1+1", "'=1", "''-x", "@x", "a,b;c\td", `"引用" と \ と \n`, "`= hours` 時間 ``code`` `if hours > 3`",
		"| a | b |\n|---|---|\n| 1 | 2 |", "%d %s {x} ~", "\"", "\\", "行\n\n段", "#, fuzzy", "msgid \"x\"",
	} {
		r := Row{Key: "#s/p" + string(rune('a'+i)), Kind: Prose, File: "odd.md", Line: i + 1, State: Current, Source: text, Target: text + "!"}
		if i%3 == 1 {
			r.State, r.Target = Untranslated, ""
		}
		if i%5 == 3 {
			r.State, r.Target, r.Who = Stale, text+"!", "山下\" x"
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func sameRows(t *testing.T, want, got Table, flags bool) {
	t.Helper()
	if got.To != want.To || got.From != want.From || len(got.Rows) != len(want.Rows) {
		t.Fatalf("%s to %s, %d rows; want %s to %s, %d", got.From, got.To, len(got.Rows), want.From, want.To, len(want.Rows))
	}
	for i, w := range want.Rows {
		g := got.Rows[i]
		if g.Key != w.Key || g.Source != w.Source || g.Target != w.Target {
			t.Errorf("got %q %q %q\nwant %q %q %q", g.Key, g.Source, g.Target, w.Key, w.Source, w.Target)
		}
		if flags && (g.State == Stale) != (w.State == Stale) {
			t.Errorf("%s: state %q, want %q", w.Key, g.State, w.State)
		}
	}
}

// TestBadTables: what cannot be read is refused at its line.
func TestBadTables(t *testing.T) {
	po := map[string]FaultyTable{
		"msgid \"a\"\nmsgstr \"b":        {2, "string"},
		"msgid \"a\"\nmsgstr \"b\\q\"":   {2, "string"},
		"msgid \"a\" \"b\"\nmsgstr \"\"": {1, "string"},
		"msgstr \"a\"":                   {1, "order"},
		"msgid \"a\"\n\nmsgstr \"b\"":    {2, "order"},
		"\"a\"":                          {1, "string"},
		"x":                              {1, "string"},
		"msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[99999999] \"\"": {2, "plural"},
		"msgid \"\xff\"": {1, "not-utf8"},
		"msgid":          {1, "string"},
	}
	for text, want := range po {
		_, err := ReadPO([]byte(text))
		if got, ok := err.(*FaultyTable); !ok || *got != want {
			t.Errorf("%q: %v, want %v", text, err, &want)
		}
	}
	sheets := map[string]FaultyTable{
		"":                          {1, "columns"},
		"a,b\n":                     {1, "columns"},
		"key,ja\n":                  {1, "columns"},
		"key,ja,en,fr\n":            {1, "columns"},
		"key,ja,en\nx,\"a,b\n":      {2, "csv"},
		"key,ja,en\nx,y\n":          {2, "columns"},
		"key,ja,en\nx,\x82\xa0,y\n": {1, "not-utf8"},
	}
	for text, want := range sheets {
		_, err := ReadCSV([]byte(text))
		if got, ok := err.(*FaultyTable); !ok || *got != want {
			t.Errorf("%q: %v, want %v", text, err, &want)
		}
	}
}

// TestGuard: guarding loses nothing, whatever the cell.
func TestGuard(t *testing.T) {
	for _, s := range []string{"", "a", "=", "'", "'=", "''=", "'a", "-1", "\t", "'\t"} {
		if got := unguard(guard(s)); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
}

// FuzzPO: what is written is read back; what is read is never a crash.
func FuzzPO(f *testing.F) {
	f.Add("msgid \"a\"\nmsgstr \"b\"\n", "x\ny")
	f.Fuzz(func(t *testing.T, file, text string) {
		_, _ = ReadPO([]byte(file))
		_, _ = ReadCSV([]byte(file))
		text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "")
		want := Table{Scenario: "s", From: "ja", To: "en", Rows: []Row{{Key: "k", Source: "s" + text, Target: text}}}
		var out bytes.Buffer
		if err := WritePO(&out, want); err != nil {
			t.Fatal(err)
		}
		got, err := ReadPO(out.Bytes())
		if err != nil || !reflect.DeepEqual(got.Rows[0].Target, text) || got.Rows[0].Source != "s"+text {
			t.Errorf("%v: %q is read back as %+v", err, text, got.Rows)
		}
	})
}
