package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing/fstest"

	"github.com/spf13/cobra"

	"kobayashi/game/edit"
	"kobayashi/game/typeset"
)

func (p *program) fmt() *cobra.Command {
	c := p.command("fmt PATH…", "cmd.fmt", func(c *cobra.Command, args []string) error {
		only, _ := c.Flags().GetBool("check")
		if len(args) == 1 && args[0] == "-" {
			return p.filter(only)
		}
		return p.format(args, only)
	})
	c.Flags().Bool("check", false, p.words.Say("cmd.flag.check"))
	return c
}

// filter sets what comes in, for editors.
func (p *program) filter(only bool) error {
	text, err := io.ReadAll(p.in)
	if err != nil {
		return err
	}
	const name = "stdin.md"
	formed := edit.Format(fstest.MapFS{name: &fstest.MapFile{Data: text}}, name)[0]
	switch {
	case formed.Err != nil:
		return p.unformed("-", formed.Err)
	case only && formed.Changed:
		return quiet(failed)
	case only:
		return nil
	}
	_, err = p.out.Write(formed.Text)
	return err
}

// format sets the files that some paths mean. It goes on behind a file that it
// must leave alone.
func (p *program) format(paths []string, only bool) error {
	changed, alone, seen := 0, 0, map[string]bool{}
	for _, path := range paths {
		files, err := scenarioFiles([]string{path})
		if err != nil {
			return err
		}
		for _, file := range files {
			list, err := formed(file)
			if err != nil {
				return err
			}
			for _, f := range list {
				name := filepath.Join(filepath.Dir(file), filepath.FromSlash(f.Path))
				if seen[name] || front(path, "of:") != "" && filepath.Clean(path) != name {
					continue
				}
				seen[name] = true
				switch {
				case f.Err != nil:
					alone++
					report(p.world, p.words, p.unformed(name, f.Err))
				case f.Changed:
					changed++
					if err := p.form(name, f.Text, only); err != nil {
						return err
					}
				}
			}
		}
	}
	fmt.Fprintln(p.out, p.sumForms(only, changed, alone, len(seen)))
	if alone > 0 || only && changed > 0 {
		return quiet(failed)
	}
	return nil
}

func (p *program) sumForms(only bool, changed, alone, all int) string {
	if only {
		return p.words.Say("cmd.fmt.checked", changed, alone, all)
	}
	return p.words.Say("cmd.fmt.sum", changed, alone, all)
}

func (p *program) form(name string, text []byte, only bool) error {
	if only {
		fmt.Fprintln(p.out, p.words.Say("cmd.fmt.would", typeset.Clean(name)))
		return nil
	}
	if err := rewrite(name, text); err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.words.Say("cmd.fmt.did", typeset.Clean(name)))
	return nil
}

func formed(file string) ([]edit.Formed, error) {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, fails(err, "cmd.error.file", file, cause(err))
	}
	defer root.Close()
	list := edit.Format(root.FS(), filepath.Base(file))
	if len(list) == 0 {
		return nil, fails(nil, "cmd.error.broken", file, 1)
	}
	return list, nil
}

func (p *program) unformed(name string, why error) error {
	if errors.Is(why, edit.ErrFaulty) {
		return fails(why, "cmd.fmt.faulty", name)
	}
	return fails(why, "cmd.fmt.unsafe", name)
}
