package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/solve"
	"kobayashi/game/typeset"
)

// simulateJSON is the shape of `simulate --json`, a contract.
type simulateJSON struct {
	Scenario string             `json:"scenario"`
	Variant  string             `json:"variant"`
	Policy   string             `json:"policy"`
	N        int                `json:"n"`
	Seed     uint64             `json:"seed"`
	Mean     float64            `json:"mean"`
	Min      int                `json:"min"`
	Max      int                `json:"max"`
	SD       float64            `json:"sd"`
	Endings  map[string]float64 `json:"endings"`
	Speed    float64            `json:"choices_per_second"`
}

// maxPlays keeps a slip of the finger from running for a day.
const maxPlays = 10_000_000

func (p *program) simulate() *cobra.Command {
	c := p.command("simulate SCENARIO", "cmd.simulate", func(c *cobra.Command, args []string) error {
		f := c.Flags()
		n, _ := f.GetInt("n")
		name, _ := f.GetString("policy")
		variant, _ := f.GetString("variant")
		seed, _ := f.GetUint64("seed")
		sc, err := p.scenario(args[0])
		if err != nil {
			return err
		}
		decide := solve.PolicyOf(sc, name, p.lang, typeset.Width)
		switch {
		case n < 1 || n > maxPlays:
			return wrong("cmd.error.badvalue", "--n", fmt.Sprint(n))
		case decide == nil:
			return wrong("cmd.error.policy", name, strings.Join(solve.Policies(), ", "))
		case variant != "" && sc.Variant(variant) != variant:
			return wrong("cmd.error.variant", variant, variantNames(sc))
		}
		begun := time.Now()
		plays, err := solve.Simulate(sc, variant, decide, n, seed)
		if err != nil {
			return fails(err, "cmd.error.other", err)
		}
		doc := simulateJSON{
			Scenario: sc.ID(), Variant: sc.Variant(variant), Policy: name, N: n, Seed: seed,
			Mean: plays.Mean, Min: plays.Min, Max: plays.Max, SD: plays.SD, Endings: map[string]float64{},
			Speed: float64(plays.Choices) / time.Since(begun).Seconds(),
		}
		for _, id := range sc.Rules().Endings {
			doc.Endings[id] = float64(plays.Endings[id]) / float64(n)
		}
		if asJSON, _ := f.GetBool("json"); asJSON {
			return writeJSON(p.out, doc)
		}
		p.printPlays(sc, doc)
		return nil
	})
	f := c.Flags()
	f.Int("n", 1000, p.words.Say("cmd.flag.n"))
	f.String("policy", "random", p.words.Say("cmd.flag.policy"))
	f.String("variant", "", p.words.Say("cmd.flag.variant"))
	f.Uint64("seed", 1, p.words.Say("cmd.flag.seed"))
	f.Bool("json", false, p.words.Say("cmd.flag.json"))
	f.SortFlags = false
	return c
}

func (p *program) printPlays(sc *game.Scenario, doc simulateJSON) {
	text := sc.Text(p.lang)
	fmt.Fprintln(p.out, p.words.Say("cmd.simulate.sum", game.Digits(doc.N), doc.Mean, doc.SD, doc.Min, doc.Max))
	wide := widest(text.Endings)
	for _, id := range sc.Rules().Endings {
		fmt.Fprintf(p.out, "  %s  %5.1f%%\n", typeset.Pad(typeset.Clean(text.Endings[id]), wide), 100*doc.Endings[id])
	}
}
