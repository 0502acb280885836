package twee

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"kobayashi/game"
	"kobayashi/game/markdown"
	"kobayashi/game/typeset"
)

// Marks around the number of a value in Markdown. They are private signs, which
// are taken out of an author's text before.
const openMark, closeMark = '\uE0F0', '\uE0F1'

// prose turns a block's Markdown into what SugarCube shows: HTML of a few
// elements, in whose text no sign can be markup, and macros that show values.
func (s *story) prose(parts []game.Part) string {
	var b strings.Builder
	var values []string
	for _, p := range parts {
		if p.Expr == nil {
			b.WriteString(unmarked(p.Text))
			continue
		}
		fmt.Fprintf(&b, "%c%d%c", openMark, len(values), closeMark)
		values = append(values, s.value(p.Expr))
	}
	return s.html(b.String(), values, false)
}

// inline is prose for a label: one line, no blocks.
func (s *story) inline(md string) string { return s.html(unmarked(md), nil, true) }

// page is prose for a whole page of Markdown.
func (s *story) page(md string) string { return s.html(unmarked(md), nil, false) }

func unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if r == openMark || r == closeMark {
			return -1
		}
		return r
	}, s)
}

// value shows an expression as the game does: digits with commas, an enum's value
// in its word.
func (s *story) value(e *game.Expr) string {
	code := s.names.expr(e, macro)
	if e.Op == game.OpVar {
		if i := s.sc.VarIndex(e.Name); i >= 0 && s.rules.Vars[i].Type == game.Enum {
			return fmt.Sprintf("<<= setup.word(%s, %s)>>", quote(e.Name), code)
		}
	}
	return "<<= setup.digits(" + code + ")>>"
}

// kept are the elements that may stand in a story.
var kept = []string{
	"p", "br", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "hr",
	"table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6",
}

func (s *story) html(md string, values []string, inline bool) string {
	var rendered strings.Builder
	convert := markdown.New()
	if inline {
		convert = markdown.NewInline()
	}
	if err := convert.Convert([]byte(md), &rendered); err != nil {
		return text(md, nil, false) // a strings.Builder takes everything
	}
	var b strings.Builder
	var open []string // ends of links
	code := 0         // open blocks of code
	for tokens := html.NewTokenizer(strings.NewReader(rendered.String())); ; {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			if !errors.Is(tokens.Err(), io.EOF) {
				return text(md, nil, false)
			}
			out := strings.TrimSpace(b.String())
			if inline {
				out = strings.TrimSuffix(strings.TrimPrefix(out, "<p>"), "</p>")
			}
			return out
		}
		tok := tokens.Token()
		if tok.Data == "pre" && kind == html.StartTagToken {
			code++
		} else if tok.Data == "pre" {
			code--
		}
		switch kind {
		case html.TextToken:
			b.WriteString(text(tok.Data, values, code > 0))
		case html.StartTagToken, html.SelfClosingTagToken:
			s.element(&b, &open, tok, inline)
		case html.EndTagToken:
			if tok.Data == "a" && len(open) > 0 {
				b.WriteString(open[len(open)-1])
				open = open[:len(open)-1]
			} else if slices.Contains(kept, tok.Data) {
				b.WriteString("</" + tok.Data + ">")
			}
		}
	}
}

// element writes the beginning of an element: a link to a page of the web or to a
// note, the words of a picture, or one of those that are kept.
func (s *story) element(b *strings.Builder, open *[]string, tok html.Token, inline bool) {
	attr := func(name string) string {
		for _, a := range tok.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	switch {
	case tok.Data == "a":
		begin, end := "", ""
		if to, err := url.Parse(attr("href")); err == nil && !inline {
			begin, end = s.link(to)
		}
		b.WriteString(begin)
		*open = append(*open, end)
	case tok.Data == "img":
		s.lost["pictures"] = true
		b.WriteString(text(attr("alt"), nil, false))
	case slices.Contains(kept, tok.Data):
		b.WriteString("<" + tok.Data + ">")
	}
}

// link gives what stands before and behind a link's text.
func (s *story) link(to *url.URL) (begin, end string) {
	if to.Scheme == "https" || to.Scheme == "http" {
		safe := strings.NewReplacer("&", "&amp;", `"`, "%22", "<", "%3C", ">", "%3E", "'", "%27").Replace(to.String())
		return `<a class="link-external" href="` + safe + `" target="_blank" rel="noopener noreferrer">`, "</a>"
	}
	if note, known := s.notes[path.Clean(to.Path)]; known && to.Scheme == "" {
		return "<span class=\"note\">", "</span> " + s.noteButton(note)
	}
	return "", ""
}

// noteButton opens a note above the page, so that the scene is not left.
func (s *story) noteButton(note game.Note) string {
	return fmt.Sprintf("<<link %s>><<run setup.note(%s, %s)>><</link>>",
		quote("["+s.say.Say("twee.note")+"]"), quote(note.Path), quote(text(note.Title, nil, false)))
}

var marked = regexp.MustCompile(string(openMark) + `([0-9]+)` + string(closeMark))

// text writes text so that no sign of it is markup of SugarCube or HTML, and puts
// values where their marks stand.
func text(s string, values []string, broken bool) string {
	var b strings.Builder
	from := 0
	for _, at := range marked.FindAllStringSubmatchIndex(s, -1) {
		plain(&b, s[from:at[0]], broken)
		if n, err := strconv.Atoi(s[at[2]:at[3]]); err == nil && n < len(values) {
			b.WriteString(values[n])
		}
		from = at[1]
	}
	plain(&b, s[from:], broken)
	return b.String()
}

// plain writes what could be markup as numbers, and the rest as it is, so that
// prose can be read and edited in Twine. A line's end is kept where broken asks
// for it; elsewhere it is a space, or nothing between Japanese signs.
func plain(b *strings.Builder, s string, broken bool) {
	runes := []rune(typeset.Clean(s))
	for i, r := range runes {
		var before, after rune
		if i > 0 {
			before = runes[i-1]
		}
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		switch {
		case r == '\n' && broken:
			b.WriteString("&#10;")
		case r == '\n' && markdown.IsCJK(before) && markdown.IsCJK(after):
		case r == '\n':
			b.WriteByte(' ')
		case safe(r, before, after):
			b.WriteRune(r)
		default:
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		}
	}
}

// safe reports whether a sign means nothing between its neighbours.
func safe(r, before, after rune) bool {
	switch {
	case r > 0x7f, unicode.IsLetter(r), unicode.IsDigit(r), r == ' ':
		return true
	case r == '.' || r == ',' || r == ';' || r == '(' || r == ')':
		return true
	case r == '?':
		return after == 0 || after == ' '
	case r == ':': // behind a word it would make an address of what follows
		return after == ' ' || unicode.IsDigit(before) && unicode.IsDigit(after)
	case r == '\'' || r == '-':
		return before > ' ' && after > 0 && before != r && after != r
	}
	return false
}
