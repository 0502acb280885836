package graph_test

import (
	"math"
	"testing"

	"kobayashi/game"
)

// twice is a scenario whose plays come to the same scenes again and again.
const twice = `---
format: 1
id: twice
title: Round and round
lang: en
vars: {left: {min: 0, max: 3, start: 3}}
endings: {out: Out}
---

# Round and round

## hall
### Hall

` + "`left -= 1`" + `

- [Left](#left) ` + "`if left > 0`" + `
- [Right](#right) ` + "`if left > 0`" + `
- [Out](#gate)

## left
### Left

- [Back](#hall)

## right
### Right

- 50% [Back](#hall)
- 50% [Slip](#gate)

## gate
### Gate ` + "`end out`" + `

Out.
`

// TestBrute works the same shares out another way: by every play there is.
func TestBrute(t *testing.T) {
	sc := read(t, twice)
	g := made(t, sc, "en", "")
	share := make([]float64, len(g.Nodes))
	var play func(s game.State, p float64, seen uint64)
	play = func(s game.State, p float64, seen uint64) {
		if seen |= 1 << s.Scene(); sc.Over(s) {
			for i := range share {
				if seen&(1<<i) != 0 {
					share[i] += p
				}
			}
			return
		}
		open := sc.Open(s)
		for _, c := range open {
			next, _, err := sc.Apply(s, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			odds := 1 / float64(len(open))
			if sc.Kind(s) == game.Chance {
				odds = float64(c.Percent) / 100
			}
			play(next, p*odds, seen)
		}
	}
	start, _ := sc.Start("")
	play(start, 1, 0)
	for i, n := range g.Nodes {
		if math.Abs(n.Share-share[i]) > 1e-12 {
			t.Errorf("%s: share %v, want %v", n.ID, n.Share, share[i])
		}
	}
}
