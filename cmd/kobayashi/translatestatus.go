package main

import (
	"fmt"
	"path"

	"github.com/spf13/cobra"

	"kobayashi/game/translate"
	"kobayashi/game/typeset"
)

// The shape of `translate status --json`, a contract. The front matter and what
// stands before all scenes is the scene "". States are missing, untranslated,
// stale and up-to-date; texts counts what there is to translate, left what of it
// is not; form is true where the base has other paragraphs, items or code.
type (
	statusJSON struct {
		Translations []translationJSON `json:"translations"`
	}
	translationJSON struct {
		Base      string           `json:"base"`
		File      string           `json:"file"`
		Lang      string           `json:"lang"`
		Texts     int              `json:"texts"`
		Left      int              `json:"left"`
		Percent   int              `json:"percent"`
		Counts    map[string]int   `json:"counts"`
		Scenes    []sceneStateJSON `json:"scenes"`
		Extra     []string         `json:"extra"`
		Notes     int              `json:"notes"`
		NotesLeft int              `json:"notes_left"`
		Missing   []string         `json:"notes_missing"`
	}
	sceneStateJSON struct {
		Scene string `json:"scene"`
		State string `json:"state"`
		Texts int    `json:"texts"`
		Left  int    `json:"left"`
		Form  bool   `json:"form"`
	}
)

func (p *program) translateStatus() *cobra.Command {
	c := p.command("status PATH", "cmd.translate.status", func(c *cobra.Command, args []string) error {
		t, err := p.openTranslation(c, args[0])
		if err != nil {
			return err
		}
		defer t.root.Close()
		list, err := translate.Look(t.root.FS(), t.name, t.lang)
		if err != nil {
			return t.untranslatable(err)
		}
		if asJSON, _ := c.Flags().GetBool("json"); asJSON {
			return writeJSON(p.out, t.statusJSON(list))
		}
		if len(list) == 0 {
			fmt.Fprintln(p.out, p.words.Say("cmd.translate.noneyet", typeset.Clean(t.path)))
		}
		for i, s := range list {
			if i > 0 {
				fmt.Fprintln(p.out)
			}
			p.tellStatus(t, s)
		}
		return nil
	})
	p.to(c)
	c.Flags().Bool("json", false, p.words.Say("cmd.flag.json"))
	return c
}

var states = []translate.State{translate.Missing, translate.Untranslated, translate.Stale, translate.Current}

func (t translation) statusJSON(list []translate.Status) statusJSON {
	doc := statusJSON{Translations: []translationJSON{}}
	for _, s := range list {
		all, finished := s.Texts()
		j := translationJSON{
			Base: t.file(s.Base), File: t.file(s.Path), Lang: s.Lang, Texts: all, Left: all - finished, Percent: percent(finished, all),
			Counts: map[string]int{}, Extra: append([]string{}, s.Extra...), Notes: s.Notes, NotesLeft: len(s.NotesLeft), Missing: []string{},
		}
		for _, n := range s.NotesLeft {
			j.Missing = append(j.Missing, t.file(n.Path))
		}
		for _, state := range states {
			j.Counts[string(state)] = s.Count(state)
		}
		for _, sc := range append([]translate.Scene{s.Front}, s.Scenes...) {
			j.Scenes = append(j.Scenes, sceneStateJSON{sc.ID, string(sc.State), sc.Texts, sc.Left, sc.Form})
		}
		doc.Translations = append(doc.Translations, j)
	}
	return doc
}

// percent is a share in whole percent. What is not all is never 100.
func percent(part, all int) int {
	if all == 0 {
		return 100
	}
	return 100 * part / all
}

// tellStatus writes a table of what is to be done, scene by scene, and the sums.
func (p *program) tellStatus(t translation, s translate.Status) {
	say := p.words.Say
	all, finished := s.Texts()
	fmt.Fprintln(p.out, say("cmd.translate.statusof", typeset.Clean(t.file(s.Path)), finished, all, percent(finished, all)))
	wide := 0
	name := func(id string) string {
		if id == "" {
			id = say("cmd.translate.front")
		}
		return typeset.Truncate(typeset.Clean(id), max(12, p.columns()-40))
	}
	var open []translate.Scene
	for _, sc := range append([]translate.Scene{s.Front}, s.Scenes...) {
		if sc.State != translate.Current {
			open = append(open, sc)
			wide = max(wide, typeset.Width(name(sc.ID)))
		}
	}
	for _, sc := range open {
		state := say("cmd.translate.state." + stateKey(sc.State))
		if sc.State == translate.Stale && sc.Form {
			state = say("cmd.translate.state.form")
		}
		fmt.Fprintf(p.out, "  %s  %s  %s\n", typeset.Pad(name(sc.ID), wide), doneOf(sc), state)
	}
	for _, id := range s.Extra {
		fmt.Fprintf(p.out, "  %s  %s\n", typeset.Pad(name(id), wide), say("cmd.translate.state.extra"))
	}
	fmt.Fprintln(p.out, say("cmd.translate.sum", s.Count(translate.Current), s.Count(translate.Untranslated), s.Count(translate.Stale), s.Count(translate.Missing)))
	p.tellNotes(t, s)
}

// tellNotes names the notes without a translation, and the files to be written.
func (p *program) tellNotes(t translation, s translate.Status) {
	if len(s.NotesLeft) == 0 {
		return
	}
	fmt.Fprintln(p.out, p.words.Say("cmd.translate.notes", len(s.NotesLeft), s.Notes))
	for _, n := range s.NotesLeft {
		fmt.Fprintln(p.out, "  "+p.words.Say("cmd.translate.note", typeset.Clean(t.file(n.Path)), typeset.Clean(path.Base(n.Own))))
	}
}

// tellAllNotes does so for the translations of some languages, as they are now.
func (p *program) tellAllNotes(t translation, langs []string) {
	for _, lang := range langs {
		list, err := translate.Look(t.root.FS(), t.name, lang)
		if err != nil {
			continue // it cannot be read yet, and was said to be so
		}
		for _, s := range list {
			p.tellNotes(t, s)
		}
	}
}

// doneOf is how many texts of a scene are translated, in seven columns.
func doneOf(sc translate.Scene) string {
	return fmt.Sprintf("%3d/%-3d", sc.Texts-sc.Left, sc.Texts)
}

func stateKey(s translate.State) string {
	if s == translate.Current {
		return "current"
	}
	return string(s)
}
