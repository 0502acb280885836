package runfile_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"kobayashi/game"
	"kobayashi/game/runfile"
)

func TestGolden(t *testing.T) {
	golden(t, "finished.jsonl", write(t, finished()))
	golden(t, "open.jsonl", write(t, open()))
}

func TestReadBackAsWritten(t *testing.T) {
	for name, f := range files() {
		text := write(t, f)
		got, err := runfile.Read(bytes.NewReader(text))
		must(t, err)
		if !reflect.DeepEqual(got, f) {
			t.Errorf("%s: got  %+v\nwant %+v", name, got, f)
		}
		if again := write(t, got); !bytes.Equal(again, text) {
			t.Errorf("%s: written again it is\n%s\nnot\n%s", name, again, text)
		}
		if !bytes.Equal(forge(bodies(text)), text) {
			t.Errorf("%s: the chain is not what the package's comment says", name)
		}
	}
}

func TestAPathIsNotHandedOn(t *testing.T) {
	f := finished()
	f.Record.Path = "/home/kobayashi/secret.md"
	if text := write(t, f); bytes.Contains(text, []byte("secret")) {
		t.Errorf("the path of the scenario is in the file:\n%s", text)
	}
}

func TestTimesAreKeptToTheMillisecondInUTC(t *testing.T) {
	f := open()
	f.Record.Started = time.Date(2026, 4, 1, 16, 40, 0, 123_999_999, time.FixedZone("JST", 9*60*60))
	got, err := runfile.Read(bytes.NewReader(write(t, f)))
	must(t, err)
	if got.Record.Started != day {
		t.Errorf("got %v, want %v", got.Record.Started, day)
	}
}

// Nothing is written that could not be read.
func TestWriteRefuses(t *testing.T) {
	tests := map[string]func(*runfile.File){
		"no-id":           func(f *runfile.File) { f.Record.ID = "" },
		"id-like-a-path":  func(f *runfile.File) { f.Record.ID = "../x" },
		"id-like-a-flag":  func(f *runfile.File) { f.Record.ID = "-o" },
		"long-id":         func(f *runfile.File) { f.Record.ID = strings.Repeat("a", 65) },
		"escape":          func(f *runfile.File) { f.Record.Player = "\x1b[2J" },
		"bidi":            func(f *runfile.File) { f.Record.Player = "a\u202eb" },
		"not-utf-8":       func(f *runfile.File) { f.Record.Player = "\xff" },
		"long":            func(f *runfile.File) { f.Record.Player = strings.Repeat("長", 501) },
		"line-separator":  func(f *runfile.File) { f.Record.Steps[0].Scene = "\u2028" },
		"digest":          func(f *runfile.File) { f.Record.Digest = "d1" },
		"mark":            func(f *runfile.File) { f.Record.Steps[1].Mark = "0123ABCD" },
		"neither":         func(f *runfile.File) { f.Record.Steps[1].N = 0 },
		"both":            func(f *runfile.File) { f.Record.Steps[1].Ticks = []int{1} },
		"too-high":        func(f *runfile.File) { f.Record.Steps[1].N = game.MaxItems + 1 },
		"sure":            func(f *runfile.File) { f.Record.Steps[1].Sure = 101 },
		"ticks":           func(f *runfile.File) { f.Record.Steps[2].Ticks = []int{3, 1} },
		"hotwash":         func(f *runfile.File) { f.Hotwash.Gap = "a\nb" },
		"year":            func(f *runfile.File) { f.Record.Started = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC) },
		"skill-alone":     func(f *runfile.File) { f.End.Luck = nil },
		"not-lowest":      func(f *runfile.File) { f.End.Luck = &game.Points{Num: 2, Den: 4} },
		"fraction-of-0":   func(f *runfile.File) { f.End.Luck = &game.Points{} },
		"too-many-steps":  func(f *runfile.File) { f.Record.Steps = many(runfile.MaxSteps + 1) },
		"ending-too-long": func(f *runfile.File) { f.End.Ending = strings.Repeat("a", 501) },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			f := finished()
			spoil(&f)
			var out bytes.Buffer
			if err := runfile.Write(&out, f); err == nil || out.Len() > 0 {
				t.Errorf("got %v and %d bytes, want an error and none", err, out.Len())
			}
		})
	}
}

func many(n int) []game.Step {
	steps := make([]game.Step, n)
	for i := range steps {
		steps[i] = game.Step{Scene: "a", N: 1, Mark: "00000000", At: day}
	}
	return steps
}

func TestLimits(t *testing.T) {
	f := finished()
	f.Record.Steps = many(runfile.MaxSteps)
	text := write(t, f)
	got, err := runfile.Read(bytes.NewReader(text))
	must(t, err)
	if len(got.Record.Steps) != runfile.MaxSteps {
		t.Errorf("got %d steps, want %d", len(got.Record.Steps), runfile.MaxSteps)
	}

	list := bodies(text)
	last := list[len(list)-1]
	list[len(list)-1] = `{"seq":10000,` + strings.TrimPrefix(list[len(list)-2], `{"seq":9999,`)
	list = append(list, last)
	long := `{"seq":0,"scene":"` + strings.Repeat("a", runfile.MaxLine)
	tests := map[string]struct {
		text []byte
		line int
		want runfile.Reason
	}{
		"one-step-more": {forge(list), runfile.LineOf(runfile.MaxSteps), runfile.Big},
		"size":          {append(text, make([]byte, runfile.MaxSize+1-len(text))...), 1, runfile.Big},
		"line":          {forge([]string{list[0], long}), 2, runfile.Long},
		"line-open":     {append(forge(list[:1]), long...), 2, runfile.Long},
	}
	for name, tt := range tests {
		_, err := runfile.Read(bytes.NewReader(tt.text))
		var fault *runfile.Fault
		if !errors.As(err, &fault) || fault.Line != tt.line || fault.Reason != tt.want {
			t.Errorf("%s: got %v, want line %d: %v", name, err, tt.line, tt.want)
		}
	}
}

func TestReadingFails(t *testing.T) {
	broken := errors.New("the cable is out")
	var fault *runfile.Fault
	if _, err := runfile.Read(iotest.ErrReader(broken)); !errors.Is(err, broken) || errors.As(err, &fault) {
		t.Errorf("got %v, want %v and no fault of the file", err, broken)
	}
}

func TestBegins(t *testing.T) {
	tests := []struct {
		name   string
		change func(*game.Record)
		want   bool
	}{
		{"same", func(*game.Record) {}, true},
		{"elsewhere-on-disk", func(r *game.Record) { r.Path = "/x.md" }, true},
		{"below-a-millisecond", func(r *game.Record) { r.Started = r.Started.Add(time.Microsecond) }, true},
		{"shorter", func(r *game.Record) { r.Steps = r.Steps[:2] }, true},
		{"none", func(r *game.Record) { r.Steps = nil }, true},
		{"longer", func(r *game.Record) { r.Steps = append(r.Steps[:4:4], r.Steps[0]) }, false},
		{"seed", func(r *game.Record) { r.Seed-- }, false},
		{"player", func(r *game.Record) { r.Player = "" }, false},
		{"started", func(r *game.Record) { r.Started = r.Started.Add(time.Millisecond) }, false},
		{"choice", func(r *game.Record) { r.Steps[1].N-- }, false},
		{"ticks", func(r *game.Record) { r.Steps[2].Ticks = nil }, false},
		{"sure", func(r *game.Record) { r.Steps[0].Sure = 50 }, false},
		{"time", func(r *game.Record) { r.Steps[0].At = day }, false},
	}
	for _, tt := range tests {
		a := finished().Record
		tt.change(&a)
		if got := runfile.Begins(a, finished().Record); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}
