package line

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"kobayashi/game"
)

// Replay plays a recorded run back as a play is read: each scene, what was on
// offer, what was chosen and what came of it; the results if it is over. Nothing
// is asked, and nothing is kept. pause, which may be nil, is called before each
// decision's answer; its error ends the replay and is given back.
//
// Of Options, In, NewID, NewSeed, Scenario and what a new run needs are ignored;
// Journal is asked for the run's hotwash alone.
func Replay(ctx context.Context, o Options, run game.Run, pause func() error) error {
	o.In, o.Scenario = strings.NewReader(""), run.Rules
	d := sit(o)
	t := &table{desk: d, sc: run.Rules, text: run.Rules.Text(d.o.Lang), o: d.o, met: map[string]bool{}}
	err := t.playBack(ctx, run, pause)
	if failed := d.out.flush(); failed != nil {
		return fmt.Errorf("writing the replay: %w", failed)
	}
	return err
}

// playBack puts the run on the table decision by decision.
func (t *table) playBack(ctx context.Context, whole game.Run, pause func() error) error {
	run, err := whole.Back(0)
	if err != nil {
		return fmt.Errorf("replaying %s: %w", t.sc.ID(), err)
	}
	t.seat(run)
	t.begin()
	t.tell(0)
	for _, e := range whole.Trace {
		if e.Kind != game.Chose {
			continue
		}
		if err := t.answerBack(ctx, whole.Steps[e.Step], e.Choice, pause); err != nil {
			return err
		}
	}
	t.run = whole
	if whole.Over() {
		t.results(ctx)
	}
	return nil
}

// answerBack shows what was on offer, waits, and tells what was chosen.
func (t *table) answerBack(ctx context.Context, st game.Step, id game.ChoiceID, pause func() error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	open := t.run.Open()
	t.options(open)
	if err := t.out.flush(); err != nil {
		return err
	}
	if pause != nil {
		if err := pause(); err != nil {
			return err
		}
	}
	next, err := t.run.Choose(id, st.At)
	if err != nil {
		return fmt.Errorf("replaying %s: %w", t.sc.ID(), err)
	}
	t.echo(open, id)
	t.sure(st.Sure)
	t.run = next
	t.tell(t.told)
	return nil
}

// echo repeats an answer as it may have been typed, with what it stood for. To a
// screen reader a word is better than a sign.
func (t *table) echo(open []game.Choice, id game.ChoiceID) {
	t.echoed = true
	mark := "> "
	if t.o.Spoken {
		mark = t.label("choice.made")
	}
	t.out.part()
	if t.sc.Kind(t.run.State) != game.Question {
		for i, c := range open {
			if c.ID == id {
				t.out.put(t.set.hang(mark+strconv.Itoa(i+1)+" ", t.text.Scenes[t.run.State.Scene()].Items[c.N-1].Label, 4)...)
			}
		}
		return
	}
	nums := "0"
	if id != 0 {
		var picked []string
		for i, c := range open {
			if id&c.ID != 0 {
				picked = append(picked, strconv.Itoa(i+1))
			}
		}
		nums = strings.Join(picked, " ")
	}
	t.out.put(mark + nums)
}
