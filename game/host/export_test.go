package host

import "context"

// Still is a host whose heart beats only when Alive is called.
var Still = still

// Alive is what a node does at each beat.
func (h *Host) Alive(ctx context.Context) error { return h.alive(ctx) }

// Gone is how long a node may be silent, Awaited how long its people are waited
// for.
const (
	Gone    = gone
	Awaited = awaited
)

// Ears is how many listen to a room.
func (r *Room) Ears() int {
	r.ears.mu.Lock()
	defer r.ears.mu.Unlock()
	return len(r.ears.list)
}

// Desks is how many tables a room keeps.
func (r *Room) Desks() int {
	r.desks.RLock()
	defer r.desks.RUnlock()
	return len(r.tables)
}

// Glance is how often tables are looked at.
const Glance = glance
