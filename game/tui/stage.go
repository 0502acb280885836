package tui

import (
	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// stage is where a play stands in a frame: how the text falls into pages, what
// is offered, and the painted sheet.
type stage struct {
	cols, rows, side int
	act              act
	start            int // lines of all acts before
	text             []string
	ends             []int // of each page: the line behind its last
	page             int
	deciding         bool
	together         bool // the text and the decision are seen at once
	single           bool // one option only: it needs no confirmation
	question         bool
	weighing         bool // it is asked how sure the player is
	open             []game.Choice
	count            int // of rows the cursor can stand on
	links            []string
	sheet            sheet
}

// stage lays the play out. It is cheap: the lines of acts are ready.
func (p play) stage(f frame) stage {
	list := p.acts(f)
	at := min(p.act, len(list)-1)
	s := stage{cols: f.measure(), rows: max(f.rows()-1, 1), act: list[at]}
	if f.width >= wideWidth {
		s.side = min(36, f.inner()*3/10)
		s.cols = min(f.inner()-s.side-4, s.cols)
	}
	for i := range at {
		s.start += len(p.set.act(f, p.run, list, i, s.cols)) + 1
	}
	s.text = p.set.act(f, p.run, list, at, s.cols)
	s.links = p.links(f, s.act)
	atChoice := s.act.last && !p.run.Over()
	if atChoice {
		s.open = p.run.Open()
		s.question = p.run.Rules.Kind(p.run.State) == game.Question
		s.count = len(s.open)
		if s.question {
			s.count++
		}
	}
	const prompt = 2 // air, and the line that says how to go on
	s.ends = pages(s.text, s.rows-prompt)
	s.page = min(p.page, len(s.ends)-1)
	var panel []string
	var hits []hit
	if atChoice {
		panel, hits = p.decisionPanel(f, &s)
		last := len(s.text) - s.from(len(s.ends)-1)
		s.together = s.page == len(s.ends)-1 && last+1+len(panel) < s.rows
		s.deciding = p.decide || p.asked || p.pending != nil || s.together
	}
	p.paint(f, &s, list, at, panel, hits)
	return s
}

// decisionPanel is what stands below the text where something is to be decided.
func (p play) decisionPanel(f frame, s *stage) ([]string, []hit) {
	if p.team != nil {
		return p.team.panel(f, p, s)
	}
	s.single = len(s.open) == 1 && !s.question && s.open[0].After == 0
	s.weighing = p.asked && p.weighs(f)
	return p.panel(f, s)
}

// from is the first line of a page.
func (s stage) from(page int) int {
	if page == 0 {
		return 0
	}
	return s.ends[page-1]
}

// pages cuts lines into pages of so many rows, at an empty line if one stands in
// the last third of a page.
func pages(lines []string, rows int) []int {
	rows = max(rows, 3)
	var ends []int
	at := 0
	for len(lines)-at > rows {
		end := at + rows
		for i := end; i > at+rows*2/3; i-- {
			if lines[i-1] == "" {
				end = i
				break
			}
		}
		ends = append(ends, end)
		at = end
	}
	return append(ends, len(lines))
}

// paint fills the sheet of a stage.
func (p play) paint(f frame, s *stage, list []act, at int, panel []string, hits []hit) {
	paper := paper{
		title:  oneLine(p.run.Rules.Text(f.words.Lang).Title),
		aside:  f.say("play.decision", p.number(s, list, at)),
		notice: p.notice(f, s),
		hints:  p.bindingsAt(*s),
	}
	if p.run.Over() && s.act.last {
		paper.aside = f.say("run.over")
	}
	if p.team != nil {
		paper.aside = p.team.aside(f, paper.aside, !s.deciding)
	}
	column, struck := p.column(f, s, list, at, panel, hits)
	rule := f.ruler(f.inner())
	gauges := f.meters(p.run, s.state())
	if s.side > 0 {
		column = beside(column, p.sidebar(f, s, gauges), s.cols, s.rows)
	} else {
		paper.strip, rule = f.strip(gauges, f.inner())
	}
	paper.body = append(append(paper.body, rule), column...)
	for _, h := range struck {
		h.row++
		paper.hits = append(paper.hits, h)
	}
	s.sheet = f.put(paper)
}

// number is the decision the player is at: what a decision led to still belongs
// to it.
func (p play) number(s *stage, list []act, at int) int {
	if s.act.last && !p.run.Over() {
		return decided(p.run, list) + 1
	}
	return decided(p.run, list[:at]) + 1
}

// state is what the meters show: how things stand after what was read.
func (s stage) state() game.State { return s.act.beats[len(s.act.beats)-1].event.State }

// column is the text and what is below it.
func (p play) column(f frame, s *stage, list []act, at int, panel []string, hits []hit) ([]string, []hit) {
	switch {
	case p.reading:
		return part(p.transcript(f, s, list, at), min(p.top, s.start), s.rows), nil
	case s.deciding && s.together:
		lines := append(append([]string{}, s.text[s.from(s.page):]...), "")
		return append(lines, panel...), below(hits, len(lines))
	case s.deciding:
		var lines []string
		if room := s.rows - len(panel) - 2; room > 0 {
			lines = append(lines, tail(s.text, room)...)
			lines = append(lines, f.ruler(s.cols))
		}
		return append(lines, panel...), below(hits, len(lines))
	}
	lines := append([]string{}, s.text[s.from(s.page):s.ends[s.page]]...)
	lines = append(lines, "", f.goOnButton(p.goOnLabel(f, s), s.cols))
	return lines, []hit{{len(lines) - 1, 0, s.cols, 0}}
}

// goOnButton is the one thing to press.
func (f frame) goOnButton(label string, width int) string {
	return f.ink.focus.Render("  > " + typeset.Truncate(label, width-7) + "  ")
}

// tail is the end of a text, from the start of a paragraph if one is near.
func tail(lines []string, rows int) []string {
	if len(lines) <= rows {
		return lines
	}
	from := len(lines) - rows
	for i := from; i < from+(rows+1)/2; i++ {
		if lines[i-1] == "" {
			return lines[i:]
		}
	}
	return lines[from:]
}

func below(hits []hit, rows int) []hit {
	out := make([]hit, len(hits))
	for i, h := range hits {
		h.row += rows
		out[i] = h
	}
	return out
}

// goOnLabel is what the next press does.
func (p play) goOnLabel(f frame, s *stage) string {
	switch {
	case s.page < len(s.ends)-1:
		return f.say("play.more")
	case s.act.last && p.run.Over():
		return f.say("play.results")
	case s.act.last:
		return f.say("decide.choose")
	case s.act.next == game.Drew:
		return f.say("chance.reveal")
	case s.act.next == game.Went:
		text := p.run.Rules.Text(f.words.Lang).Scenes[s.act.scene]
		if label := f.line(text.Items[s.act.item].Label, s.cols-7); label != "" {
			return label
		}
	}
	return f.say("play.goon")
}

// transcript is everything said so far, this act included.
func (p play) transcript(f frame, s *stage, list []act, at int) []string {
	lines := make([]string, 0, s.start+s.rows)
	for i := range at {
		lines = append(lines, p.set.act(f, p.run, list, i, s.cols)...)
		lines = append(lines, f.ruler(s.cols))
	}
	lines = append(lines, s.text...)
	for len(lines) < s.start+s.rows {
		lines = append(lines, "")
	}
	return lines
}

func (p play) notice(f frame, s *stage) string {
	if p.team != nil && (!p.reading || p.team.head.Phase == workshop.Paused) {
		return p.team.notice(f, s)
	}
	switch {
	case p.saving:
		return f.ink.muted.Render(f.say("play.saving"))
	case p.fault == "error.taken":
		return f.alert(f.say(p.fault) + " " + f.say("play.reload"))
	case p.fault != "":
		return f.alert(f.say(p.fault))
	case p.reading:
		return f.ink.accent.Render(f.say("play.reading", place(min(p.top, s.start), s.start+len(s.text), s.rows)))
	case p.asked:
		return p.question(f, *s)
	case p.practice != nil:
		return f.ink.muted.Render(f.say("play.practice"))
	}
	return ""
}

// sidebar is the second column of wide windows.
func (p play) sidebar(f frame, s *stage, gauges []meter) []string {
	var lines []string
	if p.team != nil {
		lines = append(p.team.present(f, s.side), "")
	}
	if len(gauges) > 0 {
		lines = append(lines, f.ink.title.Render(f.say("meter.title")), "")
		lines = append(lines, f.gauges(gauges, s.side)...)
	}
	if len(s.links) > 0 {
		lines = append(lines, f.ink.title.Render(f.say("play.notes")), "")
		for _, note := range s.links {
			for i, line := range f.wrap(p.run.Rules.Text(f.words.Lang).Notes[note].Title, s.side-2) {
				mark := "  "
				if i == 0 {
					mark = "- "
				}
				lines = append(lines, mark+line)
			}
		}
	}
	return lines
}

// beside puts a second column to the right of the first.
func beside(lines, side []string, cols, rows int) []string {
	out := make([]string, max(len(lines), min(len(side), rows)))
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		if i < len(side) && side[i] != "" {
			line = typeset.Pad(line, cols) + "    " + side[i]
		}
		out[i] = line
	}
	return out
}
