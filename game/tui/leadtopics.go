package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// leadTopics are the decisions the room can look back on, the most disputed
// first.
type leadTopics struct {
	d      *leadDesk
	back   screen
	cursor int
	set    *topicList
}

// topicList is made again only when something has happened.
type topicList struct {
	head   *workshop.Head
	tables map[string]*workshop.Table
	list   []workshop.Topic
}

func newLeadTopics(d *leadDesk, back screen) leadTopics {
	return leadTopics{d: d, back: back, set: &topicList{}}
}

// open begins to work the verdicts out, and stands on what the projector shows.
func (l leadTopics) open(frame) (screen, tea.Cmd) {
	l.d.judged.wanted, l.d.judged.failed = true, false
	_, at := workshop.Find(l.topics(), l.d.head.Topic.Topic)
	l.cursor = max(at, 0)
	return l, l.d.judge(l.d.wanted())
}

// topics are those of the desk's moment. The desk makes a new map of tables each
// time it looks, and keeps tables that have not changed.
func (l leadTopics) topics() []workshop.Topic {
	d, s := l.d, l.set
	same := s.head == d.head && len(s.tables) == len(d.tables)
	for id, t := range d.tables {
		same = same && s.tables[id] == t
	}
	if !same {
		s.head, s.tables, s.list = d.head, d.tables, workshop.Topics(d.head, d.table)
	}
	return s.list
}

func (l leadTopics) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return l.back, nil
	}
	list := l.topics()
	if len(list) == 0 {
		return l, nil
	}
	open := func(i int) (screen, tea.Cmd) { return leadTopic{l: l, id: list[i].ID, set: &topicLines{}}, nil }
	l.cursor = min(l.cursor, len(list)-1)
	if n := digit(msg); n > 0 && n <= len(list) {
		l.cursor = n - 1
		return open(l.cursor)
	}
	if n := l.view(f).struck(msg); n >= 0 && n < len(list) {
		l.cursor = n
		return open(n)
	}
	if pressed(msg, keys.enter, keys.space) {
		return open(l.cursor)
	}
	l.cursor = paged(msg, l.cursor, len(list), f.rows()-3)
	return l, nil
}

func (leadTopics) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.open"), keys.digits, keys.back, keys.help}
}

func (l leadTopics) view(f frame) sheet {
	d := l.d
	p := paper{title: f.say("lead.topics"), aside: f.phaseLine(d.head, d.now), strip: f.projector(d, l.topics()), hints: l.bindings(), notice: f.leadNotice(d)}
	list := l.topics()
	if len(list) == 0 {
		p.body = f.wrap(f.say("lead.topics.none"), f.measure())
		return f.put(p)
	}
	at := min(l.cursor, len(list)-1)
	from, to := window(at, len(list), f.rows()-3)
	p.body = f.wrap(f.say("lead.topics.about"), f.inner())
	p.body = append(p.body[:min(len(p.body), 2)], "")
	for i := from; i < to; i++ {
		t := list[i]
		note := f.say("lead.apart", workshop.Percent(t.Apart)) + "  " + f.words.Count("lead.teams", len(t.Teams))
		p.hits = append(p.hits, hit{len(p.body), 0, f.inner(), i})
		p.body = append(p.body, f.row(i, option{f.topicName(d, t.Scene, t.Time()), note}, i == at, f.inner()))
	}
	return f.put(p)
}

// topicName is the scene of a topic, and which time it came up.
func (f frame) topicName(d *leadDesk, scene string, time int) string {
	sc := d.rules()
	if sc == nil {
		return oneLine(scene)
	}
	name := f.placeName(sc, scene)
	if time > 1 {
		name = f.say("board.time", name, time)
	}
	return name
}

// projector says what the room sees now.
func (f frame) projector(d *leadDesk, list []workshop.Topic) string {
	set := d.head.Topic
	if d.head.Phase != workshop.Debrief || set.Topic == "" || len(list) == 0 {
		return f.ink.muted.Render(f.say("lead.projector.board"))
	}
	t, at := workshop.Find(list, set.Topic)
	line := f.say("lead.projector", f.say(layerWord(set.Layer)), at+1, f.topicName(d, t.Scene, t.Time()))
	return f.ink.accent.Render(typeset.Truncate(line, f.inner()))
}

func layerWord(l workshop.Layer) string {
	return [...]string{"lead.layer.question", "lead.layer.spread", "lead.layer.verdict"}[l]
}

// neighbour is the topic so many places on, if there is one.
func (l leadTopics) neighbour(id string, by int) (string, bool) {
	list := l.topics()
	at := slices.IndexFunc(list, func(t workshop.Topic) bool { return t.ID == id }) + by
	if at < 0 || at >= len(list) {
		return "", false
	}
	return list[at].ID, true
}
