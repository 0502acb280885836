package host

import (
	"bufio"
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/runfile"
	"kobayashi/game/workshop"
)

// Intake is where runs come in that were played elsewhere. What it takes is
// consistent: the decisions can be made on these rules and come to that end. That
// they were made honestly it cannot know, and such a team is marked so.
//
// What is sent is lines: the workshop's join code, the team's name, and then the
// run file to the end of the input.
type Intake struct {
	Room *Room
	Name Namer
	// May is asked before a code is looked at; what it answers, workshop.ErrFast
	// say, is the refusal. Wrong is told of each wrong code. Either may be nil.
	May   func() error
	Wrong func()
}

// Receipt is what came of a run: the team it is now, and what it came to. Again
// says that it was here before.
type Receipt struct {
	Team, Name string
	Result     game.Result
	Again      bool
}

// Why a run file is not taken, beside a *runfile.Fault, a *game.Misfit and what
// workshop.Head.Submit answers.
var (
	ErrOpen   = errors.New("the run is not over")
	ErrForged = errors.New("the run does not come to what it says")
)

// Limits of what is sent before the run file, in bytes, and of how long it may
// all take.
const (
	maxCode     = 64
	maxTeam     = 1 << 10
	intakeLimit = 2 * time.Minute
)

// Receive reads one run and takes it in. Nothing of the file is read before the
// code was right, and never more than runfile.MaxSize.
func (in Intake) Receive(ctx context.Context, from io.Reader) (Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, intakeLimit)
	defer cancel()
	type sent struct {
		name string
		file runfile.File
		err  error
	}
	read := make(chan sent, 1)
	go func() {
		var s sent
		s.name, s.file, s.err = in.read(from)
		read <- s
	}()
	// A reader cannot be told to stop. Who goes on reading is let go with the
	// session that it reads from.
	select {
	case <-ctx.Done():
		return Receipt{}, context.Cause(ctx)
	case s := <-read:
		if s.err != nil {
			return Receipt{}, s.err
		}
		return in.take(ctx, s.name, s.file)
	}
}

func (in Intake) read(from io.Reader) (string, runfile.File, error) {
	lines := bufio.NewReader(from)
	code, err := readLine(lines, maxCode)
	if err != nil {
		return "", runfile.File{}, err
	}
	if in.May != nil {
		if err := in.May(); err != nil {
			return "", runfile.File{}, err
		}
	}
	if subtle.ConstantTimeCompare([]byte(Plain(code)), []byte(Plain(in.Room.Head().Opened.Join))) != 1 {
		if in.Wrong != nil {
			in.Wrong()
		}
		return "", runfile.File{}, workshop.ErrCode
	}
	name, err := readLine(lines, maxTeam)
	if err != nil {
		return "", runfile.File{}, err
	}
	file, err := runfile.Read(lines)
	return name, file, err
}

// readLine reads one line of at most so many bytes, without its end.
func readLine(from *bufio.Reader, most int) (string, error) {
	var line []byte
	for {
		c, err := from.ReadByte()
		switch {
		case err == io.EOF:
			return "", workshop.ErrEmpty
		case err != nil:
			return "", fmt.Errorf("reading what is sent in: %w", err)
		case c == '\n':
			return strings.TrimSuffix(string(line), "\r"), nil
		case len(line) == most:
			return "", workshop.ErrLong
		}
		line = append(line, c)
	}
}

// take plays the run again and makes it a team.
func (in Intake) take(ctx context.Context, typed string, file runfile.File) (Receipt, error) {
	name, skeleton, err := in.Name(typed)
	if err != nil {
		return Receipt{}, err
	}
	rec := file.Record
	if o := in.Room.Head().Opened; rec.Scenario != o.Scenario || rec.Digest != o.Digest || rec.Variant != o.Variant {
		return Receipt{}, workshop.ErrMisfit
	}
	result, err := proved(in.Room.Scenario(), file)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{Name: name, Result: result}
	deed := func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		entries, err := h.Submit(name, skeleton, workshop.Submitted{Record: rec}, now)
		if errors.Is(err, workshop.ErrOnce) || err == nil {
			if team, same := in.known(h, rec); same {
				r.Team, r.Name, r.Again = team.ID, team.Name, team.ID == offline(rec)
				return nil, twice(r.Again)
			}
		}
		if err != nil {
			return nil, err
		}
		r.Team = offline(rec)
		if !file.Hotwash.Empty() {
			entries = append(entries, workshop.Write(r.Team, workshop.Server, now, workshop.Wrote{Hotwash: file.Hotwash}))
		}
		return entries, nil
	}
	err = in.Room.Do(ctx, "", deed)
	// Another node may have taken it in a moment ago: its place is in the list
	// before the run itself has come here.
	if _, there := in.Room.Head().Team(offline(rec)); there && errors.Is(err, workshop.ErrOnce) {
		if err := in.Room.refresh(ctx, offline(rec)); err != nil {
			return Receipt{}, err
		}
		err = in.Room.Do(ctx, "", deed)
	}
	if err != nil {
		return Receipt{}, err
	}
	return r, nil
}

// twice is no error for a run that was sent again, and one for its copy under
// another id.
func twice(again bool) error {
	if again {
		return nil
	}
	return workshop.ErrOnce
}

// offline is the team that a run becomes; see workshop.Head.Submit.
func offline(rec game.Record) string { return "r" + rec.ID }

// known finds the team that has played this very run, under whichever id.
func (in Intake) known(h *workshop.Head, rec game.Record) (workshop.Listed, bool) {
	for _, l := range h.Teams {
		if !l.Offline {
			continue
		}
		t := in.Room.Table(l.ID)
		if t == nil {
			continue
		}
		there := t.Run.Record
		there.ID, there.Player, there.Path, there.Lang = rec.ID, rec.Player, rec.Path, rec.Lang
		if runfile.Begins(rec, there) && runfile.Begins(there, rec) {
			return l, true
		}
	}
	return workshop.Listed{}, false
}

// proved plays a run again and compares it with what the file says.
func proved(sc *game.Scenario, file runfile.File) (game.Result, error) {
	if sc.Variant(file.Record.Variant) != file.Record.Variant {
		return game.Result{}, workshop.ErrMisfit
	}
	run, err := game.Replay(sc, file.Record)
	if err != nil {
		return game.Result{}, err
	}
	end := run.Result()
	switch {
	case end == nil && file.End == nil:
		return game.Result{}, ErrOpen
	case end == nil || file.End == nil || *end != file.End.Result:
		return game.Result{}, ErrForged
	}
	for _, e := range run.Trace {
		if e.Kind == game.Chose && sc.Mark(e.Scene, e.Choice) != run.Steps[e.Step].Mark {
			return game.Result{}, ErrForged
		}
	}
	return *end, nil
}
