package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game/store"
	"kobayashi/game/workshop"
)

// made begins workshop w with so many entries in its own stream and in red.
func made(t testing.TB, log store.Log, own, red int) {
	t.Helper()
	for _, e := range stream("", own) {
		must(t, log.Append(t.Context(), "w", e))
	}
	if red > 0 {
		must(t, log.Append(t.Context(), "w", stream("red", red)...))
	}
}

func stream(name string, n int) (all []workshop.Entry) {
	for i := range n {
		all = append(all, entry(name, i))
	}
	return all
}

func wholeIs(t testing.TB, log store.Log, id string, want ...workshop.Entry) {
	t.Helper()
	got, err := log.ReadAll(t.Context(), id)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("workshop %s: got\n%s\nwant\n%s", id, brief(got), brief(want))
	}
}

func brief(all []workshop.Entry) string {
	var lines []string
	for _, e := range all {
		lines = append(lines, fmt.Sprintf("%q %d %s %v %s %s %s", e.Stream, e.Seq, e.Key, e.At, e.Actor, e.Kind, e.Body))
	}
	return strings.Join(lines, "\n")
}

func TestEntriesAreReadBackAsWritten(t *testing.T) {
	odd := entry("", 1)
	odd.Actor, odd.Kind, odd.Body = "O'Hara; DROP TABLE entries --", "言った", json.RawMessage(` { "a" : "\u0000\n<&'" , "b":[1.50,null] } `)
	bare := workshop.Entry{Stream: "チーム 赤", Key: "k", At: time.Time{}}
	later := entry("zebra", 0)
	later.At = time.Date(2026, 4, 1, 7, 40, 0, 987_654_321, time.FixedZone("JST", 9*60*60))
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		log := j.Log()
		must(t, log.Append(t.Context(), "w", entry("", 0)))
		must(t, log.Append(t.Context(), "w", later, odd, bare))
		must(t, log.Append(t.Context(), "v", entry("", 0)))
		kept := later
		kept.At = time.Date(2026, 3, 31, 22, 40, 0, 987_000_000, time.UTC)
		for range 2 {
			wholeIs(t, log, "w", entry("", 0), odd, kept, bare)
			wholeIs(t, log, "v", entry("", 0))
			must(t, j.Close())
			j = reopen()
			log = j.Log()
		}
		if _, err := log.ReadAll(t.Context(), "u"); !errors.Is(err, workshop.ErrUnknown) {
			t.Errorf("an unknown workshop: got %v", err)
		}
	})
}

func TestReadFrom(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		log := reopen().Log()
		made(t, log, 2, 5)
		for from := -1; from < 8; from++ {
			got, err := log.Read(t.Context(), "w", "red", from)
			must(t, err)
			if want := stream("red", 5)[min(max(from, 0), 5):]; len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Errorf("from %d: got\n%s", from, brief(got))
			}
		}
		if got, err := log.Read(t.Context(), "w", "", 1); err != nil || !reflect.DeepEqual(got, stream("", 2)[1:]) {
			t.Errorf("the workshop's own: got\n%s, %v", brief(got), err)
		}
		if got, err := log.Read(t.Context(), "w", "blue", 0); err != nil || len(got) != 0 {
			t.Errorf("a stream that has not begun: got %v, %v", got, err)
		}
		if _, err := log.Read(t.Context(), "nobody", "red", 0); !errors.Is(err, workshop.ErrUnknown) {
			t.Errorf("an unknown workshop: got %v", err)
		}
	})
}

func TestAppendEntries(t *testing.T) {
	other := func(e workshop.Entry) workshop.Entry { e.Key += "-other"; return e }
	sameKey := entry("red", 2)
	sameKey.Body, sameKey.At = nil, day
	red, own := stream("red", 5), stream("", 4)
	tests := []struct {
		name  string
		id    string
		add   []workshop.Entry
		fails error
		more  []workshop.Entry // beside two of the workshop and three of red
	}{
		{name: "nothing"},
		{name: "next", add: red[3:4], more: red[3:4]},
		{name: "two at once", add: red[3:5], more: red[3:5]},
		{name: "same again", add: red[2:3]},
		{name: "same far back", add: red[0:1]},
		{name: "all again", add: red[:3]},
		{name: "all again and more", add: red[:5], more: red[3:]},
		{name: "the key counts", add: []workshop.Entry{sameKey}},
		{name: "other", add: []workshop.Entry{other(red[2])}, fails: workshop.ErrOvertaken},
		{name: "other far back", add: []workshop.Entry{other(red[0])}, fails: workshop.ErrOvertaken},
		{name: "gap", add: red[4:], fails: workshop.ErrOvertaken},
		{name: "gap in a new stream", add: stream("blue", 2)[1:], fails: workshop.ErrOvertaken},
		{name: "backwards", add: []workshop.Entry{red[4], red[3]}, fails: workshop.ErrOvertaken},
		{name: "one key for two places", add: []workshop.Entry{red[3], other(red[3])}, fails: workshop.ErrOvertaken},
		{name: "twice in one", add: []workshop.Entry{red[3], red[3]}, more: red[3:4]},
		{name: "new stream", add: stream("blue", 2), more: stream("blue", 2)},
		{name: "several streams", add: slices.Concat(red[3:4], stream("blue", 1), own[2:3]), more: slices.Concat(red[3:4], stream("blue", 1), own[2:3])},
		{name: "all or none", add: slices.Concat(red[3:4], stream("blue", 1), own[3:4]), fails: workshop.ErrOvertaken},
		{name: "begun again", add: own[:1]},
		{name: "begun by another", add: []workshop.Entry{other(own[0])}, fails: workshop.ErrExists},
		{name: "begun by another, with more", add: []workshop.Entry{other(own[0]), stream("blue", 1)[0]}, fails: workshop.ErrExists},
		{name: "overtaken in the workshop's own", add: []workshop.Entry{other(own[1])}, fails: workshop.ErrOvertaken},
		{name: "unknown", id: "u", add: red[:1], fails: workshop.ErrUnknown},
		{name: "unknown and not from the start", id: "u", add: own[1:2], fails: workshop.ErrUnknown},
	}
	onAll(t, func(t *testing.T, reopen func() journal) {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				log := reopen().Log()
				defer func() { must(t, log.Delete(t.Context(), "w")) }()
				made(t, log, 2, 3)
				if tt.id == "" {
					tt.id = "w"
				}
				for range 2 { // the answer to a retry is the same
					if err := log.Append(t.Context(), tt.id, tt.add...); !errors.Is(err, tt.fails) || tt.fails == nil && err != nil {
						t.Errorf("got %v, want %v", err, tt.fails)
					}
					want := slices.Concat(own[:2], red[:3], tt.more)
					slices.SortStableFunc(want, func(a, b workshop.Entry) int { return strings.Compare(a.Stream, b.Stream) })
					wholeIs(t, log, "w", want...)
				}
			})
		}
	})
}

func TestEntriesThatDoNotFit(t *testing.T) {
	change := func(do func(e *workshop.Entry)) workshop.Entry {
		e := entry("red", 0)
		do(&e)
		return e
	}
	long := strings.Repeat("a", 600)
	tests := map[string]workshop.Entry{
		"no key":            change(func(e *workshop.Entry) { e.Key = "" }),
		"long key":          change(func(e *workshop.Entry) { e.Key = long[:65] }),
		"odd key":           change(func(e *workshop.Entry) { e.Key = "a b" }),
		"negative":          change(func(e *workshop.Entry) { e.Seq = -1 }),
		"all streams":       change(func(e *workshop.Entry) { e.Stream = workshop.AllStreams }),
		"two-line stream":   change(func(e *workshop.Entry) { e.Stream = "a\nb" }),
		"long stream":       change(func(e *workshop.Entry) { e.Stream = long }),
		"stream not UTF-8":  change(func(e *workshop.Entry) { e.Stream = "\xff" }),
		"actor not UTF-8":   change(func(e *workshop.Entry) { e.Actor = "\xff" }),
		"nul in the kind":   change(func(e *workshop.Entry) { e.Kind = "a\x00" }),
		"body no JSON":      change(func(e *workshop.Entry) { e.Body = json.RawMessage(`{`) }),
		"body not UTF-8":    change(func(e *workshop.Entry) { e.Body = json.RawMessage("\"\xff\"") }),
		"year in the dust":  change(func(e *workshop.Entry) { e.At = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC) }),
		"year before years": change(func(e *workshop.Entry) { e.At = time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC) }),
	}
	onAll(t, func(t *testing.T, reopen func() journal) {
		log := reopen().Log()
		made(t, log, 1, 0)
		for name, e := range tests {
			if err := log.Append(t.Context(), "w", entry("blue", 0), e); err == nil {
				t.Errorf("%s: it was kept", name)
			}
		}
		for _, id := range []string{"", "a\nb", long, "\xff"} {
			if err := log.Append(t.Context(), id, entry("", 0)); err == nil {
				t.Errorf("workshop %q: it was kept", id)
			}
		}
		wholeIs(t, log, "w", entry("", 0))
	})
}

func TestWorkshopsAreListedNewestFirst(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		log := reopen().Log()
		if list, err := log.Workshops(t.Context()); err != nil || len(list) != 0 {
			t.Errorf("at first: got %v, %v", list, err)
		}
		var want []workshop.Stored
		for i, id := range []string{"b", "a", "c"} {
			first := entry("", 0)
			first.At = day.Add(time.Duration(i/2) * time.Hour) // a and b begin together
			late := entry("red", 0)
			late.At = day.Add(24 * time.Hour)
			must(t, log.Append(t.Context(), id, first, late, entry("red", 1)))
			// What came last has not the latest time: clocks may have been set.
			want = append(want, workshop.Stored{ID: id, Begun: first.At, Last: entry("red", 1).At, Entries: 3, First: first})
			if first.At.After(want[i].Last) {
				want[i].Last = first.At
			}
		}
		want[0], want[2] = want[2], want[0]
		if list, err := log.Workshops(t.Context()); err != nil || !reflect.DeepEqual(list, want) {
			t.Errorf("got  %+v, %v\nwant %+v", list, err, want)
		}
	})
}

func TestDelete(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		log := reopen().Log()
		made(t, log, 2, 3)
		must(t, log.Append(t.Context(), "stays", entry("", 0)))
		must(t, log.Delete(t.Context(), "w"))
		if err := log.Delete(t.Context(), "w"); !errors.Is(err, workshop.ErrUnknown) {
			t.Errorf("removed twice: got %v", err)
		}
		if _, err := log.ReadAll(t.Context(), "w"); !errors.Is(err, workshop.ErrUnknown) {
			t.Errorf("read: got %v", err)
		}
		if err := log.Append(t.Context(), "w", entry("red", 3)); !errors.Is(err, workshop.ErrUnknown) {
			t.Errorf("appended: got %v", err)
		}
		wholeIs(t, log, "stays", entry("", 0))
		made(t, log, 1, 0) // nothing of the old one comes back
		wholeIs(t, log, "w", entry("", 0))
	})
}

// TestDeleteSolo: with a workshop goes what people played there on their own, and
// nothing else.
func TestDeleteSolo(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		log := j.Log()
		made(t, log, 1, 0)
		theirs, another := workshop.Player("w", "a key"), workshop.Player("w2", "a key")
		for id, player := range map[string]string{"a": theirs, "b": workshop.Player("w", "b key"), "c": another, "d": "", "e": "w"} {
			rec := record(id, 2)
			rec.Player = player
			must(t, j.Begin(t.Context(), rec))
			must(t, j.KeepHotwash(t.Context(), id, wash))
			must(t, j.Prefer(t.Context(), player+" lang", "en"))
		}
		must(t, log.Delete(t.Context(), "w"))
		list, err := j.Runs(t.Context())
		must(t, err)
		var left []string
		for _, r := range list {
			left = append(left, r.ID)
		}
		slices.Sort(left)
		if got := strings.Join(left, " "); got != "c d e" {
			t.Errorf("left are the runs %s", got)
		}
		prefs, err := j.Preferences(t.Context())
		if want := map[string]string{another + " lang": "en", " lang": "en", "w lang": "en"}; err != nil || !maps.Equal(prefs, want) {
			t.Errorf("left are the preferences %v, %v", prefs, err)
		}
		for table, want := range map[string]int{"steps": 6, "hotwash": 3} {
			var n int
			must(t, j.DB().QueryRow(`SELECT count(*) FROM `+table).Scan(&n))
			if n != want {
				t.Errorf("%d rows of %s are left, want %d", n, table, want)
			}
		}
	})
}

func TestBeat(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		a, b := reopen(), reopen()
		before := a.Log().Now().Add(-time.Millisecond)
		if got, err := a.Log().Beat(t.Context(), "a"); err != nil || len(got) != 1 {
			t.Errorf("the first: got %v, %v", got, err)
		}
		must(t, hurt(a, fmt.Sprintf(`INSERT INTO nodes (name, at) VALUES ('old', '%s'), ('quiet', '%s')`,
			before.Add(-25*time.Hour).Format(store.Stamp), before.Add(-23*time.Hour).Format(store.Stamp))))
		got, err := b.Log().Beat(t.Context(), "b")
		must(t, err)
		if len(got) != 3 || got["old"] != (time.Time{}) || got["quiet"].IsZero() {
			t.Errorf("got %v, want a, b and quiet", got)
		}
		for _, node := range []string{"a", "b"} {
			if since := got[node].Sub(before); since < 0 || since > time.Minute {
				t.Errorf("%s: %v after the beginning", node, since)
			}
		}
		again, err := a.Log().Beat(t.Context(), "a")
		must(t, err)
		if again["a"].Before(got["a"]) || !again["b"].Equal(got["b"]) {
			t.Errorf("got %v after %v", again, got)
		}
	})
}
