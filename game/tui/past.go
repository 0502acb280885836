package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// past is the history: all runs, the one touched last first. A finished one
// opens its results, an unfinished one goes on.
type past struct {
	cursor int
	asked  bool // whether to remove the run under the cursor
	fault  string
}

func (p past) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if done, ok := msg.(runRemoved); ok {
		p.fault = ""
		if done.err != nil {
			p.fault = fault(done.err)
		}
		return p, f.desk.readHistory()
	}
	runs := f.history.runs
	if p.asked {
		return p.answer(f, msg)
	}
	switch {
	case pressed(msg, keys.back):
		return title{}, nil
	case len(runs) == 0:
		return p, nil
	case pressed(msg, keys.remove) && f.desk.canRemove():
		p.asked = true
		return p, nil
	}
	at, taken := moved(msg, p.view(f), p.cursor, len(runs))
	p.cursor = at
	if taken {
		return loading{run: runs[at].ID, back: p}.open(f)
	}
	return p, nil
}

func (p past) answer(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch {
	case pressed(msg, keys.enter) && p.cursor < len(f.history.runs):
		p.asked = false
		return p, f.desk.remove(f.history.runs[p.cursor].ID)
	case pressed(msg, keys.back):
		p.asked = false
	}
	return p, nil
}

func (p past) bindings() []hint {
	if p.asked {
		return []hint{keys.enter.does("key.removeit"), keys.back}
	}
	return []hint{keys.updown, keys.enter.does("key.open"), keys.remove, keys.back, keys.help}
}

func (p past) view(f frame) sheet {
	page := paper{title: f.say("history.title"), hints: p.bindings()}
	if !f.desk.canRemove() && !p.asked {
		page.hints = []hint{keys.updown, keys.enter.does("key.open"), keys.back, keys.help}
	}
	runs := f.history.runs
	switch {
	case f.history.err != nil:
		page.body = f.wrap(f.say(fault(f.history.err)), f.measure())
		return f.put(page)
	case !f.history.read:
		page.body = []string{f.say("open.loading")}
		return f.put(page)
	case len(runs) == 0:
		page.body = f.wrap(f.say("history.empty"), f.measure())
		return f.put(page)
	}
	at := min(p.cursor, len(runs)-1)
	width := f.measure()
	from, to := window(at, len(runs), max(f.rows()/2, 1))
	for i := from; i < to; i++ {
		page.hits = append(page.hits, hit{len(page.body), 0, width, i}, hit{len(page.body) + 1, 0, width, i})
		page.body = append(page.body, f.runRows(runs[i], i, i == at, width)...)
	}
	switch {
	case p.asked:
		page.notice = f.ink.confirm.Render(" " + f.say("history.remove") + " ")
	case p.fault != "":
		page.notice = f.alert(f.say(p.fault))
	}
	return f.put(page)
}

// runRows are the two rows of a run.
func (f frame) runRows(run game.Summary, i int, focused bool, width int) []string {
	first := f.row(i, option{f.runName(run), f.when(run.Last)}, focused, width)
	about := f.say("history.open", run.Count)
	if run.End != nil {
		ending := oneLine(run.End.Ending)
		if sc := f.shelf.find(run.Scenario); sc != nil && sc.Text(f.words.Lang).Endings[run.End.Ending] != "" {
			ending = oneLine(sc.Text(f.words.Lang).Endings[run.End.Ending])
		}
		about = f.say("history.done", ending, game.Digits(run.End.Total), game.Digits(run.End.Max))
	}
	if run.Player != "" {
		about = oneLine(run.Player) + "  " + about
	}
	return []string{first, "     " + f.ink.muted.Render(typeset.Truncate(about, width-6))}
}

// when is a moment as the language writes it, in the place of the clock.
func (f frame) when(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(f.desk.Now().Location()).Format(f.say("time.layout"))
}
