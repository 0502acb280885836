package typeset

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// phrases is a BudouX model: how much each group of letters around a place says
// for or against a phrase boundary there. It is a table of small numbers, and
// reading it is adding up: 13 features, each of one to three characters.
type phrases struct {
	bias     int // twice the sum at which for and against are even
	features [13]feature
}

// A feature looks at the characters from, from+1 … to-1, counted from the place
// in question.
type feature struct {
	from, to int
	score    map[string]int
}

var featureNames = [13]struct {
	name     string
	from, to int
}{
	{"UW1", -3, -2},
	{"UW2", -2, -1},
	{"UW3", -1, 0},
	{"UW4", 0, 1},
	{"UW5", 1, 2},
	{"UW6", 2, 3},
	{"BW1", -2, 0},
	{"BW2", -1, 1},
	{"BW3", 0, 2},
	{"TW1", -3, 0},
	{"TW2", -2, 1},
	{"TW3", -1, 2},
	{"TW4", 0, 3},
}

// readPhrases reads a model in BudouX's JSON form: feature, then characters,
// then score.
func readPhrases(data []byte) (*phrases, error) {
	var model map[string]map[string]int
	if err := json.Unmarshal(data, &model); err != nil {
		return nil, fmt.Errorf("reading the phrase model: %w", err)
	}
	p := &phrases{}
	for i, f := range featureNames {
		p.features[i] = feature{f.from, f.to, model[f.name]}
	}
	for _, scores := range model {
		for _, n := range scores {
			p.bias += n
		}
	}
	return p, nil
}

// starts tells whether a phrase begins at byte at of text.
func (p *phrases) starts(text string, at int) bool {
	// offset[i] is where the character i-3 from the place starts, or -1.
	var offset [7]int
	for i := range offset {
		offset[i] = -1
	}
	offset[3] = at
	for i, o := 2, at; i >= 0 && o > 0; i-- {
		_, n := utf8.DecodeLastRuneInString(text[:o])
		o -= n
		offset[i] = o
	}
	for i, o := 4, at; i < 7 && o < len(text); i++ {
		_, n := utf8.DecodeRuneInString(text[o:])
		o += n
		offset[i] = o
	}
	sum := 0
	for _, f := range p.features {
		if a, b := offset[f.from+3], offset[f.to+3]; a >= 0 && b >= 0 {
			sum += f.score[text[a:b]]
		}
	}
	return 2*sum > p.bias
}
