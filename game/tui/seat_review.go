package tui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// review is what a seat keeps of the debrief of the room: the topics, and the
// page that is set of one. It holds nothing that could not be made again.
type review struct {
	head   *workshop.Head
	table  *workshop.Table
	topics []workshop.Topic
	kept
}

// renew takes in that the room has moved on.
func (r *review) renew(m member) {
	if m.atPlay() || m.head.Phase == workshop.Lobby {
		r.head, r.topics = nil, nil
		return
	}
	if r.head == m.head && r.table == m.table {
		return
	}
	r.head, r.table = m.head, m.table
	r.topics = m.topics()
	r.forget()
}

func (r *review) forget() { r.kept = kept{} }

func (m member) topics() []workshop.Topic {
	if m.post.Topics != nil {
		return m.post.Topics()
	}
	return workshop.Topics(m.head, m.post.Room.Table)
}

// topic is the decision the room looks at.
func (m member) topic() (workshop.Topic, int) {
	if m.head.Topic.Topic == "" {
		return workshop.Topic{}, -1 // the facilitator has shown none yet
	}
	return workshop.Find(m.review.topics, m.head.Topic.Topic)
}

func (m member) reviewEntries() []entry {
	list := []entry{{word: "seat.plan", open: func(frame) (screen, tea.Cmd) { return planPage{back: atTable{}}, nil }}}
	if m.play.run.Over() {
		list = append(list, entry{word: "seat.results", open: m.results})
	}
	return append(
		list,
		entry{word: "pause.transcript", open: func(frame) (screen, tea.Cmd) {
			return scroll{title: "pause.transcript", set: member.story, top: -1}, nil
		}},
		entry{word: "seat.talk", open: func(frame) (screen, tea.Cmd) { return chatOpens{}, nil }},
	)
}

// reviewing is a key in the debrief of the room, and after the end.
func (m member) reviewing(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch {
	case pressed(msg, keys.back):
		m.over = tableMenu{}
		return m, nil
	case pressed(msg, keys.talk):
		m.talking, m.read = true, lastLine(m.table)
		return m, nil
	case pressed(msg, keys.told):
		m.over = toldList{words: m.words()}
		return m, nil
	case pressed(msg, keys.enter) && m.early(f):
		return m, nil
	}
	list := m.reviewEntries()
	var taken bool
	m.hall, taken = m.hall.update(f, msg, m.reviewed(f), len(m.reviewLines(f)), f.labels(list))
	if taken {
		return m.settle(list[m.hall.button].open(f))
	}
	return m, nil
}

func (m member) reviewed(f frame) sheet {
	phase := f.say("workshop.phase." + string(m.head.Phase))
	p := paper{
		title: phase,
		hints: []hint{keys.updown.does("key.scroll"), keys.right.does("key.buttons"), keys.enter.does("key.open"), keys.back.does("key.menu"), keys.help},
	}
	topic, at := m.topic()
	switch {
	case m.head.Phase == workshop.Ended:
		p.notice = f.ink.muted.Render(typeset.Truncate(f.say("seat.ended"), f.inner()))
	case at >= 0:
		p.title = f.say("seat.review.topic", at+1, len(m.review.topics), m.sceneOf(f, topic, f.inner()/2))
		p.notice = f.ink.muted.Render(typeset.Truncate(f.say("seat.review.follows"), f.inner()))
	default:
		p.title = f.say("lead.topics")
	}
	if m.fault != "" {
		p.notice = f.alert(f.say(m.fault))
	}
	h := m.hall
	lines, labels := m.reviewLines(f), f.labels(m.reviewEntries())
	h.button = min(h.button, len(labels)-1)
	p.aside = m.aside(f, place(h.top, len(lines), h.room(f, labels)), false)
	return h.read(f, p, lines, labels)
}

func (m member) sceneOf(f frame, t workshop.Topic, width int) string {
	scene := m.play.run.Rules.SceneIndex(t.Scene)
	if scene < 0 {
		return ""
	}
	return results{run: m.play.run}.sceneName(f, scene, width)
}

// reviewLines is the topic of the room, as far as it is uncovered.
func (m member) reviewLines(f frame) []string {
	return m.review.get(f, f.measure(), func() []string {
		width := f.measure()
		if m.head.Phase == workshop.Ended {
			return f.wrap(f.say("seat.ended.about"), width)
		}
		topic, at := m.topic()
		if at < 0 {
			return f.wrap(f.say("seat.review.none"), width)
		}
		lines := m.spread(f, topic, width)
		if m.head.Topic.Layer >= workshop.LayerSpread {
			lines = append(lines, m.times(f, topic, width)...)
			lines = append(lines, m.own(f, topic, width)...)
		}
		if m.head.Topic.Layer >= workshop.LayerVerdict {
			lines = append(append(lines, ""), m.verdictLines(f, topic, width)...)
		}
		return lines
	})
}

func (m member) verdictLines(f frame, t workshop.Topic, width int) []string {
	return append(f.section("seat.review.verdict", "", width), m.verdict(f, t, width)...)
}

// uncovered turns the page to what the facilitator has just uncovered: it may lie
// below what fits a window.
func (m member) uncovered(f frame, was workshop.TopicSet) member {
	topic, at := m.topic()
	if is := m.head.Topic; at < 0 || is.Topic != was.Topic || is.Layer != workshop.LayerVerdict || was.Layer == is.Layer {
		return m
	}
	m.hall.top = len(m.reviewLines(f)) - len(m.verdictLines(f, topic, f.measure()))
	return m
}

// spread is what could be chosen, and how many teams chose it once that is
// uncovered.
func (m member) spread(f frame, t workshop.Topic, width int) []string {
	sc := m.play.run.Rules
	scene := sc.SceneIndex(t.Scene)
	if scene < 0 {
		return nil
	}
	lines := f.section("seat.review.question", "", width)
	open := m.head.Topic.Layer >= workshop.LayerSpread
	shares := t.Choices(sc, 1) // the projector names the teams beside them
	own, took := m.takenAt(t)
	question := sc.Rules().Scenes[scene].Decision.Kind == game.Question
	for i, item := range sc.Text(f.words.Lang).Scenes[scene].Items {
		label := item.Label
		id := game.ChoiceID(i)
		if question {
			id = 1 << i
		}
		if open && took && (own.Choice == id || question && own.Choice&id != 0) {
			label += " " + f.say("seat.review.ours")
		}
		lines = append(lines, hanging(typeset.Pad(strconv.Itoa(i+1), 3), f.label(label, width-3))...)
		if open && i < len(shares) {
			about := f.words.Count("seat.review.teams", shares[i].Votes)
			lines = append(lines, "   "+f.bar(shares[i].Votes, 0, len(t.Teams), 24)+"  "+f.ink.strong.Render(about))
		}
	}
	if !open {
		lines = append(append(lines, ""), tint(f.ink.muted, f.wrap(f.say("seat.review.covered"), width))...)
	}
	return lines
}

// takenAt is what this team did at a topic.
func (m member) takenAt(t workshop.Topic) (workshop.Taken, bool) {
	i := slices.IndexFunc(t.Teams, func(k workshop.Taken) bool { return k.Team == m.post.place.Team })
	if i < 0 {
		return workshop.Taken{}, false
	}
	return t.Teams[i], true
}

// times are how long the teams took, and how many votes moved, where there are
// enough teams to sum up.
func (m member) times(f frame, t workshop.Topic, width int) []string {
	if len(t.Teams) < 2 {
		return nil
	}
	var took []time.Duration
	var again, shifted, overruled int
	for _, k := range t.Teams {
		if d := m.head.Took(k.Ballot); d > 0 {
			took = append(took, d)
		}
		again += len(k.Second)
		shifted += len(k.Shifted())
		overruled += len(k.Overruled())
	}
	lines := append([]string{""}, f.section("seat.review.room", "", width)...)
	if len(took) > 0 {
		slices.Sort(took)
		lines = append(lines, f.wrap(f.say("seat.review.took", f.duration(took[0]), f.duration(took[len(took)/2]), f.duration(took[len(took)-1])), width)...)
	}
	return append(lines, f.wrap(f.say("seat.review.shift", again, shifted, overruled), width)...)
}

// own is how this team came to its decision.
func (m member) own(f frame, t workshop.Topic, width int) []string {
	lines := append([]string{""}, f.section("seat.review.own", m.teamName(f), width)...)
	k, ok := m.takenAt(t)
	if !ok {
		return append(lines, f.wrap(f.say("seat.review.absent"), width)...)
	}
	lines = append(lines, f.wrap(f.decidedBy(k.Ballot), width)...)
	if d := m.head.Took(k.Ballot); d > 0 {
		lines = append(lines, f.wrap(f.say("seat.review.ourtime", f.duration(d)), width)...)
	}
	if len(k.First) == 0 {
		return append(lines, f.wrap(f.say("seat.review.novotes"), width)...)
	}
	for _, round := range [...][]workshop.Cast{k.First, k.Last()} {
		word := "seat.review.first"
		if &round[0] != &k.First[0] {
			word = "seat.review.last"
		}
		lines = append(lines, hanging(f.say(word)+" ", f.wrap(m.counted(f, k, round), width-typeset.Width(f.say(word))-1))...)
	}
	return append(lines, f.wrap(f.say("seat.review.shift", len(k.Second), len(k.Shifted()), len(k.Overruled())), width)...)
}

// counted is how many votes each option had, by its number.
func (m member) counted(f frame, k workshop.Taken, votes []workshop.Cast) string {
	items := len(m.play.run.Rules.Rules().Scenes[k.State.Scene()].Decision.Items)
	question := m.play.run.Rules.Kind(k.State) == game.Question
	var parts []string
	for i := range items {
		n := 0
		for _, v := range votes {
			if !question && v.Choice == game.ChoiceID(i) || question && v.Choice&(1<<i) != 0 {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, f.words.Count("seat.review.count", n, i+1))
		}
	}
	return strings.Join(parts, f.say("list.comma"))
}

// verdict is what this team gave away at a topic, and the best way on.
func (m member) verdict(f frame, t workshop.Topic, width int) []string {
	k, ok := m.takenAt(t)
	switch {
	case !ok:
		return f.wrap(f.say("seat.review.absent"), width)
	case m.inquiry == nil:
		return f.wrap(f.say("seat.review.unknown"), width)
	case !m.inquiry.ended():
		return f.wrap(f.say("results.working"), width)
	}
	r := m.teamResult().settle()
	if !r.proved() {
		return f.wrap(r.why(f), width)
	}
	for i, j := range r.judged() {
		if j.Event.Step == k.Step {
			return decision{list: decisions{of: r, cursor: i}, set: &kept{}}.told(f, width)
		}
	}
	return f.wrap(f.say("seat.review.unknown"), width)
}
