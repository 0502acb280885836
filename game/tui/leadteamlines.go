package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

func (l leadTeam) lines(f frame) []string {
	t, d, width := l.table(), l.d, f.measure()
	ran := int(d.head.Ran(d.now) / time.Second)
	if l.set.table != t || l.set.head != d.head || l.set.ran != ran {
		l.set.table, l.set.head, l.set.ran, l.set.kept = t, d.head, ran, kept{}
	}
	return l.set.get(f, width, func() []string {
		lines := l.now(f, t, width)
		for _, part := range []struct {
			head string
			body []string
		}{
			{"lead.part.vote", l.vote(f, t, width)},
			{"lead.part.notes", f.facilitatorNotes(t, width)},
			{"lead.part.people", l.members(f, t, width)},
			{"lead.part.meters", l.meterLines(f, t, width)},
			{"lead.part.past", l.past(f, t, width)},
			{"lead.part.plan", f.planLines(t, width)},
			{"lead.part.chat", l.chat(f, t, width)},
			{"lead.part.notices", l.notices(f, t, width)},
			{"lead.part.deeds", l.deedLines(f, width)},
		} {
			if len(part.body) > 0 {
				lines = append(lines, "", f.ink.title.Render(f.say(part.head)), f.ruler(width))
				lines = append(lines, part.body...)
			}
		}
		return lines
	})
}

// now is where the team stands, in two lines.
func (l leadTeam) now(f frame, t *workshop.Table, width int) []string {
	listed, _ := l.d.head.Team(l.team)
	r := l.d.row(listed, t)
	head := f.say("lead.at", r.decision, f.sceneName(l.d, r))
	if t.Run.Over() {
		head = f.say("lead.at.end", r.decision, f.sceneName(l.d, r))
	}
	state := f.standing(r)
	if r.limited {
		state += "  " + f.say("lead.left", clock(r.limit+time.Second-time.Nanosecond))
	} else if r.standing.playing() {
		state += "  " + f.say("lead.since", clock(r.since))
	}
	lines := tint(f.ink.strong, f.wrap(head, width))
	lines = append(lines, f.ink.accent.Render(state)+"  "+f.say("lead.points", game.Digits(r.points)))
	for _, back := range t.Returns {
		lines = append(lines, f.wrap(f.say("lead.returned", back.At.In(l.d.now.Location()).Format("15:04"), oneLine(back.Reason)), width)...)
	}
	return lines
}

func (l leadTeam) members(f frame, t *workshop.Table, width int) []string {
	text := t.Run.Rules.Text(f.words.Lang)
	decider := t.Decider()
	var lines []string
	for _, s := range t.Seats {
		mark := "  "
		if s.ID == decider {
			mark = "* "
		}
		line := mark + cell(oneLine(s.Name), min(24, width/2)) + cell(oneLine(text.Roles[s.Role]), min(24, width/3))
		if !s.Here() {
			line += f.ink.muted.Render(f.say("lead.gone.away"))
		}
		lines = append(lines, typeset.Truncate(line, width))
	}
	if len(lines) == 0 {
		return []string{f.ink.muted.Render(f.say("lead.noseats"))}
	}
	return append(lines, f.ink.muted.Render(f.say("lead.decider")))
}

// vote is the spread of the votes on what is open, round by round; the
// facilitator sees it while it is still blind for the team.
func (l leadTeam) vote(f frame, t *workshop.Table, width int) []string {
	if t.Waiting || t.Run.Over() || !t.Run.Rules.Free(t.Run.State) {
		return nil
	}
	lines := f.spreadLines(t, t.Run, 1, t.Vote.First, width)
	if t.Round() == 2 {
		lines = append(append(lines, ""), f.spreadLines(t, t.Run, 2, t.Vote.Second, width)...)
	}
	return lines
}

func (f frame) spreadLines(t *workshop.Table, run game.Run, round int, votes []workshop.Cast, width int) []string {
	voted, of := turnout(t)
	head := f.say("lead.round", round)
	if round == t.Round() {
		head += "  " + f.say("lead.voted", voted, of)
	}
	lines := []string{f.ink.muted.Render(head)}
	const cells = 12
	items := run.Rules.Text(f.words.Lang).Scenes[run.State.Scene()].Items
	open := run.Open()
	for i, share := range workshop.Spread(run, votes) {
		for n, line := range f.label(items[open[i].N-1].Label, width-4) {
			mark := "    "
			if n == 0 {
				mark = fmt.Sprintf("%2d  ", i+1)
			}
			lines = append(lines, mark+line)
		}
		tally := fmt.Sprintf("%2d", share.Votes)
		if share.Sure > 0 {
			tally += "  " + f.ink.muted.Render(f.say("lead.meansure", share.Sure/share.Votes))
		}
		lines = append(lines, "    "+f.bar(share.Votes, 0, max(of, 1), cells)+" "+tally)
	}
	if missing := f.missing(t, round); round == t.Round() && missing != "" {
		lines = append(lines, hanging("", f.wrap(f.say("lead.missing", missing), width))...)
	}
	return lines
}

// missing are those who are here and have not voted yet. Who voted for what is
// not told: the rules promise it to the seats.
func (f frame) missing(t *workshop.Table, round int) string {
	var list []string
	for _, s := range t.Seats {
		if _, has := t.Vote.Of(s.ID, round); !has && s.Here() {
			list = append(list, oneLine(s.Name))
		}
	}
	return strings.Join(list, f.say("lead.and"))
}

// seatName is who sits or sat in a seat.
func seatName(t *workshop.Table, seat string) string {
	for _, s := range slices.Concat(t.Seats, t.Left) {
		if s.ID == seat {
			return oneLine(s.Name)
		}
	}
	return seat
}

// facilitatorNotes are what the author wrote for the facilitator of the scene.
func (f frame) facilitatorNotes(t *workshop.Table, width int) []string {
	var lines []string
	for _, b := range t.Run.Rules.Text(f.words.Lang).Scenes[t.Run.State.Scene()].Blocks {
		if b.Kind != game.Facilitator {
			continue
		}
		if md, ok := t.Run.Rules.Show(b, t.Run.State, f.words.Lang); ok {
			lines = append(lines, f.page(body(md), width).Lines...)
		}
	}
	return lines
}

func (l leadTeam) meterLines(f frame, t *workshop.Table, width int) []string {
	return f.gauges(f.meters(t.Run, t.Run.State), min(width, 48))
}

// past are the decisions so far: where, what, by whom, how long, and how the
// votes went.
func (l leadTeam) past(f frame, t *workshop.Table, width int) []string {
	var lines []string
	n := 0
	for _, b := range t.Past {
		if !t.Run.Rules.Free(b.State) {
			continue
		}
		n++
		lines = append(lines, typeset.Truncate(fmt.Sprintf("%2d  ", n)+f.ink.strong.Render(f.placeName(t.Run.Rules, b.Scene)), width))
		for _, line := range f.label(f.chosen(t.Run, b.State, b.Choice), width-4) {
			lines = append(lines, "    "+line)
		}
		lines = append(lines, "    "+f.ink.muted.Render(typeset.Truncate(f.howDecided(l.d.head, t, b), width-4)))
	}
	return lines
}

// howDecided is who decided, how long it took, and how many were moved or
// overruled.
func (f frame) howDecided(h *workshop.Head, t *workshop.Table, b workshop.Ballot) string {
	var parts []string
	switch made := b.Made(); made {
	case "":
	case "seat":
		parts = append(parts, f.say("workshop.decided.by", seatName(t, b.By)))
	default:
		parts = append(parts, f.say("workshop.decided."+made))
	}
	if took := h.Took(b); took > 0 {
		parts = append(parts, clock(took))
	}
	if n := len(b.Shifted()); n > 0 {
		parts = append(parts, f.words.Count("lead.shifted", n))
	}
	if n := len(b.Overruled()); n > 0 {
		parts = append(parts, f.words.Count("lead.overruled", n))
	}
	return strings.Join(parts, "  ")
}

func (l leadTeam) chat(f frame, t *workshop.Table, width int) []string {
	const most = 20
	var lines []string
	for _, line := range t.Chat[max(len(t.Chat)-most, 0):] {
		head := line.At.In(l.d.now.Location()).Format("15:04") + " " + seatName(t, line.Seat) + ": "
		lines = append(lines, hanging("  ", f.wrap(head+oneLine(line.Text), width-2))...)
	}
	return lines
}

// notices are the words of the facilitator that reached the team.
func (l leadTeam) notices(f frame, t *workshop.Table, width int) []string {
	list := slices.Concat(l.d.head.Notices, t.Notices)
	slices.SortStableFunc(list, func(a, b workshop.Notice) int { return a.At.Compare(b.At) })
	var lines []string
	for _, n := range list {
		head := n.At.In(l.d.now.Location()).Format("15:04") + " " + f.say("lead.manner."+string(n.Manner)) + ": "
		lines = append(lines, hanging("  ", f.wrap(head+oneLine(n.Text), width-2))...)
	}
	return lines
}

func (l leadTeam) deedLines(f frame, width int) []string {
	var lines []string
	for _, deed := range l.d.deeds(l.team) {
		lines = append(lines, f.deedLines(l.d, deed, width)...)
	}
	return lines
}

// placeName is the title of a scene by its id.
func (f frame) placeName(sc *game.Scenario, scene string) string {
	if i := sc.SceneIndex(scene); i >= 0 && sc.Text(f.words.Lang).Scenes[i].Title != "" {
		return f.line(sc.Text(f.words.Lang).Scenes[i].Title, 80)
	}
	return oneLine(scene)
}

// chosen is the wording of a choice made in a state; of a question all that was
// ticked.
func (f frame) chosen(run game.Run, s game.State, id game.ChoiceID) string {
	items := run.Rules.Text(f.words.Lang).Scenes[s.Scene()].Items
	var labels []string
	for i, item := range items {
		if run.Rules.Kind(s) == game.Question && id&(1<<i) != 0 || run.Rules.Kind(s) != game.Question && id == game.ChoiceID(i) {
			labels = append(labels, oneLine(item.Label))
		}
	}
	if len(labels) == 0 {
		return f.say("lead.nothing")
	}
	return strings.Join(labels, f.say("lead.ticks"))
}

// planLines are a team's lines of the improvement plan.
func (f frame) planLines(t *workshop.Table, width int) []string {
	var lines []string
	for i, w := range t.Plan {
		if i > 0 {
			lines = append(lines, "")
		}
		for n, text := range parted(w.Hotwash) {
			if text = oneLine(text); text != "" {
				lines = append(lines, hanging("- ", f.wrap(f.say(washKeys[n])+": "+text, width-2))...)
			}
		}
	}
	return lines
}
