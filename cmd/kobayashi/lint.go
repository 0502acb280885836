package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
	"kobayashi/game/typeset"
)

func (p *program) lint() *cobra.Command {
	c := p.command("lint PATH…", "cmd.lint", func(c *cobra.Command, args []string) error {
		how, err := howToLint(c)
		if err != nil {
			return err
		}
		files, err := scenarioFiles(args)
		if err != nil {
			return err
		}
		if how.fix {
			if err := p.mend(files, how); err != nil {
				return err
			}
		}
		found, err := check(c.Context(), files)
		if err != nil {
			return err
		}
		if err := p.tellFindings(found, how.format, len(files)); err != nil {
			return err
		}
		if errs, warnings, _ := lint.Count(found.problems); errs > 0 || how.strict && warnings > 0 {
			return quiet(failed)
		}
		return nil
	})
	c.Flags().String("format", "text", p.words.Say("cmd.flag.lintformat"))
	c.Flags().Bool("fix", false, p.words.Say("cmd.flag.fix"))
	c.Flags().Bool("dry-run", false, p.words.Say("cmd.flag.fixdryrun"))
	c.Flags().Bool("strict", false, p.words.Say("cmd.flag.strict"))
	return c
}

// lintForms are what lint can write.
var lintForms = []string{"text", "json", "sarif", "github"}

// linting is how a user wants the problems told.
type linting struct {
	format            string
	strict, fix, only bool // only: show what would be mended
}

func howToLint(c *cobra.Command) (linting, error) {
	var how linting
	how.format, _ = c.Flags().GetString("format")
	how.strict, _ = c.Flags().GetBool("strict")
	how.fix, _ = c.Flags().GetBool("fix")
	how.only, _ = c.Flags().GetBool("dry-run")
	switch {
	case !slices.Contains(lintForms, how.format):
		return how, unlisted("--format", how.format, lintForms...)
	case how.only && !how.fix:
		return how, wrong("cmd.lint.onlyfix")
	}
	return how, nil
}

func (p *program) tellFindings(found findings, format string, files int) error {
	switch format {
	case "json":
		return lint.WriteJSON(p.out, found.problems, found.proofs, p.lang)
	case "sarif":
		return lint.SARIF{
			Pages: assets.Rules, Lang: p.lang, Version: versionName(), Proofs: found.proofs, Edits: found.edits, Stops: found.stops,
		}.Write(p.out, found.problems)
	case "github":
		if err := lint.WriteGitHub(p.out, found.problems, p.lang); err != nil {
			return err
		}
	default:
		if err := lint.WriteText(p.out, found.problems, found.sources, p.lang); err != nil {
			return err
		}
	}
	p.sumUp(found, files)
	return nil
}

// findings are what a look at some scenarios came to.
type findings struct {
	problems []game.Problem
	proofs   []lint.Proof
	sources  map[string][]byte
	owners   map[string]owner // of every file
}

// owner is the scenario a file belongs to, and the file's name there.
type owner struct {
	res  *parse.Result
	name string
	dir  string
}

// sumUp says what was looked at. It never says that all is well where the
// search of the states stopped early.
func (p *program) sumUp(found findings, files int) {
	for _, pr := range found.proofs {
		name := typeset.Clean(pr.File)
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

// check lints scenarios, as many at a time as there are processors, and names
// their files as the user would. What is found stands in the order of the files.
func check(ctx context.Context, files []string) (findings, error) {
	each := make([]findings, len(files))
	errs := make([]error, len(files))
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var work sync.WaitGroup
	for _, i := range longestFirst(files) {
		free <- struct{}{}
		work.Go(func() {
			defer func() { <-free }()
			each[i], errs[i] = look(ctx, files[i])
		})
	}
	work.Wait()
	all := findings{sources: map[string][]byte{}, owners: map[string]owner{}}
	for i, one := range each {
		if errs[i] != nil {
			return all, errs[i]
		}
		all.problems = append(all.problems, one.problems...)
		all.proofs = append(all.proofs, one.proofs...)
		maps.Copy(all.sources, one.sources)
		maps.Copy(all.owners, one.owners)
	}
	all.problems = lint.Settle(all.problems)
	return all, nil
}

// longestFirst gives the places of files, the longest file first: it most likely
// takes longest, and nothing should wait for it alone at the end.
func longestFirst(files []string) []int {
	sizes, places := make([]int64, len(files)), make([]int, len(files))
	for i, file := range files {
		places[i] = i
		if info, err := os.Stat(file); err == nil { // else reading it says why
			sizes[i] = info.Size()
		}
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(sizes[b], sizes[a]) })
	return places
}

// maxStates is how many states of a variant are looked at before it is left
// unproved: about a tenth of a gigabyte, and some seconds.
const maxStates = 1_000_000

// look lints one scenario.
func look(ctx context.Context, file string) (findings, error) {
	one := findings{sources: map[string][]byte{}, owners: map[string]owner{}}
	res, done, err := read(file)
	if err != nil {
		return one, err
	}
	defer done()
	dir := filepath.Dir(file)
	for name, text := range lint.Sources(res) {
		one.sources[filepath.Join(dir, name)] = text
		one.owners[filepath.Join(dir, name)] = owner{res, name, dir}
	}
	exact, proofs, err := lint.Prove(ctx, res, maxStates)
	if err != nil {
		return one, err
	}
	frameworks, err := catalogues()
	if err != nil {
		return one, err
	}
	for _, problem := range slices.Concat(lint.Check(res), lint.Frameworks(res, frameworks), exact) {
		problem.From.File = filepath.Join(dir, problem.From.File)
		if problem.To.File != "" {
			problem.To.File = problem.From.File
		}
		one.problems = append(one.problems, problem)
	}
	for _, pr := range proofs {
		pr.File = filepath.Join(dir, pr.File)
		one.proofs = append(one.proofs, pr)
	}
	return one, nil
}

// edits gives the edits that mend a problem.
func (all findings) edits(problem game.Problem) []lint.Replacement {
	own, ok := all.owners[problem.From.File]
	if !ok {
		return nil
	}
	problem.From.File, problem.To.File = own.name, own.name
	list := lint.Replacements(own.res, problem)
	for i := range list {
		list[i].From.File = filepath.Join(own.dir, list[i].From.File)
		list[i].To.File = list[i].From.File
	}
	return list
}

// stops gives the places of a problem's play.
func (all findings) stops(problem game.Problem) []lint.Stop {
	own, ok := all.owners[problem.From.File]
	if !ok {
		return nil
	}
	list := lint.Stops(own.res, problem)
	for i := range list {
		list[i].From.File = filepath.Join(own.dir, list[i].From.File)
		list[i].To.File = list[i].From.File
	}
	return list
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
