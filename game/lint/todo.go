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
	done := 0 // up to which the text was looked at
	for i, c := range text {
		second := markSecond[c]
		if second == 0 || i < done || i+1 == len(text) || text[i+1]&second != second || !mayBeUnfinished(text[i:]) {
			continue
		}
		start := bytes.LastIndexByte(text[:i], '\n') + 1
		line, _, _ := bytes.Cut(text[start:], newline)
		if m := unfinishedMarks.FindIndex(line); m != nil {
			from, to := place(parse.Span{Start: offset + start + m[0], End: offset + start + m[1]})
			p.reportAt(from, to,
				game.Say("書きかけの印「%s」が残っています", "%q marks unfinished work", bytes.TrimSpace(line[m[0]:m[1]])),
				game.Say("書き終えて、印を消してください", "finish it, and delete the mark"))
		}
		done = start + len(line)
	}
}

// leads are the words that every mark has in it, for a quick look: nearly all
// text has none. The rest of a line is looked at once.
var leads = [...]string{"TODO", "FIXME", "TBD", "XXX", "要確認", "要修正", "書く", "仮"}

// markSecond says, for the first byte of a lead, what all second bytes have set.
var markSecond = func() (second [256]byte) {
	for _, s := range leads {
		if second[s[0]] == 0 {
			second[s[0]] = 0xFF
		}
		second[s[0]] &= s[1]
	}
	return second
}()

func mayBeUnfinished(text []byte) bool {
	for _, s := range leads {
		if text[0] == s[0] && bytes.HasPrefix(text, []byte(s)) {
			return true
		}
	}
	return false
}
