package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// SceneHash names the wording of a scene of the base, for the hashes of its
// translations: the first twelve hexadecimal digits of the SHA-256 of its lines
// from "## id" to before the next scene, without blank lines at the end, joined
// by LF and without one behind the last.
func SceneHash(f *parse.File, s *parse.Scene) string {
	text := strings.TrimRightFunc(f.Text(s.Span), unicode.IsSpace)
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}

// stale is W507: the base's scene is not the one that was translated.
func stale(p *pass) {
	for _, t := range p.translations {
		for _, h := range t.file.Front.Hashes {
			base, own := p.res.Base.Scene(h.ID), t.file.Scene(h.ID)
			if base != nil && own != nil && sound(p.res, p.res.Base, base) && !strings.EqualFold(h.Text, SceneHash(p.res.Base, base)) {
				p.report(t.file, own.At,
					game.Say("元の場面「%s」が、訳したあとで変わりました", "the scene %q has changed since it was translated", h.ID),
					game.Say("訳を見直したら、translate sync に --accept %[1]s を付けて告げてください (hashes は %[2]s になります)", "go over the translation, then say so by translate sync with --accept %[1]s (its hash will be %[2]s)", h.ID, SceneHash(p.res.Base, base)))
			}
		}
	}
}

// notTranslated is W508: a text that is still the base's, or a label without a
// translation.
func notTranslated(p *pass) {
	for _, t := range p.translations {
		for _, l := range untranslatedLabels(p.res.Base.Front, t.file.Front, t.file.Lang) {
			p.report(t.file, l.at,
				game.Say("「%s」が訳されていません", "%q is not translated", l.text),
				game.Say("先頭部の %[1]s に訳を書いてください", "write it under %[1]s in the front matter", l.key))
		}
		p.untranslatedNotes(t.file)
		if strings.Contains(t.file.Title.Text, Untranslated) {
			p.report(t.file, t.file.Title.At,
				game.Say("訳されていません", "this is not translated"),
				game.Say("%sで書いてください", "write it in %s", language(t.file.Lang)))
		}
		for _, l := range markedDetails(t.file.Front) {
			p.report(t.file, l.at,
				game.Say("「%s」が訳されていません", "%q is not translated", l.text),
				game.Say("先頭部の %[1]s に訳を書いてください", "write it under %[1]s in the front matter", l.key))
		}
		if len(t.file.Lead) == 0 && len(p.res.Base.Lead) > 0 && t.file.Title.Text != "" {
			p.report(t.file, t.file.Title.At,
				game.Say("題の下の前置きが訳されていません", "the introduction below the title is not translated"),
				game.Say("元の前置きを訳してください", "translate it"))
		}
	}
}

// stillInBase is W508 within a scene.
func stillInBase(p *pass, q pair) {
	say := func(at parse.Span) {
		p.report(q.file, firstLine(q.file, at),
			game.Say("訳されていません", "this is not translated"),
			game.Say("%sで書いてください", "write it in %s", language(q.file.Lang)))
	}
	if left(q.base.Title.Text, q.scene.Title.Text, q.file.Lang) {
		say(q.scene.Title.At)
	}
	for a, b := range q.itemPairs {
		if left(a.Label, b.Label, q.file.Lang) {
			say(b.LabelAt)
		}
	}
	for a, b := range q.blockPairs {
		if left(wording(a), wording(b), q.file.Lang) {
			say(b.Span)
		}
	}
}

// language names a language for a message; the tag itself will do.
func language(tag string) string { return tag }

// wording is a block's text with a mark for each value.
func wording(b *parse.Block) string {
	if len(b.Parts) == 1 && b.Parts[0].Expr == nil {
		return b.Parts[0].Text
	}
	var text strings.Builder
	for _, part := range b.Parts {
		text.WriteString(part.Text)
		if part.Expr != nil {
			text.WriteString(value)
		}
	}
	return text.String()
}

// left tells whether a text was left as it is in the base although it has words
// to translate: any word in a Japanese, Chinese or Korean script, or three in
// another. A text that is mostly in such a script is left in a language without.
func left(base, text, lang string) bool {
	if strings.Contains(text, Untranslated) && !strings.Contains(base, Untranslated) {
		return true
	}
	cjk, letters, words := census(text)
	if cjk > 0 && !writtenInCJK(lang) {
		return base == text || cjk >= 10 && cjk > letters/2
	}
	return base == text && cjk == 0 && words >= 3 || base == text && kana(text) && lang != "ja"
}

func writtenInCJK(lang string) bool {
	tag, _, _ := strings.Cut(lang, "-")
	return tag == "ja" || tag == "zh" || tag == "ko"
}

// census counts the ideographs and kana of a text, all its letters, and its
// words in other scripts.
func census(text string) (cjk, letters, words int) {
	run := 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			run = 0
			continue
		}
		letters++
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			cjk++
			run = 0
			continue
		}
		if run++; run == 2 {
			words++
		}
	}
	return cjk, letters, words
}

func kana(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) })
}

// digitsDiffer is W509: a number in digits on one side that the other side does
// not have in any form.
func digitsDiffer(p *pass, q pair) {
	check := func(base, own string, at parse.Span) {
		if !strings.ContainsAny(base, someDigit) && !strings.ContainsAny(own, someDigit) {
			return
		}
		a, b := numbersOf(base), numbersOf(own)
		lost, added := a.lacks(b), b.lacks(a)
		if len(lost)+len(added) == 0 {
			return
		}
		p.report(q.file, firstLine(q.file, at),
			game.Say("数字が元と違います（%[1]s）", "the digits are not the base's (%[2]s)", differenceJA(lost, added), differenceEN(lost, added)),
			game.Say("どちらが正しいか確かめてください", "find out which of the two is right"))
	}
	check(q.base.Title.Text, q.scene.Title.Text, q.scene.Title.At)
	for a, b := range q.itemPairs {
		check(a.Label, b.Label, b.LabelAt)
	}
	for a, b := range q.blockPairs {
		check(wording(a), wording(b), b.Span)
	}
}

const someDigit = "0123456789０１２３４５６７８９"

func differenceJA(lost, added []string) string { return difference("元 ", "訳 ", lost, added) }
func differenceEN(lost, added []string) string { return difference("base ", "here ", lost, added) }

func difference(base, own string, lost, added []string) string {
	var parts []string
	if len(lost) > 0 {
		parts = append(parts, base+strings.Join(lost, " "))
	}
	if len(added) > 0 {
		parts = append(parts, own+strings.Join(added, " "))
	}
	return strings.Join(parts, ", ")
}
