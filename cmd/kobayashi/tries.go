package main

import (
	"sync"
	"time"
)

// tries counts how often an address has guessed a code wrong lately. Addresses
// are kept in memory only, and no longer than they count.
type tries struct {
	mu   sync.Mutex
	list map[string][]time.Time
}

// A whole class may sit behind one address, and types badly; a guesser would
// need thousands of millions.
const (
	mostTries = 40
	triesFor  = time.Minute
)

func newTries() *tries { return &tries{list: map[string][]time.Time{}} }

// tired reports whether an address has to wait.
func (t *tries) tired(source string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.recent(source, now)) >= mostTries
}

// wrong notes a wrong guess.
func (t *tries) wrong(source string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.list) > mostTries*mostTries { // many addresses: those that rest are let go
		for other := range t.list {
			t.recent(other, now)
		}
	}
	t.list[source] = append(t.recent(source, now), now)
}

func (t *tries) recent(source string, now time.Time) []time.Time {
	list := t.list[source]
	for len(list) > 0 && now.Sub(list[0]) > triesFor {
		list = list[1:]
	}
	if len(list) == 0 {
		delete(t.list, source)
		return nil
	}
	t.list[source] = list
	return list
}
