package lsp

import (
	"slices"
	"strings"
	"unicode"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// mayBe refuses a name that a thing of the sort cannot have, or that is taken.
func (s *server) mayBe(h *here, t thing, name string) error {
	good := isID(name)
	if t.sort == aVariable || t.sort == aScore {
		good = isName(name)
	}
	if !good || t.sort == aScene && (strings.ToLower(name) != name || name == "return") {
		return s.refuse("rename.bad."+sortNames[t.sort], name)
	}
	if where := h.taken(t, name); where != "" {
		return s.refuse("rename.taken", name, where)
	}
	return nil
}

// taken tells where a name stands for something already.
func (h *here) taken(t thing, name string) string {
	for _, sc := range h.everything() {
		if sc.name != h.sc.name && t.sort != aScene {
			continue
		}
		for _, f := range filesOf(sc.res) {
			for _, other := range sc.sitesOf(f.Path) {
				same := other.sort == t.sort && other.in == t.in
				// A variable and a value are told apart by their names alone.
				if other.name == name && (same || t.sort == aVariable && other.sort == aValue) {
					return f.Pos(other.at.Start).String()
				}
			}
		}
	}
	return ""
}

// isID tells what an id is made of: letters, digits, - and _.
func isID(s string) bool {
	return s != "" && len(s) <= 100 && strings.IndexFunc(s, func(r rune) bool {
		return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) || r >= 0xFF00 && r <= 0xFF5E
	}) < 0
}

// words of the format's code name nothing else.
var keywords = []string{
	"if", "when", "end", "role", "for", "after", "tag", "score", "and", "or", "not", "true", "false",
	game.Hits, game.Wrong, game.Missed,
}

// isName tells what a variable may be called.
func isName(s string) bool {
	if !isID(s) || strings.Contains(s, "-") || slices.Contains(keywords, s) {
		return false
	}
	r := []rune(s)[0]
	return r == '_' || unicode.IsLetter(r)
}

// unread finds a place that speaks of a thing but could not be read: a rename
// would pass it by.
func (h *here) unread(t thing) (where string, ok bool) {
	for _, f := range filesOf(h.sc.res) {
		for _, p := range h.sc.res.Problems {
			whole := p.Rule == "E001" || p.Rule == "E002" || p.Rule == "E005" || p.Rule == "E006"
			if whole && p.From.File == f.Path {
				return p.From.String(), false
			}
		}
		for _, c := range codesOf(f) {
			if c.Bad && speaksOf(c.Text, t.name) {
				return f.Pos(c.Span.Start).String(), false
			}
		}
	}
	return "", true
}

// speaksOf tells whether a name stands in a text as a word of its own.
func speaksOf(text, name string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		before, behind := []rune(text[:i]), []rune(text[i+len(name):])
		if (len(before) == 0 || !isID(string(before[len(before)-1:]))) && (len(behind) == 0 || !isID(string(behind[:1]))) {
			return true
		}
		from = i + len(name)
	}
}

// codesOf gives every code span of a file.
func codesOf(f *parse.File) []*parse.Code {
	var list []*parse.Code
	blocks := func(all []*parse.Block) {
		for _, b := range all {
			list = append(list, b.Codes...)
		}
	}
	blocks(f.Lead)
	for _, s := range f.Scenes {
		list = append(list, s.Codes...)
		blocks(s.Blocks)
		if s.Decision == nil {
			continue
		}
		for _, it := range slices.Concat(s.Decision.Items, s.Decision.Then) {
			list = append(list, it.Codes...)
			blocks(it.Feedback)
		}
	}
	return list
}
