package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

func (p *program) runs() *cobra.Command {
	c := p.command("runs", "cmd.runs", func(c *cobra.Command, _ []string) error {
		journal, err := p.journal(c.Context())
		if err != nil {
			return err
		}
		defer journal.Close()
		list, err := journal.Runs(c.Context())
		if err != nil {
			return err
		}
		if len(list) == 0 {
			fmt.Fprintln(p.out, p.words.Say("cmd.runs.none"))
		}
		for _, r := range list {
			fmt.Fprintln(p.out, p.runLine(r))
		}
		return nil
	})
	c.AddCommand(p.exportRun(), p.importRun())
	return c
}

// runLine is one run in one line: when, what, by whom, how it stands.
func (p *program) runLine(r game.Summary) string {
	what := p.words.Count("cmd.runs.open", r.Count)
	title := r.Scenario
	if sc, err := p.scenario(scenarioName(r.Record)); err == nil {
		text := sc.Text(p.lang)
		title = text.Title
		if r.Variant != "" {
			title += " / " + text.Variants[r.Variant]
		}
		if r.End != nil {
			what = p.words.Say("cmd.runs.over", text.Endings[r.End.Ending], r.End.Total, r.End.Max)
		}
	}
	line := fmt.Sprintf("%s  %s  %s  %s", r.ID, r.Last.Local().Format("2006-01-02 15:04"), title, what)
	if r.Player != "" {
		line += "  " + r.Player
	}
	return typeset.Clean(line)
}

// scenarioName is what finds the scenario of a run again.
func scenarioName(rec game.Record) string {
	if rec.Path != "" {
		return rec.Path
	}
	return rec.Scenario
}
