package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/scenarios"
)

// The shapes of `list --json`, a contract.
type (
	listJSON struct {
		Scenarios []bookJSON `json:"scenarios"`
	}
	bookJSON struct {
		ID        string        `json:"id"`
		Title     string        `json:"title"`
		Summary   string        `json:"summary"`
		Path      string        `json:"path"`
		Languages []string      `json:"languages"`
		Variants  []variantJSON `json:"variants"`
		Minutes   int           `json:"minutes"`
		Level     int           `json:"level"`
	}
	variantJSON struct {
		ID    string `json:"id"`
		Label string `json:"label"`
	}
)

func (p *program) list() *cobra.Command {
	c := p.command("list", "cmd.list", func(c *cobra.Command, _ []string) error {
		books, err := shelf()
		if err != nil {
			return err
		}
		if asJSON, _ := c.Flags().GetBool("json"); asJSON {
			return p.listJSON(books)
		}
		for _, sc := range books {
			text := sc.Text(p.lang)
			fmt.Fprintf(p.out, "%s  %s  (%s, %s)\n", sc.ID(), text.Title,
				p.words.Say("cmd.list.minutes", sc.About.Minutes), p.words.Say("cmd.list.level", sc.About.Level))
			for _, line := range p.setter().Wrap(text.Summary, 76, p.lang) {
				fmt.Fprintln(p.out, "    "+line)
			}
			for _, v := range sc.Rules().Variants {
				fmt.Fprintf(p.out, "    --variant %s  %s\n", v.ID, text.Variants[v.ID])
			}
		}
		return nil
	})
	c.Flags().Bool("json", false, p.words.Say("cmd.flag.json"))
	return c
}

func (p *program) listJSON(books []*game.Scenario) error {
	doc := listJSON{Scenarios: []bookJSON{}}
	for i, sc := range books {
		text := sc.Text(p.lang)
		b := bookJSON{
			ID: sc.ID(), Title: text.Title, Summary: text.Summary, Path: "scenarios/" + scenarios.Shelf()[i],
			Languages: sc.Langs(), Variants: []variantJSON{}, Minutes: sc.About.Minutes, Level: sc.About.Level,
		}
		for _, v := range sc.Rules().Variants {
			b.Variants = append(b.Variants, variantJSON{v.ID, text.Variants[v.ID]})
		}
		doc.Scenarios = append(doc.Scenarios, b)
	}
	return writeJSON(p.out, doc)
}

func writeJSON(w io.Writer, doc any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}
