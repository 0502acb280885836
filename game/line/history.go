package line

import (
	"context"
	"strconv"

	"kobayashi/game"
)

// history lists the runs, the latest first. With the number of one in the list
// it gives what shows its result, and asks what to do next, as after the play.
func (m *menu) history(ctx context.Context, arg string) (next func() error, refused string) {
	if m.o.Journal == nil {
		return nil, m.say.Say("line.history.none")
	}
	list, err := m.o.Journal.Runs(ctx)
	switch {
	case err != nil:
		return nil, m.say.Say(refusal(err))
	case len(list) == 0:
		return nil, m.say.Say("line.history.none")
	case arg == "":
		m.list(list)
		return nil, ""
	}
	n, ok := understand(arg).one(len(list))
	if !ok {
		return nil, m.say.Say("line.answer.pick", len(list))
	}
	return m.past(ctx, list[n-1])
}

func (m *menu) list(list []game.Summary) {
	m.out.part()
	m.puts(m.say.Say("line.history"))
	for i, s := range list {
		line := m.say.Say("line.history.entry", s.Last.In(m.o.Now().Location()).Format("2006-01-02"), m.named(s), m.came(s))
		if s.Player != "" {
			line = m.say.Say("line.history.player", line, m.set.name(s.Player))
		}
		m.out.put(m.set.list(strconv.Itoa(i+1)+". ", literally(line))...)
	}
	m.out.part()
	m.puts(m.say.Say("line.history.how"))
}

// came is what a run came to.
func (m *menu) came(s game.Summary) string {
	if s.End == nil {
		return m.say.Count("line.history.open", s.Count)
	}
	ending := s.End.Ending
	if sc := m.find(s.Record); sc != nil {
		if label := sc.Text(m.o.Lang).Endings[ending]; label != "" {
			ending = label
		}
	}
	return m.say.Say("line.history.over", m.set.name(ending), s.End.Total, s.End.Max)
}

// past takes an earlier run from its journal, to show its result.
func (m *menu) past(ctx context.Context, s game.Summary) (next func() error, refused string) {
	sc := m.find(s.Record)
	switch {
	case s.End == nil:
		return nil, m.say.Say("line.history.unfinished")
	case sc == nil:
		return nil, m.say.Say("line.history.elsewhere")
	}
	rec, err := m.o.Journal.Load(ctx, s.ID)
	if err != nil {
		return nil, m.say.Say(refusal(err))
	}
	run, err := game.Replay(sc, rec)
	if err != nil || !run.Over() {
		return nil, m.say.Say("line.history.changed")
	}
	t := &table{desk: m.desk, o: m.o, sc: sc, text: sc.Text(m.o.Lang), met: map[string]bool{}}
	t.o.From = ""
	t.seat(run)
	return func() error {
		m.out.part()
		t.says(t.text.Title)
		return t.after(ctx)
	}, ""
}
