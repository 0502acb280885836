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
	since   time.Time // when it came to its stage
	elem    *list.Element
	ofGroup *list.Element
}

// gate counts connections and decides who comes in.
type gate struct {
	limits Limits

	mu      sync.Mutex
	closed  bool
	stages  [stages]list.List     // of *visitor, oldest first
	sources map[string]*list.List // of *visitor, oldest first
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
	return &gate{limits: l, sources: map[string]*list.List{}}
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
		group = list.New()
		g.sources[v.source] = group
	}
	mute := 0
	for e := group.Front(); e != nil; e = e.Next() {
		if e.Value.(*visitor).stage == silent {
			mute++
		}
	}
	switch {
	case mute >= g.limits.PerSource:
		g.shedFrom(group, silent)
	case g.stages[silent].Len() >= g.limits.Silent:
		g.shed(g.stages[silent].Front())
	}
	v.ofGroup = group.PushBack(v)
	g.place(v, silent)
	return v
}

// speak says that the first bytes of v have come. False means that there is no
// room for it.
func (g *gate) speak(v *visitor) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed || v.elem == nil {
		return false
	}
	group := g.sources[v.source]
	if g.present(group) >= g.limits.PerSource && !g.shedFrom(group, guest) ||
		g.talking() >= g.limits.Total && !g.shedAny() {
		g.tally.Refused++
		return false
	}
	g.place(v, greeting)
	return true
}

// present is how many of a source count against its limit: those past their
// first byte that still give signs of life. Seats a whole class left behind when
// its network failed do not keep the class out.
func (g *gate) present(group *list.List) (n int) {
	ghost := g.limits.Keepalive + g.limits.Keepalive/2
	for e := group.Front(); e != nil; e = e.Next() {
		if v := e.Value.(*visitor); v.stage > silent && v.wire.quiet() < ghost {
			n++
		}
	}
	return n
}

func (g *gate) talking() (n int) {
	for s := greeting; s < stages; s++ {
		n += g.stages[s].Len()
	}
	return n
}

// shedFrom closes one connection of a source, the one that did least, up to
// stage last. False means that all are to be left in peace.
func (g *gate) shedFrom(group *list.List, last stage) bool {
	var least *visitor
	for e := group.Front(); e != nil; e = e.Next() {
		v := e.Value.(*visitor)
		counts := v.stage > silent || last == silent
		if counts && v.stage <= last && time.Since(v.since) >= patience[v.stage] && (least == nil || v.stage < least.stage) {
			least = v
		}
	}
	return least != nil && g.shed(least.elem)
}

// shedAny closes one connection of all past their first byte.
func (g *gate) shedAny() bool {
	for s := greeting; s < seated; s++ {
		if e := g.stages[s].Front(); e != nil && time.Since(e.Value.(*visitor).since) >= patience[s] {
			return g.shed(e)
		}
	}
	return false
}

func (g *gate) shed(e *list.Element) bool {
	v := e.Value.(*visitor)
	g.tally.Shed++
	g.remove(v)
	_ = v.wire.Close()
	return true
}

// place puts v at the end of a stage's list. The caller holds the lock.
func (g *gate) place(v *visitor, s stage) {
	if v.elem != nil {
		g.stages[v.stage].Remove(v.elem)
	}
	v.stage, v.since = s, time.Now()
	v.elem = g.stages[s].PushBack(v)
}

// remove forgets v. The caller holds the lock.
func (g *gate) remove(v *visitor) {
	if v.elem == nil {
		return
	}
	g.stages[v.stage].Remove(v.elem)
	v.elem = nil
	group := g.sources[v.source]
	group.Remove(v.ofGroup)
	if group.Len() == 0 {
		delete(g.sources, v.source)
	}
}

// move says that v has come to stage s. It does nothing for one that was shed.
func (g *gate) move(v *visitor, s stage) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v.elem != nil && v.stage != s {
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
		for e := g.stages[s].Front(); e != nil; e = e.Next() {
			_ = e.Value.(*visitor).wire.Close()
		}
	}
}

// clear closes every connection that is left.
func (g *gate) clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for s := range g.stages {
		for e := g.stages[s].Front(); e != nil; e = e.Next() {
			_ = e.Value.(*visitor).wire.Close()
		}
	}
}

func (g *gate) stats() Stats {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := func(s stage) int { return g.stages[s].Len() }
	return Stats{n(silent), n(greeting), n(waiting), n(loose), n(guest), n(seated), g.tally}
}
