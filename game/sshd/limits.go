package sshd

import "time"

// Limits bound what clients can cost. A zero field stands for its default.
type Limits struct {
	// Total is how many connections may be past their first byte at once: 1200.
	Total int
	// PerSource is the same for one address, or one /64 of IPv6: 64, for a class
	// behind one address.
	PerSource int
	// Silent is how many connections may have said nothing yet: 10,000, a quarter
	// of them from one source. They cost a descriptor and a few kilobytes.
	Silent int
	// Sessions is how many sessions one connection may hold at once: 2.
	Sessions int

	// Handshake is how long a client may take for its part of the first key
	// exchange: 10 s.
	Handshake time.Duration
	// Person is how long whoever sits there may take from then on to confirm an
	// unknown host, to unlock a key, to touch a token: 2 min.
	Person time.Duration
	// Loose is how long a connection may stay open without a session: 30 s.
	Loose time.Duration
	// Opening is how long a session may take to ask for its shell: 10 s.
	Opening time.Duration
	// Keepalive is how often a quiet client is asked for a sign of life: 15 s.
	// One that gives none three times is gone.
	Keepalive time.Duration
	// Stall is how long a write may wait for a client to read: 30 s.
	Stall time.Duration

	// Rate is how many bytes a second one connection may send on average, 128 KiB,
	// and Burst how many at once, 256 KiB. More waits in the client.
	Rate, Burst int
}

// How long a connection in each stage is left in peace before a newcomer may
// take its place.
var patience = [...]time.Duration{
	silent:   0,
	greeting: 3 * time.Second,
	waiting:  30 * time.Second,
	loose:    5 * time.Second,
	guest:    time.Minute,
}

const (
	// maxOpened is how many sessions one connection may ask for in its life,
	// and maxRefused how many channels that it cannot have. A client that never
	// confirms the end of a session makes the multiplexer remember each.
	maxOpened  = 256
	maxRefused = 64

	// maxRequests is how many requests a session may make before its shell.
	maxRequests = 128

	// maxExchanges is how many key exchanges a connection may ask for at once;
	// another is granted every exchangeEvery. Each costs a signature.
	maxExchanges  = 8
	exchangeEvery = time.Minute

	// silentShare is what part of the silent connections one source may have.
	silentShare = 4

	// missedKeepalives is after how many a client is gone.
	missedKeepalives = 3

	// reserve is how many descriptors of the process are left to others: the
	// database, the web door, logs.
	reserve = 128
)

// or is what is set, or the default.
func or[T int | time.Duration](set, standard T) T {
	if set > 0 {
		return set
	}
	return standard
}

// filled is l with defaults for what is not set, within the number of
// descriptors the process may open; 0 stands for no such limit.
func (l Limits) filled(descriptors int) Limits {
	l = Limits{
		Total: or(l.Total, 1200), PerSource: or(l.PerSource, 64),
		Silent: or(l.Silent, 10_000), Sessions: or(l.Sessions, 2),
		Handshake: or(l.Handshake, 10*time.Second), Person: or(l.Person, 2*time.Minute),
		Loose: or(l.Loose, 30*time.Second), Opening: or(l.Opening, 10*time.Second),
		Keepalive: or(l.Keepalive, 15*time.Second), Stall: or(l.Stall, 30*time.Second),
		Rate: or(l.Rate, 128<<10), Burst: or(l.Burst, 256<<10),
	}
	if descriptors > 0 {
		room := max(descriptors-reserve, 2)
		l.Total = min(l.Total, max(room*3/4, 1))
		l.Silent = min(l.Silent, max(room-l.Total, 1))
	}
	return l
}
