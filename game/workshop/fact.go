package workshop

import (
	"errors"
	"time"

	"kobayashi/game"
)

// Fact is what an entry says. It is one of the types in this file. A field that
// is added later must mean by its zero value what was the case before.
type Fact interface{ kind() string }

// ErrKind says that an entry is of a kind this version does not know.
var ErrKind = errors.New("an entry of an unknown kind")

// Facts of the workshop's own stream.
type (
	// Opened makes the workshop. It is its first entry.
	Opened struct {
		Name     string `json:"name"`
		Scenario string `json:"scenario"`
		Path     string `json:"path,omitempty"` // of a scenario that is not on the shelf
		Digest   string `json:"digest"`
		Variant  string `json:"variant,omitempty"`
		Lang     string `json:"lang"`
		Seed     uint64 `json:"seed,string"`
		// Nonce hides the seed in the commitment until the end; see Commitment.
		Nonce string `json:"nonce"`
		Join  string `json:"join"` // the code that lets people in
		Rules Rules  `json:"rules"`
	}
	// TeamMade adds a team. Skeleton is its name as a hasty eye sees it; no two
	// teams have the same.
	TeamMade struct {
		Team     string `json:"team"`
		Name     string `json:"name"`
		Skeleton string `json:"skeleton"`
		Offline  bool   `json:"offline,omitempty"` // it sends its run in
	}
	// TeamRenamed gives a team another name.
	TeamRenamed struct {
		Team     string `json:"team"`
		Name     string `json:"name"`
		Skeleton string `json:"skeleton"`
		Reason   string `json:"reason,omitempty"`
	}
	// TeamRemoved takes a team off the board and out of the room. Its stream stays.
	TeamRemoved struct {
		Team   string `json:"team"`
		Reason string `json:"reason,omitempty"`
	}
	// PhaseSet is the start, a pause, the going on, the debrief, the end.
	PhaseSet struct {
		Phase  Phase  `json:"phase"`
		Reason string `json:"reason,omitempty"`
	}
	// Outage is a time in which no server ran: the clocks stood still.
	Outage struct {
		From time.Time `json:"from"`
		To   time.Time `json:"to"`
	}
	// DoorsSet opens or closes the workshop to new teams and new seats.
	DoorsSet struct {
		Open bool `json:"open"`
	}
	// HoldSet makes every team wait for the facilitator after each decision.
	HoldSet struct {
		On     bool   `json:"on"`
		Reason string `json:"reason,omitempty"`
	}
	// BoardSet is what the board shows. Of a frozen one Standings are what it
	// showed then.
	BoardSet struct {
		View      BoardView  `json:"view"`
		Standings []Standing `json:"standings,omitempty"`
	}
	// TopicSet is the decision the room is looking at in the debrief, and how
	// much of it is uncovered.
	TopicSet struct {
		Topic string `json:"topic"`
		Layer Layer  `json:"layer"`
	}
	// Minted is a secret that lets somebody lead: a token that can be used once,
	// or what was given for it. Only its hash is kept.
	Minted struct {
		Hash  string    `json:"hash"`
		Use   SecretUse `json:"use"`
		Until time.Time `json:"until"`
		For   string    `json:"for,omitempty"` // hash of the token it was given for
		Name  string    `json:"name,omitempty"`
	}
	// Revoked ends what a secret opens before its time is over.
	Revoked struct {
		Hash string `json:"hash"`
	}
)

// Facts of either stream: from the workshop's to everybody, from a team's to it.
type (
	// Told is a word of the facilitator.
	Told struct {
		Manner Manner `json:"manner"`
		Text   string `json:"text"`
	}
)

// Facts of a team's stream.
type (
	// Joined seats a person. Key and Code are hashes of what brings this person
	// back to the seat; Key is empty for who has none.
	Joined struct {
		Seat string `json:"seat"`
		Name string `json:"name"`
		Key  string `json:"key,omitempty"`
		Code string `json:"code"`
	}
	// Unseated frees a seat and its role.
	Unseated struct {
		Seat   string `json:"seat"`
		Reason string `json:"reason,omitempty"`
	}
	// Came and Went are the two ends of a line to a seat. Node is the server that
	// holds it.
	Came struct {
		Seat string `json:"seat"`
		Line string `json:"line"`
		Node string `json:"node"`
	}
	Went struct {
		Seat string `json:"seat"`
		Line string `json:"line"`
	}
	// Reached says that the first of the team has a decision before them: the
	// clock of a time limit starts. Step counts the run's steps from 0.
	Reached struct {
		Step int `json:"step"`
	}
	// Voted is one seat's vote in a round. A later one replaces it.
	Voted struct {
		Step   int           `json:"step"`
		Round  int           `json:"round"` // 1 blind, 2 after the spread was shown
		Seat   string        `json:"seat"`
		Choice game.ChoiceID `json:"choice"`
		Sure   int           `json:"sure,omitempty"`
	}
	// Shown ends the blind round.
	Shown struct {
		Step int `json:"step"`
	}
	// Locked is the team's decision. Entry.Actor says who locked it, or Majority,
	// or Clock. Held: what comes of it is shown when the facilitator says so.
	Locked struct {
		Number int           `json:"number"` // of the step, from 0
		Step   game.Step     `json:"step"`
		Choice game.ChoiceID `json:"choice"`
		Held   bool          `json:"held,omitempty"`
	}
	// Released shows a team what came of a decision that was held.
	Released struct {
		Step int `json:"step"`
	}
	// Said is a line of the team's chat.
	Said struct {
		Seat string `json:"seat"`
		Text string `json:"text"`
	}
	// MoreTime lengthens the time limit of a decision.
	MoreTime struct {
		Step    int    `json:"step"`
		Seconds int    `json:"seconds"`
		Reason  string `json:"reason,omitempty"`
	}
	// SentBack puts the team before its step number Step again; what it decided
	// from there on no longer counts.
	SentBack struct {
		Step   int    `json:"step"`
		Reason string `json:"reason,omitempty"`
	}
	// Wrote is what the team takes home, a line of the improvement plan.
	Wrote struct {
		Seat    string       `json:"seat"`
		Hotwash game.Hotwash `json:"hotwash"`
	}
	// Submitted is a run that was played elsewhere and replays without a fault.
	Submitted struct {
		Record game.Record `json:"record"`
	}
)

func (Opened) kind() string      { return "opened" }
func (TeamMade) kind() string    { return "team" }
func (TeamRenamed) kind() string { return "renamed" }
func (TeamRemoved) kind() string { return "removed" }
func (PhaseSet) kind() string    { return "phase" }
func (Outage) kind() string      { return "outage" }
func (DoorsSet) kind() string    { return "doors" }
func (HoldSet) kind() string     { return "hold" }
func (BoardSet) kind() string    { return "board" }
func (TopicSet) kind() string    { return "topic" }
func (Minted) kind() string      { return "minted" }
func (Revoked) kind() string     { return "revoked" }
func (Told) kind() string        { return "told" }
func (Joined) kind() string      { return "joined" }
func (Unseated) kind() string    { return "unseated" }
func (Came) kind() string        { return "came" }
func (Went) kind() string        { return "went" }
func (Reached) kind() string     { return "reached" }
func (Voted) kind() string       { return "voted" }
func (Shown) kind() string       { return "shown" }
func (Locked) kind() string      { return "locked" }
func (Released) kind() string    { return "released" }
func (Said) kind() string        { return "said" }
func (MoreTime) kind() string    { return "moretime" }
func (SentBack) kind() string    { return "sentback" }
func (Wrote) kind() string       { return "wrote" }
func (Submitted) kind() string   { return "submitted" }
