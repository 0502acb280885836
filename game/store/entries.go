package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"kobayashi/game/workshop"
)

// Log is a workshop.Log in the same database as the journal of its store. Close
// the store, not the log.
type Log struct{ store *Store }

var _ workshop.Log = Log{}

// Log gives the log of workshops.
func (s *Store) Log() Log { return Log{s} }

// place is a stream of a workshop.
type place struct{ workshop, stream string }

// everywhere is what is told when any stream of any workshop may have grown.
var everywhere = place{stream: workshop.AllStreams}

func (p place) String() string {
	if p.stream == "" {
		return "workshop " + p.workshop
	}
	return "workshop " + p.workshop + ", stream " + p.stream
}

// maxName is the longest name of a workshop or stream, bytes: two of them fit
// into one notification of PostgreSQL, which may have 8,000 bytes.
const maxName = 512

// fits says what of an append can be kept in any database. An entry that one of
// them would refuse is refused by all, and before it can hold up others.
func fits(id string, entries []workshop.Entry) error {
	if id == "" || !isName(id) {
		return fmt.Errorf("%q is no name of a workshop", id)
	}
	for _, e := range entries {
		_, late := readTime(writeTime(e.At))
		switch {
		case late != nil:
			return fmt.Errorf("the year of %v has not four digits", e.At)
		case !isName(e.Stream) || e.Stream == workshop.AllStreams:
			return fmt.Errorf("%q is no name of a stream", e.Stream)
		case !isKey(e.Key):
			return fmt.Errorf("%q is no key", e.Key)
		case e.Seq < 0:
			return fmt.Errorf("there is no place %d", e.Seq)
		case !isText(e.Actor) || !isText(e.Kind):
			return fmt.Errorf("actor %q or kind %q is no text", e.Actor, e.Kind)
		case len(e.Body) > 0 && (!json.Valid(e.Body) || !isText(string(e.Body))):
			return fmt.Errorf("the body of a %s is no JSON", e.Kind)
		}
	}
	return nil
}

func isName(name string) bool {
	return len(name) <= maxName && utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f })
}

func isKey(key string) bool {
	odd := strings.ContainsFunc(key, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	})
	return len(key) >= 1 && len(key) <= 64 && !odd
}

// isText is what PostgreSQL takes for text.
func isText(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }

// Append keeps entries; see workshop.Log. It may be repeated after any error.
// Times are kept to the millisecond.
func (l Log) Append(ctx context.Context, id string, entries ...workshop.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	err := fits(id, entries)
	if err == nil {
		err = l.store.group.add(ctx, l.store, &request{workshop: id, entries: entries, done: make(chan struct{})})
	}
	return l.store.explain(err, "appending to %s", place{id, entries[0].Stream})
}

// Now is the time of the log; see workshop.Log.
func (l Log) Now() time.Time { return l.store.engine.now() }

// Delete removes a workshop and everything of it, also the runs that people
// played there on their own; see workshop.Log and workshop.Player. From a file
// it is wiped. A server writes over the room in its own time, and keeps what its
// backups and write-ahead log hold for as long as it is told to.
func (l Log) Delete(ctx context.Context, id string) error {
	s := l.store
	err := s.within(ctx, func(w work) error { return deleteWorkshop(w, s.engine, id) })
	if err == nil {
		// Gone either way; see Remove.
		_ = s.engine.forget(ctx, s.db)
		s.watchers.tell(place{id, workshop.AllStreams})
	}
	return s.explain(err, "removing workshop %s", id)
}

func deleteWorkshop(w work, e engine, id string) error {
	// Locked first, so that no entry comes in while the entries go.
	there, err := w.count(`SELECT stream FROM streams WHERE workshop = $1`+w.locking, id)
	if err != nil {
		return err
	}
	gone := there
	for _, part := range []string{`DELETE FROM entries WHERE workshop = $1`, `DELETE FROM streams WHERE workshop = $1`} {
		done, err := w.exec(part, id)
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return err
		}
		gone += int(n)
	}
	if gone == 0 && !w.again {
		return workshop.ErrUnknown
	}
	if err := removeOwn(w, workshop.Player(id, "")); err != nil {
		return err
	}
	_, err = e.together(w, e.announcement([]place{{id, workshop.AllStreams}}))
	return err
}

// removeOwn deletes what people played on their own: the runs of players whose
// names begin so, and the preferences that begin so.
func removeOwn(w work, players string) error {
	begins := func(column string) string { return `substr(` + column + `, 1, length(CAST($1 AS TEXT))) = $1` }
	theirs := ` WHERE run IN (SELECT id FROM runs WHERE ` + begins("player") + `)`
	for _, part := range []string{
		`DELETE FROM hotwash` + theirs, `DELETE FROM steps` + theirs, `DELETE FROM runs WHERE ` + begins("player"),
		`DELETE FROM preferences WHERE ` + begins("name"),
	} {
		if _, err := w.exec(part, players); err != nil {
			return err
		}
	}
	return nil
}

// Beat keeps that a node is alive; see workshop.Log.
func (l Log) Beat(ctx context.Context, node string) (map[string]time.Time, error) {
	const remembered = 24 * time.Hour
	var nodes map[string]time.Time
	s := l.store
	now := s.engine.now()
	err := s.within(ctx, func(w work) error {
		_, err := w.exec(`INSERT INTO nodes (name, at) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET at = excluded.at`, node, writeTime(now))
		if err != nil {
			return err
		}
		if _, err := w.exec(`DELETE FROM nodes WHERE at < $1`, writeTime(now.Add(-remembered))); err != nil {
			return err
		}
		nodes, err = readNodes(w)
		return err
	})
	if err != nil {
		return nil, s.explain(err, "keeping that node %s is alive", node)
	}
	return nodes, nil
}

func readNodes(w work) (map[string]time.Time, error) {
	nodes := map[string]time.Time{}
	rows, err := w.query(`SELECT name, at FROM nodes`)
	if err != nil {
		return nil, err
	}
	return nodes, each(rows, func() error {
		var name, at string
		err := rows.Scan(&name, &at)
		if err == nil {
			nodes[name], err = readTime(at)
		}
		if err != nil {
			return damaged("nodes", err)
		}
		return nil
	})
}
