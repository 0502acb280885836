package main

import "github.com/spf13/cobra"

func (p *program) export() *cobra.Command {
	c := p.command("export SCENARIO", "cmd.export", func(c *cobra.Command, args []string) error {
		if form, _ := c.Flags().GetString("format"); form != "json" {
			return wrong("cmd.error.badvalue", "--format", form)
		}
		sc, err := p.scenario(args[0])
		if err != nil {
			return err
		}
		out, err := sc.Export()
		if err != nil {
			return err
		}
		_, err = p.out.Write(out)
		return err
	})
	c.Flags().String("format", "json", p.words.Say("cmd.flag.exportformat"))
	return c
}
