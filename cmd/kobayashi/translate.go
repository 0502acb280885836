package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kobayashi/game/translate"
	"kobayashi/game/typeset"
)

func (p *program) translate() *cobra.Command {
	c := p.command("translate", "cmd.translate", func(c *cobra.Command, _ []string) error { return c.Help() })
	c.AddCommand(p.translateInit(), p.translateSync(), p.translateStatus(), p.translateExport(), p.translateImport())
	return c
}

func (p *program) to(c *cobra.Command) { c.Flags().String("to", "", p.words.Say("cmd.flag.to")) }

// translation is a scenario that is translated, and the language that was named:
// by --to, or by the path of a translation.
type translation struct {
	root      *os.Root
	dir, name string // the base, below dir
	path      string // the base, as the user would name it
	lang      string // or ""
}

// open finds the scenario that a path means.
func (p *program) openTranslation(c *cobra.Command, path string) (translation, error) {
	lang, _ := c.Flags().GetString("to")
	files, err := scenarioFiles([]string{path})
	switch {
	case err != nil:
		return translation{}, err
	case len(files) > 1:
		return translation{}, wrong("cmd.translate.several", path, len(files))
	}
	base := files[0]
	if front(path, "of:") != "" && lang == "" {
		lang = front(path, "lang:")
	}
	root, err := os.OpenRoot(filepath.Dir(base))
	if err != nil {
		return translation{}, fails(err, "cmd.error.file", base, cause(err))
	}
	return translation{root, filepath.Dir(base), filepath.Base(base), base, lang}, nil
}

func (t translation) file(path string) string { return filepath.Join(t.dir, filepath.FromSlash(path)) }

// untranslatable finds words for what kept a translation from being made.
func (t translation) untranslatable(err error) error {
	own := t.file(translate.Name(t.name, t.lang))
	switch {
	case errors.Is(err, translate.ErrFaulty):
		return fails(err, "cmd.translate.faulty", t.path)
	case errors.Is(err, translate.ErrThere):
		return fails(err, "cmd.translate.there", own)
	case errors.Is(err, translate.ErrMissing):
		return fails(err, "cmd.translate.missing", own, t.path, t.lang)
	case errors.Is(err, translate.ErrLanguage):
		return wrong("cmd.translate.lang", t.lang)
	}
	return err
}

func (p *program) translateInit() *cobra.Command {
	c := p.command("init PATH", "cmd.translate.init", func(c *cobra.Command, args []string) error {
		t, err := p.openTranslation(c, args[0])
		if err != nil {
			return err
		}
		defer t.root.Close()
		if t.lang == "" {
			return wrong("cmd.translate.noto")
		}
		files, err := translate.Init(t.root.FS(), t.name, t.lang)
		if err != nil {
			return t.untranslatable(err)
		}
		for _, f := range files {
			if err := create(t.file(f.Path), f.Text); err != nil {
				return err
			}
			fmt.Fprintln(p.out, p.words.Say("cmd.new.wrote", t.file(f.Path)))
		}
		fmt.Fprintln(p.out, p.words.Say("cmd.translate.begun", translate.Mark, t.path))
		p.tellAllNotes(t, []string{t.lang})
		return nil
	})
	p.to(c)
	return c
}

func (p *program) translateSync() *cobra.Command {
	c := p.command("sync PATH", "cmd.translate.sync", func(c *cobra.Command, args []string) error {
		dry, _ := c.Flags().GetBool("dry-run")
		all, _ := c.Flags().GetBool("accept-all")
		ids, _ := c.Flags().GetStringSlice("accept")
		t, err := p.openTranslation(c, args[0])
		if err != nil {
			return err
		}
		defer t.root.Close()
		langs, err := t.langs()
		if err != nil {
			return err
		}
		for _, lang := range langs {
			t.lang = lang
			list, err := translate.Sync(t.root.FS(), t.name, lang, translate.Accept{All: all, IDs: ids})
			if err != nil {
				return t.untranslatable(err)
			}
			for _, id := range ids {
				if !knows(list, id) {
					return wrong("cmd.translate.noscene", id, t.path)
				}
			}
			if err := p.writeSynced(t, list, dry); err != nil {
				return err
			}
		}
		p.tellAllNotes(t, langs)
		return nil
	})
	p.to(c)
	c.Flags().StringSlice("accept", nil, p.words.Say("cmd.flag.accept"))
	c.Flags().Bool("accept-all", false, p.words.Say("cmd.flag.acceptall"))
	c.Flags().Bool("dry-run", false, p.words.Say("cmd.flag.dryrun"))
	c.Flags().SortFlags = false
	return c
}

// langs are the languages a command is for: the one named, else all there are.
func (t translation) langs() ([]string, error) {
	if t.lang != "" {
		return []string{t.lang}, nil
	}
	list, err := translate.Look(t.root.FS(), t.name, "")
	if err != nil {
		return nil, t.untranslatable(err)
	}
	var langs []string
	for _, s := range list {
		if s.Base == t.name {
			langs = append(langs, s.Lang)
		}
	}
	if len(langs) == 0 {
		return nil, fails(nil, "cmd.translate.none", t.path)
	}
	return langs, nil
}

// knows tells whether a scene that is to be accepted is there.
func knows(list []translate.Synced, id string) bool {
	for _, s := range list {
		for _, scene := range s.Scenes {
			if scene == id {
				return true
			}
		}
	}
	return false
}

// writeSynced writes what a sync came to. What has lost its place is put aside
// first: nothing finished is lost, whatever happens in between.
func (p *program) writeSynced(t translation, list []translate.Synced, dry bool) error {
	for _, s := range list {
		name := t.file(s.Path)
		if !s.Changed {
			fmt.Fprintln(p.out, p.words.Say("cmd.translate.same", typeset.Clean(name)))
			continue
		}
		for _, n := range s.News {
			fmt.Fprintln(p.out, p.news(n))
		}
		if s.Aside != "" {
			aside := strings.TrimSuffix(name, ".md") + ".removed.md"
			if !dry {
				if err := p.putAside(aside, name, s.Aside); err != nil {
					return err
				}
			}
			fmt.Fprintln(p.out, p.words.Say("cmd.translate.aside", typeset.Clean(aside)))
		}
		if dry {
			fmt.Fprintln(p.out, p.words.Say("cmd.translate.would", typeset.Clean(name)))
			continue
		}
		if err := put(name, s.Text); err != nil {
			return err
		}
		fmt.Fprintln(p.out, p.words.Say("cmd.translate.synced", typeset.Clean(name)))
	}
	return nil
}

// put writes a file that may be there.
func put(name string, text []byte) error {
	if _, err := os.Lstat(name); errors.Is(err, os.ErrNotExist) {
		return create(name, text)
	}
	return rewrite(name, text)
}

// putAside adds wording that has lost its place to the file of such.
func (p *program) putAside(aside, name, text string) error {
	was, err := os.ReadFile(aside)
	switch {
	case errors.Is(err, os.ErrNotExist):
		was = []byte("# " + p.words.Say("cmd.translate.asidetitle", filepath.Base(name)) + "\n\n")
	case err != nil:
		return fails(err, "cmd.error.file", aside, cause(err))
	}
	return put(aside, append(bytes.TrimRight(was, "\n"), []byte("\n\n"+strings.TrimRight(text, "\n")+"\n")...))
}

// news says what happened to a scene.
func (p *program) news(n translate.News) string {
	id := n.ID
	if id == "" {
		id = p.words.Say("cmd.translate.front")
	}
	parts := []string{p.words.Say("cmd.translate." + string(n.What))}
	if n.New > 0 {
		parts = append(parts, p.words.Say("cmd.translate.new", n.New))
	}
	if n.Gone > 0 {
		parts = append(parts, p.words.Say("cmd.translate.gone", n.Gone))
	}
	return "  " + typeset.Clean(id) + ": " + strings.Join(parts, p.words.Say("cmd.test.and"))
}
