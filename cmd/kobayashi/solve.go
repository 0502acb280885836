package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/solve"
	"kobayashi/game/typeset"
)

// The shape of `solve --json`, a contract.
type (
	solveJSON struct {
		Scenario   string                `json:"scenario"`
		Variant    string                `json:"variant"`
		Proved     bool                  `json:"proved"`
		States     int                   `json:"states"`
		Best       float64               `json:"best"`
		Worst      float64               `json:"worst"`
		Mean       float64               `json:"mean"`
		Luckiest   int                   `json:"luckiest"`
		Unluckiest int                   `json:"unluckiest"`
		Scores     map[string]rangeJSON  `json:"scores"`
		Endings    map[string]endingJSON `json:"endings"`
		Decisions  []decisionJSON        `json:"decisions"`
		Seconds    float64               `json:"seconds"`
	}
	rangeJSON struct {
		Best  int `json:"best"`
		Worst int `json:"worst"`
	}
	endingJSON struct {
		Random   float64     `json:"random"`
		Shortest []game.Move `json:"shortest"`
	}
	decisionJSON struct {
		Scene string       `json:"scene"`
		Items []regretJSON `json:"items"`
	}
	regretJSON struct {
		N      int     `json:"n,omitempty"`
		Ticks  []int   `json:"ticks,omitzero"`
		Target string  `json:"target,omitempty"`
		Label  string  `json:"label,omitempty"`
		Least  float64 `json:"min_regret"`
		Most   float64 `json:"max_regret"`
	}
)

func (p *program) solve() *cobra.Command {
	c := p.command("solve SCENARIO", "cmd.solve", func(c *cobra.Command, args []string) error {
		variant, _ := c.Flags().GetString("variant")
		sc, err := p.scenario(args[0])
		if err != nil {
			return err
		}
		if variant != "" && sc.Variant(variant) != variant {
			return wrong("cmd.error.variant", variant, variantNames(sc))
		}
		doc, err := p.solved(c.Context(), sc, variant)
		if err != nil {
			return unsolved(err)
		}
		if asJSON, _ := c.Flags().GetBool("json"); asJSON {
			return writeJSON(p.out, doc)
		}
		p.printSolved(sc, doc)
		return nil
	})
	c.Flags().String("variant", "", p.words.Say("cmd.flag.variant"))
	c.Flags().Bool("json", false, p.words.Say("cmd.flag.json"))
	return c
}

// unsolved finds words for what kept the solver from an answer.
func unsolved(err error) error {
	var limit *solve.LimitError
	var fault *solve.FaultError
	switch {
	case errors.As(err, &limit):
		return fails(err, "cmd.error.limit", limit.States, limit.Limit)
	case errors.As(err, &fault) && fault.Rule == "E209":
		return fails(err, "cmd.error.cycle", playText(fault.Play))
	case errors.As(err, &fault):
		return fails(err, "cmd.error.stuck", playText(fault.Play))
	case errors.Is(err, solve.ErrTooFine):
		return fails(err, "cmd.error.fine")
	}
	return err
}

func (p *program) solved(ctx context.Context, sc *game.Scenario, variant string) (solveJSON, error) {
	begun := time.Now()
	sol, err := solve.Solve(ctx, sc, variant, 0)
	if err != nil {
		return solveJSON{}, err
	}
	doc := solveJSON{
		Scenario: sc.ID(), Variant: sol.Variant, Proved: true, States: sol.States,
		Best: sol.Best.Float(), Worst: sol.Worst.Float(), Mean: sol.Mean(), Luckiest: sol.Luckiest, Unluckiest: sol.Unluckiest,
		Scores: map[string]rangeJSON{}, Endings: map[string]endingJSON{}, Decisions: []decisionJSON{},
	}
	for i, r := range sol.Dimensions() {
		doc.Scores[sc.Rules().Scores[i].Name] = rangeJSON{r.Most, r.Least}
	}
	for _, id := range sc.Rules().Endings {
		doc.Endings[id] = endingJSON{sol.Odds()[id], sol.Shortest(id)}
	}
	for i, scene := range sc.Rules().Scenes {
		if kind := scene.Decision.Kind; kind != game.Choose && kind != game.Question {
			continue
		}
		items, err := p.regrets(sc, sol, i)
		if err != nil {
			return doc, err
		}
		doc.Decisions = append(doc.Decisions, decisionJSON{scene.ID, items})
	}
	doc.Seconds = time.Since(begun).Seconds()
	return doc, nil
}

func (p *program) regrets(sc *game.Scenario, sol *solve.Solution, scene int) ([]regretJSON, error) {
	list, err := sol.Regrets(scene)
	if err != nil {
		return nil, err
	}
	items := []regretJSON{}
	text := sc.Text(p.lang).Scenes[scene]
	for _, r := range list {
		j := regretJSON{Least: r.Least.Float(), Most: r.Most.Float()}
		if sc.Rules().Scenes[scene].Decision.Kind == game.Question {
			j.Ticks = []int{}
			for n := range game.MaxItems {
				if r.ID&(1<<n) != 0 {
					j.Ticks = append(j.Ticks, n+1)
				}
			}
		} else {
			j.N, j.Target, j.Label = int(r.ID)+1, sc.Rules().Scenes[scene].Decision.Items[r.ID].Target, text.Items[r.ID].Label
		}
		items = append(items, j)
	}
	return items, nil
}

// playText writes a play in one line: scene 2, scene 1+3.
func playText(play []game.Move) string {
	var out string
	for i, m := range play {
		if i > 0 {
			out += ", "
		}
		out += m.Scene + " "
		if m.Ticks == nil {
			out += fmt.Sprint(m.N)
			continue
		}
		for k, n := range m.Ticks {
			if k > 0 {
				out += "+"
			}
			out += fmt.Sprint(n)
		}
	}
	return out
}

// printSolved writes what was found for people.
func (p *program) printSolved(sc *game.Scenario, doc solveJSON) {
	text := sc.Text(p.lang)
	say := p.words.Say
	title := text.Title
	if doc.Variant != "" {
		title += " / " + text.Variants[doc.Variant]
	}
	fmt.Fprintf(p.out, "%s\n%s\n\n", typeset.Clean(title), say("cmd.solve.proved", game.Digits(doc.States), doc.Seconds))
	fmt.Fprintln(p.out, say("cmd.solve.totals", doc.Best, doc.Worst, doc.Mean, doc.Luckiest, doc.Unluckiest))
	wide := widest(text.Scores)
	for _, d := range sc.Rules().Scores {
		r := doc.Scores[d.Name]
		fmt.Fprintln(p.out, say("cmd.solve.dimension", typeset.Pad(typeset.Clean(text.Scores[d.Name]), wide), r.Best, r.Worst, d.Max))
	}
	fmt.Fprintf(p.out, "\n%s\n", say("cmd.solve.endings"))
	wide = widest(text.Endings)
	for _, id := range sc.Rules().Endings {
		e := doc.Endings[id]
		fmt.Fprintln(p.out, say("cmd.solve.ending", typeset.Pad(typeset.Clean(text.Endings[id]), wide), 100*e.Random, len(e.Shortest)))
	}
	p.printDecisions(sc, doc)
}

func widest(labels map[string]string) int {
	wide := 0
	for _, label := range labels {
		wide = max(wide, typeset.Width(typeset.Clean(label)))
	}
	return wide
}

// printDecisions writes what each choice gives away. Of a question it names the
// worst answer only: there are too many to read.
func (p *program) printDecisions(sc *game.Scenario, doc solveJSON) {
	text, say := sc.Text(p.lang), p.words.Say
	fmt.Fprintf(p.out, "\n%s\n", say("cmd.solve.decisions"))
	for _, d := range doc.Decisions {
		scene := sc.SceneIndex(d.Scene)
		if len(d.Items) < 2 {
			continue
		}
		fmt.Fprintf(p.out, "\n%s (%s)\n", typeset.Clean(text.Scenes[scene].Title), d.Scene)
		var worst float64
		for _, it := range d.Items {
			worst = max(worst, it.Most)
			if it.Ticks == nil {
				label := typeset.Truncate(typeset.Clean(it.Label), 52)
				fmt.Fprintln(p.out, say("cmd.solve.item", it.N, typeset.Pad(label, 52), it.Least, it.Most))
			}
		}
		if sc.Rules().Scenes[scene].Decision.Kind == game.Question {
			fmt.Fprintln(p.out, say("cmd.solve.answers", len(d.Items), worst))
		}
	}
}
