package translate

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// FaultyTable says at which line a table cannot be read, and why.
type FaultyTable struct {
	Line int
	Why  string // not-utf8, columns, string, plural, order, csv
}

func (e *FaultyTable) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Why) }

// The libraries looked at lose flags and comments, or set aside as much memory
// as a file asks for; the format is small, and gettext's own tools check ours.

// WritePO writes a table as a message catalogue of GNU gettext: the key is the
// context, the base's text the id. A text whose base has changed is fuzzy.
func WritePO(w io.Writer, t Table) error {
	var b strings.Builder
	b.WriteString("msgid \"\"\nmsgstr \"\"\n")
	for _, h := range [][2]string{
		{"Project-Id-Version", t.Scenario},
		{"Report-Msgid-Bugs-To", ""},
		{"PO-Revision-Date", ""},
		{"Last-Translator", ""},
		{"Language-Team", ""},
		{"Language", strings.ReplaceAll(t.To, "-", "_")},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=UTF-8"},
		{"Content-Transfer-Encoding", "8bit"},
		{"X-Source-Language", t.From},
	} {
		b.WriteString(poQuote(h[0] + ": " + h[1] + "\n"))
	}
	for _, r := range t.Rows {
		b.WriteString("\n#. " + string(r.Kind))
		if r.Who != "" {
			b.WriteString(": " + r.Who)
		}
		fmt.Fprintf(&b, "\n#: %s:%d\n", strings.ReplaceAll(r.File, " ", "_"), r.Line)
		if r.State == Stale && r.Target != "" {
			b.WriteString("#, fuzzy\n")
		}
		poString(&b, "msgctxt", r.Key)
		poString(&b, "msgid", r.Source)
		poString(&b, "msgstr", r.Target)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func poString(b *strings.Builder, word, text string) {
	b.WriteString(word + " ")
	if !strings.Contains(text, "\n") {
		b.WriteString(poQuote(text))
		return
	}
	b.WriteString("\"\"\n")
	for line := range strings.Lines(text) {
		b.WriteString(poQuote(line))
	}
}

var poEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`)

func poQuote(s string) string { return `"` + poEscapes.Replace(s) + "\"\n" }

// ReadPO reads a message catalogue. Plurals have no place in a scenario and are
// refused; obsolete messages are left out.
func ReadPO(data []byte) (Table, error) {
	if !utf8.Valid(data) {
		return Table{}, &FaultyTable{1, "not-utf8"}
	}
	p := poReader{}
	text := strings.TrimPrefix(string(data), "\uFEFF")
	for line := range strings.Lines(text) {
		p.line++
		if err := p.take(strings.TrimSpace(line)); err != nil {
			return Table{}, err
		}
	}
	if err := p.end(); err != nil {
		return Table{}, err
	}
	return p.table, nil
}

type poReader struct {
	table  Table
	line   int
	row    Row
	fields map[string]bool
	into   *string
	began  bool // the entry has a string already: a comment begins the next
}

func (p *poReader) take(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch {
	case line == "":
		return p.end()
	case strings.HasPrefix(line, "#~"):
		return nil
	case line[0] == '#':
		if p.began {
			if err := p.end(); err != nil {
				return err
			}
		}
		if strings.HasPrefix(line, "#,") && strings.Contains(line, "fuzzy") {
			p.row.State = Stale
		}
		return nil
	case line[0] == '"':
		if p.into == nil {
			return &FaultyTable{p.line, "string"}
		}
		return p.add(line)
	case word == "msgctxt" || word == "msgid" || word == "msgstr":
		return p.field(word, strings.TrimSpace(rest))
	case strings.HasPrefix(word, "msgid_plural") || strings.HasPrefix(word, "msgstr["):
		return &FaultyTable{p.line, "plural"}
	}
	return &FaultyTable{p.line, "string"}
}

func (p *poReader) field(word, rest string) error {
	if p.fields["msgstr"] && word != "msgstr" || p.fields[word] && word == "msgctxt" {
		if err := p.end(); err != nil {
			return err
		}
	}
	if p.fields == nil {
		p.fields = map[string]bool{}
	}
	if p.fields[word] || word == "msgstr" && !p.fields["msgid"] || word == "msgctxt" && p.fields["msgid"] {
		return &FaultyTable{p.line, "order"}
	}
	p.fields[word], p.began = true, true
	p.into = map[string]*string{"msgctxt": &p.row.Key, "msgid": &p.row.Source, "msgstr": &p.row.Target}[word]
	return p.add(rest)
}

// add reads a quoted string.
func (p *poReader) add(s string) error {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return &FaultyTable{p.line, "string"}
	}
	s = s[1 : len(s)-1]
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return &FaultyTable{p.line, "string"}
		case s[i] != '\\':
			b.WriteByte(s[i])
			continue
		}
		i++
		at := -1
		if i < len(s) {
			at = strings.IndexByte(`nrt"\`, s[i])
		}
		if at < 0 {
			return &FaultyTable{p.line, "string"}
		}
		b.WriteByte("\n\r\t\"\\"[at])
	}
	*p.into += b.String()
	return nil
}

// end closes an entry. The one without an id is the header.
func (p *poReader) end() error {
	if p.began {
		switch {
		case !p.fields["msgstr"]:
			return &FaultyTable{p.line, "order"}
		case p.row.Source == "" && p.row.Key == "":
			p.header(p.row.Target)
		default:
			p.row.Line = p.line
			p.table.Rows = append(p.table.Rows, p.row)
		}
	}
	p.row, p.fields, p.into, p.began = Row{}, nil, nil, false
	return nil
}

func (p *poReader) header(text string) {
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch name {
		case "Language":
			p.table.To = strings.ReplaceAll(value, "_", "-")
		case "X-Source-Language":
			p.table.From = value
		case "Project-Id-Version":
			p.table.Scenario = value
		}
	}
}

// place is a row's place in a file, for those who look it up.
func (r Row) place() string { return r.File + ":" + strconv.Itoa(r.Line) }
