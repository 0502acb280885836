package translate

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// The CSV form is a contract: RFC 4180 in UTF-8, with a mark at the start, for
// spreadsheets take it for something else without one. The columns are key, kind,
// who, place, state, and the texts under the tags of their languages, the base's
// first. A cell that a spreadsheet would take for a formula has a ' before it.
var csvColumns = []string{"key", "kind", "who", "place", "state"}

const byteOrderMark = "\uFEFF"

// WriteCSV writes a table for a spreadsheet.
func WriteCSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(append(slices.Clone(csvColumns), t.From, t.To)); err != nil {
		return err
	}
	for _, r := range t.Rows {
		row := []string{r.Key, string(r.Kind), r.Who, r.place(), string(r.State), r.Source, r.Target}
		for i := range row {
			row[i] = guard(row[i])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// formula tells whether a spreadsheet could take a cell for a formula, or for one
// that we have guarded.
func formula(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0]))
}

func guard(s string) string {
	if formula(s) {
		return "'" + s
	}
	return s
}

func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && formula(rest) {
		return rest
	}
	return s
}

// ReadCSV reads a table back from a spreadsheet: commas, semicolons or tabs
// between cells, and columns in any order.
func ReadCSV(data []byte) (Table, error) {
	if !utf8.Valid(data) {
		return Table{}, &FaultyTable{1, "not-utf8"}
	}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	in := csv.NewReader(bytes.NewReader(data))
	first, _, _ := bytes.Cut(data, []byte("\n"))
	for _, apart := range "\t;," {
		if bytes.ContainsRune(first, apart) {
			in.Comma = apart
		}
	}
	in.FieldsPerRecord = -1
	head, err := in.Read()
	if err != nil {
		return Table{}, faultyCSV(err)
	}
	t := Table{}
	var langs []int
	for i, name := range head {
		if name = strings.TrimSpace(name); languageShape.MatchString(name) && !slices.Contains(csvColumns, name) {
			langs = append(langs, i)
		}
	}
	key := slices.Index(head, "key")
	if key < 0 || len(langs) != 2 {
		return t, &FaultyTable{1, "columns"}
	}
	t.From, t.To = strings.TrimSpace(head[langs[0]]), strings.TrimSpace(head[langs[1]])
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return t, faultyCSV(err)
		}
		line, _ := in.FieldPos(0)
		if len(row) <= max(key, langs[0], langs[1]) {
			return t, &FaultyTable{line, "columns"}
		}
		t.Rows = append(t.Rows, Row{Key: unguard(row[key]), Line: line, Source: unguard(row[langs[0]]), Target: unguard(row[langs[1]])})
	}
}

func faultyCSV(err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return &FaultyTable{p.Line, "csv"}
	}
	return &FaultyTable{1, "columns"}
}
