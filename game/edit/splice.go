package edit

import (
	"bytes"
	"cmp"
	"slices"

	"kobayashi/game/parse"
)

// Change is a stretch of a text and what is to stand there.
type Change struct {
	At   parse.Span
	Text string
}

// Splice makes changes to a text. Of two that overlap the one that begins first
// is made; of two at one place, both in their order if the first takes nothing
// away.
func Splice(text []byte, changes []Change) []byte {
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(a.At.Start, b.At.Start) })
	var out bytes.Buffer
	done := 0
	for _, c := range changes {
		if c.At.Start < done || c.At.End < c.At.Start || c.At.End > len(text) {
			continue
		}
		out.Write(text[done:c.At.Start])
		out.WriteString(c.Text)
		done = c.At.End
	}
	out.Write(text[done:])
	return out.Bytes()
}
