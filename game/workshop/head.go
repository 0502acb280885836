package workshop

import (
	"crypto/subtle"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Head is the workshop without what happens at the tables: what was opened, the
// names of the teams, the phase and its clock, the board, and what the
// facilitator did. It is a value that never changes: With gives a longer one.
type Head struct {
	ID     string
	Opened Opened
	At     time.Time // when it was opened
	Next   int       // Seq of the entry that comes next

	Teams   []Listed // in the order they were made, without the removed ones
	Phase   Phase
	Doors   bool
	Hold    bool
	Board   BoardView
	Frozen  []Standing
	Topic   TopicSet
	Notices []Notice
	Deeds   []Deed // of facilitators, the oldest first

	Started time.Time // zero: not yet
	pauses  []pause
	secrets []Minted
	gone    map[string]bool // teams that were removed
}

// Listed is a team's place in the list.
type Listed struct {
	ID, Name, Skeleton string
	Offline            bool
}

// Notice is a word of the facilitator.
type Notice struct {
	At     time.Time
	Manner Manner
	Text   string
}

// Deed is something a facilitator did: who, when, to which team (or to all),
// what, and why. What is the kind of the entry.
type Deed struct {
	At           time.Time
	Who, Team    string
	What, Detail string
	Reason       string
}

// pause stops all clocks from one time to another, which is zero while it lasts.
type pause struct{ from, to time.Time }

// Begin is a workshop after its first entry.
func Begin(id string, first Entry) (*Head, error) {
	f, err := first.Fact()
	if err != nil {
		return nil, err
	}
	o, ok := f.(Opened)
	if !ok || first.Stream != "" || first.Seq != 0 {
		return nil, fmt.Errorf("the workshop begins with %s", first.Kind)
	}
	return &Head{ID: id, Opened: o, At: first.At, Next: 1, Phase: Lobby, Doors: o.Rules.Doors, Board: Live, gone: map[string]bool{}}, nil
}

// With is the workshop after one entry more of its own stream.
func (h *Head) With(e Entry) (*Head, error) {
	f, err := e.Fact()
	if err != nil {
		return nil, err
	}
	if e.Stream != "" || e.Seq != h.Next {
		return nil, fmt.Errorf("entry %d of stream %q does not follow", e.Seq, e.Stream)
	}
	n := *h
	n.Next++
	n.take(e, f)
	if who, ok := strings.CutPrefix(e.Actor, leadMark); ok {
		n.Deeds = append(slices.Clip(n.Deeds), deed(e, who, f))
	}
	return &n, nil
}

func (h *Head) take(e Entry, f Fact) {
	switch f := f.(type) {
	case TeamMade:
		h.Teams = append(slices.Clip(h.Teams), Listed{f.Team, f.Name, f.Skeleton, f.Offline})
	case TeamRenamed:
		h.Teams = slices.Clone(h.Teams)
		if i := h.team(f.Team); i >= 0 {
			h.Teams[i].Name, h.Teams[i].Skeleton = f.Name, f.Skeleton
		}
	case TeamRemoved:
		h.Teams = slices.DeleteFunc(slices.Clone(h.Teams), func(t Listed) bool { return t.ID == f.Team })
		gone := map[string]bool{f.Team: true}
		for id := range h.gone {
			gone[id] = true
		}
		h.gone = gone
	case PhaseSet:
		h.phase(e.At, f.Phase)
	case Outage:
		h.outage(f)
	case DoorsSet:
		h.Doors = f.Open
	case HoldSet:
		h.Hold = f.On
	case BoardSet:
		h.Board, h.Frozen = f.View, f.Standings
	case TopicSet:
		h.Topic = f
	case Minted:
		// Those whose time is over open nothing any more, nor does a token that was used.
		h.secrets = append(slices.DeleteFunc(slices.Clone(h.secrets), func(m Minted) bool {
			return m.Until.Before(e.At) || m.Use == Token && m.Hash == f.For
		}), f)
	case Revoked:
		h.secrets = slices.DeleteFunc(slices.Clone(h.secrets), func(m Minted) bool { return m.Hash == f.Hash })
	case Told:
		h.Notices = kept(h.Notices, Notice{e.At, f.Manner, f.Text})
	}
}

// phase notes what happens to the clock.
func (h *Head) phase(at time.Time, next Phase) {
	if next == Running && h.Started.IsZero() {
		h.Started = at
	}
	stopped := len(h.pauses) > 0 && h.pauses[len(h.pauses)-1].to.IsZero()
	switch {
	case next != Running && !stopped && !h.Started.IsZero():
		h.pauses = append(slices.Clip(h.pauses), pause{from: at})
	case next == Running && stopped:
		h.pauses = slices.Clone(h.pauses)
		h.pauses[len(h.pauses)-1].to = at
	}
	h.Phase = next
}

// outage takes a time without a server off the clock. Where two nodes have told
// of the same, it counts once.
func (h *Head) outage(o Outage) {
	from := o.From
	if n := len(h.pauses); n > 0 && h.pauses[n-1].to.After(from) {
		from = h.pauses[n-1].to
	}
	if h.Phase == Running && o.To.After(from) {
		h.pauses = append(slices.Clip(h.pauses), pause{from, o.To})
	}
}

// Ran is how long the workshop had run at a time, without its pauses.
func (h *Head) Ran(at time.Time) time.Duration {
	if h.Started.IsZero() || at.Before(h.Started) {
		return 0
	}
	ran := at.Sub(h.Started)
	for _, p := range h.pauses {
		to := p.to
		if to.IsZero() || to.After(at) {
			to = at
		}
		if to.After(p.from) {
			ran -= to.Sub(p.from)
		}
	}
	return ran
}

// Team finds a team in the list by its id.
func (h *Head) Team(id string) (Listed, bool) {
	if i := h.team(id); i >= 0 {
		return h.Teams[i], true
	}
	return Listed{}, false
}

// Called finds a team by the skeleton of its name.
func (h *Head) Called(skeleton string) (Listed, bool) {
	for _, t := range h.Teams {
		if t.Skeleton == skeleton {
			return t, true
		}
	}
	return Listed{}, false
}

// Gone reports whether a team was removed.
func (h *Head) Gone(team string) bool { return h.gone[team] }

func (h *Head) team(id string) int {
	return slices.IndexFunc(h.Teams, func(t Listed) bool { return t.ID == id })
}

// Secret finds what a hash opens at a time: a token that was not used, a pass
// that is still good, or a key. The answer takes as long for any hash.
func (h *Head) Secret(hash string, use SecretUse, now time.Time) (Minted, bool) {
	var found Minted
	var ok bool
	for _, m := range h.secrets {
		same := subtle.ConstantTimeCompare([]byte(m.Hash), []byte(hash)) == 1
		if same && m.Use == use && now.Before(m.Until) {
			found, ok = m, true
		}
	}
	return found, ok
}

// Open reports whether people play now.
func (h *Head) open() error {
	switch h.Phase {
	case Running:
		return nil
	case Paused:
		return ErrPaused
	}
	return ErrPhase
}

func kept[T any](list []T, one T) []T {
	if len(list) >= maxKept {
		list = list[len(list)-maxKept+1:]
	}
	return append(slices.Clip(list), one)
}

// deed says what a facilitator's entry did.
func deed(e Entry, who string, f Fact) Deed {
	d := Deed{At: e.At, Who: who, Team: e.Stream, What: e.Kind}
	switch f := f.(type) {
	case TeamRenamed:
		d.Team, d.Detail, d.Reason = f.Team, f.Name, f.Reason
	case TeamRemoved:
		d.Team, d.Reason = f.Team, f.Reason
	case PhaseSet:
		d.Detail, d.Reason = string(f.Phase), f.Reason
	case HoldSet:
		d.Detail, d.Reason = onOff(f.On), f.Reason
	case DoorsSet:
		d.Detail = onOff(f.Open)
	case BoardSet:
		d.Detail = string(f.View)
	case TopicSet:
		d.Detail = f.Topic
	case Told:
		d.Detail = string(f.Manner) + ": " + f.Text
	case MoreTime:
		d.Detail, d.Reason = fmt.Sprintf("%+d s", f.Seconds), f.Reason
	case SentBack:
		d.Detail, d.Reason = fmt.Sprint(f.Step+1), f.Reason
	case Unseated:
		d.Detail, d.Reason = f.Seat, f.Reason
	}
	return d
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
