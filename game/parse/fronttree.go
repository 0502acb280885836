package parse

import "kobayashi/game"

// Front is a file's front matter, typed, each entry with the place of its key
// and value. What could not be read is left out; a problem says why.
type Front struct {
	Span Span // between the --- lines
	Root *Value

	Format, Minutes, Level   int
	ID, Title, Summary, Lang string
	License, AsOf            string
	Authors                  []string
	Of                       string // not empty: a translation
	Fixed, Ask               bool
	Cast                     []CastEntry
	Roles, Endings, Tags     []Label
	Vars                     []VarEntry
	Score                    []ScoreEntry
	Variants                 []VariantEntry
	Goals                    []GoalEntry
	Glossary                 []TermEntry
	Sources                  []Label
	Maps                     []MapEntry
	Allow                    []Label // a name, and the reason
	Tests                    []Test
	Hashes                   []Label // scene id, and the hash
}

// Entry is what every named line of the front matter has.
type Entry struct {
	ID string
	At Span // the key
	V  Span // the value
}

// Label is an id with its text.
type Label struct {
	Entry
	Text string
}

// CastEntry is someone of the cast. In a translation ID is the base's name and
// Name the translated one; in a base they are equal.
type CastEntry struct {
	Entry
	Name, Role, Portrait string
	Player               bool
}

// VarEntry is a variable. In a translation only its wording is set.
type VarEntry struct {
	Entry
	Var         game.Var
	Label, Unit string
	LabelAt     Span
	Words       map[string]string // enum value -> word
}

// ScoreEntry is a dimension of the score.
type ScoreEntry struct {
	Entry
	Rule  game.ScoreRule
	Label string
	MaxAt Span
}

// VariantEntry is a variant.
type VariantEntry struct {
	Entry
	Label string
	Set   []game.Stmt
}

// GoalEntry is a learning goal.
type GoalEntry struct {
	Entry
	Label  string
	Scenes []Label // ID only
}

// TermEntry is a glossary term. In a translation ID is the base's term.
type TermEntry struct {
	Entry
	Word, Line, Note string
	NoteAt           Span
}

// MapEntry is a pinned framework: `csf: {version: "2.0", ids: [RS.MI-01]}`, or
// with the scenes that train each id, `ids: {RS.MI-01: [first, second]}`.
type MapEntry struct {
	Entry
	Version   string
	VersionAt Span
	IDs       []Mapped
}

// Mapped is an id of a framework; without Trained it speaks of the scenario as a
// whole.
type Mapped struct {
	Entry
	Trained []Entry // scene ids
}

// Scenes are the ids of the scenes.
func (m Mapped) Scenes() []string {
	var list []string
	for _, e := range m.Trained {
		list = append(list, e.ID)
	}
	return list
}

// Test is a recorded play with what it must come to.
type Test struct {
	Span     Span
	Name     string
	Variant  string
	Seed     uint64
	Play     []game.Move
	PlayAt   []Span
	Ending   string
	EndingAt Span
	Score    []ScoreWant
}

// ScoreWant is a dimension of the score and the points it must have.
type ScoreWant struct {
	Entry
	Points int
}

// ValueKind says what a value of the front matter is.
type ValueKind int

// The kinds of value.
const (
	Scalar ValueKind = iota
	List
	Map
)

// Value is a value of the front matter as it is written, with its place.
type Value struct {
	Kind   ValueKind
	Text   string // of a scalar, decoded
	Quoted bool
	Null   bool // nothing is written
	At     Span
	Items  []*Value // of a list
	Keys   []*Value // of a map; Items holds its values
}

// Get gives the value under a key of a map and the key's place, or nil.
func (v *Value) Get(key string) (value *Value, at Span) {
	if v == nil || v.Kind != Map {
		return nil, Span{}
	}
	for i, k := range v.Keys {
		if k.Text == key {
			return v.Items[i], k.At
		}
	}
	return nil, Span{}
}
