// Package line is the second door: the whole game as numbered prompts on plain
// lines, for pipes, dumb terminals, screen readers, scripts and tests.
//
// A decision is journalled before the next word is printed, as on the full
// screen, and the same seed and answers give the same transcript to the byte.
//
// What it refuses: to write any control character but the line feed; to wait
// for a key where nothing is to be decided; to count time against a player who is
// alone (a time limit is named, not measured); to go on asking where nobody
// answers.
//
// # In a workshop
//
// Seat is a member's part, Lead the facilitator's, and Board shows the standings.
// There each prompt begins with a word that is the same in every language, so that
// a script can play: "> WORD[ NUMBER[ 1-N]]: " and then a phrase for people.
//
//	> team, join, seat, name, token   at the door
//	> lobby, held, paused             nothing to do but to wait
//	> go 2                            step 2: Enter goes on
//	> vote 3 1-4                      step 3, four options: a number votes (1 3 or 0 in a report)
//	> sure 3 1-5                      how sure that is
//	> wait 3 1-4                      others have not voted; a number changes the vote
//	> again 3 1-4                     the spread is out; a number votes again
//	> decide 3 1-4                    the same, and "d NUMBER" decides
//	> over, debrief, plan 1           at the end, in the debrief, and in the improvement plan
//	> lead, sure                      the facilitator's
//
// What happens meanwhile is written between prompts, and the prompt once more
// after it: the last line that begins with "> " is what is asked. A number that was
// typed for a prompt which things have moved on from is not used, and said so;
// what is said to the table always is. The clocks of a workshop run with its
// server, wherever its people sit. When the input ends the line to the seat is
// closed, and the seat with its votes stays.
package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// Outcome is how a sitting ended.
type Outcome int

// The run reached an ending; the player saved and left; or the input ended
// while an answer was asked for. The caller's exit status is 1 for the last.
const (
	Finished Outcome = iota
	Quit
	InputEnded
)

func (o Outcome) String() string { return [...]string{"finished", "quit", "input ended"}[o] }

// Options are what a play needs. In, Out, Words, Setter, Now, NewID and NewSeed
// must be given, and Scenario for Play.
type Options struct {
	In     io.Reader
	Out    io.Writer
	Words  words.Text
	Book   words.Book // for Menu; the zero Book keeps it to Words
	Setter *typeset.Setter
	// Journal keeps the run. Without one the play is practice: nothing is kept.
	Journal game.Journal
	Width   int  // in cells; 0 means 80
	Spoken  bool // for a screen reader: leaves out the bars drawn of signs

	Now     func() time.Time
	NewID   func() string
	NewSeed func() uint64

	Scenario *game.Scenario
	Path     string // of a scenario that is not on the shelf, else ""
	Variant  string // empty: the first
	// AskVariant lets the player pick a variant when Variant is empty. Menu does.
	AskVariant bool
	Lang       string // of the scenario's wording; empty: that of Words
	// LangFixed keeps Menu to Words although the journal prefers another language.
	LangFixed bool
	Name      string
	Seed      *uint64 // nil: NewSeed is asked
	Resume    string  // id of a run to go on with, asking nothing
	Offer     bool    // offer an unfinished run of the scenario first
	Role      string  // whose private text is shown; empty: everyone's
	// Debrief works out where the points of a finished run went. told, which may
	// be nil, is called from the working goroutine with a share from 0 to 1. With
	// Debrief nil, or an error of it, the results say so and show the rest.
	Debrief func(ctx context.Context, run game.Run, told func(share float64)) (game.Debrief, error)
	// Progress is where a long wait is told: not in Out, which holds the same
	// however fast the machine is. nil: nowhere.
	Progress io.Writer
	// Confidence asks how sure each decision is, also where the scenario does not.
	Confidence bool
	// Again is the command that comes back to this run; empty: kobayashi play
	// with the scenario's id or path.
	Again string

	// From begins a practice at a scene, with Set over the variables. Such a
	// play cannot be replayed, so it is never kept.
	From string
	Set  map[string]int
}

const defaultWidth = 80

// ErrNoScene says that Options.From names no scene.
var ErrNoScene = errors.New("no such scene")

// Play plays one scenario to its ending, or until the player leaves or the input
// ends. An error is a fault of the output, of the context or of the scenario;
// what the journal refuses is settled with the player.
func Play(ctx context.Context, o Options) (Outcome, error) {
	d := sit(o)
	return d.close(d.play(ctx, d.o))
}

// Ways to leave a sitting, as errors so that every prompt can end it.
var (
	errQuit  = errors.New("the player left")
	errEnded = errors.New("the input ended")
)

// A desk is where a player sits: what is read, what is written, in which words.
type desk struct {
	in   *input
	out  *sheet
	set  setting
	say  words.Text
	o    Options
	came time.Time // when the player sat down
	// listen waits for an answer to a prompt where more can happen meanwhile. nil:
	// nothing can, and the input is waited for alone.
	listen func(ctx context.Context, prompt string) (string, error)
}

func sit(o Options) *desk {
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	if o.Lang == "" {
		o.Lang = o.Words.Lang
	}
	d := &desk{in: newInput(o.In), out: newSheet(o.Out), say: o.Words, o: o, came: o.Now()}
	d.set = setting{o.Setter, o.Width, typeset.Style{Ink: typeset.Plain, Lang: o.Lang, Safe: true}}
	return d
}

// close turns how a play ended into an outcome, after all text is out.
func (d *desk) close(err error) (Outcome, error) {
	if failed := d.out.flush(); failed != nil {
		return InputEnded, fmt.Errorf("writing the play: %w", failed)
	}
	switch {
	case err == nil, errors.Is(err, errLeft):
		return Finished, nil
	case errors.Is(err, errQuit):
		return Quit, nil
	case errors.Is(err, errEnded):
		return InputEnded, nil
	}
	return InputEnded, err
}

// play opens a run and plays it to its end.
func (d *desk) play(ctx context.Context, o Options) error {
	t := &table{desk: d, sc: o.Scenario, text: o.Scenario.Text(o.Lang), o: o, met: map[string]bool{}}
	err := t.open(ctx)
	if err == nil {
		err = t.goOn(ctx)
	}
	if err != nil {
		t.farewell(err)
		return err
	}
	return t.after(ctx)
}

// A table is a run being played.
type table struct {
	*desk
	o    Options
	sc   *game.Scenario
	text *game.Text
	run  game.Run
	told int             // how many events of the run's trace have been told
	met  map[string]bool // speakers whose role was said

	seated  bool // a run is on the table
	unsaved bool // the last decision could not be kept
	echoed  bool // what was chosen stands there as it was typed

	beside *game.Run // the run a practice went back in

	// At a table of several: whose private text is shown, and the prompt that
	// asks how sure somebody is.
	sees     func(role string) bool
	wordSure string
}

// practice reports whether nothing of this play is kept.
func (t *table) practice() bool { return t.o.Journal == nil || t.o.From != "" }

// goOn plays from where the run stands to the ending.
func (t *table) goOn(ctx context.Context) error {
	for {
		t.tell(t.told)
		if t.run.Over() {
			return nil
		}
		id, sure, err := t.decide(ctx)
		if err != nil {
			return err
		}
		if err := t.choose(ctx, id, sure); err != nil {
			return err
		}
	}
}
