package tui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// board is what everybody may see: how the teams stand, or, in the debrief, the
// decision the room looks back on. It turns its own pages.
type board struct{ d *boardDesk }

func (b board) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	d := b.d
	switch {
	case pressed(msg, keys.back):
		return b, tea.Quit
	case pressed(msg, keys.tab):
		langs := words.Langs()
		next := langs[(slices.Index(langs, f.prefs.lang)+1)%len(langs)]
		return b, func() tea.Msg { return changed{"lang", next} }
	case d.pages > 1 && pressed(msg, keys.right, keys.down, keys.pageDown, keys.space, keys.enter):
		b.turn(1)
	case d.pages > 1 && pressed(msg, keys.left, keys.up, keys.pageUp):
		b.turn(d.pages - 1)
	}
	return b, nil
}

// turn goes on by pages; the one that is seen then stands as long as any.
func (b board) turn(by int) {
	d := b.d
	d.now = d.Now()
	page := (d.page(d.pages) + by) % d.pages
	d.from = d.now.Add(-time.Duration(page) * turn)
}

func (b board) bindings() []hint {
	list := []hint{keys.tab.does("key.board.lang")}
	if b.d.pages > 1 {
		list = append(list, keys.right.does("key.page"))
	}
	return append(list, keys.help, keys.back.does("key.quit"))
}

func (b board) view(f frame) sheet {
	d := b.d
	if d.line == BoardWaits {
		return f.put(paper{title: f.say("board.title"), body: f.wrap(f.say("board.waits"), f.measure()), hints: b.bindings()})
	}
	s := d.state
	p := paper{title: oneLine(s.Name), aside: b.phase(f), hints: b.bindings()}
	var note string
	if s.Topic != nil {
		p.body, note = b.topic(f, *s.Topic)
	} else {
		p.body, note = b.standings(f)
	}
	p.hints = b.bindings() // how many pages there are is known now
	p.strip = b.strip(f, note)
	p.notice = b.notice(f)
	return f.put(p)
}

func (b board) phase(f frame) string {
	s := b.d.state
	line := f.say("workshop.phase." + string(s.Phase))
	if ran := b.d.ran(); ran > 0 {
		line += "  " + clock(ran)
	}
	return line
}

// strip says what is shown, and which page of it.
func (b board) strip(f frame, note string) string {
	s := b.d.state
	line := ""
	switch {
	case s.Topic != nil:
		line = f.ink.muted.Render(f.say(layerWord(s.Topic.Layer)))
	case s.View == workshop.Frozen:
		line = f.ink.confirm.Render(" " + f.say("board.frozen") + " ")
	case s.View == workshop.Revealed:
		line = f.ink.player.Render(" " + f.say("board.revealed") + " ")
	default:
		line = f.ink.muted.Render(f.words.Count("lead.teams", len(s.Teams)))
	}
	line = typeset.Truncate(line, max(f.inner()-typeset.Width(note)-1, 0))
	return line + strings.Repeat(" ", max(f.inner()-typeset.Width(line)-typeset.Width(note), 0)) + f.ink.muted.Render(note)
}

func (b board) notice(f frame) string {
	if b.d.line == BoardLost {
		return f.alert(f.say("board.lost"))
	}
	if b.d.state.Topic != nil {
		return ""
	}
	return f.ink.muted.Render(typeset.Truncate(f.say("board.ties"), f.inner()))
}

// topic is the decision, cut into pages if it must be.
func (b board) topic(f frame, t workshop.BoardTopic) ([]string, string) {
	sc := b.d.Scenario
	if sc == nil {
		return f.wrap(f.say("board.noscenario", oneLine(t.Scene)), f.measure()), ""
	}
	width := min(f.inner(), 110)
	head := append(f.topicHead(sc, t, width), "")
	rows := f.rows() - len(head)
	const wide = 130 // cells: options and teams stand beside each other
	var body []string
	if f.inner() >= wide && t.Layer >= workshop.LayerSpread {
		side := f.inner() * 2 / 5
		left := append(f.topicOptions(sc, t, f.inner()-side-4, true), f.topicLine(sc, t, f.inner()-side-4)...)
		teams := f.topicTeams(t, side)
		tall := max(len(left), len(teams))
		body = beside(append(left, make([]string, tall-len(left))...), teams, f.inner()-side-4, tall)
	} else {
		rest := f.topicLine(sc, t, width)
		if t.Layer >= workshop.LayerSpread {
			rest = append(append([]string{""}, f.topicTeams(t, width)...), rest...)
		}
		if body = append(f.topicOptions(sc, t, width, true), rest...); len(body) > rows {
			body = append(f.topicOptions(sc, t, width, false), rest...)
		}
	}
	ends := pages(body, rows)
	at := b.d.page(len(ends))
	from := 0
	if at > 0 {
		from = ends[at-1]
	}
	return append(head, body[from:ends[at]]...), pageWord(at, len(ends))
}

func pageWord(at, of int) string {
	if of < 2 {
		return ""
	}
	return strconv.Itoa(at+1) + "/" + strconv.Itoa(of)
}

// standings are the teams in their order, as large as there is room for.
func (b board) standings(f frame) ([]string, string) {
	s := b.d.state
	foot := b.foot(f)
	rows := f.rows() - len(foot)
	if len(s.Teams) == 0 {
		b.d.page(1)
		return append(padded(f.wrap(f.say("board.nobody"), f.measure()), rows), foot...), ""
	}
	tall := 1
	if s.View == workshop.Revealed {
		tall = 2 // a line for the ending
	}
	for _, h := range []int{bigRow, 3, 2} {
		if len(s.Teams)*h <= rows-1 && (h < bigRow || f.inner() >= 56) {
			tall = h
			break
		}
	}
	seen := max((rows-1)/tall, 1)
	of := (len(s.Teams) + seen - 1) / seen
	at := b.d.page(of)
	shown := s.Teams[at*seen : min((at+1)*seen, len(s.Teams))]
	c := f.boardColumns(s, tall)
	lines := []string{f.boardHead(c)}
	for _, one := range shown {
		lines = append(lines, f.boardRow(one, b.text(f), c)...)
	}
	return append(padded(lines, rows), foot...), pageWord(at, of)
}

func (b board) text(f frame) *game.Text {
	if b.d.Scenario == nil {
		return &game.Text{}
	}
	return b.d.Scenario.Text(f.words.Lang)
}

func padded(lines []string, rows int) []string {
	return append(lines, make([]string, max(rows-len(lines), 0))...)
}

// foot is what shows that the luck was fixed beforehand: the commitment before
// the start, and what it was made of after the end.
func (b board) foot(f frame) []string {
	s := b.d.state
	half := len(s.Commitment) / 2
	sum := []string{f.ink.muted.Render(f.say("board.commitment")), s.Commitment[:half], s.Commitment[half:]}
	switch {
	case half == 0:
		return nil
	case s.Phase == workshop.Lobby:
		return sum
	case s.Phase == workshop.Ended:
		return append(sum, f.ink.muted.Render(f.say("board.seed"))+" "+oneLine(s.Seed), f.ink.muted.Render(f.say("board.nonce"))+" "+oneLine(s.Nonce))
	}
	return nil
}
