package line

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kobayashi/game"
)

// maxWrong is how many unusable answers in a row are taken for a pipe that has
// nothing to say. A person never gets there.
const maxWrong = 100

// ask reads answers until use takes one. An answer that use refuses with a
// phrase is followed by the phrase and the prompt; a command it does not know is
// refused as unclear.
func (d *desk) ask(ctx context.Context, prompt string, use func(answer) (refused string, done bool, err error)) error {
	for range maxWrong {
		d.out.part()
		d.puts(prompt)
		if err := d.out.flush(); err != nil {
			return err
		}
		text, err := d.next(ctx, prompt)
		switch {
		case errors.Is(err, errLong):
			d.out.part()
			d.puts(d.say.Say("line.answer.long"))
			continue
		case err != nil:
			return err
		}
		refused, done, err := use(understand(text))
		if done || err != nil {
			return err
		}
		if refused != "" {
			d.out.part()
			d.puts(refused)
		}
	}
	d.out.part()
	d.puts(d.say.Say("line.answer.enough"))
	return errEnded
}

// next waits for the answer to a prompt that is out.
func (d *desk) next(ctx context.Context, prompt string) (string, error) {
	if d.listen != nil {
		return d.listen(ctx, prompt)
	}
	return d.in.next(ctx)
}

// pick asks for one of the numbers 1..n. With enter not 0 an empty line is that
// number.
func (d *desk) pick(ctx context.Context, prompt string, n, enter int) (int, error) {
	var picked int
	err := d.ask(ctx, prompt, func(a answer) (string, bool, error) {
		if a.cmd == leave {
			return "", false, errQuit
		}
		if a.empty && enter != 0 {
			picked = enter
			return "", true, nil
		}
		var ok bool
		picked, ok = a.one(n)
		return d.say.Say("line.answer.pick", n), ok, nil
	})
	return picked, err
}

// decide asks for the choice of the player, and how sure they are of it where
// that is wanted: percent, or 0. Whoever thinks again there comes back here.
func (t *table) decide(ctx context.Context) (id game.ChoiceID, sure int, err error) {
	open := t.run.Open()
	if len(open) == 0 && t.sc.Kind(t.run.State) == game.Choose {
		return 0, 0, game.ErrNoWay
	}
	for {
		t.options(open)
		t.limits(open)
		if id, err = t.pickOne(ctx, open); err != nil || !t.asksSure() {
			return id, 0, err
		}
		if sure, err = t.howSure(ctx); err != nil || sure > 0 {
			return id, sure, err
		}
	}
}

// pickOne reads a choice of those on offer.
func (t *table) pickOne(ctx context.Context, open []game.Choice) (game.ChoiceID, error) {
	question := t.sc.Kind(t.run.State) == game.Question
	var id game.ChoiceID
	err := t.ask(ctx, t.prompt(open, question), func(a answer) (string, bool, error) {
		if a.cmd != noCommand {
			refused, err := t.obey(a)
			if err == nil && refused == "" {
				t.options(open)
			}
			return refused, false, err
		}
		var ok bool
		if question {
			id, ok = ticked(a, open)
			return t.say.Say("line.answer.set", len(open)), ok, nil
		}
		if a.empty && len(open) == 1 {
			a.nums = []int{1}
		}
		var n int
		if n, ok = a.one(len(open)); ok {
			id = open[n-1].ID
		}
		return t.say.Count("line.answer.choose", len(open)), ok, nil
	})
	return id, err
}

// ticked gives the set of items an answer to a question stands for.
func ticked(a answer, open []game.Choice) (game.ChoiceID, bool) {
	set, ok := a.set(len(open))
	if !ok {
		return 0, false
	}
	var id game.ChoiceID
	for _, n := range set {
		id |= open[n-1].ID
	}
	return id, true
}

// options writes what is offered, numbered as it is shown.
func (t *table) options(open []game.Choice) {
	t.out.part()
	switch {
	case t.sc.Kind(t.run.State) == game.Question:
		t.puts(t.say.Say("decide.question"))
	case t.sc.Free(t.run.State):
		t.puts(t.say.Say("decide.choose"))
	}
	scene := t.text.Scenes[t.run.State.Scene()]
	for i, c := range open {
		t.out.put(t.set.list(t.say.Say("line.option", i+1), scene.Items[c.N-1].Label)...)
	}
}

// limits names what a time limit would choose. It is not counted here: a screen
// reader or a script must not lose a decision to the clock.
func (t *table) limits(open []game.Choice) {
	for i, c := range open {
		if c.After > 0 {
			t.out.part()
			t.puts(t.say.Say("line.after", c.After, i+1))
		}
	}
}

// prompt says how this decision is answered.
func (t *table) prompt(open []game.Choice, question bool) string {
	if !question {
		if len(open) == 1 {
			return t.say.Say("line.prompt.only")
		}
		return t.say.Say("line.prompt.choose", len(open))
	}
	// The label of the one way on says what sending the answer means.
	if then := t.text.Scenes[t.run.State.Scene()].Then; len(then) == 1 {
		if label := strings.TrimSpace(t.set.plain(then[0])); label != "" {
			return t.say.Say("line.prompt.send", label)
		}
	}
	return t.say.Say("line.prompt.question")
}

// obey does what a command asks. It gives a phrase if it could not, and errQuit
// to leave.
func (t *table) obey(a answer) (string, error) {
	switch a.cmd {
	case help:
		t.help()
	case notes:
		return t.notes(a.arg), nil
	case glossary:
		return t.glossary(a.arg), nil
	case status:
		t.status()
	case transcript:
		clear(t.met)
		t.begin()
		t.tell(0)
	case leave:
		return "", errQuit
	default:
		return t.say.Say("line.answer.unclear"), nil
	}
	return "", nil
}

func (t *table) help() {
	t.out.part()
	keys := []string{"line.help.number", "line.help.set", "line.help.notes", "line.help.glossary", "line.help.status", "line.help.transcript", "line.help.quit"}
	if t.o.Confidence || t.run.Asks() {
		keys = slices.Insert(keys, 2, "line.help.sure")
	}
	t.helps(keys...)
}

// helps writes one line of help for each key.
func (d *desk) helps(keys ...string) {
	for _, key := range keys {
		d.out.put(inset(d.set.setter.Wrap(d.say.Say(key), d.set.width-2, d.say.Lang), 2, 1)...)
	}
}
