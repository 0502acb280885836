package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"kobayashi/game/workshop"
)

// The head and the entries come in one statement, so that both are of the same
// moment in any database.
const (
	selectStream = `SELECT s.workshop, s.stream, s.streams, s.count, s.at, s.chain, s.seal, ` + joined + `
		FROM streams s LEFT JOIN entries e ON e.workshop = s.workshop AND e.stream = s.stream AND e.stream = $1 AND e.seq >= $2
		WHERE s.workshop = $3 AND s.stream IN ('', $1) ORDER BY s.stream, e.seq`
	selectWorkshop = `SELECT s.workshop, s.stream, s.streams, s.count, s.at, s.chain, s.seal, ` + joined + `
		FROM streams s LEFT JOIN entries e ON e.workshop = s.workshop AND e.stream = s.stream
		WHERE s.workshop = $1 ORDER BY s.stream, e.seq`
	selectFirsts = `SELECT s.workshop, s.stream, s.streams, s.count, s.at, s.chain, s.seal, ` + joined + `
		FROM streams s LEFT JOIN entries e ON e.workshop = s.workshop AND e.stream = s.stream AND e.stream = '' AND e.seq = 0
		ORDER BY s.workshop, s.stream`
)

// Read gives the entries of one stream; see workshop.Log. A stream that has not
// begun is empty; without the workshop the answer is workshop.ErrUnknown.
func (l Log) Read(ctx context.Context, id, stream string, from int) ([]workshop.Entry, error) {
	from = max(0, from)
	r, err := l.read(ctx, reader{from: from, single: stream}, selectStream, stream, max(0, from-1), id)
	if err == nil && (len(r.heads) == 0 || r.heads[0].stream != "") {
		err = workshop.ErrUnknown
	}
	if err != nil {
		return nil, l.store.explain(err, "reading %s", place{id, stream})
	}
	if last := len(r.heads) - 1; r.heads[last].stream == stream {
		return r.lists[last], nil
	}
	return nil, nil
}

// ReadAll gives all entries of a workshop; see workshop.Log. A workshop of which
// any part is not as it was written is game.ErrCorrupt with the place, never a
// part of it.
func (l Log) ReadAll(ctx context.Context, id string) ([]workshop.Entry, error) {
	r, err := l.read(ctx, reader{single: workshop.AllStreams}, selectWorkshop, id)
	switch {
	case err != nil:
	case len(r.heads) == 0:
		err = workshop.ErrUnknown
	case r.heads[0].stream != "" || r.heads[0].streams != len(r.heads):
		err = damaged(place{id, ""}.String(), fmt.Errorf("%d streams are there, others were kept", len(r.heads)))
	}
	if err != nil {
		return nil, l.store.explain(err, "reading workshop %s", id)
	}
	return slices.Concat(r.lists...), nil
}

func (l Log) read(ctx context.Context, blank reader, text string, args ...any) (reader, error) {
	var r reader
	err := l.store.reading(ctx, func(ctx context.Context) error {
		r = blank
		rows, err := l.store.db.QueryContext(ctx, text, args...)
		if err != nil {
			return err
		}
		if err := each(rows, func() error { return r.row(rows.Scan) }); err != nil {
			return err
		}
		return r.end()
	})
	return r, err
}

// Workshops lists all workshops; see workshop.Log. Where some are damaged it
// gives the sound ones and game.ErrCorrupt.
func (l Log) Workshops(ctx context.Context) ([]workshop.Stored, error) {
	var found map[string]*shelved
	var faults []error
	err := l.store.reading(ctx, func(ctx context.Context) error {
		found, faults = map[string]*shelved{}, nil
		rows, err := l.store.db.QueryContext(ctx, selectFirsts)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var h head
			var s entryScan
			err := h.scan(rows.Scan, s.columns()...)
			if found[h.workshop] == nil {
				found[h.workshop] = &shelved{}
			}
			found[h.workshop].add(h, s, err)
			return nil
		})
	})
	var list []workshop.Stored
	for id, sh := range found {
		if sh.fault == nil && sh.streams != sh.met {
			sh.fault = fmt.Errorf("%d streams are there, %d were kept", sh.met, sh.streams)
		}
		if sh.fault != nil {
			faults = append(faults, damaged("workshop "+id, sh.fault))
			continue
		}
		list = append(list, sh.Stored)
	}
	slices.SortFunc(list, func(a, b workshop.Stored) int {
		return cmp.Or(b.Begun.Compare(a.Begun), cmp.Compare(a.ID, b.ID))
	})
	return list, l.store.explain(errors.Join(append(faults, err)...), "listing the workshops")
}

// shelved is a workshop of the list while its streams come in.
type shelved struct {
	workshop.Stored
	streams, met int // what its own stream says, and what came
	fault        error
}

func (sh *shelved) add(h head, s entryScan, err error) {
	sh.met++
	sh.Entries += h.count
	if h.last.After(sh.Last) {
		sh.Last = h.last
	}
	if err == nil && h.stream == "" {
		var chain string
		sh.streams = h.streams
		sh.ID = h.workshop
		if sh.First, chain, err = s.entry(""); err == nil && linkEntry(streamOrigin(h.place), sh.First) != chain {
			err = errSeal
		}
		sh.Begun = sh.First.At
	}
	sh.fault = errors.Join(sh.fault, err)
}
