package report

import (
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// TeamReport is what a team takes home: the after-action report of its run,
// beside what only a team has. As JSON it is the contract of
// `workshop report ID --team NAME --format json`, described by
// assets/schemas/team.schema.json. Slices are never nil.
//
// People are called by their role and never by name, and no role stands beside
// what it voted for: who changed a vote is told, not from what to what.
type TeamReport struct {
	Format     int            `json:"format"`
	Lang       string         `json:"lang"`
	Workshop   HallHead       `json:"workshop"`
	Scenario   Scenario       `json:"scenario"`
	Team       TeamHead       `json:"team"`
	Seats      []SeatLine     `json:"seats"` // in the order they were taken
	Decisions  []TeamDecision `json:"decisions"`
	Returns    []TeamReturn   `json:"returns"`
	Deeds      []Deed         `json:"deeds"`
	Plan       []PlanLine     `json:"plan"`
	Disclaimer string         `json:"disclaimer"`
	Report     *Report        `json:"report,omitempty"` // left out while the run is not over

	whole Report // also of a run that is not over
}

// TeamHead says how a team stands. Marks are sentences that must stand wherever
// its result is shown: it was played elsewhere, it was sent back, it is not over.
type TeamHead struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Rank        int      `json:"rank"` // among all teams
	Of          int      `json:"of"`
	Points      int      `json:"points"`
	Done        int      `json:"done"` // decisions made
	Over        bool     `json:"over"`
	Ending      string   `json:"ending,omitempty"`
	EndingLabel string   `json:"ending_label,omitempty"`
	Offline     bool     `json:"offline"`
	Seconds     int      `json:"seconds"` // that decisions took in all, without pauses
	Marks       []string `json:"marks"`
}

// SeatLine is a seat by its role. Left says that it was freed.
type SeatLine struct {
	Role    string `json:"role,omitempty"` // id
	Label   string `json:"label"`
	Captain bool   `json:"captain"`
	Left    bool   `json:"left"`
}

// TeamDecision is a decision as a team came to it. By is "seat" (ByLabel names
// its role), "majority", "clock", or "" for a run that was played elsewhere.
type TeamDecision struct {
	N          int          `json:"n"`
	Step       int          `json:"step"`
	Scene      string       `json:"scene"`
	Title      string       `json:"title"`
	Kind       string       `json:"kind"`
	At         time.Time    `json:"at"`
	Seconds    int          `json:"seconds"` // that it took, without pauses
	Choice     []string     `json:"choice"`
	By         string       `json:"by"`
	ByLabel    string       `json:"by_label,omitempty"`
	Spread     []TeamOption `json:"spread"`        // in the order of the file; empty where nobody voted
	Voted      int          `json:"voted"`         // in the blind round
	Sure       int          `json:"sure"`          // mean of the blind round in percent, 0: not asked
	Even       bool         `json:"even"`          // the last votes left more than one choice
	Tie        string       `json:"tie,omitempty"` // what settled even votes under a majority: "decider", or "even" for the rest of the rule
	Shifted    []string     `json:"shifted"`
	Overruled  int          `json:"overruled"` // people who to the last wanted something else
	Regret     *Points      `json:"regret,omitempty"`
	Stake      *Points      `json:"stake,omitempty"`
	Grade      string       `json:"grade,omitempty"`
	GradeLabel string       `json:"grade_label,omitempty"`
	Better     string       `json:"better,omitempty"`
}

// TeamOption is one option of a spread. Sure is the mean confidence of its blind
// votes, 0 where there was none. Of a question a vote ticks any number.
type TeamOption struct {
	Item   int    `json:"item"` // from 1
	Label  string `json:"label"`
	First  int    `json:"first"`
	Sure   int    `json:"sure"`
	Last   int    `json:"last"`
	Chosen bool   `json:"chosen"`
}

// TeamReturn is a way back that the facilitator gave: before the step Step (from
// 1), when Made steps had been made.
type TeamReturn struct {
	At     time.Time `json:"at"`
	Step   int       `json:"step"`
	Made   int       `json:"made"`
	Title  string    `json:"title,omitempty"` // of the scene there
	Reason string    `json:"reason"`
	Text   string    `json:"text"`
}

// MakeTeam writes up a team of a workshop. workshop.ErrNoTeam says that there is
// none of this id.
func MakeTeam(h Hall, team string, with With, say words.Text) (TeamReport, error) {
	o, err := open(h, with, say)
	if err != nil {
		return TeamReport{}, err
	}
	p := o.seen[team]
	if p == nil {
		return TeamReport{}, workshop.ErrNoTeam
	}
	return o.team(p), nil
}

func (o *hall) team(p *played) TeamReport {
	r := TeamReport{
		Format: HallVersion, Lang: o.say.Lang, Workshop: o.head(), Team: o.teamHead(p), Seats: o.seats(p), Returns: o.returns(p),
		Deeds: o.deeds(func(id string) bool { return id == p.table.ID }), Plan: o.plan(p), whole: o.whole(p),
	}
	r.Scenario, r.Disclaimer = r.whole.Scenario, r.whole.Disclaimer
	r.Decisions = o.teamDecisions(p, r.whole.Decisions)
	if p.run.Over() {
		r.Report = &r.whole
	}
	return r
}

// whole is the after-action report of a team's run. Until the workshop is over
// it keeps the seed.
func (o *hall) whole(p *played) Report {
	with := o.with
	with.seconds = o.took(p)
	for _, l := range o.plan(p) {
		with.Hotwash.Strength = o.beside(with.Hotwash.Strength, l.Strength)
		with.Hotwash.Gap = o.beside(with.Hotwash.Gap, l.Gap)
	}
	r := Make(p.d, with, o.say)
	r.Hotwash = game.Hotwash{} // the plan has all of them
	if !o.opened() && !p.table.Offline {
		r.Play.Seed = ""
	}
	return r
}

// beside sets what several people wrote side by side.
func (o *hall) beside(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + o.say.Say("after.beside") + b
}

func (o *hall) teamHead(p *played) TeamHead {
	h := TeamHead{
		ID: p.table.ID, Name: line(p.listed.Name), Points: p.run.Rules.Total(p.run.Score), Done: len(p.d.Decisions),
		Over: p.run.Over(), Ending: p.run.Ending(), EndingLabel: o.ending(p.run.Ending()), Offline: p.table.Offline, Seconds: o.took(p), Marks: o.marks(p),
	}
	h.Of = len(o.board)
	for _, s := range o.board {
		if s.Team == p.table.ID {
			h.Rank = s.Rank
		}
	}
	return h
}

// marks are what must be said beside a team's result.
func (o *hall) marks(p *played) []string {
	list := []string{}
	if p.table.Offline {
		list = append(list, o.say.Say("after.mark.offline"))
	}
	if n := len(p.table.Returns); n > 0 {
		list = append(list, o.say.Count("after.mark.returns", n))
	}
	if !p.run.Over() {
		list = append(list, o.say.Say("after.mark.open"))
	}
	return list
}

// took is how long a team's decisions took in all, in seconds.
func (o *hall) took(p *played) int {
	var sum time.Duration
	for step, b := range p.past {
		if p.run.Rules.Free(b.State) && step < len(p.run.Steps) {
			sum += o.Head.Took(b)
		}
	}
	return int(sum / time.Second)
}

func (o *hall) seats(p *played) []SeatLine {
	list := []SeatLine{}
	captain := workshop.Captain(o.Rules)
	for i, group := range [][]workshop.Seat{p.table.Seats, p.table.Left} {
		for _, s := range group {
			list = append(list, SeatLine{Role: s.Role, Label: o.role(s), Captain: s.Role != "" && s.Role == captain, Left: i == 1})
		}
	}
	return list
}

func (o *hall) returns(p *played) []TeamReturn {
	list := []TeamReturn{}
	for _, r := range p.table.Returns {
		t := TeamReturn{At: o.w.at(r.At), Step: r.Step + 1, Made: r.Made, Reason: line(r.Reason)}
		switch {
		case r.Step < len(p.run.Steps):
			t.Title = o.title(p.run.Steps[r.Step].Scene)
		case r.Step == len(p.run.Steps):
			t.Title = o.title(o.Rules.SceneID(p.run.State.Scene()))
		}
		t.Text = o.say.Say("after.return", t.At.Format("15:04"), debrief.Quote(t.Title, o.say), t.Reason)
		list = append(list, t)
	}
	return list
}

func (o *hall) teamDecisions(p *played, whole []Decision) []TeamDecision {
	list := []TeamDecision{}
	for _, d := range whole {
		t := TeamDecision{
			N: d.N, Step: d.Step, Scene: d.Scene, Title: d.Title, Kind: d.Kind, At: d.At, Choice: d.Choice, Better: d.Better,
			Spread: []TeamOption{}, Shifted: []string{},
		}
		if p.d.Proved {
			regret, stake := d.Regret, d.Stake
			t.Regret, t.Stake, t.Grade, t.GradeLabel = &regret, &stake, d.Grade, d.GradeLabel
		}
		if d.Step <= len(p.past) {
			o.ballot(&t, p, d.Step-1)
		}
		list = append(list, t)
	}
	return list
}
