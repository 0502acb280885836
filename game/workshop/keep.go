package workshop

import (
	"fmt"
	"time"

	"kobayashi/game"
)

// DeleteAt is when a workshop is to be deleted: so many days after the last thing
// that happened in it as its rules say. Zero: never by itself. It fails where the
// first entry cannot be read.
func (s Stored) DeleteAt() (time.Time, error) {
	const day = 24 * time.Hour
	head, err := Begin(s.ID, s.First)
	if err != nil || head.Opened.Rules.Retention <= 0 {
		return time.Time{}, err
	}
	return s.Last.Add(time.Duration(head.Opened.Rules.Retention) * day), nil
}

// Look is a workshop without its tables, after the entries of its own stream.
func Look(id string, entries []Entry) (*Head, error) {
	if len(entries) == 0 {
		return nil, ErrUnknown
	}
	h, err := Begin(id, entries[0])
	for _, e := range entries[1:] {
		if err != nil {
			break
		}
		h, err = h.With(e)
	}
	if err != nil {
		return nil, fmt.Errorf("workshop %s: %w", id, err)
	}
	return h, nil
}

// LookAll is a workshop with its tables, after all its entries as Log.ReadAll
// gives them. Tables are by team; those of removed teams are with them.
func LookAll(id string, entries []Entry, sc *game.Scenario) (*Head, map[string]*Table, error) {
	own := 0
	for own < len(entries) && entries[own].Stream == "" {
		own++
	}
	h, err := Look(id, entries[:own])
	if err != nil {
		return nil, nil, err
	}
	tables := map[string]*Table{}
	seat := func(team string) error {
		if tables[team] == nil {
			tables[team], err = Sit(h, sc, team)
		}
		return err
	}
	for _, l := range h.Teams {
		if err := seat(l.ID); err != nil {
			return nil, nil, err
		}
	}
	for _, e := range entries[own:] {
		if err := seat(e.Stream); err != nil {
			return nil, nil, err
		}
		if tables[e.Stream], err = tables[e.Stream].With(e); err != nil {
			return nil, nil, fmt.Errorf("workshop %s: %w", id, err)
		}
	}
	return h, tables, nil
}
