package sshd

import (
	"container/list"
	"net"
	"net/netip"
	"sync"
	"time"
)

// stage is how far a connection has come.
type stage int

const (
	silent   stage = iota // not a byte yet
	greeting              // in the key exchange: machines are at work
	waiting               // the server's part is done; a person may be asked something
	loose                 // let in, no session open
	guest                 // a session is open, nobody is seated
	seated                // somebody plays: never closed for a newcomer
	stages
)

// visitor is a connection as the gate sees it.
type visitor struct {
	wire    *wire
	source  string
	stage   stage
	since   time.Time     // when it came to its stage
	ofAll   *list.Element // in the gate's list of the stage; nil when forgotten
	ofGroup *list.Element // in its source's
}

// queues are connections by stage, oldest in the stage first.
type queues [stages]list.List // of *visitor

func (q *queues) empty() bool {
	for s := range q {
		if q[s].Len() > 0 {
			return false
		}
	}
	return true
}

// least is the connection that did least and may make room for a newcomer,
// between two stages; nil if all are to be left in peace.
func (q *queues) least(first, last stage) *visitor {
	for s := first; s <= last; s++ {
		if e := q[s].Front(); e != nil && time.Since(e.Value.(*visitor).since) >= patience[s] {
			return e.Value.(*visitor)
		}
	}
	return nil
}

// gate counts connections and decides who comes in.
type gate struct {
	limits Limits

	mu      sync.Mutex
	closed  bool
	all     queues
	sources map[string]*queues
	tally   Tally
}

// Tally is what the door has counted since it opened.
type Tally struct {
	Accepted uint64 // connections taken from the listener
	Refused  uint64 // turned away for want of room
	Shed     uint64 // closed to make room for others
	Failed   uint64 // handshakes that came to nothing
	Stalled  uint64 // closed since they did not read
	Lost     uint64 // closed since no sign of life came
	Panics   uint64 // sessions ended by a fault of the game
}

// Stats is how many connections are in each stage, and the tally.
type Stats struct {
	Silent, Greeting, Waiting, Loose, Guests, Seated int

	Tally
}

func newGate(l Limits) *gate {
	return &gate{limits: l, sources: map[string]*queues{}}
}

// sourceOf is whom a connection counts for: its address without the port, the
// /64 for IPv6, "" for what has no address.
func sourceOf(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return ""
	}
	ip, ok := netip.AddrFromSlice(tcp.IP)
	if !ok {
		return ""
	}
	if ip = ip.Unmap(); ip.Is6() {
		if net64, err := ip.Prefix(64); err == nil {
			return net64.Addr().String()
		}
	}
	return ip.String()
}

// arrive takes in a connection that has said nothing yet. Where there are too
// many of those, the oldest leaves. It is nil if the door is closed.
func (g *gate) arrive(w *wire) *visitor {
	v := &visitor{wire: w, source: sourceOf(w.RemoteAddr())}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return nil
	}
	g.tally.Accepted++
	group := g.sources[v.source]
	if group == nil {
		group = new(queues)
		g.sources[v.source] = group
	}
	switch {
	case group[silent].Len() >= max(g.limits.Silent/silentShare, 1):
		g.shed(group.least(silent, silent))
	case g.all[silent].Len() >= g.limits.Silent:
		g.shed(g.all.least(silent, silent))
	}
	g.sources[v.source] = group // it may have been emptied
	g.place(v, silent)
	return v
}

// speak says that the first bytes of v have come. False means that there is no
// room for it.
func (g *gate) speak(v *visitor) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed || v.ofAll == nil {
		return false
	}
	group := g.sources[v.source]
	if g.present(group) >= g.limits.PerSource && !g.shed(group.least(greeting, guest)) ||
		g.talking() >= g.limits.Total && !g.shed(g.all.least(greeting, guest)) {
		g.tally.Refused++
		return false
	}
	g.place(v, greeting)
	return true
}

// present is how many of a source count against its limit: those past their
// first byte that still give signs of life. Seats a whole class left behind when
// its network failed do not keep the class out.
func (g *gate) present(group *queues) (n int) {
	ghost := g.limits.Keepalive + g.limits.Keepalive/2
	for s := greeting; s < stages; s++ {
		for e := group[s].Front(); e != nil; e = e.Next() {
			if e.Value.(*visitor).wire.quiet() < ghost {
				n++
			}
		}
	}
	return n
}

func (g *gate) talking() (n int) {
	for s := greeting; s < stages; s++ {
		n += g.all[s].Len()
	}
	return n
}

// shed closes a connection to make room. False means that there is none.
func (g *gate) shed(v *visitor) bool {
	if v == nil {
		return false
	}
	g.tally.Shed++
	g.remove(v)
	_ = v.wire.Close()
	return true
}

// place puts v at the end of a stage's queues. The caller holds the lock.
func (g *gate) place(v *visitor, s stage) {
	group := g.sources[v.source]
	if v.ofAll != nil {
		g.all[v.stage].Remove(v.ofAll)
		group[v.stage].Remove(v.ofGroup)
	}
	v.stage, v.since = s, time.Now()
	v.ofAll, v.ofGroup = g.all[s].PushBack(v), group[s].PushBack(v)
}

// remove forgets v. The caller holds the lock.
func (g *gate) remove(v *visitor) {
	if v.ofAll == nil {
		return
	}
	group := g.sources[v.source]
	g.all[v.stage].Remove(v.ofAll)
	group[v.stage].Remove(v.ofGroup)
	v.ofAll, v.ofGroup = nil, nil
	if group.empty() {
		delete(g.sources, v.source)
	}
}

// move says that v has come to stage s. It does nothing for one that was shed.
func (g *gate) move(v *visitor, s stage) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v.ofAll != nil && v.stage != s {
		g.place(v, s)
	}
}

// leave forgets v, whose connection is closed.
func (g *gate) leave(v *visitor) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.remove(v)
}

// count adds to the tally.
func (g *gate) count(add func(*Tally)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	add(&g.tally)
}

// shut lets nobody in any more and closes the connections without a session.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
	for s := silent; s <= loose; s++ {
		for e := g.all[s].Front(); e != nil; e = e.Next() {
			_ = e.Value.(*visitor).wire.Close()
		}
	}
}

// clear closes every connection that is left.
func (g *gate) clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for s := range g.all {
		for e := g.all[s].Front(); e != nil; e = e.Next() {
			_ = e.Value.(*visitor).wire.Close()
		}
	}
}

func (g *gate) stats() Stats {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := func(s stage) int { return g.all[s].Len() }
	return Stats{n(silent), n(greeting), n(waiting), n(loose), n(guest), n(seated), g.tally}
}
