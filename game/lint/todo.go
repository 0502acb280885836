package lint

import (
	"bytes"
	"regexp"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// unfinishedMarks are the signs by which authors remember what is still to be
// done. A bare 仮 is an ordinary word; in brackets, or before a colon at a line's
// beginning, it is a mark.
var unfinishedMarks = regexp.MustCompile(`\b(?:TODO|FIXME|TBD|XXX)\b|要確認|要修正|あとで書く|後で書く|[（(【［\[]仮[）)】］\]]|^[ \t>*-]*仮[:：]`)

// unfinished is I609: a mark of unfinished work, in the text or in a comment.
func unfinished(p *pass) {
	for _, f := range p.all() {
		p.marksIn(p.readable(f), 0, f.Range)
		for _, c := range f.Comments {
			if c.LintOK == "" {
				p.marksIn([]byte(f.Text(c.Span)), c.Span.Start, f.Range)
			}
		}
	}
	for _, n := range p.notes() {
		p.marksIn(n.text, 0, n.span)
	}
}

func (p *pass) marksIn(text []byte, offset int, place placer) {
	for at, line := range lines(text) {
		if !mayBeUnfinished(line) {
			continue
		}
		if m := unfinishedMarks.FindIndex(line); m != nil {
			from, to := place(parse.Span{Start: offset + at + m[0], End: offset + at + m[1]})
			p.reportAt(from, to,
				game.Say("書きかけの印「%s」が残っています", "%q marks unfinished work", bytes.TrimSpace(line[m[0]:m[1]])),
				game.Say("書き終えて、印を消してください", "finish it, and delete the mark"))
		}
	}
}

// mayBeUnfinished is a quick look, for nearly every line has no mark.
func mayBeUnfinished(line []byte) bool {
	for _, sign := range [...]string{"TODO", "FIXME", "TBD", "XXX", "要", "で書く", "仮"} {
		if bytes.Contains(line, []byte(sign)) {
			return true
		}
	}
	return false
}
