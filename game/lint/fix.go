package lint

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// Edit puts New in the place of what stands in a span of a file's Source.
type Edit struct {
	File string
	Span parse.Span
	New  string
}

// Fixes gives the edits that mend a problem, or none: only what leaves no doubt
// of what was meant is mended. The edits of one problem do not overlap, and lie
// in the problem's file, in order.
//
// Of I009 the edit is the whole file, which Source holds without carriage
// returns and without a mark already.
func Fixes(res *parse.Result, p game.Problem) []Edit {
	find, ok := mechanical[p.Rule]
	if !ok {
		return nil
	}
	f := fileOf(res, p.From.File)
	if f == nil {
		return nil
	}
	at := parse.Span{Start: offset(f.Source, p.From), End: offset(f.Source, end(p))}
	if at.End < at.Start {
		return nil
	}
	m := mender{f: f, at: at}
	find(&m)
	return m.edits
}

// mechanical are the rules whose mend needs no judgement.
var mechanical = map[string]func(*mender){
	"E040": (*mender).ticks,
	"E041": (*mender).hash,
	"E043": (*mender).space,
	"E044": (*mender).box,
	"E045": (*mender).brackets,
	"E047": (*mender).quotes,
	"E101": func(m *mender) { m.put(m.at, strings.Map(narrow, m.wrote())) },
	"I009": func(m *mender) { m.put(parse.Span{End: len(m.f.Source)}, string(m.f.Source)) },
	"W032": (*mender).number,
	"W046": (*mender).indent,
}

func fileOf(res *parse.Result, path string) *parse.File {
	for _, f := range slices.Concat([]*parse.File{res.Base}, res.Includes, res.Translations) {
		if f != nil && f.Path == path {
			return f
		}
	}
	return nil
}

// offset gives the byte at a line and column, or the nearest one there is.
func offset(source []byte, p game.Pos) int {
	at := 0
	for line := 1; line < p.Line; line++ {
		i := bytes.IndexByte(source[at:], '\n')
		if i < 0 {
			return len(source)
		}
		at += i + 1
	}
	for column := 1; column < p.Column && at < len(source) && source[at] != '\n'; column++ {
		_, n := utf8.DecodeRune(source[at:])
		at += n
	}
	return at
}

// mender writes the edits of one problem.
type mender struct {
	f     *parse.File
	at    parse.Span
	edits []Edit
}

// wrote is what the problem speaks of.
func (m *mender) wrote() string { return m.f.Text(m.at) }

func (m *mender) put(at parse.Span, text string) {
	m.edits = append(m.edits, Edit{m.f.Path, at, text})
}

// behind is the text from an offset to the end of its line.
func (m *mender) behind(at int) string {
	line, _, _ := bytes.Cut(m.f.Source[at:], []byte("\n"))
	return string(line)
}

// before is the text from the start of an offset's line.
func (m *mender) before(at int) string {
	return string(m.f.Source[1+bytes.LastIndexByte(m.f.Source[:at], '\n') : at])
}

// narrow gives the half-width form of a full-width sign.
func narrow(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == '\u3000':
		return ' '
	}
	return r
}

// hash mends ＃: one that begins a line makes a heading and needs a space, one
// that begins a target needs none.
func (m *mender) hash() {
	signs := strings.Map(narrow, m.wrote())
	if m.before(m.at.Start) == "" {
		m.heading(signs)
		return
	}
	m.put(m.at, signs)
}

// space mends ##id. A single # is as likely the sign itself, or a tag of some
// other tool: there the author decides.
func (m *mender) space() {
	if signs := m.wrote(); len(signs) > 1 {
		m.heading(signs)
	}
}

// heading writes the signs of a heading and the space behind them.
func (m *mender) heading(signs string) {
	at := m.at
	rest := m.behind(at.End)
	if wide := len(rest) - len(strings.TrimLeft(rest, "\u3000")); wide > 0 {
		at.End += wide
		signs += " "
	} else if !strings.HasPrefix(rest, " ") {
		signs += " "
	}
	m.put(at, signs)
}

// box writes a check box as every reader of Markdown knows it.
func (m *mender) box() {
	m.tick(strings.Trim(m.wrote(), "[]［］ \u3000\t") != "")
}

// Signs in a box. A cross is a tick, as a circle is; but where both stand in one
// question a cross says that the answer is wrong, and the author has to tell.
const (
	crosses = "×✕✖"
	circles = "〇○◯✓✔☑レ"
)

func (m *mender) tick(on bool) {
	if strings.ContainsAny(m.wrote(), crosses+circles) && m.mixed() {
		return
	}
	at, box := m.at, "[ ]"
	if on {
		box = "[x]"
	}
	rest := m.behind(at.End)
	if wide := len(rest) - len(strings.TrimLeft(rest, "\u3000")); wide > 0 {
		at.End += wide
		rest = ""
	}
	if !strings.HasPrefix(rest, " ") {
		box += " "
	}
	m.put(at, box)
}

// mixed tells whether the boxes of the scene hold both crosses and circles.
func (m *mender) mixed() bool {
	var boxes strings.Builder
	for _, s := range m.f.Scenes {
		if s.Span.Start <= m.at.Start && m.at.Start < s.Span.End {
			for it := range items(s) {
				boxes.WriteString(it.Box)
			}
		}
	}
	return strings.ContainsAny(boxes.String(), crosses) && strings.ContainsAny(boxes.String(), circles)
}

// brackets mends what an input method made of [ ] ( ) and :. The span may be a
// label with its brackets, the seam of a link, one bracket or one colon.
func (m *mender) brackets() {
	wrote := m.wrote()
	if wrote == "：" {
		sign := ":"
		if !strings.HasPrefix(m.behind(m.at.End), " ") {
			sign = ": "
		}
		m.put(m.at, sign)
		return
	}
	if strings.IndexFunc(wrote, func(r rune) bool { return strings.ContainsRune("[]［］（）()", r) }) < 0 {
		m.dash()
		return
	}
	if strings.ContainsAny(wrote, "!！") && !strings.ContainsAny(wrote, "（(") {
		m.put(m.at, strings.Map(narrow, wrote)) // of an alert
		return
	}
	if strings.HasPrefix(wrote, "［") && strings.HasSuffix(wrote, "］") {
		m.tick(strings.Trim(wrote, "［］ \u3000\t") != "")
		return
	}
	// The label between the brackets may hold others that are meant.
	first, last := m.at.Start, m.at.End
	for i, r := range wrote {
		ends := i == 0 || strings.HasPrefix(wrote[i:], "］（") || strings.HasPrefix(wrote[i:], "］(") || i+utf8.RuneLen(r) == len(wrote)
		if ends && strings.ContainsRune("［］（）", r) {
			m.put(parse.Span{Start: first + i, End: first + i + utf8.RuneLen(r)}, string(narrow(r)))
		}
	}
	if !strings.HasSuffix(wrote, "（") && !strings.HasSuffix(wrote, "(") {
		return
	}
	// What was opened is closed by the next bracket of the line.
	rest := m.behind(last)
	if i := strings.IndexAny(rest, ")）"); i >= 0 && strings.HasPrefix(rest[i:], "）") {
		m.put(parse.Span{Start: last + i, End: last + i + len("）")}, ")")
	}
	if strings.HasPrefix(rest, "＃") {
		m.put(parse.Span{Start: last, End: last + len("＃")}, "#")
		slices.SortFunc(m.edits, func(a, b Edit) int { return a.Span.Start - b.Span.Start })
	}
}

// quotes deletes the curly quotes of a code span: the first is reported for all.
func (m *mender) quotes() {
	for c := range codes(m.f) {
		if c.Span.Start > m.at.Start || m.at.Start >= c.Span.End {
			continue
		}
		for i, r := range m.f.Text(c.Span) {
			if strings.ContainsRune("“”„‟‘’‚‛", r) {
				at := c.Span.Start + i
				m.put(parse.Span{Start: at, End: at + utf8.RuneLen(r)}, "")
			}
		}
	}
}

// number keeps a number from making a list.
func (m *mender) number() {
	wrote := m.wrote()
	i := len(wrote) - len(strings.TrimLeft(wrote, "0123456789"))
	if i > 0 && i < len(wrote) && (wrote[i] == '.' || wrote[i] == ')') {
		m.put(parse.Span{Start: m.at.Start + i, End: m.at.Start + i}, "\\")
	}
}

// indent takes full-width spaces from the start of a line. Behind a decision
// they were meant to tie a paragraph to the choice above it.
func (m *mender) indent() {
	at := m.at
	rest := m.behind(at.Start)
	at.End = at.Start + len(rest) - len(strings.TrimLeft(rest, "\u3000"))
	text := ""
	for _, s := range m.f.Scenes {
		if s.Span.Start <= at.Start && at.Start < s.Span.End && m.before(at.Start) == "" &&
			s.Decision != nil && s.Decision.Kind != game.Question && at.Start >= s.Decision.Span.Start && bytes.HasSuffix(m.f.Source[:at.Start], []byte("\n\n")) {
			text = "  "
		}
	}
	m.put(at, text)
}
