package parse

import (
	"slices"
	"sort"
	"unicode/utf8"

	"kobayashi/game"
)

// maxProblems bounds what one file may report, so that a hostile file cannot
// fill the memory with its faults.
const maxProblems = 500

// parser reads one file. What it finds wrong is collected, never returned early.
type parser struct {
	f        *File
	names    *names
	role     role
	problems []game.Problem
	wrongs   int // how many of them are errors
	seen     map[found]bool
	visits   []visit // what conditions ask of scenes, resolved when all are known
	fs       *folder
	cur      cursor
	text     string // the source again: wording is cut from it without copies
	pieces   []piece
	cuts     []cut
	pools    pools
	cast     map[string]bool // names that speak in this file
	ex       exprParser
}

// role is what a file is read as.
type role int

const (
	asBase role = iota
	asTranslation
	asInclude
)

type found struct {
	rule string
	at   int
}

// visit is a `#scene` in an expression.
type visit struct {
	expr *game.Expr
	at   Span
}

// report notes a problem. The same rule is said once at a place. However many
// there are, the first error is kept: it is why there is no scenario.
func (p *parser) report(rule string, at Span, message, mend game.Phrase) {
	isError := rule[0] == 'E'
	if p.full() || len(p.problems) >= maxProblems && !isError || p.seen[found{rule, at.Start}] {
		return
	}
	if isError {
		p.wrongs++
	}
	if p.seen == nil {
		p.seen = map[found]bool{}
	}
	p.seen[found{rule, at.Start}] = true
	from, to := p.f.Range(at)
	p.problems = append(p.problems, game.Problem{From: from, To: to, Rule: rule, Message: message, Mend: mend})
}

// full tells whether no more problems are kept.
func (p *parser) full() bool { return len(p.problems) >= maxProblems && p.wrongs > 0 }

// reported tells whether some error was noted inside a span.
func (p *parser) reported(at Span) bool {
	from, to := p.f.Range(at)
	for _, q := range p.problems {
		if q.Severity() == game.Error && !before(q.From, from) && before(q.From, to) {
			return true
		}
	}
	return false
}

func before(a, b game.Pos) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

func sortProblems(list []game.Problem) []game.Problem {
	slices.SortStableFunc(list, game.Problem.Before)
	return slices.CompactFunc(list, func(a, b game.Problem) bool {
		return a.From == b.From && a.Rule == b.Rule && a.Message == b.Message
	})
}

func failed(list []game.Problem) bool {
	return slices.ContainsFunc(list, func(p game.Problem) bool { return p.Severity() == game.Error })
}

// cursor remembers the last place that was asked for: expressions ask for
// places in the order of the file, and counting from the line's start each time
// would cost more than reading them.
type cursor struct{ line, start, end, offset, column int }

// pos is File.Pos with a memory.
func (p *parser) pos(offset int) game.Pos {
	c := &p.cur
	if offset < c.start || offset > c.end || c.line == 0 {
		c.line = max(1, sort.SearchInts(p.f.lines, offset+1))
		c.start = p.f.lines[c.line-1]
		c.end = p.f.lineEnd(c.start)
		c.offset, c.column = c.start, 1
	}
	if offset < c.offset {
		c.offset, c.column = c.start, 1
	}
	c.column += utf8.RuneCount(p.f.Source[c.offset:offset])
	c.offset = offset
	return game.Pos{File: p.f.Path, Line: c.line, Column: c.column}
}

func (p *parser) at(s Span) (from, to game.Pos) { return p.pos(s.Start), p.pos(max(s.Start, s.End)) }
