package game

import "slices"

// Rules gives what the scenario was compiled from. It must not be changed.
func (sc *Scenario) Rules() *Rules { return &sc.rules }

// Digest is the SHA-256 of the rules in hex: the name of what a run was played
// on. It covers what the rules read (ids, code, ticks, percentages), not wording.
func (sc *Scenario) Digest() string { return sc.digest() }

// ID is the scenario's id on the shelf.
func (sc *Scenario) ID() string { return sc.rules.ID }

// SceneID is the id of a scene by its place.
func (sc *Scenario) SceneID(i int) string { return sc.rules.Scenes[i].ID }

// SceneIndex is the place of a scene by its id, or -1.
func (sc *Scenario) SceneIndex(id string) int { return at(sc.sceneAt, id) }

// VarIndex is the place of a variable by its name, or -1.
func (sc *Scenario) VarIndex(name string) int { return at(sc.varAt, name) }

// ScoreIndex is the place of a score dimension by its name, or -1.
func (sc *Scenario) ScoreIndex(name string) int { return at(sc.scoreAt, name) }

func at(m map[string]int, name string) int {
	if i, ok := m[name]; ok {
		return i
	}
	return -1
}

// Variant gives the variant's id if there is one of that name, else the first
// one's, else "": a scenario without variants has one without a name.
func (sc *Scenario) Variant(id string) string {
	for _, v := range sc.rules.Variants {
		if v.ID == id {
			return id
		}
	}
	if len(sc.rules.Variants) > 0 {
		return sc.rules.Variants[0].ID
	}
	return ""
}

// Text is the wording in a language, or in the base language if there is none.
func (sc *Scenario) Text(lang string) *Text {
	for _, t := range sc.texts {
		if t.Lang == lang {
			return t
		}
	}
	return sc.texts[0]
}

// Langs lists the languages of the wordings, the base language first.
func (sc *Scenario) Langs() []string {
	var langs []string
	for _, t := range sc.texts {
		langs = append(langs, t.Lang)
	}
	return langs
}

// Total is the weighted sum of a score's dimensions.
func (sc *Scenario) Total(s Score) int {
	var sum int
	for i, d := range sc.rules.Scores {
		sum += int(s[i]) * d.Weight
	}
	return sum
}

// Ending is the id of the ending a state has reached, or "".
func (sc *Scenario) Ending(s State) string { return sc.rules.Scenes[s.at].Ending }

// MaxTotal is the total of the declared maxima.
func (sc *Scenario) MaxTotal() int {
	var sum int
	for _, d := range sc.rules.Scores {
		sum += d.Max * d.Weight
	}
	return sum
}

// Change is what happened to one variable between two states.
type Change struct {
	Var      int
	From, To int
}

// Changes lists the variables that differ, in the order of the file.
func (sc *Scenario) Changes(before, after State) []Change {
	var list []Change
	for i := range sc.slots {
		if a, b := sc.Value(before, i), sc.Value(after, i); a != b {
			list = append(list, Change{i, a, b})
		}
	}
	return list
}

// Equal reports whether two compiled scenarios play alike.
func (sc *Scenario) Equal(other *Scenario) bool {
	return sc == other || sc != nil && other != nil && sc.Digest() == other.Digest() && slices.Equal(sc.Langs(), other.Langs())
}
