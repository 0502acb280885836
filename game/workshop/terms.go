package workshop

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
)

// Rules are what was agreed on before the start.
type Rules struct {
	Lock       LockRule `json:"lock"`
	Confidence bool     `json:"confidence"`        // each vote says how sure it is
	Untimed    bool     `json:"untimed,omitempty"` // time limits of the scenario do not run
	Seats      int      `json:"seats"`             // at most so many at a team
	Teams      int      `json:"teams"`             // at most so many
	Least      int      `json:"least"`             // choices are summed up only over so many teams, votes over so many people
	Retention  int      `json:"retention"`         // days until it is deleted
	Solo       bool     `json:"solo,omitempty"`    // every line its own run
	Doors      bool     `json:"doors"`             // open from the beginning
	Offline    bool     `json:"offline,omitempty"` // runs played elsewhere may be submitted
}

// LockRule says who makes a team's votes a decision.
type LockRule string

// The captain's seat decides, having seen the votes; or most votes decide.
const (
	ByCaptain  LockRule = "captain"
	ByMajority LockRule = "majority"
)

// Phase is where a workshop stands.
type Phase string

// In the lobby people join; while it runs they play; a pause stops all clocks;
// in the debrief the room looks back; after the end nothing changes any more.
const (
	Lobby   Phase = "lobby"
	Running Phase = "running"
	Paused  Phase = "paused"
	Debrief Phase = "debrief"
	Ended   Phase = "ended"
)

// BoardView is what the board shows.
type BoardView string

// Points as they stand; points as they stood when it was frozen; points and
// endings.
const (
	Live     BoardView = "live"
	Frozen   BoardView = "frozen"
	Revealed BoardView = "revealed"
)

// Layer is how much of a decision the debrief has uncovered. Each holds what is
// below it.
type Layer int

// The question alone; how the teams decided; what it cost and the best line.
const (
	LayerQuestion Layer = iota
	LayerSpread
	LayerVerdict
)

// Manner is what a word of the facilitator is.
type Manner string

// A plain message; a turn of events that is not in the scenario; a hint.
const (
	Message Manner = "message"
	Inject  Manner = "inject"
	Hint    Manner = "hint"
)

// SecretUse is what a secret opens.
type SecretUse string

// A token lets one person in to lead, once; a pass is what that person holds
// from then on; a key is a public key that leads.
const (
	Token SecretUse = "token"
	Pass  SecretUse = "pass"
	Key   SecretUse = "key"
)

// Actors that are nobody's seat.
const (
	Majority = "majority"
	Clock    = "clock"
	Server   = "server"
	leadMark = "lead:"
)

// Lead is the actor of a facilitator's entry.
func Lead(name string) string { return leadMark + name }

// Why something was refused, as far as whoever asked can do something about it.
var (
	ErrPhase    = errors.New("not in this phase of the workshop")
	ErrPaused   = errors.New("the workshop is paused")
	ErrDoors    = errors.New("the workshop takes nobody in any more")
	ErrCode     = errors.New("the code is wrong")
	ErrNoSeat   = errors.New("the team has no free seat")
	ErrNoTeam   = errors.New("no such team")
	ErrTeams    = errors.New("there are as many teams as there may be")
	ErrName     = errors.New("another team has this name or one that looks like it")
	ErrStranger = errors.New("this seat is not at the team")
	ErrLate     = errors.New("the decision was made meanwhile")
	ErrNotYours = errors.New("another seat decides this")
	ErrBlind    = errors.New("the votes are not shown yet")
	ErrHeld     = errors.New("the facilitator holds the next scene")
	ErrOver     = errors.New("the run is over")
	ErrUntimed  = errors.New("no time limit runs there")
	ErrLong     = errors.New("the text is too long")
	ErrEmpty    = errors.New("there is nothing to say")
	ErrMisfit   = errors.New("the run does not fit the workshop")
	ErrNoRuns   = errors.New("the workshop takes no runs played elsewhere")
	ErrOnce     = errors.New("it was there before")
	ErrSecret   = errors.New("the token is wrong, used or too old")
)

// Limits of what people write.
const (
	MaxText   = 400 // characters of a message or of a line of chat
	MaxReason = 200
	maxKept   = 200 // lines of chat and words of the facilitator that a team keeps at hand
)

// Commitment is what is shown of the seed at the start. At the end seed and
// nonce are shown too, and anyone can see that the luck was fixed beforehand:
// SHA-256 over the seed's eight bytes, highest first, and the nonce's text.
func (o Opened) Commitment() string {
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, o.Seed), o.Nonce...))
	return hex.EncodeToString(sum[:])
}
