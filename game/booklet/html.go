package booklet

import (
	"embed"
	"fmt"
	"html/template"
	"io"

	"kobayashi/game/paper"
	"kobayashi/game/words"
)

//go:embed html.tmpl html.css
var pages embed.FS

// WriteHTML lays a booklet out as one page that needs nothing else and prints on
// A4: each kind of card begins a sheet, sealed cards have one each.
func WriteHTML(w io.Writer, b Booklet, say words.Text) error {
	set := newSetter()
	t, err := template.New("html.tmpl").Funcs(paper.Funcs()).Funcs(template.FuncMap{
		"say":   func(key string, args ...any) string { return say.Say(key, args...) },
		"count": func(key string, n int) string { return say.Count(key, n) },
		"page":  set.page, "prose": set.prose,
		"lines":   numbers,
		"hotwash": func() []string { return blanks },
		"card":    func(b Booklet, c Card) cardOf { return cardOf{b, c} },
	}).ParseFS(pages, "html.tmpl", "html.css")
	if err != nil {
		return fmt.Errorf("reading the booklet's template: %w", err)
	}
	if err := t.Execute(w, b); err != nil {
		return fmt.Errorf("writing the booklet: %w", err)
	}
	return nil
}

// cardOf is a card with the booklet it stands in.
type cardOf struct {
	B Booklet
	Card
}

// Guide reports whether the reader is the facilitator.
func (b Booklet) Guide() bool { return b.For == Facilitator }

// blanks are the phrases of what the hotwash asks for.
var blanks = []string{"booklet.hotwash.strength", "booklet.hotwash.gap", "booklet.hotwash.action", "booklet.hotwash.owner", "booklet.hotwash.due"}

// numbers are 1 to n.
func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i + 1
	}
	return list
}
