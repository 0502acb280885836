package line

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/naming"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// LeadOptions are what a facilitator's lines need. In, Out, Words, Setter, Room
// and Namer must be given, and Redeem where Name is empty.
type LeadOptions struct {
	In     io.Reader
	Out    io.Writer
	Words  words.Text
	Setter *typeset.Setter
	Width  int    // in cells; 0 means 80
	Lang   string // of the scenario's wording; empty: that of Words

	Room workshop.Room
	// Name is who leads. Where it is empty a token and a name are asked for, and
	// Redeem takes them; what it refuses are errors of package workshop.
	Name   string
	Redeem func(ctx context.Context, token, name string) error
	// Namer makes what was typed a team's name and its skeleton.
	Namer func(typed string) (name, skeleton string, err error)
	// Scenario is what is played, for the wording of scenes; nil: ids are shown
	// until there is a team.
	Scenario *game.Scenario
	// Verdicts tell the debrief what decisions cost. nil: it does without.
	Verdicts workshop.Verdicts
}

// Lead is the facilitator's part in a workshop, as commands on lines. It comes
// back when they leave (Quit) or when the input ends (InputEnded). The workshop
// goes on without them, and so it does after its end.
func Lead(ctx context.Context, o LeadOptions) (Outcome, error) {
	if o.Lang == "" {
		o.Lang = o.Words.Lang
	}
	d := sit(Options{In: o.In, Out: o.Out, Words: o.Words, Setter: o.Setter, Width: o.Width, Lang: o.Lang, Now: o.Room.Now, Scenario: o.Scenario})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l := &lead{desk: d, lo: o, room: o.Room, who: o.Name, lines: d.in.stream(ctx)}
	d.listen = l.listen
	err := l.enter(ctx)
	if err == nil {
		err = l.lead(ctx)
	}
	return d.close(err)
}

// lead is a facilitator at their lines.
type lead struct {
	*desk
	lo    LeadOptions
	room  workshop.Room
	who   string
	lines <-chan typed
	grown <-chan struct{}

	head *workshop.Head
	told map[string]teamTold
	has  workshop.Phase
}

// enter asks for the token, where who leads is not known.
func (l *lead) enter(ctx context.Context) error {
	l.head = l.room.Head()
	l.out.part()
	if l.who == "" {
		if err := l.redeem(ctx); err != nil {
			return err
		}
	}
	l.puts(l.say.Say("line.seat.title", l.set.name(l.head.Opened.Name)))
	l.grown = l.room.Watch(ctx, "")
	return nil
}

func (l *lead) redeem(ctx context.Context) error {
	var token, name string
	if err := l.wants(ctx, "name", "line.lead.ask.name", func(text string) string {
		var err error
		if name, err = naming.Person(text); err != nil {
			return l.say.Say("name.refused." + naming.Reason(err))
		}
		return ""
	}); err != nil {
		return err
	}
	for range maxKnocks {
		if err := l.wants(ctx, "token", "line.lead.ask.token", func(text string) string { token = text; return "" }); err != nil {
			return err
		}
		err := l.lo.Redeem(ctx, token, name)
		if err == nil {
			l.who = name
			return nil
		}
		phrase, failed := l.refusal(ctx, err)
		if failed != nil {
			return failed
		}
		l.out.part()
		l.puts(phrase)
		if errors.Is(err, workshop.ErrFast) {
			break
		}
	}
	return errQuit
}

// lead takes commands until the facilitator leaves.
func (l *lead) lead(ctx context.Context) error {
	l.status()
	l.noticed()
	for wrong := 0; wrong < maxWrong; {
		prompt := prompted("lead", l.say.Say("line.lead.prompt"))
		l.out.part()
		l.puts(prompt)
		if err := l.out.flush(); err != nil {
			return err
		}
		text, err := l.listen(ctx, prompt)
		refused := ""
		switch {
		case errors.Is(err, errLong):
			refused = l.say.Say("line.answer.long")
		case err != nil:
			return err
		default:
			refused, err = l.obey(ctx, understand(text))
		}
		if err != nil {
			return err
		}
		wrong = 0
		if refused != "" {
			wrong++
			l.out.part()
			l.puts(refused)
		}
		l.head = l.room.Head()
		l.news()
	}
	return errEnded
}

// listen waits for a line. What happens meanwhile is written, and the prompt
// again after it.
func (l *lead) listen(ctx context.Context, prompt string) (string, error) {
	for {
		select {
		case line, open := <-l.lines:
			if !open {
				return "", errEnded
			}
			l.head = l.room.Head()
			return line.text, line.err
		case _, open := <-l.grown:
			if !open {
				return "", context.Cause(ctx)
			}
			l.head = l.room.Head()
			before := l.out.n
			if l.news(); l.out.n != before {
				l.out.part()
				l.puts(prompt)
				if err := l.out.flush(); err != nil {
					return "", err
				}
			}
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
}

// teamTold is what the facilitator was told of a team.
type teamTold struct {
	name               string
	seats, done        int
	waiting, over, now bool
}

// news writes what has changed since: the phase, and each team that came, moved
// on, waits or has come to its end.
func (l *lead) news() {
	before, phase := l.told, l.has
	l.noticed()
	if l.has != phase {
		l.out.part()
		l.puts(l.say.Say("line.seat.phase", l.say.Say("workshop.phase."+string(l.has))))
	}
	for _, t := range l.head.Teams {
		is, was := l.told[t.ID], before[t.ID]
		name := l.set.name(t.Name)
		for _, n := range []struct {
			key  string
			true bool
		}{
			{"line.lead.news.made", !was.now},
			{"line.lead.news.seats", is.seats > was.seats},
			{"line.lead.news.done", is.done > was.done && was.now},
			{"line.lead.news.waits", is.waiting && !was.waiting},
			{"line.lead.news.over", is.over && !was.over},
		} {
			if n.true {
				l.out.part()
				l.puts(l.say.Say(n.key, name, is.done))
			}
		}
	}
}

// noticed takes the room as told.
func (l *lead) noticed() {
	l.has, l.told = l.head.Phase, map[string]teamTold{}
	for _, t := range l.head.Teams {
		is := teamTold{name: t.Name, now: true}
		if table := l.room.Table(t.ID); table != nil {
			is.seats, is.done, is.waiting, is.over = len(table.Seats), len(table.Past), table.Waiting, table.Run.Over() && !table.Waiting
		}
		l.told[t.ID] = is
	}
}

// do asks the room for something on the workshop's own stream.
func (l *lead) do(ctx context.Context, team string, f workshop.Deciding) (string, error) {
	refused, err := l.refusal(ctx, l.room.Do(ctx, team, f))
	l.head = l.room.Head()
	if refused == "" && err == nil {
		l.puts(l.say.Say("line.lead.done"))
	}
	return refused, err
}

// team finds the team that the beginning of an argument names: its number in the
// list, or its name. It gives the rest of the argument.
func (l *lead) team(arg string) (workshop.Listed, string, bool) {
	first, rest := cutWord(arg)
	if n := numbers(narrow(first)); len(n) == 1 && n[0] >= 1 && n[0] <= len(l.head.Teams) {
		return l.head.Teams[n[0]-1], rest, true
	}
	const most = 6 // words of a name
	var name []string
	found, after := -1, ""
	for range most {
		word, more := cutWord(arg)
		if word == "" {
			break
		}
		name, arg = append(name, word), more
		skeleton := naming.Skeleton(strings.Join(name, " "))
		if i := slices.IndexFunc(l.head.Teams, func(t workshop.Listed) bool { return t.Skeleton == skeleton }); i >= 0 {
			found, after = i, more
		}
	}
	if found < 0 {
		return workshop.Listed{}, "", false
	}
	return l.head.Teams[found], after, true
}

// scenario is what is played, or nil as long as that cannot be known.
func (l *lead) scenario() *game.Scenario {
	for _, t := range l.head.Teams {
		if table := l.room.Table(t.ID); l.o.Scenario == nil && table != nil {
			l.o.Scenario = table.Run.Rules
		}
	}
	return l.o.Scenario
}

// now is the hour and minute of something in the log.
func hour(t time.Time) string { return t.Local().Format("15:04:05") }

func place(n int) string { return strconv.Itoa(n) + ". " }
