package web

import (
	"strconv"
	"sync"
	"time"
)

// counts is what the door has done so far.
type counts struct {
	mu       sync.Mutex
	open     map[string]int    // streams, by kind
	answered map[[2]string]int // by route and code
	took     map[string]time.Duration
	refused  map[string]int
}

func newCounts() *counts {
	return &counts{open: map[string]int{}, answered: map[[2]string]int{}, took: map[string]time.Duration{}, refused: map[string]int{}}
}

// enter opens a stream, unless there are as many as there may be.
func (c *counts) enter(kind string, most int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[kind] >= most {
		return false
	}
	c.open[kind]++
	return true
}

func (c *counts) leave(kind string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open[kind]--
}

func (c *counts) request(route string, code int, took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered[[2]string{route, strconv.Itoa(code)}]++
	c.took[route] += took
}

func (c *counts) refuse(why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused[why]++
}
