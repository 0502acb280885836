package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kobayashi/game/workshop"
)

const selectKey = `SELECT key FROM entries WHERE workshop = $1 AND stream = $2 AND seq = $3`

// How rows are written, VALUES in between. An entry whose place was filled in
// the meantime is not written, which the number of rows tells.
const (
	addEntries   = `INSERT INTO entries (` + entryColumns + `) VALUES `
	onceOnly     = ` ON CONFLICT (workshop, stream, seq) DO NOTHING`
	moveStreams  = `INSERT INTO streams (` + headColumns + `) VALUES `
	inTheirPlace = ` ON CONFLICT (workshop, stream) DO UPDATE SET
		streams = excluded.streams, count = excluded.count, at = excluded.at, chain = excluded.chain, seal = excluded.seal`
)

// plan is what several appends come to in one transaction.
type plan struct {
	w     work
	heads map[place]head // as they will be
	moved []place        // whose heads change
	rows  []entryRow     // to be written
}

// appendAll keeps all requests that can be kept and gives each of the others its
// error. Its own error is about all of them.
func appendAll(w work, e engine, requests []*request) error {
	p := plan{w: w, heads: map[place]head{}}
	if err := p.read(e, requests); err != nil {
		return err
	}
	for _, r := range requests {
		var refusal error
		r.refusal = nil
		if refusal = p.add(r); refusal != nil && !isRefusal(refusal) {
			return refusal
		}
		r.refusal = refusal
	}
	if len(p.rows) == 0 {
		return nil
	}
	entries := make([][]any, len(p.rows))
	for i, row := range p.rows {
		entries[i] = row.values()
	}
	heads := make([][]any, len(p.moved))
	for i, at := range p.moved {
		heads[i] = p.heads[at].values()
	}
	all := inserts(e.rows(), addEntries, onceOnly, entries)
	writing := len(all)
	all = append(all, inserts(e.rows(), moveStreams, inTheirPlace, heads)...)
	written, err := e.together(w, append(all, e.announcement(p.moved)...))
	if err != nil {
		return err
	}
	n := 0
	for _, rows := range written[:writing] {
		n += rows
	}
	if n != len(entries) {
		return errStale
	}
	return nil
}

// isRefusal reports whether an error is about one request alone.
func isRefusal(err error) bool {
	return errors.Is(err, workshop.ErrOvertaken) || errors.Is(err, workshop.ErrExists) || errors.Is(err, workshop.ErrUnknown)
}

// read reads the heads of all streams that requests are about, and keeps other
// programs from changing their workshops. A stream that another program begins
// while this one waits for its lock is not seen; writing to it then is errStale.
func (p *plan) read(e engine, requests []*request) error {
	text, args := lockText(e, requests)
	rows, err := p.w.query(text, args...)
	if err != nil {
		return err
	}
	return each(rows, func() error {
		var h head
		if err := h.scan(rows.Scan); err != nil {
			return err
		}
		p.heads[h.place] = h
		return nil
	})
}

// lockText asks for the heads of every stream in every workshop that requests
// name, and for those of the workshops themselves. Ordered, so that programs
// lock in the same order and never wait for each other in a ring.
func lockText(e engine, requests []*request) (string, []any) {
	var workshops, streams []string
	for _, r := range requests {
		workshops = append(workshops, r.workshop)
		for _, entry := range r.entries {
			streams = append(streams, entry.Stream)
		}
	}
	var args []any
	first := list(&args, workshops)
	second := list(&args, streams)
	return `SELECT ` + headColumns + ` FROM streams WHERE workshop IN (` + first + `) AND stream IN ('', ` + second + `)
		ORDER BY workshop, stream` + e.locking(), args
}

// list puts names among the arguments, each once, and gives their numbers. Their
// number is rounded up to a power of two, so that there are few different texts.
func list(args *[]any, names []string) string {
	slices.Sort(names)
	names = slices.Compact(names)
	var numbers []string
	for i, size := 0, ceiling(len(names)); i < size; i++ {
		*args = append(*args, names[min(i, len(names)-1)])
		numbers = append(numbers, fmt.Sprintf("$%d", len(*args)))
	}
	return strings.Join(numbers, ", ")
}

func ceiling(n int) int {
	size := 1
	for size < n {
		size *= 2
	}
	return size
}

// add plans one request, all of it or nothing.
func (p *plan) add(r *request) error {
	next := map[place]head{} // the heads as this request leaves them
	head := func(at place) (head, bool) {
		if h, ok := next[at]; ok {
			return h, true
		}
		h, ok := p.heads[at]
		return h, ok
	}
	var rows []entryRow
	for _, e := range r.entries {
		own, at := place{r.workshop, ""}, place{r.workshop, e.Stream}
		workshopRow, known := head(own)
		h, begun := head(at)
		switch {
		case !known && (e.Stream != "" || e.Seq != 0):
			return workshop.ErrUnknown
		case begun && e.Seq < h.count:
			if err := p.same(r.workshop, e, rows); err != nil {
				return err
			}
			continue
		case e.Seq > h.count:
			return fmt.Errorf("%w: it would leave a gap after %d entries", workshop.ErrOvertaken, h.count)
		case !begun:
			h.place, h.chain = at, streamOrigin(at)
			if e.Stream == "" {
				h.streams = 1
			} else {
				workshopRow.streams++
				next[own] = workshopRow
			}
		}
		h = h.grow(e)
		next[at] = h
		rows = append(rows, entryRow{Entry: e, workshop: r.workshop, chain: h.chain})
	}
	for at, h := range next {
		p.heads[at] = h
		if !slices.Contains(p.moved, at) {
			p.moved = append(p.moved, at)
		}
	}
	p.rows = append(p.rows, rows...)
	return nil
}

// same is nil if the entry in a filled place is this one. It may be one of rows,
// or planned before, or kept.
func (p *plan) same(id string, e workshop.Entry, rows []entryRow) error {
	key, found := "", false
	for _, row := range slices.Concat(p.rows, rows) {
		if row.workshop == id && row.Stream == e.Stream && row.Seq == e.Seq {
			key, found = row.Key, true
		}
	}
	if !found {
		var err error
		if key, err = p.kept(place{id, e.Stream}, e.Seq); err != nil {
			return err
		}
	}
	switch {
	case key == e.Key:
		return nil
	case e.Stream == "" && e.Seq == 0:
		return workshop.ErrExists
	}
	return fmt.Errorf("%w: %d", workshop.ErrOvertaken, e.Seq)
}

// kept is the key of an entry that its head says is there.
func (p *plan) kept(at place, seq int) (key string, err error) {
	rows, err := p.w.query(selectKey, at.workshop, at.stream, seq)
	if err != nil {
		return "", err
	}
	found := 0
	err = each(rows, func() error {
		found++
		return rows.Scan(&key)
	})
	if err == nil && found != 1 {
		err = damaged(fmt.Sprintf("%v, entry %d", at, seq), fmt.Errorf("it is there %d times", found))
	}
	return key, err
}

// inserts are the statements that write rows, at most that many with one. Their
// numbers are powers of two, so that there are few texts.
func inserts(most int, before, after string, rows [][]any) []statement {
	var all []statement
	for len(rows) > 0 {
		size := most
		for size > len(rows) {
			size /= 2
		}
		all = append(all, statement{insertText(before, after, size, len(rows[0])), slices.Concat(rows[:size]...)})
		rows = rows[size:]
	}
	return all
}

// insertText is the text for so many rows of so many columns.
func insertText(before, after string, rows, columns int) string {
	var b strings.Builder
	b.WriteString(before)
	for n := range rows * columns {
		switch {
		case n == 0:
			b.WriteString("(")
		case n%columns == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", n+1)
	}
	return b.String() + ")" + after
}
