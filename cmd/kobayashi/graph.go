package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/graph"
	"kobayashi/game/solve"
)

func (p *program) graph() *cobra.Command {
	c := p.command("graph SCENARIO", "cmd.graph", func(c *cobra.Command, args []string) error {
		form, _ := c.Flags().GetString("format")
		variant, _ := c.Flags().GetString("variant")
		name, _ := c.Flags().GetString("output")
		format, known := graphFormat(form)
		if !known {
			return unlisted("--format", form, strings.Split(graphFormats(), ", ")...)
		}
		sc, err := p.scenario(args[0])
		if err != nil {
			return err
		}
		if variant != "" && sc.Variant(variant) != variant {
			return wrong("cmd.error.variant", variant, variantNames(sc))
		}
		g, err := graph.Make(c.Context(), sc, p.lang, variant, p.solution)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := format.Write(&out, g, p.words, p.columns()); err != nil {
			return err
		}
		if form == "mermaid" && !graph.MermaidFits(out.String(), g) {
			p.warn("cmd.graph.mermaid")
		}
		return p.hand(name, out.Bytes())
	})
	f := c.Flags()
	f.String("format", graph.Formats()[0].Name, p.words.Say("cmd.flag.graphformat", graphFormats()))
	f.String("variant", "", p.words.Say("cmd.flag.variant"))
	f.StringP("output", "o", "", p.words.Say("cmd.flag.output"))
	f.SortFlags = false
	return c
}

func graphFormat(name string) (graph.Format, bool) {
	for _, f := range graph.Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return graph.Format{}, false
}

func graphFormats() string {
	var names []string
	for _, f := range graph.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// solution solves a variant, and tells on the terminal how far it came.
func (p *program) solution(ctx context.Context, sc *game.Scenario, variant string) (*solve.Solution, error) {
	return solve.SolveTold(ctx, sc, variant, 0, p.progress())
}

// warn says something that is no reason to stop.
func (p *program) warn(key string, args ...any) {
	report(p.world, p.words, &trouble{key: key, args: args})
}

// hand writes an output to a file, or to the standard output where none was
// named. What is in a file already is written over only if it came from here.
func (p *program) hand(name string, content []byte) error {
	if name == "" {
		_, err := p.out.Write(content)
		return err
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && !info.Mode().IsRegular():
		return overwrite(name, content)
	case err != nil:
		return cannotWrite(name, err)
	}
	there, err := os.ReadFile(name)
	switch {
	case err != nil:
		return cannotWrite(name, err)
	case !bytes.Contains(there[:min(len(there), madeWithin)], []byte(graph.Made)):
		return keepFile(name, content)
	}
	return overwrite(name, content)
}

// madeWithin is how far into a file its maker is named.
const madeWithin = 2 << 10
