package report

import (
	"slices"
	"strconv"
	"time"

	"kobayashi/game"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// HallReport is what the room as a whole takes home. As JSON it is the contract of
// `workshop report ID --format json`, described by
// assets/schemas/workshop.schema.json. Slices are never nil.
//
// It counts: what a team chose stands in the team's own report alone. Counts
// over fewer teams or people than agreed on beforehand are left out, and Counted
// is then false.
type HallReport struct {
	Format       int           `json:"format"`
	Lang         string        `json:"lang"`
	Workshop     HallHead      `json:"workshop"`
	Scenario     Scenario      `json:"scenario"`
	Standings    []TeamLine    `json:"standings"`
	TieRule      string        `json:"tie_rule"`
	Topics       []TopicPart   `json:"topics"` // the most disputed first
	Roles        []RolePart    `json:"roles"`  // in the scenario's order
	Endings      []EndingCount `json:"endings"`
	Capabilities []MarkCount   `json:"capabilities"`
	Plan         []TeamPlan    `json:"plan"`
	Deeds        []Deed        `json:"deeds"`
	Seed         SeedProof     `json:"seed"`
	Proved       bool          `json:"proved"`
	NotProved    string        `json:"not_proved,omitempty"`
	Fewer        string        `json:"fewer"` // what to say where a count is left out
	Method       []string      `json:"method"`
	Engine       string        `json:"engine"`
	Disclaimer   string        `json:"disclaimer"`

	teams []TeamReport // for the formats that go by statement
}

// TeamLine is a team's line in the standings; see TeamHead. Regret, Stake and
// Grade are of all its decisions, and nil or "" where nothing is proved. Shifted
// and Overruled count votes.
type TeamLine struct {
	TeamHead
	Returns    int     `json:"returns"`
	Seats      int     `json:"seats"`
	Shifted    int     `json:"shifted"`
	Overruled  int     `json:"overruled"`
	Regret     *Points `json:"regret,omitempty"`
	Stake      *Points `json:"stake,omitempty"`
	Grade      string  `json:"grade,omitempty"`
	GradeLabel string  `json:"grade_label,omitempty"`
}

// EndingCount is how many teams came to an ending; the id is "" for those that
// are not over.
type EndingCount struct {
	Ending string `json:"ending"`
	Label  string `json:"label"`
	Teams  int    `json:"teams"`
}

// MarkCount is how many finished teams have which mark at a capability.
type MarkCount struct {
	ID    string         `json:"id"`
	Label string         `json:"label"`
	Teams map[string]int `json:"teams"` // by "P", "S", "M", "U", "-"
}

// TeamPlan is the improvement plan of a team.
type TeamPlan struct {
	Team  string     `json:"team"`
	Name  string     `json:"name"`
	Lines []PlanLine `json:"lines"`
}

// SeedProof opens the commitment to the luck: what was shown at the start, and,
// once the workshop is over, what it was made of. Command checks it on any
// machine with a shell; it is "" where the nonce is not of letters and digits.
type SeedProof struct {
	Commitment string `json:"commitment"`
	Opened     bool   `json:"opened"`
	Seed       string `json:"seed,omitempty"` // decimal
	Nonce      string `json:"nonce,omitempty"`
	Command    string `json:"command,omitempty"`
	Text       string `json:"text"`
}

// MakeHall writes up a workshop.
func MakeHall(h Hall, with With, say words.Text) (HallReport, error) {
	o, err := open(h, with, say)
	if err != nil {
		return HallReport{}, err
	}
	r := HallReport{
		Format: HallVersion, Lang: say.Lang, Workshop: o.head(), TieRule: say.Say("after.tie"), Proved: o.Solved != nil && o.Cause == nil,
		Topics: o.topics(), Roles: o.roles(), Endings: o.endings(), Capabilities: o.capabilities(), Plan: []TeamPlan{},
		Deeds: o.deeds(func(string) bool { return true }), Seed: o.seed(), Fewer: say.Count("after.fewer", h.Head.Opened.Rules.Least),
		Engine: with.Engine, Disclaimer: o.w.disclaimer(),
	}
	r.Scenario, r.Standings, r.Method = o.w.scenario(), o.standings(), o.method(r.Proved)
	if !r.Proved {
		r.NotProved = say.Say("after.notproved")
	}
	for _, p := range o.teams() {
		if lines := o.plan(p); len(lines) > 0 {
			r.Plan = append(r.Plan, TeamPlan{p.table.ID, line(p.listed.Name), lines})
		}
		r.teams = append(r.teams, o.team(p))
	}
	return r, nil
}

func (o *hall) method(proved bool) []string {
	list := []string{o.say.Say("after.method.apart"), o.say.Say("after.method.least", o.Head.Opened.Rules.Least), o.say.Say("after.method.time")}
	if proved {
		list = append(list, o.say.Say("after.method.regret"), o.say.Say("after.method.role"))
	}
	return append(list, o.say.Say("after.method.privacy"))
}

func (o *hall) standings() []TeamLine {
	list := []TeamLine{}
	for _, s := range o.board {
		p := o.seen[s.Team]
		l := TeamLine{TeamHead: o.teamHead(p), Returns: len(p.table.Returns), Seats: len(p.table.Seats) + len(p.table.Left)}
		for _, b := range p.past {
			l.Shifted += len(b.Shifted())
			if b.By != "" {
				l.Overruled += len(b.Overruled())
			}
		}
		if p.d.Proved {
			l.Regret, l.Stake = &Points{p.d.Regret}, &Points{p.d.Stake}
			l.Grade, l.GradeLabel = p.d.Grade.String(), o.w.gradeWord(p.d.Grade)
		}
		list = append(list, l)
	}
	return list
}

// endings counts what the teams came to, in the scenario's order; who is not
// over stands last.
func (o *hall) endings() []EndingCount {
	count := map[string]int{}
	for _, p := range o.teams() {
		count[p.run.Ending()]++
	}
	list := []EndingCount{}
	for _, id := range append(slices.Clone(o.Rules.Rules().Endings), "") {
		if count[id] == 0 {
			continue
		}
		e := EndingCount{Ending: id, Label: o.ending(id), Teams: count[id]}
		if id == "" {
			e.Label = o.say.Say("after.notover")
		}
		list = append(list, e)
	}
	return list
}

// capabilities sums the marks of finished teams up.
func (o *hall) capabilities() []MarkCount {
	list := []MarkCount{}
	for _, p := range o.teams() {
		if !p.run.Over() || !p.d.Proved {
			continue
		}
		w := o.w
		w.d = p.d
		for _, c := range w.capabilities() {
			i := slices.IndexFunc(list, func(m MarkCount) bool { return m.ID == c.ID })
			if i < 0 {
				i = len(list)
				list = append(list, MarkCount{c.ID, c.Label, map[string]int{"P": 0, "S": 0, "M": 0, "U": 0, "-": 0}})
			}
			list[i].Teams[c.Mark]++
		}
	}
	return list
}

// seed opens the commitment once nobody plays any more.
func (o *hall) seed() SeedProof {
	opened := o.Head.Opened
	s := SeedProof{Commitment: opened.Commitment(), Opened: o.opened(), Text: o.say.Say("after.seed.closed")}
	if !s.Opened {
		return s
	}
	s.Seed, s.Nonce = strconv.FormatUint(opened.Seed, 10), line(opened.Nonce)
	s.Text = o.say.Say("after.seed.how")
	s.Command = check(opened)
	return s
}

// check is a command that works the commitment out: the seed's eight bytes, the
// highest first, and the nonce.
func check(o workshop.Opened) string {
	if o.Nonce == "" || slices.ContainsFunc([]rune(o.Nonce), func(c rune) bool {
		return (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9')
	}) {
		return ""
	}
	text := "printf '"
	for shift := 56; shift >= 0; shift -= 8 {
		octal := strconv.FormatUint(o.Seed>>shift&0xff, 8)
		text += `\` + "000"[len(octal):] + octal
	}
	return text + "%s' " + o.Nonce + " | sha256sum"
}

// middle is the median of lengths of time, in seconds; 0 of none.
func middle(list []time.Duration) int {
	if len(list) == 0 {
		return 0
	}
	list = slices.Sorted(slices.Values(list))
	n := len(list)
	return int((list[(n-1)/2] + list[n/2]) / 2 / time.Second)
}

// mean of exact points, or false where 64 bits are too few.
func mean(list []game.Points) (Points, bool) {
	sum := game.Whole(0)
	for _, p := range list {
		var ok bool
		if sum, ok = sum.Add(p); !ok {
			return Points{}, false
		}
	}
	if len(list) == 0 || sum.Den > 1<<40 {
		return Points{}, false
	}
	return Points{game.Fraction(sum.Num, sum.Den*int64(len(list)))}, true
}
