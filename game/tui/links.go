package tui

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"kobayashi/game"
)

var noteLink = regexp.MustCompile(`\]\(([^()\s#]+\.md)(?:#[^()\s]*)?\)`)

// links are the notes that the shown scenes name, in the order of the text.
func (p play) links(f frame, a act) []string {
	text := p.run.Rules.Text(f.words.Lang)
	var list []string
	for _, b := range a.beats {
		if b.event.Kind != game.Entered {
			continue
		}
		for _, block := range text.Scenes[b.event.Scene].Blocks {
			if !f.mayRead(block) {
				continue
			}
			for _, part := range block.Parts {
				list = noteLinks(list, text, "", part.Text)
			}
		}
	}
	return list
}

// noteLinks adds the notes that a Markdown text in a folder links to.
func noteLinks(list []string, text *game.Text, folder, md string) []string {
	if !strings.Contains(md, ".md") {
		return list
	}
	for _, m := range noteLink.FindAllStringSubmatch(md, -1) {
		if to, ok := findNote(text, folder, m[1]); ok && !slices.Contains(list, to) {
			list = append(list, to)
		}
	}
	return list
}

// findNote resolves a link among a text's notes.
func findNote(text *game.Text, folder, target string) (string, bool) {
	to := path.Join(folder, target)
	_, ok := text.Notes[to]
	return to, ok
}
