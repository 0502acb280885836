package tui

import (
	tea "charm.land/bubbletea/v2"

	"kobayashi/game/workshop"
)

// leadTopic is one decision the room looks back on: what the projector shows of
// it, and, for the facilitator alone, what it does not show yet.
type leadTopic struct {
	l  leadTopics
	id string
	reader
	set *topicLines
}

type topicLines struct {
	kept
	of    *topicList
	head  *workshop.Head
	known int
}

// shown reports whether the room sees this topic, and how much of it.
func (t leadTopic) shown() (workshop.Layer, bool) {
	h := t.l.d.head
	return h.Topic.Layer, h.Phase == workshop.Debrief && h.Topic.Topic == t.id
}

func (t leadTopic) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return t.l, nil
	}
	if !isPress(msg) && wheel(msg) == 0 && !clicked(msg) {
		return t, nil
	}
	list := t.entries()
	t.button = min(t.button, len(list)-1)
	var taken bool
	t.reader, taken = t.reader.update(f, msg, t.view(f), len(t.lines(f)), f.labels(list))
	if taken {
		return list[t.button].open(f)
	}
	return t, nil
}

// entries are the steps: the first button always leads on.
func (t leadTopic) entries() []entry {
	d := t.l.d
	show := func(word, id string, layer workshop.Layer) entry {
		return entry{word: word, open: func(frame) (screen, tea.Cmd) {
			next := t
			if id != t.id {
				next = leadTopic{l: t.l, id: id, set: &topicLines{}}
			}
			next.button = 0
			return next, d.doing(atOnce, d.topic(id, layer))
		}}
	}
	look := func(word, id string) entry {
		return entry{word: word, open: func(frame) (screen, tea.Cmd) {
			return leadTopic{l: t.l, id: id, set: &topicLines{}}, nil
		}}
	}
	var list []entry
	layer, shown := t.shown()
	next, more := t.l.neighbour(t.id, 1)
	switch {
	case d.head.Phase != workshop.Debrief:
	case !shown:
		list = append(list, show("lead.show.question", t.id, workshop.LayerQuestion))
	case layer == workshop.LayerQuestion:
		list = append(list, show("lead.show.spread", t.id, workshop.LayerSpread))
	case layer == workshop.LayerSpread:
		list = append(list, show("lead.show.verdict", t.id, workshop.LayerVerdict))
	case more:
		list = append(list, show("lead.show.next", next, workshop.LayerQuestion))
	}
	back := entry{word: "lead.look.list", open: func(frame) (screen, tea.Cmd) { return t.l, nil }}
	if len(list) == 0 {
		list, back.word = append(list, back), "" // Enter never covers what was shown
	}
	if shown && layer > workshop.LayerQuestion {
		list = append(list, show("lead.show.less", t.id, layer-1))
	}
	if before, ok := t.l.neighbour(t.id, -1); ok {
		list = append(list, look("lead.look.before", before))
	}
	if more {
		list = append(list, look("lead.look.next", next))
	}
	if back.word != "" {
		list = append(list, back)
	}
	return list
}

func (leadTopic) bindings() []hint {
	return []hint{keys.enter.does("key.lead.step"), keys.right.does("key.buttons"), keys.updown.does("key.scroll"), keys.page, keys.back, keys.help}
}

func (t leadTopic) view(f frame) sheet {
	d := t.l.d
	list := t.entries()
	t.button = min(t.button, len(list)-1)
	p := paper{title: f.say("lead.topics"), aside: f.phaseLine(d.head, d.now), strip: f.projector(d, t.l.topics()), hints: t.bindings(), notice: f.leadNotice(d)}
	lines := t.lines(f)
	if p.notice == "" {
		p.notice = f.ink.muted.Render(place(t.top, len(lines), t.room(f, f.labels(list))))
	}
	return t.read(f, p, lines, f.labels(list))
}

func (t leadTopic) lines(f frame) []string {
	d, width := t.l.d, f.measure()
	t.l.topics()
	if t.set.of != t.l.set || t.set.head != d.head || t.set.known != len(d.judged.known) {
		t.set.of, t.set.head, t.set.known, t.set.kept = t.l.set, d.head, len(d.judged.known), kept{}
	}
	return t.set.get(f, width, func() []string {
		topic := d.head.BoardTopic(workshop.TopicSet{Topic: t.id, Layer: workshop.LayerVerdict}, d.table, d.verdict)
		sc := d.rules()
		if topic == nil || sc == nil || topic.ID != t.id {
			return []string{f.say("lead.topics.none")}
		}
		lines := f.topicHead(sc, *topic, width)
		lines = append(lines, tint(f.ink.muted, f.wrap(t.hidden(f), width))...)
		lines = append(lines, "")
		lines = append(lines, f.topicOptions(sc, *topic, width, false)...)
		lines = append(lines, "")
		lines = append(lines, f.topicTeams(*topic, width)...)
		lines = append(lines, f.topicLine(sc, *topic, width)...)
		if why := t.without(f, *topic); why != "" {
			lines = append(append(lines, ""), tint(f.ink.muted, f.wrap(why, width))...)
		}
		return append(lines, t.plan(f, width)...)
	})
}

// hidden says what of the page only the facilitator sees.
func (t leadTopic) hidden(f frame) string {
	layer, shown := t.shown()
	switch {
	case !shown:
		return f.say("lead.hidden.all")
	case layer == workshop.LayerQuestion:
		return f.say("lead.hidden.spread")
	case layer == workshop.LayerSpread:
		return f.say("lead.hidden.verdict")
	}
	return f.say("lead.hidden.nothing")
}

// without says why there is no verdict, or not yet one of all teams.
func (t leadTopic) without(f frame, topic workshop.BoardTopic) string {
	d := t.l.d
	switch {
	case topic.Known == len(topic.Teams):
		return ""
	case d.Debrief == nil || d.judged.failed:
		return f.say("lead.verdict.none")
	case d.judged.working:
		return f.say("lead.verdict.working", topic.Known, len(topic.Teams))
	}
	return f.say("lead.verdict.none")
}

// plan are the lines of all teams' improvement plans.
func (t leadTopic) plan(f frame, width int) []string {
	d := t.l.d
	lines := []string{"", f.ink.title.Render(f.say("lead.part.plan")), f.ruler(width)}
	none := true
	for _, l := range d.head.Teams {
		table := d.tables[l.ID]
		if table == nil || len(table.Plan) == 0 {
			continue
		}
		none = false
		lines = append(lines, f.ink.strong.Render(oneLine(l.Name)))
		lines = append(lines, indent(f.planLines(table, width-2), 2)...)
		lines = append(lines, "")
	}
	if none {
		lines = append(lines, f.ink.muted.Render(f.say("lead.plan.empty")))
	}
	return lines
}
