package debrief

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/text"

	"kobayashi/game"
	"kobayashi/game/markdown"
	"kobayashi/game/words"
)

// Plain is what a reader sees of inline Markdown, on one line.
func Plain(md string) string {
	source := []byte(md)
	return strings.Join(strings.Fields(markdown.Text(inline().Parser().Parse(text.NewReader(source)), source)), " ")
}

// inline makes its own reader each time: labels are few, and a package variable
// would be written after the start.
func inline() goldmark.Markdown { return markdown.NewInline() }

// Item is the label of one item of a scene (from 0), or "".
func Item(scene, item int, text *game.Text) string {
	if scene >= len(text.Scenes) || item >= len(text.Scenes[scene].Items) {
		return ""
	}
	return Plain(text.Scenes[scene].Items[item].Label)
}

// Title is the heading of a scene, or its id where it has none.
func Title(sc *game.Scenario, scene int, text *game.Text) string {
	if scene < len(text.Scenes) && text.Scenes[scene].Title != "" {
		return Plain(text.Scenes[scene].Title)
	}
	return sc.SceneID(scene)
}

// Labels lists what a choice stands for: one label, or one for each ticked item
// of a question in the order of the file.
func Labels(sc *game.Scenario, scene int, id game.ChoiceID, text *game.Text) []string {
	if sc.Rules().Scenes[scene].Decision.Kind != game.Question {
		return []string{Item(scene, int(id), text)}
	}
	return ticked(scene, id, text)
}

func ticked(scene int, set game.ChoiceID, text *game.Text) []string {
	var list []string
	for i := range game.MaxItems {
		if set&(1<<i) != 0 {
			list = append(list, Item(scene, i, text))
		}
	}
	return list
}

// Move lists the labels of one move of a line.
func Move(sc *game.Scenario, m game.Move, text *game.Text) []string {
	scene := sc.SceneIndex(m.Scene)
	if scene < 0 {
		return nil
	}
	return Labels(sc, scene, game.Step{N: m.N, Ticks: m.Ticks}.ID(), text)
}

// Quote sets a label in the language's quotation marks; those inside it become
// the inner ones.
func Quote(label string, say words.Text) string {
	inner := strings.NewReplacer(`"`, "'")
	if say.Lang == "ja" {
		inner = strings.NewReplacer("「", "『", "」", "』")
	}
	return say.Say("debrief.quoted", inner.Replace(label))
}

// quoted sets labels side by side, each in quotation marks.
func quoted(labels []string, say words.Text) string {
	var list []string
	for _, label := range labels {
		list = append(list, Quote(label, say))
	}
	return strings.Join(list, say.Say("debrief.and"))
}

// named is the label under an id, or the id.
func named(labels map[string]string, id string) string {
	if label := labels[id]; label != "" {
		return label
	}
	return id
}

// Note finds a note of game.Debrief, which names it by its path in the base
// language: the translation's own file, or the base's where it has none.
func Note(path string, text *game.Text) game.Note {
	stem := strings.TrimSuffix(path, ".md")
	for _, p := range [...]string{stem + "." + text.Lang + ".md", path} {
		if note, ok := text.Notes[p]; ok {
			return note
		}
	}
	return game.Note{Path: path, Title: stem}
}
