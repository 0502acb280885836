package graph_test

import (
	"context"
	"io"
	"strconv"
	"testing"

	"kobayashi/game/graph"
)

// BenchmarkMake is what the figures cost, the solver included.
func BenchmarkMake(b *testing.B) {
	sc := read(b, long(200))
	for b.Loop() {
		if _, err := graph.Make(context.Background(), sc, "en", "", solved); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFigures is what they cost when the solver is done.
func BenchmarkFigures(b *testing.B) {
	sc := read(b, long(200))
	sol, err := solved(context.Background(), sc, "")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := sol.Regrets(0); err != nil { // they are kept
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := graph.Make(context.Background(), sc, "en", "", known(sol)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWrite is the drawing alone.
func BenchmarkWrite(b *testing.B) {
	for _, scenes := range []int{200, 1990} {
		g := graph.Draft(read(b, long(scenes)), "en", "")
		for _, f := range graph.Formats() {
			b.Run(f.Name+"/"+strconv.Itoa(scenes), func(b *testing.B) {
				for b.Loop() {
					if err := f.Write(io.Discard, g, phrases(b, "en"), 80); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
