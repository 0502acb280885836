package game

import (
	"cmp"
	"fmt"
	"strings"
)

// Phrase is a message in both languages of the house. A message that exists in
// one language only cannot be written down.
type Phrase struct{ JA, EN string }

// Say formats the same arguments into both languages. Use indexed verbs
// (%[2]s) where the two languages want another order.
func Say(ja, en string, args ...any) Phrase {
	if len(args) == 0 {
		return Phrase{ja, en}
	}
	return Phrase{fmt.Sprintf(ja, args...), fmt.Sprintf(en, args...)}
}

// In gives the phrase in a language: English for "en", Japanese otherwise.
func (p Phrase) In(lang string) string {
	if lang == "en" {
		return p.EN
	}
	return p.JA
}

// Empty reports whether nothing was said.
func (p Phrase) Empty() bool { return p == Phrase{} }

// Pos is a place in a file. Line and Column count from 1; a column is a code
// point, not a byte. The zero Pos means "the file as a whole".
type Pos struct {
	File         string
	Line, Column int
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Severity of a problem, told by the first letter of its rule.
type Severity int

// An error keeps a scenario from being played; a warning and a hint do not.
const (
	Error Severity = iota
	Warning
	Hint
)

func (s Severity) String() string { return [...]string{"error", "warning", "hint"}[s] }

// Move is one decision of a play that proves something: item N of a scene
// (from 1, in file order), or the ticked items of a question.
type Move struct {
	Scene string `json:"scene"`
	N     int    `json:"n,omitempty"`
	Ticks []int  `json:"ticks,omitzero"`
}

// A Problem is a fault in a scenario and how to mend it. From and To enclose
// what is wrong; To is just behind it and may be zero.
type Problem struct {
	From, To Pos
	Rule     string // E050, W201, I302: the page in assets/rules explains it
	Message  Phrase
	Mend     Phrase
	Play     []Move // the shortest play that shows it, for exact rules
}

// Severity is told by the rule's letter.
func (p Problem) Severity() Severity {
	switch {
	case strings.HasPrefix(p.Rule, "W"):
		return Warning
	case strings.HasPrefix(p.Rule, "I"):
		return Hint
	}
	return Error
}

// Before orders problems by place, then by rule, for slices.SortFunc.
func (p Problem) Before(q Problem) int {
	return cmp.Or(
		cmp.Compare(p.From.File, q.From.File),
		cmp.Compare(p.From.Line, q.From.Line),
		cmp.Compare(p.From.Column, q.From.Column),
		cmp.Compare(p.Rule, q.Rule),
		cmp.Compare(p.Message.EN, q.Message.EN),
	)
}
