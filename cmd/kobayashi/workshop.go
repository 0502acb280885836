package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kobayashi/game/runfile"
	"kobayashi/game/store"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

func (p *program) workshop() *cobra.Command {
	c := p.command("workshop", "cmd.workshop", func(c *cobra.Command, _ []string) error { return c.Help() })
	c.AddCommand(p.listRooms(), p.reportRoom(), p.exportRoom(), p.importRoom(), p.deleteRooms())
	return c
}

// roomCommand makes a command that works on the workshops of a store.
func (p *program) roomCommand(usage, phrases string, run func(c *cobra.Command, s *store.Store, args []string) error) *cobra.Command {
	c := p.command(usage, phrases, func(c *cobra.Command, args []string) error {
		where, _ := c.Flags().GetString("store")
		s, err := p.storage(c.Context(), where)
		if err != nil {
			return err
		}
		return errors.Join(run(c, s, args), s.Close())
	})
	c.Flags().String("store", "", p.words.Say("cmd.flag.store"))
	c.Flags().SortFlags = false
	return c
}

// listed is a workshop in a list; as JSON it is the contract of `workshop list
// --json`: {"workshops": [...]}, the newest first.
type listed struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Scenario string     `json:"scenario"`
	Phase    string     `json:"phase"`
	Teams    int        `json:"teams"`
	Entries  int        `json:"entries"`
	Begun    time.Time  `json:"begun"`
	Last     time.Time  `json:"last"`
	Keep     int        `json:"retention"`            // days
	DeleteAt *time.Time `json:"delete_at,omitempty"`  // left out: never by itself
	DaysLeft *int       `json:"days_left,omitempty"`  // 0: it may be deleted now
	Trouble  string     `json:"unreadable,omitempty"` // why nothing but its id is known
}

func (p *program) listRooms() *cobra.Command {
	c := p.roomCommand("list", "cmd.workshop.list", func(c *cobra.Command, s *store.Store, _ []string) error {
		log := s.Log()
		list, err := log.Workshops(c.Context())
		if err != nil {
			return err
		}
		rooms := []listed{}
		for _, w := range list {
			room, err := list1(c.Context(), log, w)
			if err != nil {
				return err
			}
			rooms = append(rooms, room)
		}
		if asJSON, _ := c.Flags().GetBool("json"); asJSON {
			enc := json.NewEncoder(p.out)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(map[string]any{"workshops": rooms})
		}
		if len(rooms) == 0 {
			fmt.Fprintln(p.out, p.words.Say("cmd.workshop.none"))
		}
		for _, r := range rooms {
			fmt.Fprintln(p.out, p.roomLine(r))
		}
		return nil
	})
	c.Flags().Bool("json", false, p.words.Say("cmd.flag.json"))
	return c
}

// list1 looks at one workshop. One that cannot be read is listed all the same.
func list1(ctx context.Context, log workshop.Log, w workshop.Stored) (listed, error) {
	room := listed{ID: w.ID, Entries: w.Entries, Begun: w.Begun, Last: w.Last}
	own, err := log.Read(ctx, w.ID, "", 0)
	if err != nil {
		return room, err
	}
	head, err := workshop.Look(w.ID, own)
	if err != nil {
		room.Trouble = err.Error()
		return room, nil
	}
	room.Name, room.Scenario, room.Phase = head.Opened.Name, head.Opened.Scenario, string(head.Phase)
	room.Teams, room.Keep = len(head.Teams), head.Opened.Rules.Retention
	if due, err := w.DeleteAt(); err == nil && !due.IsZero() {
		const day = 24 * time.Hour
		left := max(0, int((due.Sub(log.Now())+day-1)/day))
		room.DeleteAt, room.DaysLeft = &due, &left
	}
	return room, nil
}

// roomLine is one workshop in one line.
func (p *program) roomLine(r listed) string {
	if r.Trouble != "" {
		return typeset.Clean(r.ID + "  " + p.words.Say("cmd.workshop.unreadable", r.Trouble))
	}
	days := p.words.Say("cmd.workshop.kept")
	if r.DaysLeft != nil {
		days = p.words.Count("cmd.workshop.days", *r.DaysLeft)
	}
	return typeset.Clean(strings.Join([]string{
		r.ID, r.Begun.Local().Format("2006-01-02 15:04"), r.Name, p.words.Say("workshop.phase." + r.Phase), p.words.Count("cmd.workshop.teams", r.Teams), days,
	}, "  "))
}

// pickRoom finds the one workshop that a name stands for: its id, a beginning of
// it that no other has, or the newest one.
func pickRoom(ctx context.Context, log workshop.Log, name string) (workshop.Stored, error) {
	list, err := log.Workshops(ctx)
	if err != nil {
		return workshop.Stored{}, err
	}
	var fit []workshop.Stored
	for i, w := range list {
		if w.ID == name || name == lastRun && i == 0 {
			return w, nil
		}
		if name != "" && strings.HasPrefix(w.ID, name) {
			fit = append(fit, w)
		}
	}
	if len(fit) != 1 {
		return workshop.Stored{}, fails(workshop.ErrUnknown, "cmd.workshop.unknown", name)
	}
	return fit[0], nil
}

func (p *program) exportRoom() *cobra.Command {
	c := p.roomCommand("export ID", "cmd.workshop.export", func(c *cobra.Command, s *store.Store, args []string) error {
		name, _ := c.Flags().GetString("output")
		w, err := pickRoom(c.Context(), s.Log(), args[0])
		if err != nil {
			return err
		}
		entries, err := s.Log().ReadAll(c.Context(), w.ID)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := runfile.WriteRoom(&out, runfile.Room{ID: w.ID, Engine: versionName(), Entries: entries}); err != nil {
			return err
		}
		if name == "" {
			_, err := p.out.Write(out.Bytes())
			return err
		}
		return keepFile(name, out.Bytes())
	})
	c.Flags().StringP("output", "o", "", p.words.Say("cmd.flag.output"))
	return c
}

func (p *program) importRoom() *cobra.Command {
	return p.roomCommand("import FILE", "cmd.workshop.import", func(c *cobra.Command, s *store.Store, args []string) error {
		file, err := os.Open(args[0])
		if err != nil {
			return fails(err, "cmd.error.file", args[0], cause(err))
		}
		defer file.Close()
		room, err := runfile.ReadRoom(file)
		var fault *runfile.Fault
		if errors.As(err, &fault) {
			detail := ""
			if fault.Detail != "" {
				detail = " (" + fault.Detail + ")"
			}
			return fails(err, "cmd.workshop.file", args[0], fault.Line, fault.Reason.String()+detail)
		}
		if err != nil {
			return err
		}
		if err := p.sound(room); err != nil {
			return fails(err, "cmd.workshop.unsound", args[0], err)
		}
		err = s.Log().Append(c.Context(), room.ID, room.Entries...)
		switch {
		case errors.Is(err, workshop.ErrExists), errors.Is(err, workshop.ErrOvertaken):
			return fails(err, "cmd.workshop.there", room.ID)
		case err != nil:
			return err
		}
		fmt.Fprintln(p.out, typeset.Clean(p.words.Say("cmd.workshop.imported", room.ID, len(room.Entries))))
		return nil
	})
}

// sound reports whether the entries of a file make a workshop, as far as can be
// told here: where the scenario is not at hand, by the workshop's own.
func (p *program) sound(room runfile.Room) error {
	own := 0
	for own < len(room.Entries) && room.Entries[own].Stream == "" {
		own++
	}
	head, err := workshop.Look(room.ID, room.Entries[:own])
	if err != nil {
		return err
	}
	sc, err := p.found(settings{})(head.Opened)
	if err != nil {
		return nil
	}
	_, _, err = workshop.LookAll(room.ID, room.Entries, sc)
	return err
}
