package workshop

import (
	"slices"
	"time"
	"unicode/utf8"
)

// What a facilitator may do. Each gives the entries to append, without place and
// key, or why not. Who is the facilitator's name; it stands in the log, and in
// every report, with the time and the reason.

// SetPhase starts, pauses, goes on, begins the debrief, or ends the workshop.
func (h *Head) SetPhase(who string, next Phase, reason string, now time.Time) ([]Entry, error) {
	ways := map[Phase][]Phase{
		Lobby:   {Running, Ended},
		Running: {Paused, Debrief, Ended},
		Paused:  {Running, Debrief, Ended},
		Debrief: {Running, Ended},
	}
	if !slices.Contains(ways[h.Phase], next) {
		return nil, ErrPhase
	}
	if err := reasonable(reason); err != nil {
		return nil, err
	}
	return []Entry{Write("", Lead(who), now, PhaseSet{next, reason})}, nil
}

// SetDoors lets new teams and seats in, or no more.
func (h *Head) SetDoors(who string, open bool, now time.Time) ([]Entry, error) {
	if h.Phase == Ended {
		return nil, ErrPhase
	}
	return []Entry{Write("", Lead(who), now, DoorsSet{open})}, nil
}

// SetHold makes every team wait after its next decision, or no more. Who waits
// already is let go by Release.
func (h *Head) SetHold(who string, on bool, reason string, now time.Time) ([]Entry, error) {
	if err := h.leading(reason); err != nil {
		return nil, err
	}
	return []Entry{Write("", Lead(who), now, HoldSet{on, reason})}, nil
}

// Tell says something to everybody.
func (h *Head) Tell(who string, manner Manner, text string, now time.Time) ([]Entry, error) {
	return h.tell("", who, manner, text, now)
}

func (h *Head) tell(stream, who string, manner Manner, text string, now time.Time) ([]Entry, error) {
	if h.Phase == Ended || !slices.Contains([]Manner{Message, Inject, Hint}, manner) {
		return nil, ErrPhase
	}
	if err := fits(text, MaxText); err != nil {
		return nil, err
	}
	return []Entry{Write(stream, Lead(who), now, Told{manner, text})}, nil
}

// SetBoard freezes the board at the given standings, reveals it, or lets it run.
func (h *Head) SetBoard(who string, view BoardView, standings []Standing, now time.Time) ([]Entry, error) {
	set := BoardSet{View: view}
	switch view {
	case Frozen:
		set.Standings = standings
	case Live, Revealed:
	default:
		return nil, ErrPhase
	}
	return []Entry{Write("", Lead(who), now, set)}, nil
}

// SetTopic shows a decision to the whole room, in the debrief.
func (h *Head) SetTopic(who, topic string, layer Layer, now time.Time) ([]Entry, error) {
	if h.Phase != Debrief {
		return nil, ErrPhase
	}
	return []Entry{Write("", Lead(who), now, TopicSet{topic, min(max(layer, LayerQuestion), LayerVerdict)})}, nil
}

// Rename gives a team another name.
func (h *Head) Rename(who, team, name, skeleton, reason string, now time.Time) ([]Entry, error) {
	if err := h.leading(reason); err != nil {
		return nil, err
	}
	if other, taken := h.Called(skeleton); taken && other.ID != team {
		return nil, ErrName
	}
	if _, ok := h.Team(team); !ok {
		return nil, ErrNoTeam
	}
	return []Entry{Write("", Lead(who), now, TeamRenamed{team, name, skeleton, reason})}, nil
}

// Remove takes a team out of the workshop.
func (h *Head) Remove(who, team, reason string, now time.Time) ([]Entry, error) {
	if err := h.leading(reason); err != nil {
		return nil, err
	}
	if _, ok := h.Team(team); !ok {
		return nil, ErrNoTeam
	}
	return []Entry{Write("", Lead(who), now, TeamRemoved{team, reason})}, nil
}

// Tell says something to one team.
func (t *Table) Tell(h *Head, who string, manner Manner, text string, now time.Time) ([]Entry, error) {
	return h.tell(t.ID, who, manner, text, now)
}

// Release lets a team that waits see what came of its decision. It gives nothing
// for one that does not wait.
func (t *Table) Release(h *Head, who string, now time.Time) ([]Entry, error) {
	if h.Phase == Ended || !t.Waiting {
		return nil, nil
	}
	return []Entry{Write(t.ID, Lead(who), now, Released{len(t.Run.Steps) - 1})}, nil
}

// More lengthens the time limit of the decision a team is at. Where it has none
// there is nothing to lengthen: ErrUntimed.
func (t *Table) More(h *Head, who string, seconds int, reason string, now time.Time) ([]Entry, error) {
	const most = 3600
	if err := h.leading(reason); err != nil {
		return nil, err
	}
	if seconds <= 0 || seconds > most {
		return nil, ErrLong
	}
	if _, ok := t.timed(h); !ok {
		return nil, ErrUntimed
	}
	return []Entry{Write(t.ID, Lead(who), now, MoreTime{len(t.Run.Steps), seconds, reason})}, nil
}

// SendBack puts a team before its step number step (from 0) again. It takes a
// reason, and the run is marked wherever it is shown.
func (t *Table) SendBack(h *Head, who string, step int, reason string, now time.Time) ([]Entry, error) {
	if err := h.leading(reason); err != nil {
		return nil, err
	}
	switch {
	case reason == "":
		return nil, ErrEmpty
	case step < 0 || step >= len(t.Run.Steps) || t.Offline:
		return nil, ErrLate
	}
	return []Entry{Write(t.ID, Lead(who), now, SentBack{step, reason})}, nil
}

// Unseat frees a seat.
func (t *Table) Unseat(h *Head, who, seat, reason string, now time.Time) ([]Entry, error) {
	if err := h.leading(reason); err != nil {
		return nil, err
	}
	if t.place(seat) < 0 {
		return nil, ErrStranger
	}
	return []Entry{Write(t.ID, Lead(who), now, Unseated{seat, reason})}, nil
}

// Missed says that no server ran since a time. It gives nothing where no clock
// was running.
func (h *Head) Missed(since, now time.Time) ([]Entry, error) {
	if h.Phase != Running || !now.After(since) {
		return nil, nil
	}
	return []Entry{Write("", Server, now, Outage{From: since, To: now})}, nil
}

// Mint keeps the hash of a secret that lets somebody lead.
func (h *Head) Mint(hash string, use SecretUse, name string, until, now time.Time) ([]Entry, error) {
	return []Entry{Write("", Server, now, Minted{Hash: hash, Use: use, Until: until, Name: name})}, nil
}

// Redeem gives a pass (or a key) for a token. A token is of use once: who comes
// second is refused, on whichever machine.
func (h *Head) Redeem(token string, pass Minted, now time.Time) ([]Entry, error) {
	if _, good := h.Secret(token, Token, now); !good || pass.Use == Token {
		return nil, ErrSecret
	}
	pass.For = token
	return []Entry{Write("", Server, now, pass)}, nil
}

// Revoke ends what a secret opens. It gives nothing for one that opens nothing.
func (h *Head) Revoke(hash string, use SecretUse, now time.Time) ([]Entry, error) {
	if _, good := h.Secret(hash, use, now); !good {
		return nil, nil
	}
	return []Entry{Write("", Server, now, Revoked{hash})}, nil
}

// Submit takes in a run that was played elsewhere, as a team of its own. That it
// replays was found out before; that it is of this workshop is looked at here.
// The same run a second time is ErrOnce: its id is the team's.
func (h *Head) Submit(name, skeleton string, sub Submitted, now time.Time) ([]Entry, error) {
	rec := sub.Record
	team := "r" + rec.ID
	switch _, taken := h.Called(skeleton); {
	case !h.Opened.Rules.Offline:
		return nil, ErrNoRuns
	case h.Phase == Ended:
		return nil, ErrPhase
	case rec.Scenario != h.Opened.Scenario || rec.Digest != h.Opened.Digest || rec.Variant != h.Opened.Variant:
		return nil, ErrMisfit
	case h.known(team):
		return nil, ErrOnce
	case taken:
		return nil, ErrName
	case len(h.Teams) >= h.Opened.Rules.Teams:
		return nil, ErrTeams
	}
	rec.Path, rec.Player = "", ""
	return []Entry{
		Write("", Server, now, TeamMade{Team: team, Name: name, Skeleton: skeleton, Offline: true}),
		Write(team, Server, now, Submitted{rec}),
	}, nil
}

func (h *Head) known(team string) bool {
	_, there := h.Team(team)
	return there || h.Gone(team)
}

// leading reports whether a facilitator can change something now.
func (h *Head) leading(reason string) error {
	if h.Phase == Ended {
		return ErrPhase
	}
	return reasonable(reason)
}

func reasonable(reason string) error {
	if utf8.RuneCountInString(reason) > MaxReason {
		return ErrLong
	}
	return nil
}
