package workshop

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Entry is one thing that happened. Its place is (Stream, Seq): Seq counts from 0
// in each stream without a gap. Stream is "" for the workshop itself, else the
// id of a team.
//
// Key is made by whoever appends it, once, and stays the same when the append is
// tried again: by it an append whose answer was lost is told from a stranger's.
type Entry struct {
	Stream string
	Seq    int
	Key    string // 1-64 letters, digits, - or _
	At     time.Time
	Actor  string // who did it: a seat, a facilitator, or the clock
	Kind   string // which Fact; see Read
	Body   json.RawMessage
}

// Errors of a Log that its user can do something about. A store's own errors
// (game.ErrBusy, ErrFull, ErrReadOnly, ErrCorrupt, ErrNewer) come beside them.
var (
	ErrOvertaken = errors.New("another entry stands in this place")
	ErrUnknown   = errors.New("no such workshop")
	ErrExists    = errors.New("there is a workshop of this name")
)

// Log keeps workshops. An entry counts only when Append has come back without an
// error: what a seat sees decided is on the disk. Several programs may use one
// log at once.
type Log interface {
	// Append keeps entries, all of them or none. The same entry (place and key)
	// again is no error; another one in its place is ErrOvertaken, as is a gap
	// before it. The entry ("", 0) makes the workshop, and is ErrExists where
	// another one stands there; without it the answer is ErrUnknown.
	Append(ctx context.Context, workshop string, entries ...Entry) error
	// Read gives the entries of one stream from Seq from on, in order.
	Read(ctx context.Context, workshop, stream string, from int) ([]Entry, error)
	// ReadAll gives all entries of a workshop, the workshop's own stream first,
	// each stream in order, or ErrUnknown.
	ReadAll(ctx context.Context, workshop string) ([]Entry, error)
	// Watch tells which streams of a workshop have grown, by whichever program,
	// until ctx ends; then the channel is closed. Names may come late, twice, or
	// for nothing, but never not at all: after a broken line AllStreams says that
	// any may have grown. A reader that is slow holds nobody up.
	Watch(ctx context.Context, workshop string) (<-chan string, error)
	// Workshops lists all workshops by id, the newest first.
	Workshops(ctx context.Context) ([]Stored, error)
	// Delete removes a workshop and everything of it, from the file too.
	Delete(ctx context.Context, workshop string) error
	// Now is the time of the log, the same for all programs that share it, to
	// within the time a question to it takes.
	Now() time.Time
	// Beat says that a node is alive, and gives when each node last said so. Nodes
	// that were silent for a day are forgotten.
	Beat(ctx context.Context, node string) (map[string]time.Time, error)
}

// AllStreams is what Watch tells when it cannot know which streams have grown.
const AllStreams = "*"

// Stored is a workshop as a list shows it.
type Stored struct {
	ID      string
	Begun   time.Time // At of its first entry
	Last    time.Time // At of its last one
	Entries int
	First   Entry // ("", 0): what was opened
}
