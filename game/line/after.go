package line

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kobayashi/game"
)

// errLeft says that the player left when all was over: nothing was broken off.
var errLeft = errors.New("the player left after the end")

// after writes the results and asks what to do next. The run is over and kept,
// so nobody who stops answering here has left anything undone.
func (t *table) after(ctx context.Context) error {
	d, known := t.results(ctx)
	err := t.onward(ctx, d, known && d.Proved)
	switch {
	case errors.Is(err, errQuit):
		return errLeft
	case errors.Is(err, errEnded):
		return nil
	}
	return err
}

// A way is something to do next, by the phrase that offers it.
type way struct {
	key string
	do  func(context.Context) error // nil: it is over
}

// onward offers what can be done with a finished run until the player has done.
func (t *table) onward(ctx context.Context, d game.Debrief, judged bool) error {
	var ways []way
	if !t.practice() {
		ways = append(ways, way{"line.next.hotwash", t.hotwash})
	}
	if t.o.From == "" && len(t.run.Decisions()) > 0 {
		ways = append(ways, way{"line.next.again", func(ctx context.Context) error { return t.backTo(ctx, d, judged) }})
	}
	if len(ways) == 0 {
		return nil
	}
	ways = append(ways, way{"line.next.end", nil})
	for {
		next, err := t.pickWay(ctx, ways)
		if err != nil || next.do == nil {
			return err
		}
		if err := next.do(ctx); err != nil {
			return err
		}
	}
}

func (t *table) pickWay(ctx context.Context, ways []way) (way, error) {
	offer := func() {
		t.out.part()
		t.puts(t.say.Say("line.next"))
		for i, w := range ways {
			t.out.put(t.set.list(t.say.Say("line.option", i+1), literally(t.say.Say(w.key)))...)
		}
	}
	offer()
	next := way{}
	err := t.ask(ctx, t.say.Say("line.prompt.next", len(ways)), func(a answer) (string, bool, error) {
		switch n, ok := a.one(len(ways)); {
		case a.empty:
			return "", true, nil
		case ok:
			next = ways[n-1]
			return "", true, nil
		case a.cmd == noCommand:
			return t.say.Say("line.answer.pick", len(ways)), false, nil
		case a.cmd == help:
			t.out.part()
			t.helps("line.help.next", "line.help.notes", "line.help.glossary", "line.help.transcript", "line.help.menu.quit")
		default:
			if refused, err := t.obey(a); refused != "" || err != nil {
				return refused, false, err
			}
		}
		offer()
		return "", false, nil
	})
	return next, err
}

// backTo asks for a decision of the run and plays on from there.
func (t *table) backTo(ctx context.Context, d game.Debrief, judged bool) error {
	list := t.run.Decisions()
	t.out.part()
	for i, dec := range list {
		j := game.Judgement{Decided: dec}
		if judged && i < len(d.Decisions) {
			j = d.Decisions[i]
		}
		t.out.put(t.set.list(t.say.Say("line.option", i+1), literally(t.graded(j)))...)
	}
	at := 0
	err := t.ask(ctx, t.say.Say("line.prompt.again", len(list)), func(a answer) (string, bool, error) {
		switch n, ok := a.one(len(list)); {
		case a.cmd == leave:
			return "", false, errQuit
		case ok:
			at = n
			return "", true, nil
		case a.empty, a.cmd == back, slices.Equal(a.nums, []int{0}):
			return "", true, nil
		}
		return t.say.Say("line.answer.again", len(list)), false, nil
	})
	if err != nil || at == 0 {
		return err
	}
	return t.rerun(ctx, at, list[at-1].Event.Step)
}

// rerun plays on from decision n, which was the given step, with the luck of the
// run. It is practice: the run stays as it is, and the journal does not hear of it.
func (t *table) rerun(ctx context.Context, n, step int) error {
	run, err := t.run.Back(step)
	if err != nil {
		return fmt.Errorf("going back in %s: %w", t.sc.ID(), err)
	}
	p := &table{desk: t.desk, o: t.o, sc: t.sc, text: t.text, met: map[string]bool{}}
	p.o.Journal, p.beside = nil, &t.run
	p.seat(run)
	t.out.part()
	t.puts(t.say.Say("line.again.begin", n, p.title(run.State.Scene())))
	p.out.part()
	p.meters(run.State, t.say.Say("meter.title"))
	p.told = p.lastStep()
	if err := p.goOn(ctx); err != nil {
		p.farewell(err)
		return err
	}
	p.results(ctx)
	return nil
}

// lastStep is the place behind the last step of the run in its trace: what came
// of it is told from there.
func (t *table) lastStep() int {
	for i := len(t.run.Trace) - 1; i >= 0; i-- {
		if t.run.Trace[i].Kind == game.Chose {
			return i + 1
		}
	}
	return 0
}
