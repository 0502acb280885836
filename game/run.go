package game

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"time"
)

// Record is what is kept of a run: on which rules and luck it was played, and
// the decisions in order. State, score and report are worked out again from it.
type Record struct {
	ID       string // unique, made by the shell
	Player   string
	Scenario string // shelf id
	Path     string // file of a scenario that is not on the shelf, else ""
	Digest   string // of the rules it was begun on
	Variant  string
	Lang     string // the language it was last played in
	Seed     uint64
	Started  time.Time
	Steps    []Step
}

// Step is one decision of the player, in words that survive an edit of the
// scenario: item N of the scene (from 1, in file order, not the number it was
// shown under) or the ticked items of a question. Mark names the rules of what
// was chosen.
type Step struct {
	Scene string    `json:"scene"`
	N     int       `json:"n,omitempty"`
	Ticks []int     `json:"ticks,omitempty"`
	Mark  string    `json:"mark"`
	Sure  int       `json:"sure,omitempty"`
	At    time.Time `json:"at"`
}

// Same reports whether two steps are the same decision, whenever it was made.
func (s Step) Same(other Step) bool {
	return s.Scene == other.Scene && s.N == other.N && s.Mark == other.Mark && s.Sure == other.Sure && slices.Equal(s.Ticks, other.Ticks)
}

// EventKind says what an event of a run's trace is.
type EventKind int

// A scene was entered; the player chose; chance or a route took its way.
const (
	Entered EventKind = iota
	Chose
	Drew
	Went
)

// Event is one thing that happened in a run. State is the state just after it:
// of a choice, after its own code and before the next scene's.
type Event struct {
	Kind   EventKind
	Scene  int      // entered, or decided in
	Choice ChoiceID // of Chose, Drew, Went
	Step   int      // Chose: which of the run's steps
	Inject bool     // Entered: the scene came in as an inject
	State  State
	Gain   Score
}

// Run is a play: its record, where it stands, and everything that happened. It
// is a value: Choose gives a longer run and leaves the old one as it was.
type Run struct {
	Record
	Rules *Scenario
	State State
	Score Score
	Trace []Event
}

// ErrNoWay says that a scene offers nothing and is no ending; lint calls it E201.
// A choice that would lead there is refused, so that no run is ever stuck.
var ErrNoWay = errors.New("nothing is offered here")

// ErrForEver says that a play passed too many scenes without a decision (E209).
var ErrForEver = errors.New("the play goes in circles")

// Begin starts a run of a record without steps: the start scene, and all that
// follows up to the first decision.
func Begin(sc *Scenario, rec Record) (Run, error) {
	rec.Scenario, rec.Variant, rec.Steps = sc.ID(), sc.Variant(rec.Variant), nil
	if rec.Digest == "" {
		rec.Digest = sc.Digest()
	}
	r := Run{Record: rec, Rules: sc}
	state, gain := sc.Start(rec.Variant)
	return r.arrive(state, gain)
}

// BeginAt starts a practice run at any scene; it can be played but not replayed.
func BeginAt(sc *Scenario, rec Record, scene int, set map[string]int) (Run, error) {
	rec.Scenario, rec.Variant, rec.Digest = sc.ID(), sc.Variant(rec.Variant), sc.Digest()
	r := Run{Record: rec, Rules: sc}
	state, gain := sc.StartAt(rec.Variant, scene, set)
	return r.arrive(state, gain)
}

// arrive notes the scene that was entered and goes on to the next decision of
// the player, or to the ending.
func (r Run) arrive(state State, gain Score) (Run, error) {
	sc := r.Rules
	for range maxAutoRun {
		r.Trace = append(r.Trace, Event{Kind: Entered, Scene: state.Scene(), Inject: sc.rules.Scenes[state.at].When != nil, State: state, Gain: gain})
		r.State, r.Score = state, r.Score.Plus(gain)
		kind := sc.Kind(state)
		offered := sc.Offered(state)
		switch {
		case kind == End, kind == Question:
			return r, nil
		case offered == 0:
			return r, fmt.Errorf("scene %s: %w", sc.SceneID(state.Scene()), ErrNoWay)
		case kind == Choose:
			return r, nil
		}
		id, what := ChoiceID(bits.TrailingZeros32(offered)), Went
		if kind == Chance {
			id, what = sc.outcome(r.Seed, state, r.visits(state.Scene())), Drew
		}
		next, err := r.take(id, what)
		if err != nil {
			return r, err
		}
		r, state, gain = next.run, next.state, next.gain
	}
	return r, fmt.Errorf("scene %s: %w", sc.SceneID(state.Scene()), ErrForEver)
}

type taken struct {
	run   Run
	state State
	gain  Score
}

// take runs a choice's code, notes it, and enters what follows.
func (r Run) take(id ChoiceID, what EventKind) (taken, error) {
	var own, rest Score
	scene, state := r.State.Scene(), r.State
	target, err := r.Rules.decide(&state, id, &own)
	if err != nil {
		return taken{}, err
	}
	r.Trace = append(r.Trace, Event{Kind: what, Scene: scene, Choice: id, Step: len(r.Steps) - 1, State: state, Gain: own})
	r.Score = r.Score.Plus(own)
	r.Rules.enter(&state, target, &rest)
	return taken{r, state, rest}, nil
}

// visits counts how often a scene was entered so far.
func (r Run) visits(scene int) int {
	var n int
	for _, e := range r.Trace {
		if e.Kind == Entered && e.Scene == scene {
			n++
		}
	}
	return n
}

// Over reports whether the run has reached an ending.
func (r Run) Over() bool { return r.Rules.Over(r.State) }

// Ending is the id of the ending reached, or "".
func (r Run) Ending() string { return r.Rules.Ending(r.State) }

// Open is what is offered now in the order to show it: the file's order, or a
// shuffle that the seed, the scene and its visit decide.
func (r Run) Open() []Choice {
	open := r.Rules.Open(r.State)
	kind := r.Rules.Kind(r.State)
	if r.Rules.rules.Fixed || kind != Choose && kind != Question {
		return open
	}
	// The whole scene is shuffled, then what is not offered is left out: an
	// option that comes or goes does not move the others.
	scene := r.State.Scene()
	src := draw(r.Seed, orderStream, r.Rules.SceneID(scene), r.visits(scene))
	rank := make([]int, len(r.Rules.rules.Scenes[scene].Decision.Items)+1)
	for i := range rank {
		rank[i] = i
	}
	for i := len(rank) - 1; i > 1; i-- {
		j := 1 + src.below(i)
		rank[i], rank[j] = rank[j], rank[i]
	}
	slices.SortFunc(open, func(a, b Choice) int { return rank[a.N] - rank[b.N] })
	return open
}

// Choose decides in the current scene and goes on to the next decision. The
// longer run holds the step to journal as its last one.
func (r Run) Choose(id ChoiceID, when time.Time) (Run, error) {
	if kind := r.Rules.Kind(r.State); kind != Choose && kind != Question {
		return r, fmt.Errorf("scene %s: %w", r.Rules.SceneID(r.State.Scene()), ErrNotOffered)
	}
	// Clip makes append copy, so that no two runs ever share a tail.
	long := r
	long.Steps, long.Trace = slices.Clip(r.Steps), slices.Clip(r.Trace)
	next, err := long.choose(id, r.step(id, when))
	if err != nil {
		return r, err
	}
	return next, nil
}

// choose appends to the run it was given.
func (r Run) choose(id ChoiceID, st Step) (Run, error) {
	r.Steps = append(r.Steps, st)
	t, err := r.take(id, Chose)
	if err != nil {
		return r, err
	}
	return t.run.arrive(t.state, t.gain)
}

// Sure is the run with how sure the player was of its last step, in percent.
func (r Run) Sure(percent int) Run {
	r.Steps = slices.Clone(r.Steps)
	r.Steps[len(r.Steps)-1].Sure = percent
	return r
}

// Asks reports whether the player is to be asked how sure each decision is: the
// scenario wants it, or the run has asked before.
func (r Run) Asks() bool {
	return r.Rules.rules.Ask || slices.ContainsFunc(r.Steps, func(s Step) bool { return s.Sure > 0 })
}

func (r Run) step(id ChoiceID, when time.Time) Step {
	scene := r.State.Scene()
	st := Step{Scene: r.Rules.SceneID(scene), Mark: r.Rules.Mark(scene, id), At: when.UTC().Truncate(time.Millisecond)}
	if r.Rules.Kind(r.State) != Question {
		st.N = int(id) + 1
		return st
	}
	st.Ticks = []int{}
	for rest := uint32(id); rest != 0; rest &= rest - 1 {
		st.Ticks = append(st.Ticks, bits.TrailingZeros32(rest)+1)
	}
	return st
}

// ID gives the choice a step stands for.
func (s Step) ID() ChoiceID {
	if s.N > 0 {
		return ChoiceID(s.N - 1)
	}
	var id ChoiceID
	for _, n := range s.Ticks {
		if n > 0 && n <= MaxItems {
			id |= 1 << (n - 1)
		}
	}
	return id
}

// Mark names the rules of a choice: eight hex digits over its item, or over the
// whole decision of a question. Wording is not in it.
func (sc *Scenario) Mark(scene int, id ChoiceID) string {
	doc := sc.rules.Scenes[scene].json().Decision
	var part any = doc
	if doc.Kind != Question.String() && int(id) < len(doc.Items) {
		item := doc.Items[id]
		item.N = 0
		part = item
	}
	text, err := json.Marshal(part)
	if err != nil {
		panic("a choice cannot be written as JSON: " + err.Error()) // only types of ours are in it
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:4])
}
