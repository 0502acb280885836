// Package typeset turns Markdown and prose, Japanese and English, into lines
// ready for a terminal.
//
// glamour's renderer gives words their colours; where a line ends is decided
// here, because Japanese has rules for that. Phrases stay together, no line
// begins with a full stop, and a name such as svc-bk02 is never cut.
//
// What it refuses: to pass on anything that is not text or one of its own
// colours, whatever the Markdown holds; to open a link (it names them); to read
// Markdown made to be slow, which it shows as plain text instead.
package typeset

import (
	"io/fs"
	"sync"

	"github.com/yuin/goldmark"

	"kobayashi/game/markdown"
)

// Ink is what a terminal can show, and on what ground.
type Ink string

// The inks. Mono has bold and underline and no colour. Plain has no control
// character at all, for line mode: what colours say elsewhere, words say there.
const (
	Dark        Ink = "dark"
	Light       Ink = "light"
	ANSI16Dark  Ink = "ansi16-dark"
	ANSI16Light Ink = "ansi16-light"
	Mono        Ink = "mono"
	Plain       Ink = "plain"
)

// Inks lists all inks.
func Inks() []Ink { return []Ink{Dark, Light, ANSI16Dark, ANSI16Light, Mono, Plain} }

// Style is how a text is to be set.
type Style struct {
	Ink  Ink
	Lang string // "ja" or "en", perhaps with a region: the words beside colours, and phrase breaks
	// Safe keeps to signs that are as wide as they look: frames are ASCII, and
	// signs some terminals draw two cells wide are replaced or counted as two.
	Safe bool
	// Targets shows where an inner link leads, in brackets after its text. Links
	// to the web always show it.
	Targets bool
}

// Page is a text set for one width. It never changes; do not change its slices,
// for others read them too.
type Page struct {
	// Lines are at most as wide as asked for, each with its colours closed at
	// its end, and without spaces there.
	Lines []string
	// Links lists the links in the order they stand in the text.
	Links []Link
}

// Link is a link as it was written. Target is a web address (http or https), a
// note's relative path, or #anchor; links of other kinds are only text. Line is
// the index of the line its text starts on.
type Link struct {
	Text, Target string
	Line         int
}

// Setter sets pages. It may be shared by any number of goroutines, and should
// be: a page is set once for all who read it at the same width and style.
type Setter struct {
	themes, budoux fs.FS

	sheets  sync.Map // Ink -> *sheet
	model   func() *phrases
	reader  func() goldmark.Markdown
	inlines func() goldmark.Markdown
	written cache
}

// New returns a Setter with its themes in themes/INK.json and its phrase model
// in budoux/ja.json. Nothing is read before it is needed. Without a theme an ink
// has no colours, without a model Japanese breaks at any permitted letter.
func New(themes, budoux fs.FS) *Setter {
	s := &Setter{themes: themes, budoux: budoux}
	s.model = sync.OnceValue(s.readModel)
	s.reader = sync.OnceValue(markdown.New)
	s.inlines = sync.OnceValue(markdown.NewInline)
	return s
}

func (s *Setter) readModel() *phrases {
	if s.budoux == nil {
		return nil
	}
	data, err := fs.ReadFile(s.budoux, "budoux/ja.json")
	if err != nil {
		return nil
	}
	p, err := readPhrases(data)
	if err != nil {
		return nil
	}
	return p
}

// Page sets a whole note: headings, lists, quotes, alerts, tables, code, charts.
// width is in cells; from 20 on, Japanese custom holds.
func (s *Setter) Page(md string, width int, st Style) Page {
	return s.written.get(key{md, max(width, minWidth), st, false}, s.set)
}

// Prose sets one paragraph or speech: bold, emphasis, code and links, nothing
// that spans lines. A mark that would start a list or a heading is only text. An
// empty line in md stays an empty line.
func (s *Setter) Prose(md string, width int, st Style) []string {
	return s.written.get(key{md, max(width, minWidth), st, true}, s.set).Lines
}

// minWidth is the narrowest page, in cells: a letter beside an indent.
const minWidth = 4

// Wrap is the function Wrap with phrase boundaries, if lang is Japanese.
func (s *Setter) Wrap(text string, width int, lang string) []string {
	return wrapPlain(Clean(text), setting{first: width, rest: width, phrases: s.phrasesFor(lang)})
}

func (s *Setter) phrasesFor(lang string) *phrases {
	if isJapanese(lang) {
		return s.model()
	}
	return nil
}

func isJapanese(lang string) bool {
	return lang == "" || lang == "ja" || len(lang) > 2 && lang[:3] == "ja-"
}
