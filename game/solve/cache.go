package solve

import (
	"context"
	"errors"
	"sync"

	"kobayashi/game"
)

// Cache keeps solutions, so that nobody waits twice for the same one: the last
// ones in memory, and more in a folder if it has one. It may be used by many at
// once; who asks for what is being solved already waits for that.
//
// The folder is a help and no more: whatever goes wrong there, the answer is
// solved anew.
type Cache struct {
	disk disk

	mu   sync.Mutex
	last []cached // the one used last stands last
	busy map[cacheKey]*call
}

// inMemory is how many solutions are kept in memory: the two variants of a
// scenario, or two scenarios.
const inMemory = 2

type cacheKey struct{ digest, variant string }

// cached is what a search came to. An error is one that any other search of the
// same would come to as well.
type cached struct {
	key cacheKey
	sol *Solution
	err error
}

// call is a search under way. Those who wait for it hear how far it came.
type call struct {
	done    chan struct{}
	found   cached
	settled bool // found may be used: the search was not called off

	mu   sync.Mutex // held while somebody is told
	told map[*func(float64)]struct{}
}

// NewCache makes a cache that keeps up to keep bytes of files in a folder, which
// is made if need be; the files used least lately go first. Without a folder, or
// with no bytes, solutions are kept in memory alone.
func NewCache(dir string, keep int64) *Cache {
	return &Cache{disk: disk{dir: dir, keep: keep}, busy: map[cacheKey]*call{}}
}

// Get gives the solution of a variant. told, which may be nil, hears how much of
// the work is done if there is any. It fails as Solve does, with the limit being
// Limit.
func (c *Cache) Get(ctx context.Context, sc *game.Scenario, variant string, told func(share float64)) (*Solution, error) {
	key := cacheKey{sc.Digest(), sc.Variant(variant)}
	told = onlyMore(told)
	for {
		c.mu.Lock()
		if found, ok := c.recall(key); ok {
			c.mu.Unlock()
			return found.sol, found.err
		}
		running := c.busy[key]
		if running == nil {
			running = &call{done: make(chan struct{}), told: map[*func(float64)]struct{}{}}
			c.busy[key] = running
			c.mu.Unlock()
			defer running.listen(told)()
			return c.solve(ctx, sc, key, running)
		}
		c.mu.Unlock()
		if running.wait(ctx, told) {
			return running.found.sol, running.found.err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		// Who was solving it gave up. Someone else has to.
	}
}

// wait waits for the search to end, and tells whether it came to anything.
func (l *call) wait(ctx context.Context, told func(float64)) bool {
	defer l.listen(told)()
	select {
	case <-l.done:
		return l.settled
	case <-ctx.Done():
		return false
	}
}

// listen lets told hear of the search, until what it gives is called.
func (l *call) listen(told func(float64)) (deaf func()) {
	if told == nil {
		return func() {}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told[&told] = struct{}{}
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.told, &told)
	}
}

// tell tells all who listen.
func (l *call) tell(share float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for told := range l.told {
		(*told)(share)
	}
}

// onlyMore leaves out what is no more than was told before: a search may be
// begun again by another.
func onlyMore(told func(float64)) func(float64) {
	if told == nil {
		return nil
	}
	var last float64
	return func(share float64) {
		if share > last {
			last = share
			told(share)
		}
	}
}

// solve does the work, for all who wait.
func (c *Cache) solve(ctx context.Context, sc *game.Scenario, key cacheKey, running *call) (*Solution, error) {
	found := cached{key: key}
	finished := false
	defer func() {
		c.mu.Lock()
		delete(c.busy, key)
		running.found, running.settled = found, finished && settled(found.err)
		if running.settled {
			c.remember(found)
		}
		c.mu.Unlock()
		close(running.done)
	}()
	found.sol, found.err = c.disk.read(ctx, sc, key, running.tell)
	if found.err != nil && ctx.Err() == nil {
		found.sol, found.err = SolveTold(ctx, sc, key.variant, 0, running.tell)
		if found.err == nil {
			c.disk.write(found.sol, key)
		}
	}
	if found.sol == nil && ctx.Err() != nil {
		found.err = ctx.Err()
	}
	finished = true
	return found.sol, found.err
}

// settled tells what would come out of any other search from what only calling
// this one off brought about.
func settled(err error) bool {
	return !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// recall finds what is in memory. It needs the lock, as does remember.
func (c *Cache) recall(key cacheKey) (cached, bool) {
	for i, found := range c.last {
		if found.key == key {
			c.last = append(append(c.last[:i:i], c.last[i+1:]...), found)
			return found, true
		}
	}
	return cached{}, false
}

func (c *Cache) remember(found cached) {
	c.last = append(c.last, found)
	if len(c.last) > inMemory {
		c.last = append([]cached(nil), c.last[1:]...)
	}
}
