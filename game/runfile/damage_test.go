package runfile_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"testing"

	"kobayashi/game/runfile"
)

// refused expects a fault, and that a torn file gives nothing but steps of the
// run it was cut from.
func refused(t *testing.T, what string, at int, text []byte, of runfile.File) *runfile.Fault {
	t.Helper()
	f, err := runfile.Read(bytes.NewReader(text))
	var fault *runfile.Fault
	if !errors.As(err, &fault) {
		t.Fatalf("%s at byte %d: accepted (%v):\n%s", what, at, err, text)
	}
	switch {
	case fault.Reason != runfile.Torn:
		if f.Record.ID != "" {
			t.Fatalf("%s at byte %d: %v, and yet a run", what, at, fault)
		}
	case f.End != nil || !f.Hotwash.Empty() || f.Record.ID != "" && !runfile.Begins(f.Record, of.Record):
		t.Fatalf("%s at byte %d: %v, with what was never written: %+v", what, at, fault, f)
	}
	return fault
}

// TestEveryByteIsWatched changes, takes out and puts in one byte everywhere:
// with KOBAYASHI_ALL every bit of it, and more signs to put in.
func TestEveryByteIsWatched(t *testing.T) {
	bits, signs := 1, []byte{'\n', ' ', '0'}
	if os.Getenv("KOBAYASHI_ALL") != "" {
		bits, signs = 8, []byte{0, '\n', '\r', ' ', '"', '0', 'a', '}', 0x80}
	}
	tried := 0
	for name, f := range map[string]runfile.File{"finished": finished(), "open": open()} {
		whole := write(t, f)
		for at := range whole {
			line := 1 + bytes.Count(whole[:at], []byte{'\n'})
			for bit := range bits {
				text := bytes.Clone(whole)
				text[at] ^= 1 << ((at + bit) % 8)
				if fault := refused(t, name+" with a flipped bit", at, text, f); fault.Line != line {
					t.Fatalf("%s with a flipped bit in line %d: %v", name, line, fault)
				}
			}
			for _, b := range []byte{0, '\n', '0'} {
				if b != whole[at] {
					text := bytes.Clone(whole)
					text[at] = b
					refused(t, name+" with another byte", at, text, f)
				}
			}
			refused(t, name+" without a byte", at, slices.Delete(bytes.Clone(whole), at, at+1), f)
			tried += bits + 3
		}
		for at := range len(whole) + 1 {
			for _, b := range signs {
				refused(t, name+" with a byte more", at, slices.Insert(bytes.Clone(whole), at, b), f)
				tried++
			}
		}
	}
	t.Logf("%d damaged files, none accepted", tried)
}

// TestCutAnywhere keeps the steps that are whole of a file that stops early.
func TestCutAnywhere(t *testing.T) {
	for name, f := range files() {
		whole := write(t, f)
		for size := range whole {
			fault := refused(t, name+" cut", size, whole[:size], f)
			lines := bytes.Count(whole[:size], []byte{'\n'})
			if lines == 0 {
				continue // not even the header is whole
			}
			if fault.Reason != runfile.Torn || fault.Line != lines+1 {
				t.Fatalf("%s cut to %d bytes: got %v, want torn in line %d", name, size, fault, lines+1)
			}
			kept, _ := runfile.Read(bytes.NewReader(whole[:size]))
			if len(kept.Record.Steps) != lines-1 || kept.Record.ID != f.Record.ID {
				t.Fatalf("%s cut to %d bytes: %d steps, want %d", name, size, len(kept.Record.Steps), lines-1)
			}
		}
	}
}

// TestLinesStandInTheirOrder moves whole lines, each sound in itself.
func TestLinesStandInTheirOrder(t *testing.T) {
	f := finished()
	other := finished()
	other.Record.Seed--
	lines := bytes.SplitAfter(bytes.TrimSuffix(write(t, f), []byte("\n")), []byte("\n"))
	lines[len(lines)-1] = append(lines[len(lines)-1], '\n')
	foreign := bytes.SplitAfter(write(t, other), []byte("\n"))
	last := len(lines) - 1
	tests := map[string]struct {
		lines [][]byte
		line  int
		want  runfile.Reason
	}{
		"swapped":        {[][]byte{lines[0], lines[2], lines[1], lines[3], lines[4], lines[5]}, 2, runfile.Value},
		"doubled":        {[][]byte{lines[0], lines[1], lines[1], lines[2]}, 3, runfile.Value},
		"left-out":       {[][]byte{lines[0], lines[1], lines[2], lines[3], lines[last]}, 5, runfile.Chain},
		"other-run":      {[][]byte{lines[0], foreign[1], lines[2]}, 2, runfile.Chain},
		"other-end":      {[][]byte{lines[0], lines[1], lines[2], lines[3], lines[4], foreign[last]}, 6, runfile.Chain},
		"no-header":      {lines[1:], 1, runfile.Foreign},
		"two-ends":       {append(slices.Clone(lines), lines[last]), 7, runfile.More},
		"two-runs":       {append(slices.Clone(lines), lines...), 7, runfile.More},
		"header-again":   {[][]byte{lines[0], lines[0]}, 2, runfile.Form},
		"an-empty-line":  {append(slices.Clone(lines), []byte("\n")), 7, runfile.More},
		"a-line-between": {[][]byte{lines[0], []byte("\n"), lines[1]}, 2, runfile.Form},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			fault := refused(t, name, 0, bytes.Join(tt.lines, nil), f)
			if fault.Line != tt.line || fault.Reason != tt.want {
				t.Errorf("got %v, want line %d: %v", fault, tt.line, tt.want)
			}
		})
	}
}
