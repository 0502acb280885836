package host

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// Host keeps the rooms of one program.
type Host struct {
	log  workshop.Log
	find func(workshop.Opened) (*game.Scenario, error)
	node string
	talk *slog.Logger

	mu    sync.Mutex
	rooms map[string]*Room
	lines map[string]held
	life  context.Context
	end   context.CancelFunc
	tasks sync.WaitGroup
}

// Options are what a host needs.
type Options struct {
	Log workshop.Log
	// Find gives the scenario that a workshop plays. It may be asked twice.
	Find func(workshop.Opened) (*game.Scenario, error)
	Talk *slog.Logger // of trouble that no door hears of
}

// New makes a host with a node name of its own. Close it.
func New(o Options) *Host {
	h := still(o)
	h.tasks.Go(h.beats)
	return h
}

// still is a host that does not say that it lives.
func still(o Options) *Host {
	h := &Host{log: o.Log, find: o.Find, node: fresh(), talk: o.Talk, rooms: map[string]*Room{}, lines: map[string]held{}}
	h.life, h.end = context.WithCancel(context.Background())
	return h
}

// Node is this host's name among those that share its log.
func (h *Host) Node() string { return h.node }

// Close ends the clocks and lets go of the log. What was asked for is kept.
func (h *Host) Close() {
	h.end()
	h.tasks.Wait()
}

// Open makes a workshop and its room. workshop.ErrExists says that there is one
// of this id.
func (h *Host) Open(ctx context.Context, id string, o workshop.Opened) (*Room, error) {
	sc, err := h.find(o)
	if err != nil {
		return nil, fmt.Errorf("opening workshop %s: %w", id, err)
	}
	// Runs name the variant they were played in, also where nobody chose one.
	o.Variant = sc.Variant(o.Variant)
	e := workshop.Write("", workshop.Server, h.log.Now(), o)
	e.Key = fresh()
	if err := h.log.Append(ctx, id, e); err != nil {
		return nil, err
	}
	return h.Room(ctx, id)
}

// Room gives the room of a workshop, with all that its log holds.
func (h *Host) Room(ctx context.Context, id string) (*Room, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r, ok := h.rooms[id]; ok {
		return r, nil
	}
	r, err := h.load(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := h.missed(ctx, r); err != nil {
		return nil, err
	}
	h.rooms[id] = r
	h.tasks.Go(func() { r.follow(h.life) })
	h.tasks.Go(func() { r.clocks(h.life) })
	return r, nil
}

// missed stops the clock for the time in which no node was there: a time limit
// must not run out because a laptop was restarted.
func (h *Host) missed(ctx context.Context, r *Room) error {
	nodes, err := h.log.Beat(ctx, h.node)
	if err != nil {
		return err
	}
	last := r.last
	for node, at := range nodes {
		switch {
		case node == h.node:
		case r.Now().Sub(at) <= gone:
			return nil // somebody else was there all the time
		case at.After(last):
			last = at
		}
	}
	return r.Do(ctx, "", func(head *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return head.Missed(last, now)
	})
}

// The rhythm of the nodes. A node that was silent for gone is dead. The lines it
// held are closed by whoever notices, but later: its people need a moment to
// connect to another one, and a vote is not to end without them meanwhile.
const (
	beat    = 2 * time.Second
	gone    = 5 * beat
	awaited = 15 * beat
)

// beats says that this node lives, again and again.
func (h *Host) beats() {
	for h.sleep(beat) {
		ctx, cancel := context.WithTimeout(h.life, gone)
		err := h.alive(ctx)
		cancel()
		if err != nil && h.life.Err() == nil {
			h.talk.Warn("beat", "error", err)
		}
	}
}

func (h *Host) sleep(d time.Duration) bool {
	select {
	case <-h.life.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// fresh is a name that nobody else has.
func fresh() string { return rand.Text() }
