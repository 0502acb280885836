package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/edit"
	"kobayashi/scenarios"
)

// The shape of `stats --json`, a contract. Amounts are characters or words, as
// unit says; parts are from 0 to 1. A variant is exact if all its states were
// looked at; else plays says how many random plays stand for all. The role "" is
// what everybody does.
type (
	statsJSON struct {
		Scenarios []scenarioStatsJSON `json:"scenarios"`
	}
	scenarioStatsJSON struct {
		Scenario  string             `json:"scenario"`
		Title     string             `json:"title"`
		Scenes    int                `json:"scenes"`
		Injects   int                `json:"injects"`
		Endings   int                `json:"endings"`
		Choices   int                `json:"choices"`
		Questions int                `json:"questions"`
		Options   int                `json:"options"`
		Steps     int                `json:"steps"`
		Chances   int                `json:"chances"`
		Routes    int                `json:"routes"`
		Notes     int                `json:"notes"`
		Glossary  int                `json:"glossary"`
		Sources   int                `json:"sources"`
		Texts     []volumeJSON       `json:"texts"`
		Variants  []variantStatsJSON `json:"variants"`
	}
	volumeJSON struct {
		Lang        string      `json:"lang"`
		Unit        string      `json:"unit"`
		Players     int         `json:"players"`
		Facilitator int         `json:"facilitator"`
		Minutes     float64     `json:"minutes"`
		Speakers    []shareJSON `json:"speakers"`
		Roles       []shareJSON `json:"roles"`
	}
	shareJSON struct {
		ID        string  `json:"id"`
		Name      string  `json:"name"`
		Scenes    int     `json:"scenes"`
		Decisions int     `json:"decisions"`
		Lines     int     `json:"lines"`
		Amount    int     `json:"amount"`
		Part      float64 `json:"part"`
	}
	variantStatsJSON struct {
		ID        string              `json:"id"`
		Label     string              `json:"label"`
		Exact     bool                `json:"exact"`
		States    int                 `json:"states"`
		Plays     int                 `json:"plays"`
		Decisions decisionsJSON       `json:"decisions"`
		Endings   map[string]float64  `json:"endings"`
		Minutes   map[string]timeJSON `json:"minutes"`
	}
	decisionsJSON struct {
		Min  int     `json:"min"`
		Mean float64 `json:"mean"`
		Max  int     `json:"max"`
	}
	timeJSON struct {
		Reading  float64 `json:"reading"`
		Deciding float64 `json:"deciding"`
	}
)

func (p *program) stats() *cobra.Command {
	c := p.command("stats PATH…", "cmd.stats", func(c *cobra.Command, args []string) error {
		asJSON, _ := c.Flags().GetBool("json")
		list, err := p.measured(c.Context(), args)
		if err != nil {
			return err
		}
		if asJSON {
			doc := statsJSON{Scenarios: []scenarioStatsJSON{}}
			for _, s := range list {
				doc.Scenarios = append(doc.Scenarios, statsDoc(s))
			}
			return writeJSON(p.out, doc)
		}
		for i, s := range list {
			if i > 0 {
				fmt.Fprintln(p.out)
			}
			p.tellStats(s)
		}
		return nil
	})
	c.Flags().Bool("json", false, p.words.Say("cmd.flag.json"))
	return c
}

// measured measures what some arguments mean: files, folders, or names on the
// shelf.
func (p *program) measured(ctx context.Context, args []string) ([]edit.Stats, error) {
	var list []edit.Stats
	for _, arg := range args {
		books, err := p.meant(arg)
		if err != nil {
			return nil, err
		}
		for _, sc := range books {
			s, err := edit.Measure(ctx, sc, p.lang, maxStates)
			if err != nil {
				return nil, unsolved(err)
			}
			list = append(list, s)
		}
	}
	return list, nil
}

// meant gives the scenarios that an argument means.
func (p *program) meant(arg string) ([]*game.Scenario, error) {
	if _, err := os.Stat(arg); errors.Is(err, os.ErrNotExist) && onShelf(arg) {
		sc, err := p.scenario(arg)
		return []*game.Scenario{sc}, err
	}
	files, err := scenarioFiles([]string{arg})
	if err != nil {
		return nil, err
	}
	var list []*game.Scenario
	for _, file := range files {
		res, done, err := read(file)
		if err != nil {
			return nil, err
		}
		done()
		if res.Scenario == nil {
			return nil, broken(file, res)
		}
		list = append(list, res.Scenario)
	}
	return list, nil
}

func onShelf(name string) bool {
	for _, path := range scenarios.Shelf() {
		if path == name+"/"+name+".md" {
			return true
		}
	}
	return false
}

func statsDoc(s edit.Stats) scenarioStatsJSON {
	doc := scenarioStatsJSON{
		Scenario: s.ID, Title: s.Title, Scenes: s.Scenes, Injects: s.Injects, Endings: s.Endings, Choices: s.Choices, Questions: s.Questions,
		Options: s.Options, Steps: s.Steps, Chances: s.Chances, Routes: s.Routes, Notes: s.Notes, Glossary: s.Terms, Sources: s.Sources,
		Texts: []volumeJSON{}, Variants: []variantStatsJSON{},
	}
	for _, v := range s.Texts {
		unit := "words"
		if v.Characters {
			unit = "characters"
		}
		doc.Texts = append(doc.Texts, volumeJSON{v.Lang, unit, v.Players, v.Facilitator, tenth(v.Minutes), shares(v.Speakers), shares(v.Roles)})
	}
	for _, v := range s.Variants {
		j := variantStatsJSON{
			ID: v.ID, Label: v.Label, Exact: v.Exact, States: v.States, Plays: v.Plays, Decisions: decisionsJSON{v.Least, v.Mean, v.Most},
			Endings: map[string]float64{}, Minutes: map[string]timeJSON{},
		}
		for _, e := range v.Endings {
			j.Endings[e.ID] = e.Part
		}
		for _, t := range v.Times {
			j.Minutes[t.Lang] = timeJSON{tenth(t.Reading), tenth(t.Talking)}
		}
		doc.Variants = append(doc.Variants, j)
	}
	return doc
}

// tenth rounds minutes: they are an estimate.
func tenth(v float64) float64 {
	n, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 1, 64), 64) // what was just written reads back
	return n
}

func shares(list []edit.Share) []shareJSON {
	out := []shareJSON{}
	for _, s := range list {
		out = append(out, shareJSON{s.ID, s.Name, s.Scenes, s.Decisions, s.Lines, s.Amount, s.Part})
	}
	return out
}
