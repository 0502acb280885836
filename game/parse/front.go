package parse

import (
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
)

// key is one key of the front matter: where it may stand, and what reads it.
type key struct {
	name string
	in   keyIn
	read func(*parser, Entry, *Value)
}

// keyIn says in which files a key may stand.
type keyIn uint8

const (
	inBase keyIn = 1 << iota
	inTranslation
)

// keys are all that exist, those first that others depend on.
func keys() []key {
	const both = inBase | inTranslation
	front := func(read func(*parser, *Front, *Value)) func(*parser, Entry, *Value) {
		return func(p *parser, _ Entry, v *Value) { read(p, p.f.Front, v) }
	}
	word := func(field func(*Front) *string) func(*parser, Entry, *Value) {
		return front(func(p *parser, fr *Front, v *Value) { *field(fr) = p.line(v) })
	}
	labels := func(field func(*Front) *[]Label) func(*parser, Entry, *Value) {
		return front(func(p *parser, fr *Front, v *Value) { *field(fr) = p.labels(v, isID) })
	}
	free := func(field func(*Front) *[]Label) func(*parser, Entry, *Value) {
		return front(func(p *parser, fr *Front, v *Value) { *field(fr) = p.labels(v, nil) })
	}
	return []key{
		{"format", both, front(func(p *parser, fr *Front, v *Value) { fr.Format = p.number(v, 1, 1) })},
		{"id", inBase, front((*parser).slug)},
		{"of", inTranslation, word(func(fr *Front) *string { return &fr.Of })},
		{"title", both, word(func(fr *Front) *string { return &fr.Title })},
		{"summary", both, front(func(p *parser, fr *Front, v *Value) { fr.Summary = p.scalar(v) })},
		{"lang", both, front((*parser).lang)},
		{"minutes", inBase, front(func(p *parser, fr *Front, v *Value) { fr.Minutes = p.number(v, 1, 10_000) })},
		{"level", inBase, front(func(p *parser, fr *Front, v *Value) { fr.Level = p.number(v, 1, 5) })},
		{"authors", both, front(func(p *parser, fr *Front, v *Value) { fr.Authors = p.authors(v) })},
		{"license", inBase, word(func(fr *Front) *string { return &fr.License })},
		{"as_of", inBase, front((*parser).date)},
		{"cast", both, front(func(p *parser, fr *Front, v *Value) { p.castList(v) })},
		{"roles", both, labels(func(fr *Front) *[]Label { return &fr.Roles })},
		{"vars", both, front(func(p *parser, fr *Front, v *Value) { p.vars(v) })},
		{"score", both, front(func(p *parser, fr *Front, v *Value) { p.score(v) })},
		{"endings", both, labels(func(fr *Front) *[]Label { return &fr.Endings })},
		{"variants", both, front(func(p *parser, fr *Front, v *Value) { p.variants(v) })},
		{"tags", both, labels(func(fr *Front) *[]Label { return &fr.Tags })},
		{"order", inBase, front(func(p *parser, fr *Front, v *Value) { fr.Fixed = p.oneOf(v, "shuffled", "fixed") == "fixed" })},
		{"confidence", inBase, front(func(p *parser, fr *Front, v *Value) { fr.Ask = p.oneOf(v, "off", "ask") == "ask" })},
		{"goals", both, front(func(p *parser, fr *Front, v *Value) { p.goals(v) })},
		{"glossary", both, front(func(p *parser, fr *Front, v *Value) { p.glossary(v) })},
		{"sources", both, free(func(fr *Front) *[]Label { return &fr.Sources })},
		{"maps", inBase, front(func(p *parser, fr *Front, v *Value) { p.frameworks(v) })},
		{"allow", inBase, free(func(fr *Front) *[]Label { return &fr.Allow })},
		{"tests", inBase, front(func(p *parser, fr *Front, v *Value) { p.tests(v) })},
		{"hashes", inTranslation, front(func(p *parser, fr *Front, v *Value) { p.hashes(v) })},
	}
}

// typeFront reads the values of the front matter by their keys.
func (p *parser) typeFront() {
	root := p.f.Front.Root
	if root == nil {
		return
	}
	if of, _ := root.Get("of"); of != nil && p.role == asBase {
		p.role = asTranslation
	}
	here := inBase
	if p.role == asTranslation {
		here = inTranslation
	}
	all := keys()
	for _, k := range root.Keys {
		n := slices.IndexFunc(all, func(known key) bool { return known.name == k.Text })
		if p.role != asInclude && (n < 0 || all[n].in&here == 0) {
			p.unknownKey(k, here, all)
		}
	}
	// The table's order, not the file's: a variant's values need the variables.
	for _, k := range all {
		if k.name == "tests" && p.role == asBase {
			p.declare()
		}
		if p.role == asInclude && k.name != "lang" && k.name != "title" {
			continue
		}
		if v, at := root.Get(k.name); v != nil && k.in&here != 0 {
			k.read(p, Entry{k.name, at, v.At}, v)
		}
	}
	p.f.Lang = p.f.Front.Lang
	p.required(root)
}

// required reports the keys that must be there.
func (p *parser) required(root *Value) {
	must := []string{"format", "id", "title", "lang"}
	switch p.role {
	case asTranslation:
		must = []string{"of", "lang", "title"}
	case asInclude:
		return
	}
	for _, name := range must {
		if v, _ := root.Get(name); v == nil && !p.said("E003", name) {
			p.report("E004", Span{p.f.Front.Span.Start, p.f.Front.Span.Start},
				game.Say("先頭部に「%s」がありません", "%q is missing in the front matter", name),
				game.Say("「%s: 」の行を足してください", "add a line %s:", name))
			return
		}
	}
}

// said tells whether a misspelt key was reported for which name is the mend.
func (p *parser) said(rule, name string) bool {
	return slices.ContainsFunc(p.problems, func(q game.Problem) bool {
		return q.Rule == rule && strings.Contains(q.Mend.EN, strconv.Quote(name)) || q.Rule == "E045" && q.From.Line <= p.f.Pos(p.f.Front.Span.End).Line
	})
}

func (p *parser) unknownKey(k *Value, here keyIn, all []key) {
	if i := strings.Index(k.Text, "："); i >= 0 {
		p.wideColon(Span{k.At.Start + i, k.At.Start + i + len("：")})
		return
	}
	known := make([]string, 0, len(all))
	for _, a := range all {
		if a.in&here != 0 {
			known = append(known, a.name)
		}
	}
	other := game.Say("使える名前は手引きにあります", "the manual lists the keys")
	switch {
	case k.Text == "hashes":
		other = game.Say("hashes は訳文のファイルにだけ書きます", "hashes belongs in a translation")
	case slices.ContainsFunc(all, func(a key) bool { return a.name == k.Text }):
		other = game.Say("「%s」は元のファイルにだけ書きます", "%s belongs in the base file", k.Text)
	}
	p.report("E003", k.At,
		game.Say("「%s」という名前はここでは使えません", "the key %q is unknown here", show(k.Text)),
		didYouMean(k.Text, slices.Values(known), other))
}

// each reads a map's entries with one of the readers by key; others are E003.
func (p *parser) each(v *Value, what string, read map[string]func(Entry, *Value)) {
	if v.Kind != Map {
		p.wrong(v.At, game.Say("「%s」には {名前: 値} が要ります", "%s needs {name: value}", show(what)))
		return
	}
	for i, k := range v.Keys {
		if f := read[k.Text]; f != nil {
			f(Entry{k.Text, k.At, v.Items[i].At}, v.Items[i])
			continue
		}
		if j := strings.Index(k.Text, "："); j >= 0 {
			p.wideColon(Span{k.At.Start + j, k.At.Start + j + len("：")})
			continue
		}
		known := make([]string, 0, len(read))
		for name := range read {
			known = append(known, name)
		}
		slices.Sort(known)
		list := strings.Join(known, ", ")
		p.report("E003", k.At,
			game.Say("「%s」という名前はここでは使えません", "the key %q is unknown here", show(k.Text)),
			didYouMean(k.Text, slices.Values(known), game.Say("使えるのは %s です", "there are %s", list)))
	}
}
