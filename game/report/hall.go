package report

import (
	"errors"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/solve"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// Hall is a workshop as reports look back on it.
type Hall struct {
	Head  *workshop.Head
	Table func(team string) *workshop.Table
	Rules *game.Scenario
	// Solved is the solution of the variant, or nil with the cause why there is none.
	Solved *solve.Solution
	Cause  error
}

// HallVersion is the version of the JSON forms of TeamReport and HallReport.
const HallVersion = 1

// HallHead says which workshop it was, and what was agreed on before it.
type HallHead struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Phase      string `json:"phase"`
	PhaseLabel string `json:"phase_label"`

	Opened  time.Time  `json:"opened"`
	Started *time.Time `json:"started,omitempty"`
	Seconds int        `json:"seconds"` // run until the last decision, without pauses
	Lock    string     `json:"lock"`    // "captain" or "majority"
	// LockLabel says in a sentence who decides; Tie what an even vote comes to.
	LockLabel  string `json:"lock_label"`
	Tie        string `json:"tie"`
	Confidence bool   `json:"confidence"`
	Least      int    `json:"least"`     // counts over fewer are not told
	Retention  int    `json:"retention"` // days
}

// Deed is something a facilitator did: to the team, or to all where Team is "".
type Deed struct {
	At     time.Time `json:"at"`
	Who    string    `json:"who"`
	Team   string    `json:"team,omitempty"` // its id
	Name   string    `json:"name,omitempty"` // of the team
	What   string    `json:"what"`           // the kind of entry in the log
	Text   string    `json:"text"`
	Reason string    `json:"reason,omitempty"`
}

// PlanLine is one line of an improvement plan. Role is who wrote it.
type PlanLine struct {
	Role string `json:"role,omitempty"`
	game.Hotwash
}

// hall is what both reports are written from.
type hall struct {
	Hall
	with  With
	say   words.Text
	w     writer // for what is of no one run
	seen  map[string]*played
	board []workshop.Standing
}

// played is a team with its run, judged as far as it can be.
type played struct {
	listed workshop.Listed
	table  *workshop.Table
	run    game.Run
	past   []workshop.Ballot
	d      game.Debrief
	places []solve.Place // by step; nil where nothing is proved
}

func open(h Hall, with With, say words.Text) (*hall, error) {
	if with.Zone == nil {
		with.Zone = time.UTC
	}
	o := &hall{Hall: h, with: with, say: say, seen: map[string]*played{}}
	o.w = writer{with: with, say: say, sc: h.Rules, text: h.Rules.Text(say.Lang)}
	o.w.d.Run.Rules, o.w.d.Run.Variant = h.Rules, h.Rules.Variant(h.Head.Opened.Variant)
	for _, l := range h.Head.Teams {
		if err := o.add(l); err != nil {
			return nil, err
		}
	}
	o.board = workshop.Standings(h.Head, o.tables)
	return o, nil
}

func (o *hall) add(l workshop.Listed) error {
	t := o.Table(l.ID)
	if t == nil {
		return nil
	}
	p := &played{listed: l, table: t, run: t.Seen()}
	p.past = t.Past[:min(len(t.Past), len(p.run.Steps))]
	p.run.Player = l.Name
	o.seen[l.ID] = p
	if o.Solved != nil {
		d, err := look(p.run, o.Solved, nil)
		if err == nil {
			p.places, err = o.Solved.Along(p.run)
		}
		if err == nil {
			p.d = d
			return nil
		}
		if !errors.Is(err, solve.ErrTooFine) {
			return err
		}
		o.Cause = err
	}
	p.d = Unproved(p.run, o.Cause)
	return nil
}

// tables gives a team's table as reports see it.
func (o *hall) tables(team string) *workshop.Table {
	if p := o.seen[team]; p != nil {
		return p.table
	}
	return nil
}

// teams are those with a table, in the order they were made.
func (o *hall) teams() []*played {
	var list []*played
	for _, l := range o.Head.Teams {
		if p := o.seen[l.ID]; p != nil {
			list = append(list, p)
		}
	}
	return list
}

// judgement is how a team's decision at a step is judged, if it is.
func (p *played) judgement(step int) (game.Judgement, bool) {
	for _, j := range p.d.Decisions {
		if j.Event.Step == step {
			return j, p.d.Proved
		}
	}
	return game.Judgement{}, false
}

// opened reports whether the seed may be told: nobody plays any more.
func (o *hall) opened() bool { return o.Head.Phase == workshop.Ended }

func (o *hall) head() HallHead {
	h := o.Head
	r := h.Opened.Rules
	head := HallHead{
		ID: line(h.ID), Name: line(h.Opened.Name), Phase: string(h.Phase), PhaseLabel: o.say.Say("workshop.phase." + string(h.Phase)),
		Opened: o.w.at(h.At), Lock: string(r.Lock), LockLabel: o.say.Say("after.lock.captain"), Tie: o.say.Say("workshop.rule.tie.captain"),
		Confidence: r.Confidence, Least: r.Least, Retention: r.Retention,
	}
	if r.Lock == workshop.ByMajority {
		head.LockLabel, head.Tie = o.say.Say("after.lock.majority"), o.say.Say("workshop.rule.tie.majority")
	}
	if !h.Started.IsZero() {
		at := o.w.at(h.Started)
		head.Started = &at
	}
	for _, p := range o.teams() {
		for _, b := range p.past {
			if b.By != "" {
				head.Seconds = max(head.Seconds, int(h.Ran(b.At)/time.Second))
			}
		}
	}
	return head
}

// role is the label of a seat's role: never a person's name.
func (o *hall) role(s workshop.Seat) string {
	if s.Role == "" {
		return o.say.Say("after.norole")
	}
	return label(o.w.text.Roles, s.Role)
}

// seat is the label of whoever has or had a seat at a table.
func (o *hall) seat(t *workshop.Table, id string) string {
	for _, s := range append(append([]workshop.Seat{}, t.Seats...), t.Left...) {
		if s.ID == id {
			return o.role(s)
		}
	}
	return o.say.Say("after.norole")
}

// plan are the lines a team wrote.
func (o *hall) plan(p *played) []PlanLine {
	list := []PlanLine{}
	for _, w := range p.table.Plan {
		l := PlanLine{Hotwash: game.Hotwash{Strength: line(w.Strength), Gap: line(w.Gap), Action: line(w.Action), Owner: line(w.Owner), Due: line(w.Due)}}
		if w.Seat != "" {
			l.Role = o.seat(p.table, w.Seat)
		}
		if !l.Empty() {
			list = append(list, l)
		}
	}
	return list
}

// ending is the label of a run's ending, or "" while it is not over.
func (o *hall) ending(id string) string {
	if id == "" {
		return ""
	}
	return label(o.w.text.Endings, id)
}

// title names the scene of an id.
func (o *hall) title(scene string) string {
	i := o.Rules.SceneIndex(scene)
	if i < 0 {
		return line(scene)
	}
	return line(debrief.Title(o.Rules, i, o.w.text))
}
