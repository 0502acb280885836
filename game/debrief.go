package game

// Debrief is a finished run as one sees it who knows every play of the
// scenario. It names scenes, choices and notes; wording comes from Text.
//
// Where Proved is false the state space was too large to look at: then only
// Actual, the decisions with their gains, and the notes are filled in, and
// nobody may show regret, skill or luck.
type Debrief struct {
	Run    Run
	Proved bool
	States int // looked at; Limit is what stopped the look when not Proved
	Limit  int

	// Actual is the total. Best and Worst are the expected totals of the best
	// and the worst choices, Luckiest and Unluckiest the extremes over dice too.
	Actual               int
	Best, Worst          Points
	Luckiest, Unluckiest int
	// Skill is Best less all regrets, Luck is Actual less Skill.
	Skill, Luck Points
	// Regret and Stake are the sums over all decisions; Grade is of these.
	Regret, Stake Points
	Grade         Grade

	Dimensions []Dimension // in the order of the scenario's scores
	Decisions  []Judgement // as Run.Decisions gives them
	Leanings   []Leaning   // in the order of the scenario's tags, those that cost points
	Rivals     []Rival     // endings in the order of the scenario, those that can be reached
	Goals      []GoalMark  // in the order of the scenario's goals
	Confidence Calibration // of this run; N is 0 where it was not asked
	History    Calibration // over the player's finished runs, this one with them

	// Paths of notes in the base language: linked from what was read, and the others.
	NotesMet, NotesMissed []string
}

// Percent is the place of the total in what could be attained at all, from the
// unluckiest worst play (0) to the luckiest best one (100), rounded down.
func (d Debrief) Percent() int { return percent(d.Actual, d.Unluckiest, d.Luckiest) }

// percent is the place of a value between two others, from 0 to 100.
func percent(value, least, most int) int {
	if most <= least {
		return 100
	}
	return min(max((value-least)*100/(most-least), 0), 100)
}

// Dimension is one score dimension of a run. Least and Most are the extremes
// that any play reaches in it; Max and Weight are the author's.
type Dimension struct {
	Name                     string
	Points, Least, Most, Max int
	Weight                   int
}

// Percent is the place of the points in the attainable range, from 0 to 100.
func (d Dimension) Percent() int { return percent(d.Points, d.Least, d.Most) }

// Judgement is one decision as the solver sees it.
type Judgement struct {
	Decided
	// Best gives nothing away; it is the choice itself if that one does not.
	Best   ChoiceID
	Regret Points // what the choice gave away against Best
	Stake  Points // what the worst choice would have given away
	Grade  Grade
	Line   []Move // the best play from here, Best first, until chance or the end
	Slips  []Slip // errors in what was reported
	// Tags are what the choice leans to, BestTags what Best leans to.
	Tags, BestTags []string
	Sure           int // percent, 0: not asked
}

// Leaning is how often choices of a tag gave points away where the best choice
// had another, and how many. The tag "stop" is overreaction, "continue"
// underreaction. What is late or asks for a decision is no leaning.
type Leaning struct {
	Tag   string
	Times int
	Lost  Points
}

// SlipKind tells errors of a report apart.
type SlipKind int

// A report may leave out a fact that was known, assert what nobody knew, ask
// for no decision, or come late.
const (
	Omitted SlipKind = iota
	Asserted
	NoRequest
	Late
)

func (k SlipKind) String() string {
	return [...]string{"omitted", "asserted", "no-request", "late"}[k]
}

// Tags whose meaning the debrief knows. Any other tag is shown by its label.
const (
	TagStop     = "stop"     // leans to stopping: overreaction where it costs
	TagContinue = "continue" // leans to going on: underreaction where it costs
	TagRequest  = "request"  // a report's item that asks for a decision
	TagLate     = "late"     // reports later than it could be
)

// Slip is one error of a report. Item is its place among the scene's items
// (from 0). Cost is what mending this one alone would have brought.
type Slip struct {
	Kind SlipKind
	Item int
	Cost Points
}

// Rival is the most that a play can bring which reaches an ending, dice
// included, and the score of one such play. Better says that this score is at
// least the run's in every dimension and more in one: no weighing of the
// dimensions can then prefer what the run came to.
type Rival struct {
	Ending string
	Total  int
	Score  Score
	Better bool
}

// Dominates reports whether a score is at least as good in every dimension and
// better in one.
func (s Score) Dominates(other Score) bool {
	better := false
	for i := range s {
		if s[i] < other[i] {
			return false
		}
		better = better || s[i] > other[i]
	}
	return better
}

// Mark is a rating of the Homeland Security Exercise and Evaluation Program
// (HSEEP, 2020) for a capability.
type Mark byte

// Performed without challenges, with some, with major challenges, or unable to
// be performed; NotSeen where the run met none of the capability's decisions.
const (
	NotSeen   Mark = '-'
	Performed Mark = 'P'
	Some      Mark = 'S'
	Major     Mark = 'M'
	Unable    Mark = 'U'
)

// GoalMark is how a run did at one learning goal: over the decisions of its
// scenes, what was given away against what was at stake.
type GoalMark struct {
	ID            string
	Decisions     int
	Regret, Stake Points
	Mark          Mark
}

// MarkOf rates what was given away against the stake: P up to a tenth, S up to
// three tenths, M up to six tenths, else U. With decisions but no stake it is P.
func MarkOf(decisions int, regret, stake Points) Mark {
	switch {
	case decisions == 0:
		return NotSeen
	case !less(stake, 1, regret, 10):
		return Performed
	case !less(stake, 3, regret, 10):
		return Some
	case !less(stake, 6, regret, 10):
		return Major
	}
	return Unable
}

// Hotwash is what a player or a team takes home: the first page of the
// improvement plan. Due is a date, YYYY-MM-DD, or empty.
type Hotwash struct {
	Strength string `json:"strength"`
	Gap      string `json:"gap"`
	Action   string `json:"action"`
	Owner    string `json:"owner"`
	Due      string `json:"due"`
}

// Empty reports whether nothing was written.
func (h Hotwash) Empty() bool { return h == Hotwash{} }
