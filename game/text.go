package game

import (
	"strconv"
	"strings"
)

// Text is the wording of a scenario in one language. Scenes and their items
// stand in the order of the rules, so an index found there is good here.
type Text struct {
	Lang     string
	Title    string
	Summary  string
	Lead     []Block // between the title and the first scene
	Cast     map[string]Actor
	Roles    map[string]string
	Vars     map[string]Meter
	Scores   map[string]string
	Endings  map[string]string
	Variants map[string]string
	Tags     map[string]string
	Goals    []Goal
	Glossary []Term
	Sources  []Source
	Notes    map[string]Note // by path from the scenario's folder
	Scenes   []SceneText
}

// Actor is someone who speaks: Name as shown, Role for the name plate, Portrait
// the name of a picture; Player marks who the player is.
type Actor struct {
	Name, Role, Portrait string
	Player               bool
}

// Meter is how a variable is shown. A variable without a label is not shown
// among the meters. Values are the words for an enum's values.
type Meter struct {
	Label, Unit string
	Values      map[string]string
}

// Goal is a learning goal and the scenes (by id) that teach it.
type Goal struct {
	ID, Label string
	Scenes    []string
}

// Term is a glossary entry: a word, one line, and a note that explains it, if any.
type Term struct {
	Key  string // the word in the base file: the same term in all languages
	Word string
	Line string
	Note string // path, or empty
}

// Source is one citation of the scenario's list.
type Source struct{ ID, Citation string }

// Note is a technical note: a Markdown page beside the scenario.
type Note struct{ Path, Title, Markdown string }

// SceneText is the wording of one scene.
type SceneText struct {
	Title  string
	Blocks []Block
	Items  []ItemText
	Then   []string // labels of what follows a question
}

// ItemText is a label, and the rationale that is shown once it was chosen.
type ItemText struct {
	Label    string // inline Markdown
	Feedback []Block
}

// BlockKind says what a block is for, and so who sees it and when.
type BlockKind int

// Kinds of block. Facilitator and Lesson are not shown in play; Private is for
// the role named in For.
const (
	Para BlockKind = iota
	Speech
	Quote
	Table
	Picture
	Fence
	Facilitator // [!NOTE]
	Tip         // [!TIP]
	Banner      // [!WARNING]
	Lesson      // [!IMPORTANT]
	Private     // [!CAUTION]
)

// Block is one piece of wording. Its text is Markdown in parts: literal text,
// and expressions whose value stands there when it is shown.
type Block struct {
	Kind  BlockKind
	Who   string // Speech: the name as written in this file
	Parts []Part
	If    *Expr
	For   string // role id; empty: everyone
	Pos   Pos
}

// Part is literal Markdown, or the value of an expression.
type Part struct {
	Text string
	Expr *Expr
}

// Show gives the block's Markdown in a state, and whether it is shown at all.
// Who may see it (For, Kind) is the caller's question.
func (sc *Scenario) Show(b Block, s State, lang string) (string, bool) {
	if b.If != nil && eval(b.If.prog, &s, tally{}) == 0 {
		return "", false
	}
	var out strings.Builder
	for _, p := range b.Parts {
		if p.Expr == nil {
			out.WriteString(p.Text)
			continue
		}
		out.WriteString(sc.format(p.Expr, s, lang))
	}
	return out.String(), true
}

// format writes a value as prose does: a number in digits, an enum's value by
// its word in the language.
func (sc *Scenario) format(e *Expr, s State, lang string) string {
	v := int(eval(e.prog, &s, tally{}))
	if e.Op == OpVar {
		if i := sc.VarIndex(e.Name); i >= 0 && sc.rules.Vars[i].Type == Enum {
			return sc.Text(lang).Word(sc.rules.Vars[i], v)
		}
	}
	return Digits(v)
}

// Word is an enum's value as this language calls it.
func (t *Text) Word(v Var, value int) string {
	if value < 0 || value >= len(v.Values) {
		return ""
	}
	name := v.Values[value]
	if w := t.Vars[v.Name].Values[name]; w != "" {
		return w
	}
	return name
}

// Digits writes a whole number with commas between thousands: 48,000.
func Digits(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
