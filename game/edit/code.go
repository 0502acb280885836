package edit

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// idWords begin the statements behind which an id or a time stands, and no
// expression: an id may hold -, which is no minus there.
var idWords = []string{"role", "for", "tag", "end", "after"}

// maxCode is the most bytes that the parser reads as one code span.
const maxCode = 512

// Respace writes the statements of a code span with the house's spaces:
// `hours+=2;x=1` is `hours += 2; x = 1`. Text that it cannot read it gives back
// as it is; it changes no sign.
func Respace(code string) string {
	var list []string
	for st := range strings.SplitSeq(code, ";") {
		tokens, ok := tokensOf(st)
		if !ok {
			return code
		}
		if len(tokens) > 0 {
			list = append(list, statement(tokens, st))
		}
	}
	out := strings.Join(list, "; ")
	if out == "" || len(out) > maxCode {
		return code
	}
	return out
}

func statement(tokens []string, written string) string {
	if first := tokens[0]; slices.Contains(idWords, first) {
		rest := strings.Fields(strings.TrimPrefix(strings.TrimSpace(written), first))
		if first == "after" {
			return "after " + strings.Join(rest, "")
		}
		return strings.TrimSpace(first + " " + strings.Join(rest, " "))
	}
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && spaced(tokens, i) {
			b.WriteByte(' ')
		}
		b.WriteString(t)
	}
	return b.String()
}

// spaced tells whether a space stands before token i.
func spaced(tokens []string, i int) bool {
	before, t := tokens[i-1], tokens[i]
	switch {
	case before == "(", t == ")", before == ".", t == ".":
		return false
	case before == "-":
		return !unary(tokens, i-1)
	}
	return true
}

// unary tells whether the minus at i has nothing to its left to take from.
func unary(tokens []string, i int) bool {
	if i == 0 {
		return true
	}
	switch before := tokens[i-1]; before {
	case "and", "or", "not", "if", "when", "(":
		return true
	default:
		r, _ := utf8.DecodeRuneInString(before)
		return before != ")" && strings.ContainsRune("=!<>+-*", r)
	}
}

// tokensOf cuts a statement into names, numbers, scenes and signs.
func tokensOf(s string) (list []string, ok bool) {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == ' ' || r == '\t':
			s = s[n:]
			continue
		case r >= '0' && r <= '9':
			n = run(s, func(r rune) bool { return r >= '0' && r <= '9' })
		case isName(r):
			n = run(s, isName)
		case r == '#':
			n = 1 + run(s[1:], func(r rune) bool { return r == '-' || isName(r) })
		case strings.ContainsRune("=!<>+-", r):
			if n = 1; len(s) > 1 && s[1] == '=' {
				n = 2
			}
		case !strings.ContainsRune("*().", r):
			return nil, false
		}
		list = append(list, s[:n])
		s = s[n:]
	}
	return list, true
}

func isName(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func run(s string, holds func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !holds(r) }); i >= 0 {
		return i
	}
	return len(s)
}
