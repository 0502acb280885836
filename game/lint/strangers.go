package lint

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// unknownToBase is E003 of a translation: a name in its front matter that the
// base does not have, so that nothing is translated by it.
func unknownToBase(p *pass) {
	base := p.res.Base.Front.Root
	if base == nil {
		return
	}
	for _, t := range p.translations {
		root := t.file.Front.Root
		if root == nil {
			continue
		}
		for i, key := range root.Keys {
			switch key.Text {
			case "cast", "roles", "vars", "score", "endings", "variants", "tags", "goals", "glossary", "sources":
				own, _ := base.Get(key.Text)
				p.strangers(t.file, root.Items[i], namesIn(own), key.Text)
			case "hashes":
				p.hashesAstray(t.file, root.Items[i])
			}
		}
	}
}

func namesIn(v *parse.Value) []string {
	if v == nil {
		return nil
	}
	names := make([]string, 0, len(v.Keys))
	for _, k := range v.Keys {
		names = append(names, k.Text)
	}
	return names
}

func (p *pass) strangers(f *parse.File, list *parse.Value, known []string, key string) {
	for _, name := range list.Keys {
		if slices.Contains(known, name.Text) {
			continue
		}
		mend := game.Say("元の名前をそのまま書き、訳は値に書いてください", "write the base's name as it is, and the translation as its value")
		if near := parse.Near(name.Text, slices.Values(known)); near != "" {
			mend = game.Say("「%s」のことですか", "did you mean %q?", near)
		}
		p.report(f, name.At, game.Say("元のファイルの %[2]s に「%[1]s」はありません", "the base has no %q under %s", name.Text, key), mend)
	}
}

// hashesAstray looks for misspelt scenes. The hash of a scene that is gone does
// no harm; that of a misspelt one leaves a scene without.
func (p *pass) hashesAstray(f *parse.File, list *parse.Value) {
	var scenes, open []string
	for _, base := range p.files {
		for _, s := range base.Scenes {
			scenes = append(scenes, s.ID)
			if own, _ := list.Get(s.ID); own == nil {
				open = append(open, s.ID)
			}
		}
	}
	for _, name := range list.Keys {
		if near := parse.Near(name.Text, slices.Values(open)); near != "" && !slices.Contains(scenes, name.Text) {
			p.report(f, name.At, game.Say("元のファイルに場面「%s」はありません", "the base has no scene %q", name.Text), game.Say("「%s」のことですか", "did you mean %q?", near))
		}
	}
}
