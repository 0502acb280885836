package report

import (
	"strconv"
	"time"

	"kobayashi/game"
)

// FormatVersion is the version of the model's JSON form.
const FormatVersion = 1

// Report is an after-action report in one language, ready to be laid out: all
// text is plain and clean, one paragraph to a string, and no format works a
// figure out again. As JSON it is the contract of `report --format json`, which
// assets/schemas/report.schema.json describes. Slices are never nil.
//
// Where Result.Proved is false, there is no regret, stake, grade, skill, luck,
// mark or rival: their fields are zero and no format may show them.
type Report struct {
	Format       int          `json:"format"`
	Lang         string       `json:"lang"`
	Scenario     Scenario     `json:"scenario"`
	Play         Play         `json:"play"`
	Result       Result       `json:"result"`
	Overview     Overview     `json:"overview"`
	Dimensions   []Dimension  `json:"dimensions"`
	Capabilities []Capability `json:"capabilities"`
	Decisions    []Decision   `json:"decisions"`
	Errors       []ErrorKind  `json:"errors"`   // of the reports written, by kind; only kinds that were met
	Leanings     []Leaning    `json:"leanings"` // over- and underreaction, those that cost points
	Leaned       []string     `json:"leaned"`   // the same in sentences, and that it kept the balance
	Confidence   *Calibration `json:"confidence,omitempty"`
	History      *Calibration `json:"history,omitempty"` // over the player's finished runs
	Rivals       []Rival      `json:"rivals"`
	Dominance    []string     `json:"dominance"` // what the rivals come to, in sentences
	Coverage     []Framework  `json:"coverage"`
	Hotwash      game.Hotwash `json:"hotwash"`
	Plan         []Training   `json:"plan"` // one for each weak capability, the weakest first
	NotesMet     []Note       `json:"notes_met"`
	NotesMissed  []Note       `json:"notes_missed"`
	Sources      []Source     `json:"sources"`
	Method       Method       `json:"method"`
	Disclaimer   string       `json:"disclaimer"`

	// Debrief is what the report was made of, for a format that needs an id or a
	// state that no reader sees.
	Debrief game.Debrief `json:"-"`
}

// Points are exact in the model; as JSON they are the nearest number.
type Points struct{ game.Points }

// MarshalJSON writes the nearest floating-point number.
func (p Points) MarshalJSON() ([]byte, error) {
	if p.Den == 0 {
		return []byte("0"), nil
	}
	return strconv.AppendFloat(nil, p.Float(), 'g', -1, 64), nil
}

// Scenario says what was played, and on which rules.
type Scenario struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Summary string   `json:"summary"`
	Variant string   `json:"variant,omitempty"`       // its id
	Label   string   `json:"variant_label,omitempty"` // of the variant
	Digest  string   `json:"digest"`                  // SHA-256 of the rules
	AsOf    string   `json:"as_of,omitempty"`         // facts and law were checked on that day
	License string   `json:"license,omitempty"`
	Authors []string `json:"authors"`
}

// Play says who played when. Seconds counts the time between decisions, without
// pauses of half an hour and more. Seed is text: JSON numbers are too small.
type Play struct {
	Run     string    `json:"run"`
	Player  string    `json:"player,omitempty"`
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended"`
	Seconds int       `json:"seconds"`
	Steps   int       `json:"steps"`
	Seed    string    `json:"seed"`
	Engine  string    `json:"engine"` // version of the program that made the report
}

// Result is what the run came to. Sentence and LuckSentence are those of the
// screen; Ending is an id. NotProved is why there are no more figures, or "".
type Result struct {
	Total        int     `json:"total"`
	Max          int     `json:"max"` // the author's
	Percent      int     `json:"percent"`
	Sentence     string  `json:"sentence"`
	Ending       string  `json:"ending"`
	EndingLabel  string  `json:"ending_label"`
	Proved       bool    `json:"proved"`
	States       int     `json:"states"`
	NotProved    string  `json:"not_proved,omitempty"`
	Best         Points  `json:"best"`
	Worst        Points  `json:"worst"`
	Luckiest     int     `json:"luckiest"`
	Unluckiest   int     `json:"unluckiest"`
	Skill        Points  `json:"skill"`
	Luck         Points  `json:"luck"`
	LuckSentence string  `json:"luck_sentence,omitempty"`
	Regret       Points  `json:"regret"`
	Stake        Points  `json:"stake"`
	Grade        string  `json:"grade"` // game.Grade's name
	GradeLabel   string  `json:"grade_label"`
	Opening      Profits `json:"opening"` // scored before the first decision
}

// Profits are points by dimension, those that are not 0, in the scenario's order.
type Profits []Profit

// Profit is what was earned in one dimension, unweighted.
type Profit struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Points int    `json:"points"`
}

// Overview answers, for someone who did not play: what happened, what was
// decided, what was good, what to change. Each is a list of paragraphs.
type Overview struct {
	Happened []string `json:"happened"`
	Decided  []string `json:"decided"`
	Good     []string `json:"good"`
	Change   []string `json:"change"`
}

// Dimension of the score; Percent is the place in the attainable range, from
// Least to Most.
type Dimension struct {
	ID      string `json:"id"`
	Label   string `json:"label"`
	Points  int    `json:"points"`
	Least   int    `json:"least"`
	Most    int    `json:"most"`
	Max     int    `json:"max"`
	Weight  int    `json:"weight"`
	Percent int    `json:"percent"`
}

// Capability is a learning goal with its HSEEP mark and the ground for it.
// Scenes are the ids of those that train it.
type Capability struct {
	ID        string   `json:"id"`
	Label     string   `json:"label"`
	Scenes    []string `json:"scenes"`
	Mark      string   `json:"mark"` // "P", "S", "M", "U" or "-"
	MarkLabel string   `json:"mark_label"`
	Ground    string   `json:"ground"`
	Decisions int      `json:"decisions"`
	Regret    Points   `json:"regret"`
	Stake     Points   `json:"stake"`
}

// Decision is one line of the timeline. Choice holds the label chosen, or those
// ticked. Better is the sentence that names the better choice, "" where there
// is none; Best holds its labels, and Line the best moves from here, Best first.
// Why is the scenario's rationale for what was chosen, BestWhy for the best.
type Decision struct {
	N          int       `json:"n"` // from 1
	Step       int       `json:"step"`
	Scene      string    `json:"scene"`
	Title      string    `json:"title"`
	Kind       string    `json:"kind"` // "choose" or "question"
	Role       string    `json:"role,omitempty"`
	At         time.Time `json:"at"`
	Seconds    int       `json:"seconds"` // since the decision before it, pauses too
	Item       int       `json:"item,omitempty"`
	Ticks      []int     `json:"ticks,omitzero"`
	Choice     []string  `json:"choice"`
	Points     int       `json:"points"` // weighted, with what came of it up to the next decision
	Profits    Profits   `json:"profits"`
	Regret     Points    `json:"regret"`
	Stake      Points    `json:"stake"`
	Grade      string    `json:"grade"`
	GradeLabel string    `json:"grade_label"`
	StakeText  string    `json:"stake_text,omitempty"`
	Better     string    `json:"better,omitempty"`
	Best       []string  `json:"best"`
	Line       []Move    `json:"line"`
	Why        []string  `json:"why"`
	BestWhy    []string  `json:"best_why"`
	Tags       []string  `json:"tags"`
	Sure       int       `json:"sure,omitempty"` // percent
	Slips      []Slip    `json:"slips"`
}

// Move is one move of a line: the scene's id and title, and the labels chosen.
type Move struct {
	Scene  string   `json:"scene"`
	Title  string   `json:"title"`
	Choice []string `json:"choice"`
}

// Slip is one error of a report with its sentence; Item counts from 1.
type Slip struct {
	Kind  string `json:"kind"`
	Item  int    `json:"item"`
	Label string `json:"label"`
	Cost  Points `json:"cost"`
	Text  string `json:"text"`
}

// ErrorKind sums the errors of one kind up over all reports of the run.
type ErrorKind struct {
	Kind  string `json:"kind"`
	Label string `json:"label"`
	Count int    `json:"count"`
	Cost  Points `json:"cost"`
}

// Leaning is how often choices of a tag gave points away, and how many.
type Leaning struct {
	Tag   string `json:"tag"`
	Label string `json:"label"`
	Times int    `json:"times"`
	Lost  Points `json:"lost"`
}
