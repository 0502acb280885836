package translate

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// shape is what a translation has in common with its base: kinds and numbers of
// blocks and items, targets, code, ticks, percentages.
func shape(sc *parse.Scene, lead []*parse.Block) string { return shapeBy(reader, sc, lead) }

// shapeBy is a shape in which kinds of block are told apart by a function.
func shapeBy(kind func(game.BlockKind) game.BlockKind, sc *parse.Scene, lead []*parse.Block) string {
	var b strings.Builder
	block := func(bl *parse.Block) {
		b.WriteString("block " + strconv.Itoa(int(kind(bl.Kind))) + enter(bl) + strings.Join(snippets(bl.Codes), ";") + "\n")
	}
	for _, bl := range lead {
		block(bl)
	}
	if sc == nil {
		return b.String()
	}
	b.WriteString("title " + strings.Join(snippets(sc.Codes), ";") + "\n")
	for _, bl := range sc.Blocks {
		block(bl)
	}
	if sc.Decision == nil {
		return b.String()
	}
	b.WriteString(sc.Decision.Kind.String() + "\n")
	for i, it := range slices.Concat(sc.Decision.Items, sc.Decision.Then) {
		if i == len(sc.Decision.Items) {
			b.WriteString("then\n")
		}
		tick := ""
		if it.Ticked {
			tick = "x"
		}
		b.WriteString("item " + it.Target + " " + strconv.Itoa(it.Percent) + tick + strings.Join(snippets(it.Codes), ";") + "\n")
		for _, bl := range it.Feedback {
			block(bl)
		}
	}
	return b.String()
}

// enter tells code paragraphs apart. Where they stand among the others is the
// base's.
func enter(b *parse.Block) string {
	if b.Enter {
		return "!"
	}
	return ""
}

// namesOf are the names of the cast that are translated.
func namesOf(fr *front) map[string]string {
	names := map[string]string{}
	if cast := fr.section("cast"); cast != nil {
		for _, e := range cast.entries {
			if _, isMarked := unmarked(e.get("name")); !isMarked && e.get("name") != "" {
				names[e.id] = e.get("name")
			}
		}
	}
	return names
}

// ratioOf is how long the finished part of a translation is against the base.
func ratioOf(base, own *parse.File) float64 {
	a, b := 1.0, 1.0
	for _, s := range unique(own) {
		t := base.Scene(s.ID)
		if t == nil || strings.Contains(own.Text(s.Span), Mark) {
			continue
		}
		a += float64(utf8.RuneCountInString(base.Text(t.Span)))
		b += float64(utf8.RuneCountInString(own.Text(s.Span)))
	}
	return max(0.2, min(5, b/a))
}
