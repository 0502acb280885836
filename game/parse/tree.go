package parse

import (
	"io/fs"

	"kobayashi/game"
)

// Span is a stretch of a file's Source, in bytes: from Start to before End.
// File.Pos and File.Range make line and column of it.
type Span struct{ Start, End int }

// Empty reports whether nothing is in the span.
func (s Span) Empty() bool { return s.End <= s.Start }

// Result is what Read found.
type Result struct {
	Base         *File   // nil if the file could not be read at all
	Translations []*File // NAME.LANG.md beside the base, in order of LANG
	Includes     []*File // in order of first use; each file once
	// Scenario is nil if the base or an included file has an error. A
	// translation with an error is left out of it, and no reason to refuse it.
	Scenario *game.Scenario
	// Rules are what could be compiled, errors or not; Origin says for each of
	// its scenes where it was written.
	Rules    game.Rules
	Origin   []Origin
	Problems []game.Problem // sorted, none twice
	FS       fs.FS          // what Read was given, for rules that look at files
}

// Origin is the place a scene of the rules was written at.
type Origin struct {
	File  *File
	Scene *Scene
}

// File is one parsed Markdown file. Its tree holds what is written, faults too.
type File struct {
	Path   string // slash-separated, from the root of the FS
	Lang   string // "" if the front matter does not say
	Source []byte // without BOM, line ends as LF; every Span is in it
	BOM    bool
	CRLF   bool
	Front  *Front // never nil; empty if there is none
	Body   int    // where the Markdown begins
	Title  Title  // the H1
	Lead   []*Block
	Scenes []*Scene // in order of the file, duplicates too
	// Comments are all of the file; those of a scene stand in it too.
	Comments []*Comment

	lines []int // offset of each line
	byID  map[string]*Scene
}

// Title is a heading's text: Markdown source without its codes.
type Title struct {
	Text string
	At   Span
}

// Scene is one scene as it is written.
type Scene struct {
	ID     string
	At     Span  // the id in its "## " line
	Span   Span  // from its "## " line to before the next one
	Title  Title // the H3; its At is empty if there is none
	Codes  []*Code
	When   *game.Expr // not nil: an inject
	Role   string
	RoleAt Span
	// Ending is the id of the ending, or "". `end` alone gives the scene's id.
	Ending   string
	EndingAt Span
	// Blocks are prose and the code paragraphs among it, in order.
	Blocks   []*Block
	Decision *Decision // nil: none written
	Comments []*Comment
}

// Block is a paragraph, a quote, a table and so on. A paragraph of code alone
// has Enter set and no text.
type Block struct {
	Kind   game.BlockKind
	Enter  bool
	Span   Span
	Who    string // Speech: the name
	WhoAt  Span
	InCast bool // Who is a name of the cast
	// Bold is a bold beginning that was not taken for a speaker: it is not in
	// the cast and text follows it without a space.
	Bold   string
	BoldAt Span
	Parts  []game.Part // what is shown: Markdown and values
	If     *game.Expr  // all conditions together
	For    string
	ForAt  Span
	Do     []game.Stmt // of Enter
	Codes  []*Code     // every code span of one back-quote, `= expr` too
	Links  []*Link
	Images []*Image
	HTML   []Span
}

// Decision is how a scene goes on.
type Decision struct {
	Kind     game.Kind
	Span     Span
	Items    []*Item
	Then     []*Item // what follows a question: a link paragraph or a route
	ThenSpan Span
}

// Item is one line of a decision, or one way behind a question.
type Item struct {
	Span      Span   // the whole item with its feedback
	Line      Span   // its first paragraph
	Mark      string // "-", "*", "+", "1.", "2)"…; "" for a link paragraph
	Number    int    // as written in an ordered list, else 0
	Box       string // "[x]", "[ ]" as written; "" if there is none
	BoxAt     Span
	Ticked    bool
	Percent   int
	PercentAt Span
	Label     string // inline Markdown without codes
	LabelAt   Span
	Target    string // as written: "#watch", "part.md#a", "#return"
	TargetAt  Span   // empty for a question's item
	Codes     []*Code
	Links     []*Link // the choice's own link is not among them
	If        *game.Expr
	Do        []game.Stmt
	Tags      []string
	After     int // seconds
	Feedback  []*Block

	scene string // the target as the rules name it
}

// Code is a code span of one back-quote.
type Code struct {
	Span  Span // with its back-quotes
	Text  string
	Stmts []*Stmt
	Bad   bool // it could not be read; a problem says why
}

// Stmt is one statement of a code span.
type Stmt struct {
	Kind   StmtKind
	Span   Span
	Name   string // variable, score, ending, role or tag
	NameAt Span
	Op     game.StmtOp // of Effect
	Expr   *game.Expr  // of If, When, Effect, Show
	After  int         // seconds
}

// StmtKind says what a statement is.
type StmtKind int

// Effect changes a variable or a score; Show is `= expr`.
const (
	Effect StmtKind = iota
	Show
	If
	When
	End
	Role
	For
	After
	Tag
)

// Link is a link in prose, in a label or in feedback.
type Link struct {
	Span     Span
	Label    string // as a reader sees it
	Target   string
	TargetAt Span
}

// Image is a picture in prose.
type Image struct {
	Span   Span
	Alt    string
	Path   string // as written
	PathAt Span
}

// Comment is an HTML comment.
type Comment struct {
	Span Span
	Text string // without <!-- and -->
	// LintOK is the rule that `lint-ok RULE: reason` silences, or "".
	LintOK   string
	LintOKAt Span
	Reason   string
}
