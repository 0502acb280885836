package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// TestSolve works out by hand the format's worked example: best 30, worst -4,
// mean of random play 43/3; power off costs 4 points, watching for an hour 12.
func TestSolve(t *testing.T) {
	var out, errs bytes.Buffer
	w := world{in: strings.NewReader(""), out: &out, err: &errs, env: func(string) string { return "" }}
	if code := run(context.Background(), w, []string{"solve", "../../game/parse/testdata/members-page.md", "--json"}); code != done {
		t.Fatalf("exit %d\n%s", code, errs.String())
	}
	var doc solveJSON
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if !doc.Proved || doc.Best != 30 || doc.Worst != -4 || math.Abs(doc.Mean-43.0/3) > 1e-9 || doc.Luckiest != 30 || doc.Unluckiest != -4 {
		t.Errorf("got best %v, worst %v, mean %v, extremes %d and %d", doc.Best, doc.Worst, doc.Mean, doc.Luckiest, doc.Unluckiest)
	}
	if got := doc.Scores["report"]; got != (rangeJSON{18, -4}) {
		t.Errorf("report ranges over %+v", got)
	}
	regrets := map[string][]float64{}
	for _, d := range doc.Decisions {
		for _, it := range d.Items {
			if it.Least != it.Most {
				t.Errorf("%s %d%v: regret from %v to %v, want one value", d.Scene, it.N, it.Ticks, it.Least, it.Most)
			}
			regrets[d.Scene] = append(regrets[d.Scene], it.Most)
		}
	}
	for scene, want := range map[string][]float64{
		"first-report": {0, 4, 12}, "press": {0, 0, 6}, "isolated": {12, 6, 6, 0, 16, 10, 10, 4},
	} {
		if got := regrets[scene]; !equal(got, want) {
			t.Errorf("%s: regrets %v, want %v", scene, got, want)
		}
	}
	storm := doc.Endings["storm"]
	if len(storm.Shortest) != 3 || storm.Shortest[2].N != 3 || math.Abs(storm.Random+doc.Endings["calm"].Random-1) > 1e-9 {
		t.Errorf("the storm: %+v", storm)
	}
}

func equal(a, b []float64) bool {
	for i := range a {
		if len(a) != len(b) || math.Abs(a[i]-b[i]) > 1e-9 {
			return false
		}
	}
	return len(a) == len(b)
}
