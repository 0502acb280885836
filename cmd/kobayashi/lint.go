package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/typeset"
)

func (p *program) lint() *cobra.Command {
	c := p.command("lint PATH…", "cmd.lint", func(c *cobra.Command, args []string) error {
		format, _ := c.Flags().GetString("format")
		strict, _ := c.Flags().GetBool("strict")
		if format != "text" && format != "json" {
			return wrong("cmd.error.badvalue", "--format", format)
		}
		files, err := scenarioFiles(args)
		if err != nil {
			return err
		}
		found, err := check(c.Context(), files)
		if err != nil {
			return err
		}
		if format == "json" {
			err = lint.WriteJSON(p.out, found.problems, found.proofs, p.lang)
		} else {
			err = lint.WriteText(p.out, found.problems, found.sources, p.lang)
			p.sumUp(found, len(files))
		}
		errs, warnings, _ := lint.Count(found.problems)
		if err == nil && (errs > 0 || strict && warnings > 0) {
			return quiet(failed)
		}
		return err
	})
	c.Flags().String("format", "text", p.words.Say("cmd.flag.format"))
	c.Flags().Bool("strict", false, p.words.Say("cmd.flag.strict"))
	return c
}

// findings are what a look at some scenarios came to.
type findings struct {
	problems []game.Problem
	proofs   []lint.Proof
	sources  map[string][]byte
}

// sumUp says what was looked at. It never says that all is well where the
// search of the states stopped early.
func (p *program) sumUp(found findings, files int) {
	for _, pr := range found.proofs {
		name := pr.File
		if pr.Variant != "" {
			name += " (" + pr.Variant + ")"
		}
		if pr.Limit > 0 {
			fmt.Fprintln(p.out, p.words.Say("cmd.lint.notproved", name, game.Digits(pr.States), game.Digits(pr.Limit)))
		} else {
			fmt.Fprintln(p.out, p.words.Say("cmd.lint.proved", name, game.Digits(pr.States)))
		}
	}
	errs, warnings, hints := lint.Count(found.problems)
	if errs+warnings+hints == 0 {
		fmt.Fprintln(p.out, p.words.Count("cmd.lint.clean", files))
		return
	}
	fmt.Fprintln(p.out, p.words.Say("cmd.lint.sum", errs, warnings, hints, files))
}

// check lints scenarios, and names their files as the user would.
func check(ctx context.Context, files []string) (findings, error) {
	all := findings{sources: map[string][]byte{}}
	for _, file := range files {
		if err := all.add(ctx, file); err != nil {
			return all, err
		}
	}
	all.problems = lint.Settle(all.problems)
	return all, nil
}

// maxStates is how many states of a variant are looked at before it is left
// unproved: about a tenth of a gigabyte, and some seconds.
const maxStates = 1_000_000

func (all *findings) add(ctx context.Context, file string) error {
	res, done, err := read(file)
	if err != nil {
		return err
	}
	defer done()
	dir := filepath.Dir(file)
	for name, text := range lint.Sources(res) {
		all.sources[filepath.Join(dir, name)] = text
	}
	exact, proofs, err := lint.Prove(ctx, res, maxStates)
	if err != nil {
		return err
	}
	frameworks, err := catalogues()
	if err != nil {
		return err
	}
	for _, problem := range slices.Concat(lint.Check(res), lint.Frameworks(res, frameworks), exact) {
		problem.From.File = filepath.Join(dir, problem.From.File)
		if problem.To.File != "" {
			problem.To.File = problem.From.File
		}
		all.problems = append(all.problems, problem)
	}
	for _, pr := range proofs {
		pr.File = filepath.Join(dir, pr.File)
		all.proofs = append(all.proofs, pr)
	}
	return nil
}

// scenarioFiles finds the scenarios that some paths mean, each once.
func scenarioFiles(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		found, err := bases(path)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

// bases finds the scenarios a path means: all below a folder, a file itself, or
// the base of a translation.
func bases(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fails(err, "cmd.error.scenario", path)
	}
	if !info.IsDir() {
		if of := front(path, "of:"); of != "" {
			return []string{filepath.Join(filepath.Dir(path), filepath.Base(of))}, nil
		}
		return []string{path}, nil
	}
	var found []string
	err = filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != path && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.Type().IsRegular() && strings.HasSuffix(file, ".md") && front(file, "title:") != "" && front(file, "of:") == "":
			found = append(found, file)
		}
		return nil
	})
	if err != nil {
		return nil, fails(err, "cmd.error.file", path, err)
	}
	if len(found) == 0 {
		return nil, fails(nil, "cmd.error.nothing", path)
	}
	return found, nil
}

// front looks for a key of a file's front matter without reading the file: only
// to tell scenarios, translations and notes apart. What the key says is the
// parser's to judge.
func front(path, key string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for n := 0; lines.Scan() && n < 400; n++ {
		line := bytes.TrimRight(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")), "\r ")
		if open := string(line) == "---"; n == 0 != open {
			return ""
		}
		if value, ok := bytes.CutPrefix(line, []byte(key)); ok {
			return strings.Trim(strings.TrimSpace(string(value)), `"'`)
		}
	}
	return ""
}

func (p *program) explain() *cobra.Command {
	return p.command("explain CODE", "cmd.explain", func(_ *cobra.Command, args []string) error {
		page, ok := lint.Page(assets.Rules, args[0], p.lang)
		if !ok {
			return wrong("cmd.error.rule", args[0])
		}
		for _, line := range p.setter().Page(page, 80, typeset.Style{Ink: typeset.Plain, Lang: p.lang}).Lines {
			fmt.Fprintln(p.out, line)
		}
		return nil
	})
}
