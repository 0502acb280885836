package main

import (
	"github.com/spf13/cobra"

	"kobayashi/game/twee"
)

func (p *program) export() *cobra.Command {
	c := p.command("export SCENARIO", "cmd.export", func(c *cobra.Command, args []string) error {
		form, _ := c.Flags().GetString("format")
		name, _ := c.Flags().GetString("output")
		if form != "json" && form != "twee" {
			return unlisted("--format", form, "json", "twee")
		}
		sc, err := p.scenario(args[0])
		if err != nil {
			return err
		}
		if form == "twee" {
			story, differs := twee.Write(sc, p.lang, p.words)
			for _, d := range differs {
				p.warn("cmd.export.twee.differs", d)
			}
			return p.hand(name, []byte(story))
		}
		out, err := sc.Export()
		if err != nil {
			return err
		}
		return p.hand(name, out)
	})
	f := c.Flags()
	f.String("format", "json", p.words.Say("cmd.flag.exportformat"))
	f.StringP("output", "o", "", p.words.Say("cmd.flag.output"))
	f.SortFlags = false
	return c
}
