package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// Room is a workshop in memory. See workshop.Room.
type Room struct {
	id   string
	sc   *game.Scenario
	log  workshop.Log
	talk *slog.Logger
	ears ears
	last time.Time // At of the latest entry there was when it was loaded

	head   atomic.Pointer[workshop.Head]
	heads  sync.Mutex // held while the head is moved on
	deeds  sync.Mutex // held while something is done to the workshop's own stream
	desks  sync.RWMutex
	tables map[string]*desk
}

var _ workshop.Room = (*Room)(nil)

// desk is a table and its two locks.
type desk struct {
	now   atomic.Pointer[workshop.Table]
	moves sync.Mutex // held while it is moved on
	deeds sync.Mutex // held while something is done, so that one program does not overtake itself
}

// load makes a room of everything its log holds.
func (h *Host) load(ctx context.Context, id string) (*Room, error) {
	entries, err := h.log.ReadAll(ctx, id)
	if err != nil {
		return nil, err
	}
	r, err := fold(id, entries, h.find)
	if err != nil {
		return nil, fmt.Errorf("opening workshop %s: %w", id, err)
	}
	r.log, r.talk = h.log, h.talk
	return r, nil
}

func fold(id string, entries []workshop.Entry, find func(workshop.Opened) (*game.Scenario, error)) (*Room, error) {
	if len(entries) == 0 {
		return nil, workshop.ErrUnknown
	}
	head, err := workshop.Begin(id, entries[0])
	if err != nil {
		return nil, err
	}
	sc, err := find(head.Opened)
	if err != nil {
		return nil, err
	}
	r := &Room{id: id, sc: sc, talk: slog.New(slog.DiscardHandler), tables: map[string]*desk{}}
	r.head.Store(head)
	for _, e := range entries[1:] {
		if err := r.take(e); err != nil {
			return nil, err
		}
		if e.At.After(r.last) {
			r.last = e.At
		}
	}
	return r, nil
}

// Fold gives a workshop as its entries leave it, for whoever only looks: its head
// and its tables by team, those of removed teams too.
func Fold(id string, entries []workshop.Entry, find func(workshop.Opened) (*game.Scenario, error)) (*workshop.Head, map[string]*workshop.Table, error) {
	r, err := fold(id, entries, find)
	if err != nil {
		return nil, nil, fmt.Errorf("reading workshop %s: %w", id, err)
	}
	tables := map[string]*workshop.Table{}
	for team, d := range r.tables {
		tables[team] = d.now.Load()
	}
	return r.Head(), tables, nil
}

// Scenario is what the workshop plays.
func (r *Room) Scenario() *game.Scenario { return r.sc }

// Head is the workshop as it stands.
func (r *Room) Head() *workshop.Head { return r.head.Load() }

// Now is the log's time.
func (r *Room) Now() time.Time { return r.log.Now() }

// Table is a team's, or nil.
func (r *Room) Table(team string) *workshop.Table {
	if _, ok := r.Head().Team(team); !ok {
		return nil
	}
	return r.desk(team).now.Load()
}

// desk gives a team's desk and makes it if need be. Of a scenario that cannot be
// begun there is no workshop, so an empty table can always be had.
func (r *Room) desk(team string) *desk {
	r.desks.RLock()
	d, ok := r.tables[team]
	r.desks.RUnlock()
	if ok {
		return d
	}
	r.desks.Lock()
	defer r.desks.Unlock()
	if d, ok := r.tables[team]; ok {
		return d
	}
	d = &desk{}
	t, err := workshop.Sit(r.Head(), r.sc, team)
	if err != nil {
		r.talk.Error("table", "team", team, "error", err)
		t = &workshop.Table{ID: team}
	}
	d.now.Store(t)
	r.tables[team] = d
	return d
}

// tries is how often something is asked for again when others were faster. A
// table has few seats, so that this many collisions are a fault elsewhere.
const tries = 50

// Do appends what f says. See workshop.Room.
func (r *Room) Do(ctx context.Context, team string, f workshop.Deciding) error {
	lock := &r.deeds
	if team != "" {
		if r.Table(team) == nil { // there is no desk for what is no team
			return workshop.ErrNoTeam
		}
		lock = &r.desk(team).deeds
	}
	lock.Lock()
	defer lock.Unlock()
	for i := range tries {
		entries, err := r.plan(team, f)
		if err != nil || len(entries) == 0 {
			return err
		}
		err = r.log.Append(ctx, r.id, entries...)
		switch {
		case err == nil:
			return r.publish(entries)
		case !errors.Is(err, workshop.ErrOvertaken):
			return err
		}
		for _, stream := range streams(entries) {
			if err := r.refresh(ctx, stream); err != nil {
				return err
			}
		}
		time.Sleep(time.Duration(rand.IntN(i+1)) * time.Millisecond)
	}
	return fmt.Errorf("workshop %s, team %s: %w %d times", r.id, team, workshop.ErrOvertaken, tries)
}

// plan is what f says and what follows from it, each entry with its place.
func (r *Room) plan(team string, f workshop.Deciding) ([]workshop.Entry, error) {
	head, now := r.Head(), r.Now()
	var table *workshop.Table
	if team != "" {
		if table = r.Table(team); table == nil {
			return nil, workshop.ErrNoTeam
		}
	}
	due, err := f(head, table, now)
	if err != nil {
		return nil, err
	}
	// Each stream goes on from what f has seen: the room may have moved meanwhile.
	next := map[string]int{"": head.Next}
	if table != nil {
		next[team] = table.Next
	}
	var list []workshop.Entry
	for len(due) > 0 {
		for _, e := range due {
			n, known := next[e.Stream]
			if !known {
				n = r.desk(e.Stream).now.Load().Next
			}
			e.Seq, e.Key, next[e.Stream] = n, fresh(), n+1
			list = append(list, e)
			if table == nil || e.Stream != team {
				continue
			}
			if table, err = table.With(e); err != nil {
				return nil, err
			}
		}
		if due = nil; table != nil {
			if due, err = table.Follow(head, now); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

func streams(entries []workshop.Entry) []string {
	var list []string
	seen := map[string]bool{}
	for _, e := range entries {
		if !seen[e.Stream] {
			seen[e.Stream] = true
			list = append(list, e.Stream)
		}
	}
	return list
}

// publish moves the room on by entries that are kept, and tells it.
func (r *Room) publish(entries []workshop.Entry) error {
	for _, e := range entries {
		if err := r.take(e); err != nil {
			return err
		}
	}
	r.ears.tell(entries)
	return nil
}

// take moves the room on by one entry. One that it has taken is left alone; one
// that leaves a gap is left to refresh, which reads what is between.
func (r *Room) take(e workshop.Entry) error {
	if e.Stream == "" {
		r.heads.Lock()
		defer r.heads.Unlock()
		h := r.Head()
		if e.Seq != h.Next {
			return nil
		}
		next, err := h.With(e)
		if err == nil {
			r.head.Store(next)
		}
		return err
	}
	d := r.desk(e.Stream)
	d.moves.Lock()
	defer d.moves.Unlock()
	t := d.now.Load()
	if e.Seq != t.Next {
		return nil
	}
	next, err := t.With(e)
	if err == nil {
		d.now.Store(next)
	}
	return err
}

// refresh reads what others have appended to a stream.
func (r *Room) refresh(ctx context.Context, stream string) error {
	from := r.Head().Next
	if stream != "" {
		from = r.desk(stream).now.Load().Next
	}
	entries, err := r.log.Read(ctx, r.id, stream, from)
	if err != nil || len(entries) == 0 {
		return err
	}
	return r.publish(entries)
}
