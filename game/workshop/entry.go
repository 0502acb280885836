package workshop

import (
	"encoding/json"
	"fmt"
	"time"
)

// Fact reads what an entry says.
func (e Entry) Fact() (Fact, error) {
	read, known := reader(e.Kind)
	if !known {
		return nil, fmt.Errorf("%w: %s", ErrKind, e.Kind)
	}
	f, err := read(e.Body)
	if err != nil {
		return nil, fmt.Errorf("entry %d of stream %q: %w", e.Seq, e.Stream, err)
	}
	return f, nil
}

// Touches reports whether an entry can change what the seats of a team see. That
// another team was made does not: hundreds come in within a minute, and waking
// every seat for each of them grows with the square of the room.
func (e Entry) Touches(team string) bool {
	if e.Stream != "" {
		return e.Stream == team
	}
	switch e.Kind {
	case TeamMade{}.kind(), Minted{}.kind(), Revoked{}.kind():
		return false
	}
	return true
}

// reader gives how the body of a kind is read.
func reader(kind string) (func([]byte) (Fact, error), bool) {
	switch kind {
	case Opened{}.kind():
		return as[Opened], true
	case TeamMade{}.kind():
		return as[TeamMade], true
	case TeamRenamed{}.kind():
		return as[TeamRenamed], true
	case TeamRemoved{}.kind():
		return as[TeamRemoved], true
	case PhaseSet{}.kind():
		return as[PhaseSet], true
	case Outage{}.kind():
		return as[Outage], true
	case DoorsSet{}.kind():
		return as[DoorsSet], true
	case HoldSet{}.kind():
		return as[HoldSet], true
	case BoardSet{}.kind():
		return as[BoardSet], true
	case TopicSet{}.kind():
		return as[TopicSet], true
	case Minted{}.kind():
		return as[Minted], true
	case Revoked{}.kind():
		return as[Revoked], true
	case Told{}.kind():
		return as[Told], true
	case Joined{}.kind():
		return as[Joined], true
	case Unseated{}.kind():
		return as[Unseated], true
	case Came{}.kind():
		return as[Came], true
	case Went{}.kind():
		return as[Went], true
	case Reached{}.kind():
		return as[Reached], true
	case Voted{}.kind():
		return as[Voted], true
	case Shown{}.kind():
		return as[Shown], true
	case Locked{}.kind():
		return as[Locked], true
	case Released{}.kind():
		return as[Released], true
	case Said{}.kind():
		return as[Said], true
	case MoreTime{}.kind():
		return as[MoreTime], true
	case SentBack{}.kind():
		return as[SentBack], true
	case Wrote{}.kind():
		return as[Wrote], true
	case Submitted{}.kind():
		return as[Submitted], true
	}
	return nil, false
}

func as[F Fact](body []byte) (Fact, error) {
	var f F
	err := json.Unmarshal(body, &f)
	return f, err
}

// Write makes an entry of a fact. Its place and key are filled in by whoever
// appends it.
func Write(stream, actor string, at time.Time, f Fact) Entry {
	body, err := json.Marshal(f)
	if err != nil {
		panic("a fact cannot be written as JSON: " + err.Error()) // only types of ours are in it
	}
	// Milliseconds are what a store keeps.
	return Entry{Stream: stream, Actor: actor, At: at.UTC().Truncate(time.Millisecond), Kind: f.kind(), Body: body}
}
