package line

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game/workshop"
)

// look writes the overview, or one team.
func (l *lead) look(arg string) string {
	if arg == "" {
		l.status()
		return ""
	}
	t, _, ok := l.team(arg)
	table := l.room.Table(t.ID)
	if !ok || table == nil {
		return l.say.Say("workshop.refused.team")
	}
	l.one(t, table)
	return ""
}

// status writes the workshop, and a line for each team.
func (l *lead) status() {
	h := l.head
	l.out.part()
	l.puts(l.say.Say("line.seat.phase", l.say.Say("workshop.phase."+string(h.Phase))))
	l.puts(l.say.Say("line.lead.ran", clock(h.Ran(l.room.Now()))))
	for _, s := range []struct {
		on  bool
		key string
	}{{h.Doors, "line.lead.doors.open"}, {!h.Doors, "line.lead.doors.closed"}, {h.Hold, "line.lead.holding"}} {
		if s.on {
			l.puts(l.say.Say(s.key))
		}
	}
	l.puts(l.say.Say("line.lead.board." + string(h.Board)))
	l.out.part()
	if len(h.Teams) == 0 {
		l.puts(l.say.Say("line.board.none"))
	}
	for _, t := range h.Teams { // in the order they were made, which is no rank
		if table := l.room.Table(t.ID); table != nil {
			l.out.put(l.set.list("- ", literally(l.set.name(t.Name)+": "+strings.Join(l.state(table), l.say.Say("line.and"))))...)
		}
	}
	l.out.part()
}

// state is where a team stands, in a few words each.
func (l *lead) state(t *workshop.Table) []string {
	run, here := t.Run, 0
	for _, s := range t.Seats {
		if s.Here() {
			here++
		}
	}
	list := []string{l.say.Say("line.lead.here", here, len(t.Seats))}
	switch {
	case t.Offline:
		list = append(list, l.say.Say("line.board.offline"))
	case t.Waiting:
		list = append(list, l.say.Say("line.lead.waits", len(t.Past)))
	case run.Over():
		list = append(list, l.say.Say("line.board.over"))
	case l.head.Phase != workshop.Lobby:
		list = append(list, l.say.Say("line.lead.at", len(run.Steps)+1, l.scene(run.Rules, run.Rules.SceneID(run.State.Scene()))))
		votes := t.Vote.First
		if t.Round() == 2 {
			votes = t.Vote.Second
		}
		if run.Rules.Free(run.State) {
			list = append(list, l.say.Count("line.lead.votes", len(votes), t.Round()))
		}
	}
	if _, left, running := t.Limit(l.head, l.room.Now()); running {
		list = append(list, l.say.Say("line.lead.left", clock(left)))
	}
	list = append(list, l.say.Say("line.board.points", run.Rules.Total(run.Score)))
	if n := len(t.Returns); n > 0 {
		list = append(list, l.say.Count("line.board.returns", n))
	}
	return list
}

// one writes a team: where it stands, its values, who sits there, and its steps.
func (l *lead) one(listed workshop.Listed, t *workshop.Table) {
	l.out.part()
	l.puts(l.set.name(listed.Name))
	l.puts(strings.Join(l.state(t), l.say.Say("line.and")))
	sc := t.Run.Rules
	of := &table{desk: l.desk, sc: sc, text: sc.Text(l.o.Lang), o: l.o, run: t.Run, met: map[string]bool{}}
	l.out.part()
	of.meters(t.Run.State, l.say.Say("meter.title"))
	l.out.part()
	l.puts(l.say.Say("line.seat.who"))
	for i, s := range t.Seats {
		marks := []string{l.say.Say("line.seat.away")}
		if s.Here() {
			marks[0] = l.say.Say("line.seat.here")
		}
		if s.Role != "" {
			marks = append(marks, of.role(s.Role))
		}
		if s.ID == t.Decider() {
			marks = append(marks, l.say.Say("line.seat.decider"))
		}
		if _, voted := t.Vote.Of(s.ID, t.Round()); voted {
			marks = append(marks, l.say.Say("line.seat.hasvoted"))
		}
		l.out.put(l.set.list(place(i+1), literally(l.set.name(s.Name)+": "+strings.Join(marks, l.say.Say("line.and"))))...)
	}
	if len(t.Run.Steps) == 0 {
		return
	}
	l.out.part()
	l.puts(l.say.Say("line.lead.steps"))
	for i, s := range t.Run.Steps {
		l.puts(place(i+1) + l.scene(sc, s.Scene))
	}
	l.out.part()
}

// log writes what facilitators did, the latest last.
func (l *lead) log() {
	list := slices.Clone(l.head.Deeds)
	for _, t := range l.head.Teams {
		if table := l.room.Table(t.ID); table != nil {
			list = append(list, table.Deeds...)
		}
	}
	l.out.part()
	if len(list) == 0 {
		l.puts(l.say.Say("line.lead.log.none"))
		return
	}
	slices.SortStableFunc(list, func(a, b workshop.Deed) int { return a.At.Compare(b.At) })
	for _, d := range list {
		l.out.put(l.set.hang(hour(d.At)+" ", literally(l.deed(d)), 2)...)
	}
	l.out.part()
}

// deed says what a facilitator did, to whom and why.
func (l *lead) deed(d workshop.Deed) string {
	key := "lead.deed." + d.What
	var text string
	switch d.What {
	case "phase", "board", "doors", "hold":
		text = l.say.Say(key + "." + d.Detail)
	case "told":
		manner, said, _ := strings.Cut(d.Detail, ": ")
		text = l.say.Say(key, l.say.Say("workshop.manner."+manner), said)
	case "moretime":
		text = l.say.Say("line.lead.deed.more", d.Detail)
	case "topic":
		scene, _, _ := strings.Cut(d.Detail, "/")
		text = l.say.Say(key, l.scene(l.scenario(), scene))
	default:
		text = l.say.Say(key, d.Detail)
	}
	if t, ok := l.head.Team(d.Team); ok {
		text = l.say.Say("lead.deed.to", t.Name, text)
	}
	if d.Reason != "" {
		text += l.say.Say("line.and") + l.say.Say("lead.deed.why", d.Reason)
	}
	return l.say.Say("lead.deed.by", d.Who, text)
}

func (l *lead) help() {
	l.out.part()
	for _, word := range []string{
		"status", "start", "pause", "resume", "more", "hold", "release", "tell", "freeze", "live", "reveal", "board",
		"doors", "rename", "remove", "unseat", "back", "debrief", "next", "prev", "show", "end", "log", "quit",
	} {
		l.helps("line.help.lead." + word)
	}
}

// debrief begins the debrief. What is looked at first the facilitator says, as on
// the other doors: the standings are on the board until then.
func (l *lead) debrief(ctx context.Context, reason string) (string, error) {
	if refused, err := l.phase(ctx, workshop.Debrief, reason); refused != "" || err != nil {
		return refused, err
	}
	l.puts(l.say.Say("line.lead.debrief.next"))
	return "", nil
}

// step goes to another topic, the first one where none is set, with nothing of it
// uncovered.
func (l *lead) step(ctx context.Context, by int) (string, error) {
	topics := workshop.Topics(l.head, l.room.Table)
	if len(topics) == 0 {
		return l.say.Say("line.seat.topic.none"), nil
	}
	at := 0
	if l.head.Topic.Topic != "" {
		_, at = workshop.Find(topics, l.head.Topic.Topic)
		at += by
	}
	if at < 0 || at >= len(topics) {
		return l.say.Say("line.lead.topic.last"), nil
	}
	return l.setTopic(ctx, topics[at].ID, workshop.LayerQuestion)
}

// uncover shows more of the topic.
func (l *lead) uncover(ctx context.Context) (string, error) {
	if l.head.Topic.Topic == "" {
		return l.say.Say("line.seat.topic.none"), nil
	}
	return l.setTopic(ctx, l.head.Topic.Topic, min(l.head.Topic.Layer+1, workshop.LayerVerdict))
}

func (l *lead) setTopic(ctx context.Context, topic string, layer workshop.Layer) (string, error) {
	refused, err := l.do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetTopic(l.who, topic, layer, now)
	})
	if refused != "" || err != nil {
		return refused, err
	}
	if b := l.head.BoardState(l.room.Table, l.lo.Verdicts, l.room.Now()).Topic; b != nil {
		l.topic(b, l.scenario())
		l.puts(l.say.Say("line.lead.layer", strconv.Itoa(int(layer)+1)))
	}
	return "", nil
}
