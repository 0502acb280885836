package lint

import "iter"

// near gives the known name that was most likely meant, or "": at most a third
// of the letters and never more than two are put in, left out or replaced.
func near(wrote string, known iter.Seq[string]) string {
	a := []rune(wrote)
	best, found := min(2, max(1, len(a)/3))+1, ""
	for name := range known {
		if name == wrote {
			continue
		}
		b := []rune(name)
		if len(a) > 64 || len(b) > 64 || len(a)-len(b) >= best || len(b)-len(a) >= best {
			continue
		}
		if d := distance(a, b); d < best && d < max(len(a), len(b)) {
			best, found = d, name
		}
	}
	return found
}

// distance is Levenshtein's.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, rb := range b {
			cost := 1
			if ra == rb {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
