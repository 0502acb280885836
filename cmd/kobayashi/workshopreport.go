package main

import (
	"bytes"
	"context"
	"time"

	"github.com/spf13/cobra"

	"kobayashi/game/naming"
	aar "kobayashi/game/report"
	"kobayashi/game/store"
	"kobayashi/game/workshop"
)

func (p *program) reportRoom() *cobra.Command {
	c := p.roomCommand("report ID", "cmd.workshop.report", func(c *cobra.Command, s *store.Store, args []string) error {
		f := c.Flags()
		form, _ := f.GetString("format")
		name, _ := f.GetString("output")
		named, _ := f.GetString("scenario")
		team, _ := f.GetString("team")
		if !isFormat(form) {
			return wrong("cmd.error.badvalue", "--format", form)
		}
		hall, err := p.hall(c.Context(), s, args[0], named)
		if err != nil {
			return err
		}
		out, err := p.hallReport(hall, team, form)
		if err != nil {
			return err
		}
		return p.hand(name, out)
	})
	f := c.Flags()
	f.String("team", "", p.words.Say("cmd.flag.ofteam"))
	f.String("format", aar.Formats()[0].Name, p.words.Say("cmd.flag.reportformat", formatNames()))
	f.StringP("output", "o", "", p.words.Say("cmd.flag.output"))
	f.String("scenario", "", p.words.Say("cmd.flag.scenario"))
	return c
}

// hall reads a workshop and works out what its decisions were worth.
func (p *program) hall(ctx context.Context, s *store.Store, name, named string) (aar.Hall, error) {
	w, err := pickRoom(ctx, s.Log(), name)
	if err != nil {
		return aar.Hall{}, err
	}
	entries, err := s.Log().ReadAll(ctx, w.ID)
	if err != nil {
		return aar.Hall{}, err
	}
	head, err := workshop.Begin(w.ID, w.First)
	if err != nil {
		return aar.Hall{}, err
	}
	sc, err := p.found(settings{scenario: named})(head.Opened)
	if err != nil {
		return aar.Hall{}, err
	}
	head, tables, err := workshop.LookAll(w.ID, entries, sc)
	if err != nil {
		return aar.Hall{}, err
	}
	hall := aar.Hall{Head: head, Rules: sc, Table: func(team string) *workshop.Table { return tables[team] }}
	sol, err := p.judge(s).solved.Get(ctx, sc, sc.Variant(head.Opened.Variant), p.progress())
	switch {
	case unproved(err):
		hall.Cause = err
	case err != nil:
		return hall, unsolved(err)
	default:
		hall.Solved = sol
	}
	return hall, nil
}

// hallReport writes up the workshop, or one team of it.
func (p *program) hallReport(hall aar.Hall, team, form string) ([]byte, error) {
	lists, err := catalogues()
	if err != nil {
		return nil, err
	}
	with := aar.With{Engine: versionName(), Zone: time.Local, Lists: lists}
	var out bytes.Buffer
	if team == "" {
		r, err := aar.MakeHall(hall, with, p.words)
		if err != nil {
			return nil, err
		}
		err = aar.WriteHall(&out, form, r, p.words)
		return out.Bytes(), err
	}
	l, ok := hall.Head.Team(team)
	if _, skeleton, err := naming.Team(team); !ok && err == nil {
		l, ok = hall.Head.Called(skeleton)
	}
	if !ok {
		return nil, fails(workshop.ErrNoTeam, "cmd.workshop.noteam", team)
	}
	r, err := aar.MakeTeam(hall, l.ID, with, p.words)
	if err != nil {
		return nil, err
	}
	err = aar.WriteTeam(&out, form, r, p.words)
	return out.Bytes(), err
}
