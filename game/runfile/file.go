// Package runfile writes and reads a run as a file that can be handed on:
// JSON Lines, one line a decision, each chained to the line before. A workshop is
// written in the same way, one line an entry of its log; see Room.
//
//	{"format":"kobayashi-run/1","id":…,"player":…,"scenario":…,"digest":…,"variant":…,"lang":…,"seed":"7","started":…,"engine":…,"prev":"000…","hash":…}
//	{"seq":0,"scene":…,"n":2,"mark":…,"sure":70,"at":…,"prev":…,"hash":…}
//	{"seq":1,"scene":…,"ticks":[1,3],"mark":…,"at":…,"prev":…,"hash":…}
//	{"end":{"ending":…,"total":71,"max":100,"skill":"137/2","luck":"5/2"},"hotwash":{…},"prev":…,"hash":…}
//
// The hash of a line is the SHA-256, in lower-case hex, of the line's bytes from
// its first brace up to and without ,"hash":. Its prev is the hash of the line
// before, 64 zeros in the first. So each byte stands in the hash of its own line
// and, through prev, in all that follow. The last line is always there; of a run
// that is not over it says "end":null, and what was scored by the solver is left
// out where it could not be proved. The path of a private scenario is not in it.
//
// There is one way to write a run, and Read refuses every other: unknown or
// doubled keys, another order, blanks, CR, a byte order mark, bytes after the
// last line; and values that no play of this program leaves. It does not know
// the rules, so whether the decisions can be made and come to that end is for
// the caller to replay. A whole chain is proof against accidents, not against a
// forger, who can hash too.
package runfile

import (
	"fmt"
	"reflect"
	"time"

	"kobayashi/game"
)

// format names this form of file. Another number is another form.
const (
	family = "kobayashi-run/"
	format = family + "1"
)

// Limits of a file, looked at before anything is parsed.
const (
	MaxSize  = 4 << 20  // bytes
	MaxLine  = 16 << 10 // bytes, without the line feed
	MaxSteps = 10_000
)

// File is a run with what is told about it. Times are kept to the millisecond.
type File struct {
	Record  game.Record // Path is never in a file
	Engine  string      // the version of the program that wrote it
	End     *End        // nil: the run is not over
	Hotwash game.Hotwash
}

// End is what the writer says the run came to. Skill and Luck are both nil where
// the scenario is too large to be proved.
type End struct {
	game.Result
	Skill, Luck *game.Points
}

// Reason says what is wrong with a run file.
type Reason int

// What Read finds, most of all by its line: a file that is too big for a run, is
// no run file, or of a newer program; a line that is too long, has a sign an
// editor or a mail program has put there, was changed, is not written as a run is
// or does not follow on the line before; a value that cannot be; lines after the
// last one; and a file that stops before its last line.
const (
	Big Reason = iota
	Foreign
	Newer
	Long
	Marked
	Carriage
	Changed
	Form
	Chain
	Value
	More
	Torn
)

func (r Reason) String() string {
	return [...]string{
		"the file is too big for a run",
		"this is no run file",
		"the file was written by a newer version",
		"the line is too long",
		"the file begins with a byte order mark",
		"the line ends in a carriage return",
		"the line was changed after it was written",
		"the line is not written as a run is",
		"the line does not follow on the one before",
		"the value cannot be",
		"there is more after the last line",
		"the file stops in the middle",
	}[r]
}

// Fault says where a run file is not one (lines from 1) and why. Detail says
// more about it, in English, for some of the reasons.
type Fault struct {
	Line   int
	Reason Reason
	Detail string
}

func (f *Fault) Error() string {
	text := fmt.Sprintf("line %d: %s", f.Line, f.Reason)
	if f.Detail != "" {
		text += ": " + f.Detail
	}
	return text
}

// LineOf is the line of a step (from 0), or of the end for the number of steps.
func LineOf(step int) int { return step + 2 }

// Begins reports whether b is the run a as far as a goes: the same luck on the
// same rules, the same decisions at the same times (to the millisecond). Where
// the scenario lies on a disk is no part of it.
func Begins(a, b game.Record) bool {
	head := func(r game.Record) game.Record {
		r.Path, r.Steps, r.Started = "", nil, time.Time{}
		return r
	}
	if len(a.Steps) > len(b.Steps) || !reflect.DeepEqual(head(a), head(b)) || writeTime(a.Started) != writeTime(b.Started) {
		return false
	}
	for i, st := range a.Steps {
		if !st.Same(b.Steps[i]) || writeTime(st.At) != writeTime(b.Steps[i].At) {
			return false
		}
	}
	return true
}
