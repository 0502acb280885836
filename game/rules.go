package game

// Limits on a scenario. They keep every state small enough to be a map key and
// every question small enough to be answered in all its ways.
const (
	MaxScenes  = 2000
	MaxItems   = 20
	MaxScores  = 16
	MaxNumber  = 1_000_000 // the largest bound of a number's range, either way
	maxDepth   = 32        // of an expression
	maxAutoRun = 10_000    // scenes passed without a decision of the player
)

// Rules are everything of a scenario that decides what happens, by name: no
// wording. Two files with equal Rules play alike, whatever their language.
// The JSON form is the export contract of the format.
type Rules struct {
	ID       string
	Start    string // the first scene of the file
	Vars     []Var
	Scores   []ScoreRule
	Endings  []string
	Variants []Variant
	Roles    []string
	Tags     []string
	Fixed    bool // choices keep the order of the file
	Ask      bool // confidence is asked for at each decision
	Scenes   []Scene
}

// VarType is one of the three kinds of variable.
type VarType int

// A number has a range, a yes/no has none, an enum is one of a list.
const (
	Number VarType = iota
	Bool
	Enum
)

func (t VarType) String() string { return [...]string{"number", "bool", "enum"}[t] }

// Var is a variable: for a number Min <= Start <= Max; for a yes/no Start is 0
// or 1; for an enum Start is the place of the value in Values.
type Var struct {
	Name            string
	Type            VarType
	Min, Max, Start int
	Values          []string
}

// ScoreRule is one dimension of the score. The total is the sum of Weight times
// points over all dimensions. Max is the author's claim of the best possible.
type ScoreRule struct {
	Name        string
	Max, Weight int
}

// Variant is a named start: values that replace the variables' own.
type Variant struct {
	ID  string
	Set []Stmt
}

// Scene is the part of a scene that decides what happens.
type Scene struct {
	ID       string
	When     *Expr // not nil: the scene is an inject
	Role     string
	Enter    []Guarded
	Ending   string // not empty: the scene ends the run
	Decision Decision
}

// Guarded is code that runs if its condition held before any of it ran.
type Guarded struct {
	If *Expr // nil: always
	Do []Stmt
}

// StmtOp is what a statement does to its variable or score.
type StmtOp string

// A statement sets, adds to or subtracts from a variable, or adds to a score
// (a score's "-=" is an Award of the negated value).
const (
	Set   StmtOp = "set"
	Add   StmtOp = "add"
	Sub   StmtOp = "sub"
	Award StmtOp = "score"
)

// Stmt is one statement.
type Stmt struct {
	Op   StmtOp
	Name string
	Expr *Expr
}

// Kind says how a scene goes on.
type Kind int

// The ways a scene goes on: the player chooses one, the first fitting way is
// taken, chance decides, the player ticks any number, or the run is over.
const (
	End Kind = iota
	Choose
	Route
	Chance
	Question
)

func (k Kind) String() string {
	return [...]string{"end", "choose", "route", "chance", "question"}[k]
}

// Return is the target that goes back to the scene an inject interrupted.
const Return = "#return"

// Decision is how a scene goes on. Then is what follows a question: one way
// without a condition, or a route.
type Decision struct {
	Kind  Kind
	Items []Item
	Then  []Way
}

// Item is one line of a decision, in file order.
type Item struct {
	Target   string // scene id or Return; empty in a question
	If       *Expr
	Percent  int  // of a chance
	Expected bool // a question's item that should be ticked
	Do       []Stmt
	Tags     []string
	After    int // seconds after which this item is taken for a player who has not decided; 0: never
}

// Way is a link with a condition and code, behind a question.
type Way struct {
	Target string
	If     *Expr
	Do     []Stmt
}
