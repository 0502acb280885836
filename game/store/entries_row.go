package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"kobayashi/game/workshop"
)

// head is a row of streams.
type head struct {
	place
	streams int // see the migration
	count   int
	last    time.Time
	chain   string
	seal    string // as read
}

// streamOrigin is the chain before the first entry of a stream.
func streamOrigin(p place) string { return hash("stream", p.workshop, p.stream) }

// sealed is the check value over the whole row.
func (h head) sealed() string {
	return hash("head", h.workshop, h.stream, strconv.Itoa(h.streams), strconv.Itoa(h.count), writeTime(h.last), h.chain)
}

// headColumns are the columns of streams in the order of scan and values.
const headColumns = `workshop, stream, streams, count, at, chain, seal`

// scan reads a row of headColumns, with more columns behind, and checks its seal.
func (h *head) scan(scan func(...any) error, more ...any) error {
	var last string
	err := scan(append([]any{&h.workshop, &h.stream, &h.streams, &h.count, &last, &h.chain, &h.seal}, more...)...)
	if err == nil {
		h.last, err = readTime(last)
	}
	if err == nil && h.sealed() != h.seal {
		err = errSeal
	}
	if err != nil {
		return damaged(h.place.String(), err)
	}
	return nil
}

func (h head) values() []any {
	return []any{h.workshop, h.stream, h.streams, h.count, writeTime(h.last), h.chain, h.sealed()}
}

// grow is the head after one more entry, whose chain it then has.
func (h head) grow(e workshop.Entry) head {
	h.chain = linkEntry(h.chain, e)
	h.count, h.last = h.count+1, e.At
	return h
}

// linkEntry is the chain after an entry.
func linkEntry(before string, e workshop.Entry) string {
	return hash("entry", before, strconv.Itoa(e.Seq), e.Key, writeTime(e.At), e.Actor, e.Kind, string(e.Body))
}

// entryRow is a row of entries as it is written.
type entryRow struct {
	workshop.Entry
	workshop string
	chain    string
}

// entryColumns are the columns of entries in the order of values; scan leaves
// out the first two.
const entryColumns = `workshop, stream, seq, key, at, actor, kind, body, chain`

func (r entryRow) values() []any {
	return []any{r.workshop, r.Stream, r.Seq, r.Key, writeTime(r.At), r.Actor, r.Kind, string(r.Body), r.chain}
}

// entryScan reads the columns of entries from seq on, which are all NULL where
// a stream has none.
type entryScan struct {
	seq                                sql.NullInt64
	key, at, actor, kind, body, chains sql.NullString
}

// joined are its columns, of the table e.
const joined = `e.seq, e.key, e.at, e.actor, e.kind, e.body, e.chain`

func (s *entryScan) columns() []any {
	return []any{&s.seq, &s.key, &s.at, &s.actor, &s.kind, &s.body, &s.chains}
}

// entry gives what was read and its chain.
func (s *entryScan) entry(stream string) (workshop.Entry, string, error) {
	e := workshop.Entry{
		Stream: stream, Seq: int(s.seq.Int64), Key: s.key.String,
		Actor: s.actor.String, Kind: s.kind.String,
	}
	if s.body.String != "" {
		e.Body = json.RawMessage(s.body.String)
	}
	var err error
	e.At, err = readTime(s.at.String)
	return e, s.chains.String, err
}

// reader puts rows of a head joined with its entries together again and holds
// each against the one before.
type reader struct {
	from   int // the first place that is wanted; the one before is read too
	heads  []head
	lists  [][]workshop.Entry // of the heads
	chain  string
	next   int
	single string // the stream whose entries are read; AllStreams for all
}

// row takes the next row.
func (r *reader) row(scan func(...any) error) error {
	var h head
	var s entryScan
	if err := h.scan(scan, s.columns()...); err != nil {
		return err
	}
	if n := len(r.heads); n == 0 || r.heads[n-1].place != h.place {
		if err := r.end(); err != nil {
			return err
		}
		r.heads, r.lists = append(r.heads, h), append(r.lists, nil)
		r.chain, r.next = streamOrigin(h.place), max(0, r.from-1)
	}
	if !s.seq.Valid {
		return nil
	}
	e, chain, err := s.entry(h.stream)
	switch {
	case err != nil:
	case e.Seq != r.next:
		err = fmt.Errorf("entry %d stands in its place", e.Seq)
	case e.Seq < r.from:
		// Its chain is believed: the next one holds it, or the head does.
	case linkEntry(r.chain, e) != chain:
		err = errSeal
	default:
		last := len(r.lists) - 1
		r.lists[last] = append(r.lists[last], e)
	}
	if err != nil {
		return damaged(fmt.Sprintf("%v, entry %d", h.place, r.next), err)
	}
	r.chain, r.next = chain, r.next+1
	return nil
}

// end checks that the stream that was read last is whole.
func (r *reader) end() error {
	if len(r.heads) == 0 {
		return nil
	}
	h := r.heads[len(r.heads)-1]
	if r.single != workshop.AllStreams && r.single != h.stream || r.from > h.count {
		return nil
	}
	if r.next != h.count || r.chain != h.chain {
		return damaged(h.place.String(), fmt.Errorf("it ends after %d entries, %d were kept", r.next, h.count))
	}
	return nil
}
