package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/store"
	"kobayashi/game/workshop"
)

// storage opens what --store names: a database by its address, a file, or the
// one in the data folder.
func (p *program) storage(ctx context.Context, where string) (*store.Store, error) {
	if u, err := url.Parse(where); err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql") {
		return store.OpenURL(ctx, where)
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

// chooseRoom goes on with the workshop that was named, else with the newest that
// has not ended, unless a new one was asked for.
func (p *program) chooseRoom(ctx context.Context, s settings, h *host.Host, log workshop.Log) (*host.Room, bool, error) {
	id := s.workshop
	if id == "" && !s.fresh {
		list, err := log.Workshops(ctx)
		if err != nil {
			return nil, false, err
		}
		for _, w := range list {
			room, err := h.Room(ctx, w.ID)
			if err == nil && room.Head().Phase != workshop.Ended {
				return room, false, nil
			}
		}
	}
	if id != "" {
		room, err := h.Room(ctx, id)
		if !errors.Is(err, workshop.ErrUnknown) {
			return room, false, err
		}
	}
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
