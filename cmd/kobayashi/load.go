package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/bots"
	"kobayashi/game/host"
	"kobayashi/game/sshd/loadtest"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// load is for those who prepare a large workshop: it sits bots down at a server
// and measures. It is not listed among the commands.
func (p *program) load() *cobra.Command {
	var o loadOrder
	c := p.command("load ADDRESS", "cmd.load", func(c *cobra.Command, args []string) error {
		o.address = args[0]
		return p.runLoad(c.Context(), o)
	})
	c.Hidden = true
	f := c.Flags()
	f.StringVar(&o.join, "join", "", p.words.Say("cmd.flag.join"))
	f.IntVar(&o.teams, "teams", 1, p.words.Say("cmd.flag.teams"))
	f.IntVar(&o.seats, "seats", 4, p.words.Say("cmd.flag.seats"))
	f.DurationVar(&o.pause, "pause", 0, p.words.Say("cmd.flag.pause"))
	f.DurationVar(&o.keys, "keys", 0, p.words.Say("cmd.flag.keys"))
	f.IntVar(&o.pid, "pid", 0, p.words.Say("cmd.flag.pid"))
	f.StringVar(&o.store, "store", "", p.words.Say("cmd.flag.store"))
	f.StringVar(&o.workshop, "workshop", "", p.words.Say("cmd.flag.workshop"))
	f.SortFlags = false
	return c
}

type loadOrder struct {
	address, join   string
	teams, seats    int
	pause, keys     time.Duration
	pid             int
	store, workshop string
}

// together is how many bots walk in at the same time.
const together = 16

// errLost is what a load has found wrong.
var errLost = errors.New("decisions were lost, doubled or put in another order")

func (p *program) runLoad(ctx context.Context, o loadOrder) error {
	switch {
	case o.teams < 1 || o.teams > mostTeams:
		return wrong("cmd.error.range", "--teams", 1, mostTeams)
	case o.seats < 1 || o.seats > mostSeats:
		return wrong("cmd.error.range", "--seats", 1, mostSeats)
	}
	if o.keys > 0 {
		report, err := loadtest.Run(ctx, loadtest.Plan{
			Target: loadtest.Target{Address: o.address, Width: 80, Height: 24}, Seats: o.teams * o.seats,
			User:  func(i int) string { return fmt.Sprintf("load%d", i/o.seats) },
			Ready: o.walkIn, Together: together, For: o.keys, PID: o.pid,
		})
		fmt.Fprint(p.out, report)
		for _, err := range report.Errors {
			fmt.Fprintln(p.err, err)
		}
		return err
	}
	return p.playLoad(ctx, o)
}

// walkIn types what a new member types, through the story to the first decision,
// where a key moves something on the screen.
func (o loadOrder) walkIn(ctx context.Context, i int, s *loadtest.Seat) error {
	for _, keys := range []string{o.join, "\r", fmt.Sprintf("bot%d", i), "\r", "\r", "\r"} {
		if err := o.typed(ctx, s, keys); err != nil {
			return err
		}
	}
	const pages = 8 // no story is longer before it asks
	for range pages {
		moved, cancel := context.WithTimeout(ctx, heard)
		_, err := s.Key(moved, downKey)
		cancel()
		if err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		if err := o.typed(ctx, s, "\r"); err != nil {
			return err
		}
	}
	return nil
}

const (
	downKey = "\x1b[B"
	heard   = 300 * time.Millisecond // Enter is not heard right after something new came up
)

func (o loadOrder) typed(ctx context.Context, s *loadtest.Seat, keys string) error {
	const still = 50 * time.Millisecond
	if _, err := s.Write([]byte(keys)); err != nil {
		return err
	}
	if _, err := s.Rest(ctx, still); err != nil {
		return err
	}
	time.Sleep(heard)
	return nil
}

// playLoad plays all teams to the end of their runs.
func (p *program) playLoad(ctx context.Context, o loadOrder) error {
	var all []*bots.Bot
	var work sync.WaitGroup
	failed := make(chan error, o.teams*o.seats)
	began := time.Now()
	for t := range o.teams {
		for s := range o.seats {
			b, err := bots.New(o.join, fmt.Sprintf("bots%d", t), fmt.Sprintf("bot%d", s), o.address)
			if err != nil {
				return err
			}
			b.Pause, b.Mine = o.pause, p.mine(b.Name)
			all = append(all, b)
			work.Go(func() {
				if err := b.Play(ctx); err != nil {
					failed <- err
				}
			})
		}
	}
	work.Wait()
	close(failed)
	var acked, lines int
	const told = 5 // of the bots that did not come to an end
	var errs []error
	for err := range failed {
		if errs = append(errs, err); len(errs) == told {
			break
		}
	}
	for _, b := range all {
		seen := b.Told()
		acked += len(seen.Acked)
		lines += seen.Lines
		for _, w := range seen.Wrong {
			errs = append(errs, fmt.Errorf("%s of %s: %s: %w", b.Name, b.Team, w, errLost))
		}
	}
	fmt.Fprintf(p.out, "teams: %d, seats: %d, connections: %d, decisions acknowledged: %d, %.1f s\n", o.teams, len(all), lines, acked, time.Since(began).Seconds())
	if o.workshop != "" {
		missing, err := p.compare(ctx, o, all)
		fmt.Fprintf(p.out, "in the log: %d missing\n", missing)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// mine finds in a line door's words that a seat has decided, in any language.
func (p *program) mine(name string) *regexp.Regexp {
	var ways []string
	for _, lang := range words.Langs() {
		before, after, _ := strings.Cut(p.book.In(lang).Say("workshop.decided.by", "\x00"), "\x00")
		ways = append(ways, regexp.QuoteMeta(before+name)+`\b[^\n]*`+regexp.QuoteMeta(after))
	}
	return regexp.MustCompile("(?m)^(" + strings.Join(ways, "|") + ")")
}

// compare looks in the log for everything that bots were told they had decided.
func (p *program) compare(ctx context.Context, o loadOrder, all []*bots.Bot) (missing int, err error) {
	records, err := p.storage(ctx, o.store)
	if err != nil {
		return 0, err
	}
	defer records.Close()
	tables, err := p.tables(ctx, records.Log(), o.workshop)
	if err != nil {
		return 0, err
	}
	for _, b := range all {
		t := tables[b.Team]
		if t == nil {
			return missing, fmt.Errorf("team %s: %w", b.Team, workshop.ErrNoTeam)
		}
		for step, n := range b.Told().Acked {
			if !decided(t, b.Name, step-1, n) {
				missing++
				fmt.Fprintf(p.err, "%s of %s: option %d at step %d is not in the log\n", b.Name, b.Team, n, step)
			}
		}
	}
	if missing > 0 {
		err = errLost
	}
	return missing, err
}

// decided reports whether a seat of this name has made a decision: option n, as
// it was shown.
func decided(t *workshop.Table, name string, step, n int) bool {
	own := func(s workshop.Seat) bool { return s.Name == name && s.ID == t.Past[step].By }
	if step < 0 || step >= len(t.Past) || !slices.ContainsFunc(t.Seats, own) {
		return false
	}
	before, err := t.Run.Back(step)
	if err != nil {
		return false
	}
	open := before.Open()
	return n >= 1 && n <= len(open) && t.Past[step].Choice == open[n-1].ID
}

// tables are the teams of a workshop as its log has them, by name.
func (p *program) tables(ctx context.Context, log workshop.Log, id string) (map[string]*workshop.Table, error) {
	entries, err := log.ReadAll(ctx, id)
	if err != nil {
		return nil, err
	}
	find := p.found(settings{})
	head, tables, err := host.Fold(id, entries, func(o workshop.Opened) (*game.Scenario, error) { return find(o) })
	if err != nil {
		return nil, err
	}
	byName := map[string]*workshop.Table{}
	for _, l := range head.Teams {
		byName[l.Name] = tables[l.ID]
	}
	return byName, nil
}
