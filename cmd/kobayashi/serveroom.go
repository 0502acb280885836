package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/store"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// storage opens what --store names: a database by its address, a file, or the
// one in the data folder.
func (p *program) storage(ctx context.Context, where string) (*store.Store, error) {
	// An address that is mistyped must not become the name of a file: there may be
	// a password in it.
	switch scheme, _, _ := strings.Cut(where, ":/"); {
	case scheme == "postgres" || scheme == "postgresql":
		return store.OpenURL(ctx, where)
	case strings.Contains(where, "://"):
		return nil, wrong("cmd.error.store", typeset.Clean(scheme))
	}
	if where == "" {
		return p.journal(ctx)
	}
	full, err := filepath.Abs(where)
	if err != nil {
		return nil, fails(err, "cmd.error.file", where, err)
	}
	return store.Open(ctx, full)
}

// hosting is a host with the room it keeps.
type hosting struct {
	host  *host.Host
	room  *host.Room
	began bool // this program has made the workshop
}

// open finds the workshop to go on with, or makes one.
func (p *program) openRoom(ctx context.Context, s settings, log workshop.Log, talk *slog.Logger) (hosting, error) {
	h := host.New(host.Options{Log: log, Talk: talk, Find: p.found(s)})
	room, began, err := p.chooseRoom(ctx, s, h, log)
	if err != nil {
		h.Close()
		return hosting{}, err
	}
	return hosting{h, room, began}, nil
}

// found gives the scenario of a workshop: from the shelf, or from the file that
// the command line names or that it was begun with.
func (p *program) found(s settings) func(workshop.Opened) (*game.Scenario, error) {
	return func(o workshop.Opened) (*game.Scenario, error) {
		name := o.Scenario
		if o.Path != "" {
			name = o.Path
			if own, err := p.scenario(s.scenario); err == nil && own.Digest() == o.Digest {
				return own, nil
			}
		}
		sc, err := p.scenario(name)
		if err != nil {
			return nil, err
		}
		if sc.Digest() != o.Digest {
			return nil, fails(workshop.ErrMisfit, "cmd.error.workshoprules", name)
		}
		return sc, nil
	}
}

// chooseRoom goes on with the workshop that unended finds, or makes one.
func (p *program) chooseRoom(ctx context.Context, s settings, h *host.Host, log workshop.Log) (*host.Room, bool, error) {
	head, err := unended(ctx, s, log)
	if err != nil {
		return nil, false, err
	}
	if head != nil {
		room, err := h.Room(ctx, head.ID)
		return room, false, p.stuck(ctx, head.ID, err)
	}
	id := s.workshop
	if id == "" {
		id = time.Now().Format("20060102") + "-" + strings.ToLower(workshop.Spell(randomBytes(3)))
	}
	opened, err := p.opened(s, id)
	if err != nil {
		return nil, false, err
	}
	room, err := h.Open(ctx, id, opened)
	if errors.Is(err, workshop.ErrExists) { // another node was faster
		room, err = h.Room(ctx, id)
		return room, false, err
	}
	return room, true, err
}

// unended finds the workshop to go on with: the one that was named, else the newest
// that has not ended, unless a new one was asked for. Nil stands for none. One
// that cannot be read is an error: to pass over it would put a room full of
// people before an empty table.
func unended(ctx context.Context, s settings, log workshop.Log) (*workshop.Head, error) {
	if s.fresh {
		return nil, nil
	}
	if s.workshop != "" {
		head, err := headOf(ctx, log, s.workshop)
		if errors.Is(err, workshop.ErrUnknown) {
			return nil, nil
		}
		return head, err
	}
	list, err := log.Workshops(ctx)
	if err != nil {
		return nil, err
	}
	for _, w := range list {
		head, err := headOf(ctx, log, w.ID)
		if errors.Is(err, workshop.ErrUnknown) { // deleted meanwhile
			continue
		}
		if err != nil || head.Phase != workshop.Ended {
			return head, err
		}
	}
	return nil, nil
}

// headOf reads a workshop without its tables, which need no scenario then.
func headOf(ctx context.Context, log workshop.Log, id string) (*workshop.Head, error) {
	entries, err := log.Read(ctx, id, "", 0)
	if err != nil {
		return nil, err
	}
	head, err := workshop.Look(id, entries)
	if err != nil {
		return nil, fails(err, "cmd.error.goon", id, err)
	}
	return head, nil
}

// stuck says of a workshop that cannot be gone on with what else can be done.
func (p *program) stuck(ctx context.Context, id string, err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	return fails(err, "cmd.error.goon", id, p.phrase(err))
}

// other names the settings that were given and that the workshop was not begun
// with: it goes on as it was begun.
func (p *program) other(s settings, o workshop.Opened, sc *game.Scenario) []string {
	r, n := o.Rules, s.rules
	named := func() bool {
		own, err := p.scenario(s.scenario)
		return err == nil && own.Digest() == o.Digest
	}
	var list []string
	for _, f := range []struct {
		name string
		same func() bool
	}{
		{"scenario", named},
		{"variant", func() bool { return sc.Variant(s.variant) == o.Variant }},
		{"name", func() bool { return s.name == o.Name }},
		{"join", func() bool { return host.Plain(s.join) == host.Plain(o.Join) }},
		{"seed", func() bool { return s.seed == o.Seed }},
		{"lock", func() bool { return n.Lock == r.Lock }},
		{"no-confidence", func() bool { return n.Confidence == r.Confidence }},
		{"untimed", func() bool { return n.Untimed == r.Untimed }},
		{"closed", func() bool { return n.Doors == r.Doors }},
		{"solo", func() bool { return n.Solo == r.Solo }},
		{"offline", func() bool { return n.Offline == r.Offline }},
		{"seats", func() bool { return n.Seats == r.Seats }},
		{"teams", func() bool { return n.Teams == r.Teams }},
		{"least", func() bool { return n.Least == r.Least }},
		{"retention", func() bool { return n.Retention == r.Retention }},
	} {
		if s.given[f.name] && !f.same() {
			list = append(list, "--"+f.name)
		}
	}
	return list
}

// opened is what a new workshop begins with.
func (p *program) opened(s settings, id string) (workshop.Opened, error) {
	sc, err := p.scenario(s.scenario)
	if err != nil {
		return workshop.Opened{}, err
	}
	if s.variant != "" && sc.Variant(s.variant) != s.variant {
		return workshop.Opened{}, wrong("cmd.error.variant", s.variant, variantNames(sc))
	}
	o := workshop.Opened{
		Name: s.name, Scenario: sc.ID(), Path: sc.About.Path, Digest: sc.Digest(), Variant: sc.Variant(s.variant),
		Lang: s.language, Seed: s.seed, Nonce: rand.Text(), Join: host.Plain(s.join), Rules: s.rules,
	}
	if o.Name == "" {
		o.Name = id
	}
	if !s.seeded {
		o.Seed = newSeed()
	}
	if o.Join == "" {
		const length = 4 // bytes: a code of seven letters
		o.Join = workshop.Spell(randomBytes(length))
	}
	return o, nil
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return b
}
