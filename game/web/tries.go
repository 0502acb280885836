package web

import (
	"net"
	"net/netip"
	"sync"
	"time"
)

// tries counts how often a source has tried a token lately. Addresses stay in
// memory, and only until their tries have come back.
type tries struct {
	most int
	mu   sync.Mutex
	of   map[netip.Addr]spent
}

// spent is a number of tries at a time; one comes back each tryTime.
type spent struct {
	n  float64
	at time.Time
}

const (
	tryTime    = 6 * time.Second
	maxSources = 4096
)

func newTries(most int) *tries { return &tries{most: most, of: map[netip.Addr]spent{}} }

// take takes one try of a source, or says that it has none left.
func (t *tries) take(remote string, now time.Time) bool {
	from := source(remote)
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.of) >= maxSources {
		for a, s := range t.of {
			if s.left(now) == 0 {
				delete(t.of, a)
			}
		}
	}
	before, known := t.of[from]
	own := before.left(now)
	if own+1 > float64(t.most) || !known && len(t.of) >= maxSources {
		return false
	}
	t.of[from] = spent{own + 1, now}
	return true
}

// forgive gives a source its tries back: it had the right token.
func (t *tries) forgive(remote string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.of, source(remote))
}

// left is how many of the tries have not come back yet.
func (s spent) left(now time.Time) float64 {
	return max(s.n-float64(now.Sub(s.at))/float64(tryTime), 0)
}

// source is who an address belongs to: of version 6 the network, because a
// machine has as many addresses there as it likes.
func source(remote string) netip.Addr {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr
	}
	const network = 64
	p, err := addr.Prefix(network)
	if err != nil {
		return addr
	}
	return p.Addr()
}
