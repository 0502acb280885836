package solve_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// written solves a scenario and gives the file.
func written(t testing.TB, sc *game.Scenario, variant string) (*solve.Solution, []byte) {
	t.Helper()
	sol, err := solve.Solve(context.Background(), sc, variant, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := sol.Write(&out); err != nil {
		t.Fatal(err)
	}
	return sol, out.Bytes()
}

// everything asks a solution all there is to ask.
func everything(sc *game.Scenario, sol *solve.Solution) string {
	var out strings.Builder
	fmt.Fprintln(&out, sol.Variant, sol.States, sol.Best, sol.Worst, sol.Luckiest, sol.Unluckiest, sol.Mean(), sol.Odds(), sol.Dimensions())
	for _, ending := range sc.Rules().Endings {
		total, score, ok := sol.Most(ending)
		fmt.Fprintln(&out, ending, total, score, ok, sol.Shortest(ending))
	}
	for i := range sc.Rules().Scenes {
		lost, err := sol.Regrets(i)
		fmt.Fprintln(&out, i, lost, err)
	}
	sol.Forward(func(at solve.Stand, ways []solve.Way) bool {
		best, ok := at.Choice()
		fmt.Fprint(&out, at.Number(), at.Scene, at.Kind, at.Best(), best, ok)
		for _, w := range ways {
			worth, err := at.Worth(w.ID)
			if w.To.Number() >= at.Number() {
				panic("a way leads round")
			}
			fmt.Fprint(&out, w.ID, w.To.Number(), w.Earns, worth, err)
		}
		return true
	})
	return out.String()
}

// TestReadWhatWasWritten: a solution that was read answers as the one that was
// written, states and all.
func TestReadWhatWasWritten(t *testing.T) {
	eachRandom(t, 200, func(seed uint64, sc *game.Scenario, sol *solve.Solution) {
		var file bytes.Buffer
		if err := sol.Write(&file); err != nil {
			t.Fatal(err)
		}
		again, err := solve.Read(iotest.OneByteReader(&file), sc, "")
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if got, want := everything(sc, again), everything(sc, sol); got != want {
			t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, got, want)
		}
		var states [2][]game.State
		for i, s := range []*solve.Solution{sol, again} {
			s.Backward(func(at solve.Stand, _ []solve.Way) bool {
				states[i] = append(states[i], at.State())
				return true
			})
		}
		if !reflect.DeepEqual(states[0], states[1]) {
			t.Fatalf("seed %d: the states are others", seed)
		}
	})
}

// TestDamagedFile: no byte can be changed, none taken away and none added.
func TestDamagedFile(t *testing.T) {
	sc := compiled(t, randomRules(3))
	_, file := written(t, sc, "")
	t.Logf("%d bytes", len(file))
	wrong := func(what string, text []byte) {
		t.Helper()
		if sol, err := solve.Read(bytes.NewReader(text), sc, ""); err == nil || sol != nil {
			t.Errorf("%s is taken for whole", what)
		}
	}
	for i := range file {
		for _, flip := range []byte{1, 0x80, 0xff} {
			text := bytes.Clone(file)
			text[i] ^= flip
			wrong(fmt.Sprintf("a file with byte %d changed", i), text)
		}
		wrong(fmt.Sprintf("a file of %d bytes", i), file[:i])
	}
	wrong("a longer file", append(bytes.Clone(file), 0))
	if _, err := solve.Read(iotest.ErrReader(io.ErrClosedPipe), sc, ""); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a broken reader: %v", err)
	}
}

// TestOtherFile: a solution of other rules or of another variant is not taken.
func TestOtherFile(t *testing.T) {
	r := randomRules(5)
	r.Variants = []game.Variant{{ID: "one"}, {ID: "two"}}
	sc := compiled(t, r)
	_, file := written(t, sc, "two")
	if _, err := solve.Read(bytes.NewReader(file), sc, "one"); !errors.Is(err, solve.ErrOther) {
		t.Errorf("of another variant: %v", err)
	}
	if _, err := solve.Read(bytes.NewReader(file), compiled(t, randomRules(5)), "two"); !errors.Is(err, solve.ErrOther) {
		t.Errorf("of other rules: %v", err)
	}
	if _, err := solve.Read(bytes.NewReader(file), sc, "two"); err != nil {
		t.Error(err)
	}
}

// forged mends the sum of a file that was changed.
func forged(text []byte) []byte {
	if len(text) < sha256.Size {
		return text
	}
	body := text[:len(text)-sha256.Size]
	sum := sha256.Sum256(body)
	return append(bytes.Clone(body), sum[:]...)
}

// TestForgedFile: even a file with the right sum of the wrong bytes ends in an
// error or in numbers, never in a panic.
func TestForgedFile(t *testing.T) {
	for seed := range uint64(8) {
		sc := compiled(t, randomRules(seed))
		_, file := written(t, sc, "")
		for i := range file {
			for _, flip := range []byte{1, 2, 0x40, 0x80, 0xff} {
				text := bytes.Clone(file)
				text[i] ^= flip
				if sol, err := solve.Read(bytes.NewReader(forged(text)), sc, ""); err == nil {
					everything(sc, sol)
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	sc := compiled(f, randomRules(3))
	_, file := written(f, sc, "")
	f.Add(file)
	f.Fuzz(func(_ *testing.T, text []byte) {
		if sol, err := solve.Read(bytes.NewReader(forged(text)), sc, ""); err == nil {
			everything(sc, sol)
		}
	})
}

// TestFileOfThisVersion: if what is written of rules that did not change is
// another file, either the form is another or the states are, and old files
// must not be taken for new ones: raise the version in fileMagic, then this.
func TestFileOfThisVersion(t *testing.T) {
	sum := sha256.New()
	for seed := range uint64(100) {
		_, file := written(t, compiled(t, randomRules(seed)), "")
		sum.Write(file)
	}
	got := hex.EncodeToString(sum.Sum(nil))
	const path = "testdata/files.sha256"
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || strings.TrimSpace(string(want)) != got {
		t.Errorf("got %s, want %s (%v)", got, want, err)
	}
}

func BenchmarkReadFlagship(b *testing.B) {
	sc := flagship(b)
	_, file := written(b, sc, "")
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := solve.Read(bytes.NewReader(file), sc, ""); err != nil {
			b.Fatal(err)
		}
	}
}
