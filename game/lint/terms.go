package lint

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// termNotUsed is W510: a term of the glossary stands in a scene of the base, and
// its translation does not stand in the translated scene.
func termNotUsed(p *pass, q pair) {
	words := p.words[q.file]
	if len(words) == 0 {
		return
	}
	base, own := said(q.base), said(q.scene)
	if strings.Contains(own, Untranslated) {
		return // it is W508 until it is finished
	}
	for _, term := range p.res.Base.Front.Glossary {
		word := words[term.ID]
		if word == "" || !strings.Contains(base, strings.ToLower(term.ID)) || strings.Contains(own, strings.ToLower(word)) {
			continue
		}
		p.report(q.file, q.scene.At,
			game.Say("用語「%s」の訳「%s」が、この場面で使われていません", "the term %q is %q in the glossary, which this scene does not say", term.ID, word),
			game.Say("用語集の訳を使うか、用語集のほうを直してください", "use the glossary's word, or change the glossary"))
	}
}

// termsOf are the words by which a translation's glossary translates terms.
func termsOf(f *parse.File) map[string]string {
	words := map[string]string{}
	for _, own := range f.Front.Glossary {
		if own.Word != "" && own.Word != own.ID && !strings.Contains(own.Word, Untranslated) {
			words[own.ID] = own.Word
		}
	}
	return words
}

// said gives all words of a scene: its title, its text and its choices, in lower
// case.
func said(s *parse.Scene) string {
	var b strings.Builder
	add := func(text string) { b.WriteString(text + "\n") }
	add(s.Title.Text)
	for it := range items(s) {
		add(it.Label)
	}
	for block := range blocks(s) {
		add(wording(block))
	}
	return strings.ToLower(b.String())
}
