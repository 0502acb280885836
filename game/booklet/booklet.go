package booklet

import "kobayashi/game"

// Audience is who a booklet is for.
type Audience string

// Players are told what a player on a screen is told; the facilitator is told
// everything.
const (
	Players     Audience = "players"
	Facilitator Audience = "facilitator"
)

// Booklet is a scenario on paper, in one language and one variant. Its texts are
// clean; those named MD are Markdown, the others plain lines.
type Booklet struct {
	For      Audience
	Lang     string
	Engine   string
	ID       string
	Digest   string
	Title    string
	Summary  string
	Variant  string // label
	Role     string // label of the role it is for; "" for everyone
	Minutes  int
	Level    int
	AsOf     string
	License  string
	Authors  []string
	Lead     []Block
	Cast     []Person
	Roles    []string
	Meters   []Meter // with a name of their own
	Marks    []Meter // kept by a number, so that their names tell nothing
	Cards    []Card
	Sealed   []Card // injects
	Endings  []Card
	Dice     bool  // chance decides somewhere
	Sure     bool  // confidence is asked for
	Rows     int   // lines of the tally sheet: more than the longest play along the guide
	Levels   []int // answers to how sure, in percent
	Glossary []Term

	// The facilitator's alone.
	Slips   []Slip
	Proof   *Proof
	Why     string // why nothing is proved, where it is not
	Plan    []Stop
	Private []Private
	Scores  []Score
	Goals   []Goal
	Notes   []game.Note
	Sources []string
}

// Person is one of the cast.
type Person struct {
	Name, Role string
	Player     bool
}

// Meter is a variable that is kept with a pencil. Start is in words; Range is ""
// for what is ticked or named.
type Meter struct {
	Name, Unit, Start, Range string
	Tick                     bool
	Words                    []string // of one of a list: its values, in order
	Var                      string   // for the facilitator: its name in the file
}

// Block is a piece of a card's text.
type Block struct {
	Kind  string // para, speech, tip, warning, note, lesson, private
	Label string // who speaks, or what it is
	Cond  string // in words: it is read only then
	MD    string
}

// Card is a scene. Its number is its place in the file, so that it is the same
// in every booklet of the scenario.
type Card struct {
	N       int
	ID      string
	Title   string
	Role    string   // who decides
	When    string   // of a sealed card: what opens it
	Arrive  []string // what changes on arrival
	Blocks  []Block
	Kind    string // choose, on (a single way), route, chance, question, end
	Choices []Choice
	Ways    []Choice // behind a question
	Limit   string   // time limit, in words
	Ending  string

	// The facilitator's alone.
	Minutes int
	Notes   []Block // for the facilitator, and the lesson
	Points  []string
	Worst   string // of a question: what the worst answer gives away
}

// Choice is one line of a decision.
type Choice struct {
	Letter string
	MD     string
	Cond   string // in words
	Dice   string // 01-70
	Slip   string // the slip to ask for, or ""
	Go     string // where it leads, in words

	// The facilitator's alone.
	Right   bool // tick it
	Best    bool
	Regret  string
	Effects []string
	Points  []string
	Leans   []string
}

// Slip is what is handed over after a choice: the rationale, what changes, and
// where it leads. It holds no points.
type Slip struct {
	Code    string
	Card    string // title of the card it belongs to
	MD      string // what was chosen or fell
	Blocks  []Block
	Effects []string
	Go      string
}

// Proof is what is known of the variant.
type Proof struct {
	States      int
	Best, Worst string
	Least, Most int
	Max         int
}

// Stop is a line of the timing plan: a card of a good play and when it is due,
// in minutes from the start.
type Stop struct {
	At, N, Minutes int
	Title          string
	Choice         string // letters of the best answer
}

// Private are the private words of a role, by card.
type Private struct {
	Role  string
	Cards []Card
}

// Score is a dimension. Least and Most are the extremes over all plays.
type Score struct {
	Label       string
	Max, Weight int
	Least, Most int
}

// Goal is a learning goal and its cards.
type Goal struct {
	Label string
	Cards []string
}

// Term is an entry of the glossary: what it means, or the title of its note.
type Term struct{ Word, Line string }
