package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kobayashi/game/host"
	"kobayashi/game/store"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

func (p *program) deleteRooms() *cobra.Command {
	c := p.roomCommand("delete [ID]", "cmd.workshop.delete", func(c *cobra.Command, s *store.Store, args []string) error {
		yes, _ := c.Flags().GetBool("yes")
		expired, _ := c.Flags().GetBool("expired")
		switch {
		case expired == (len(args) == 1):
			return wrong("cmd.workshop.which")
		case expired:
			return p.deleteExpired(c.Context(), s.Log())
		}
		return p.deleteRoom(c.Context(), s.Log(), args[0], yes)
	})
	c.Flags().Bool("yes", false, p.words.Say("cmd.flag.yes"))
	c.Flags().Bool("expired", false, p.words.Say("cmd.flag.expired"))
	return c
}

// deleteRoom says what would be deleted, asks, and deletes it. Nothing is deleted
// on half a name: the whole id is asked for.
func (p *program) deleteRoom(ctx context.Context, log workshop.Log, id string, yes bool) error {
	w, err := pickRoom(ctx, log, id)
	if err != nil {
		return err
	}
	if w.ID != id {
		return fails(workshop.ErrUnknown, "cmd.workshop.whole", id, w.ID)
	}
	room, err := list1(ctx, log, w)
	if err != nil {
		return err
	}
	if !yes {
		fmt.Fprintln(p.err, p.roomLine(room))
		fmt.Fprintln(p.err, typeset.Clean(p.words.Say("cmd.workshop.all", w.Entries)))
		if !p.screen {
			return wrong("cmd.workshop.noyes")
		}
		fmt.Fprint(p.err, typeset.Clean(p.words.Say("cmd.workshop.sure", w.ID))+" ")
		answer, err := bufio.NewReader(p.in).ReadString('\n')
		if err != nil && answer == "" || strings.TrimSpace(answer) != w.ID {
			return fails(err, "cmd.workshop.left", w.ID)
		}
	}
	if err := log.Delete(ctx, w.ID); err != nil {
		return err
	}
	fmt.Fprintln(p.out, typeset.Clean(p.words.Say("cmd.workshop.deleted", w.ID)))
	return nil
}

// deleteExpired deletes what is past the days agreed on, as a server does each
// day.
func (p *program) deleteExpired(ctx context.Context, log workshop.Log) error {
	gone, err := host.Purge(ctx, log, log.Now())
	for _, id := range gone {
		fmt.Fprintln(p.out, typeset.Clean(p.words.Say("cmd.workshop.deleted", id)))
	}
	if err == nil && len(gone) == 0 {
		fmt.Fprintln(p.out, p.words.Say("cmd.workshop.nonedue"))
	}
	return err
}
