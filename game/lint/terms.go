package lint

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// termNotUsed is W510: a term of the glossary stands in a scene of the base, and
// its translation does not stand in the translated scene.
func termNotUsed(p *pass) {
	for _, t := range p.translations {
		words := map[string]string{}
		for _, own := range t.file.Front.Glossary {
			if own.Word != "" && own.Word != own.ID {
				words[own.ID] = own.Word
			}
		}
		for _, term := range p.res.Base.Front.Glossary {
			word := words[term.ID]
			if word == "" {
				continue
			}
			for _, q := range t.pairs {
				if says(q.base, term.ID) && !says(q.scene, word) {
					p.report(t.file, q.scene.At,
						game.Say("用語「%s」の訳「%s」が、この場面で使われていません", "the term %q is %q in the glossary, which this scene does not say", term.ID, word),
						game.Say("用語集の訳を使うか、用語集のほうを直してください", "use the glossary's word, or change the glossary"))
				}
			}
		}
	}
}

// says tells whether a scene has a word in its title, text or choices.
func says(s *parse.Scene, word string) bool {
	word = strings.ToLower(word)
	has := func(text string) bool { return strings.Contains(strings.ToLower(text), word) }
	if has(s.Title.Text) {
		return true
	}
	for it := range items(s) {
		if has(it.Label) {
			return true
		}
	}
	for b := range blocks(s) {
		if has(wording(b)) {
			return true
		}
	}
	return false
}
