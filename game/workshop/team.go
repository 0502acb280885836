package workshop

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kobayashi/game"
)

// Table is a team: who sits at it, where its run stands, and the vote that is
// going on. It is a value that never changes: With gives a longer one.
type Table struct {
	ID      string
	Next    int    // Seq of the entry that comes next
	Seats   []Seat // in the order they were taken, without those that were freed
	Left    []Seat // those that were freed: votes of theirs are still counted
	Run     game.Run
	Offline bool      // the run was played elsewhere
	Sent    time.Time // when such a run came in

	Past    []Ballot // one for each step of the run
	Vote    Ballot   // on the decision that is open
	Waiting bool     // what came of the last step is held
	Chat    []Line
	Notices []Notice // to this team alone
	Deeds   []Deed   // of facilitators, to this team
	Returns []Return
	Plan    []Written

	taken int      // seats ever taken, for their ids
	held  game.Run // as it stood before a decision that is held
}

// Line is what somebody said at the table.
type Line struct {
	At         time.Time
	Seat, Text string
}

// Return is a way back that the facilitator gave a team: before step Step, when
// it had made Made. Such a run is marked wherever it is shown.
type Return struct {
	At         time.Time
	Step, Made int
	Reason     string
}

// Written is a line of the improvement plan, and whose it is.
type Written struct {
	Seat string
	game.Hotwash
}

// Sit is an empty table before its first entry: the run stands at the first
// decision.
func Sit(h *Head, sc *game.Scenario, team string) (*Table, error) {
	if sc.Digest() != h.Opened.Digest {
		return nil, ErrMisfit
	}
	run, err := game.Begin(sc, game.Record{
		ID: h.ID + "-" + team, Player: team, Path: h.Opened.Path,
		Variant: h.Opened.Variant, Lang: h.Opened.Lang, Seed: h.Opened.Seed, Started: h.At,
	})
	if err != nil {
		return nil, fmt.Errorf("seating team %s: %w", team, err)
	}
	return &Table{ID: team, Run: run}, nil
}

// With is the table after one entry more of its stream.
func (t *Table) With(e Entry) (*Table, error) {
	f, err := e.Fact()
	if err != nil {
		return nil, err
	}
	if e.Stream != t.ID || e.Seq != t.Next {
		return nil, fmt.Errorf("entry %d of stream %q does not follow", e.Seq, e.Stream)
	}
	n := *t
	n.Next++
	if err := n.take(e, f); err != nil {
		return nil, fmt.Errorf("entry %d of stream %q: %w", e.Seq, e.Stream, err)
	}
	if who, ok := strings.CutPrefix(e.Actor, leadMark); ok {
		n.Deeds = append(slices.Clip(n.Deeds), deed(e, who, f))
	}
	return &n, nil
}

func (t *Table) take(e Entry, f Fact) error {
	switch f := f.(type) {
	case Joined, Unseated, Came, Went:
		t.seat(e, f)
	case Said:
		t.Chat = kept(t.Chat, Line{e.At, f.Seat, f.Text})
	case Told:
		t.Notices = kept(t.Notices, Notice{e.At, f.Manner, f.Text})
	case Reached, Voted, Shown, MoreTime:
		t.ballot(e, f)
	case Locked:
		return t.lock(e, f)
	case Released:
		t.Waiting = false
		t.Vote = Ballot{Began: e.At}
	case SentBack:
		return t.back(e, f)
	case Wrote:
		t.Plan = append(slices.Clip(t.Plan), Written{f.Seat, f.Hotwash})
	case Submitted:
		return t.submitted(e, f)
	}
	return nil
}

// lock is the team's decision: the run goes on, and the vote is put away.
func (t *Table) lock(e Entry, f Locked) error {
	if f.Number != len(t.Run.Steps) {
		return fmt.Errorf("step %d is decided where step %d is due: %w", f.Number, len(t.Run.Steps), ErrMisfit)
	}
	next, err := t.Run.Choose(f.Choice, f.Step.At)
	if err != nil {
		return errors.Join(ErrMisfit, err)
	}
	if last := next.Steps[f.Number]; last.Mark != f.Step.Mark || last.Scene != f.Step.Scene {
		return fmt.Errorf("step %d of scene %s has other rules now: %w", f.Number, f.Step.Scene, ErrMisfit)
	}
	if f.Step.Sure > 0 {
		next = next.Sure(f.Step.Sure)
	}
	b := t.Vote
	b.At, b.By, b.Choice = e.At, e.Actor, f.Choice
	b.Scene, b.State = t.Run.Rules.SceneID(t.Run.State.Scene()), t.Run.State
	if b.By == Majority {
		b.Tie = settled(t.Run, b.Last(), t.Decider())
	}
	t.Past = append(slices.Clip(t.Past), b)
	t.Run, t.Vote, t.Waiting, t.held = next, Ballot{Began: e.At}, f.Held, t.Run
	return nil
}

func (t *Table) back(e Entry, f SentBack) error {
	run, err := t.Run.Back(f.Step)
	if err != nil {
		return errors.Join(ErrMisfit, err)
	}
	t.Returns = append(slices.Clip(t.Returns), Return{e.At, f.Step, len(t.Run.Steps), f.Reason})
	t.Run, t.Past = run, t.Past[:f.Step:f.Step]
	t.Vote, t.Waiting = Ballot{Began: e.At}, false
	return nil
}

func (t *Table) submitted(e Entry, f Submitted) error {
	rec := f.Record
	run, err := game.Replay(t.Run.Rules, rec)
	if err != nil {
		return errors.Join(ErrMisfit, err)
	}
	run.Player = t.ID
	t.Run, t.Offline, t.Sent, t.Past = run, true, e.At, nil
	for _, d := range run.Trace {
		if d.Kind == game.Chose {
			t.Past = append(t.Past, Ballot{At: run.Steps[d.Step].At, Choice: d.Choice, Scene: run.Rules.SceneID(d.Scene)})
		}
	}
	for i := range t.Past {
		if before, err := run.Back(i); err == nil {
			t.Past[i].State = before.State
		}
	}
	return nil
}

// Seen is the run as the seats may see it: without what is held.
func (t *Table) Seen() game.Run {
	if t.Waiting {
		return t.held
	}
	return t.Run
}
