package parse

import (
	"iter"

	"kobayashi/game"
)

// Near gives the known name that was most likely meant: at most two slips away,
// and not more than a third of what was written. Ties go to the earlier name.
// Without one it gives "".
func Near(wrote string, known iter.Seq[string]) string {
	a := []rune(wrote)
	if len(a) > 64 {
		return ""
	}
	best, found := min(2, max(1, len(a)/3))+1, ""
	for name := range known {
		if name == wrote {
			continue
		}
		b := []rune(name)
		if len(b) > 64 || len(a)-len(b) >= best || len(b)-len(a) >= best {
			continue
		}
		// One letter replaced in a one-letter name is no likeness.
		if d := slips(a, b); d < best && d < max(len(a), len(b)) {
			best, found = d, name
		}
	}
	return found
}

// slips counts the letters put in, left out, replaced or swapped with their
// neighbour between two words (optimal string alignment).
func slips(a, b []rune) int {
	var rows [3][66]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// didYouMean is the mend for a misspelt name: the near one, or what else to do.
func didYouMean(wrote string, known iter.Seq[string], other game.Phrase) game.Phrase {
	if name := Near(wrote, known); name != "" {
		return game.Say("「%s」のことですか", "did you mean %q?", show(name))
	}
	return other
}
