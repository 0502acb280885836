package line

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// What a seat can do beside answering. Each has its word in both languages.
const (
	doSay    = "say"
	doWho    = "who"
	doDecide = "decide"
	doClose  = "close"
	doPlan   = "plan"
	doBoard  = "board"
	doTopic  = "view"
)

// seatWords are what people type for them.
var seatWords = map[string]string{
	"say": doSay, "!": doSay, "話す": doSay, "発言": doSay,
	"w": doWho, "who": doWho, "席": doWho, "誰": doWho, "だれ": doWho, "メンバー": doWho,
	"d": doDecide, "decide": doDecide, "決定": doDecide, "決める": doDecide,
	"c": doClose, "close": doClose, "締切": doClose, "締め切り": doClose, "締め切る": doClose,
	"p": doPlan, "plan": doPlan, "改善": doPlan, "改善案": doPlan,
	"k": doBoard, "board": doBoard, "順位": doBoard, "順位表": doBoard,
	"v": doTopic, "view": doTopic, "議題": doTopic,
}

// wordOf finds what a line asks for among those, and what stands behind it, as it
// was typed. "!TEXT" and "d2" need no space.
func wordOf(a answer) (word, arg string) {
	if rest, ok := strings.CutPrefix(a.text, "!"); ok && rest != "" {
		_, size := utf8.DecodeRuneInString(a.raw)
		return doSay, strings.TrimSpace(a.raw[size:])
	}
	name, _, _ := strings.Cut(a.text, " ")
	word = seatWords[strings.ToLower(name)]
	if word == "" && len(name) > 1 && strings.EqualFold(name[:1], "d") && numbers(name[1:]) != nil {
		return doDecide, strings.TrimSpace(a.text[1:])
	}
	_, arg = cutWord(a.raw)
	return word, arg
}

// cutWord parts the first word of a line from the rest.
func cutWord(raw string) (word, rest string) {
	raw = strings.TrimSpace(raw)
	i := strings.IndexFunc(raw, func(r rune) bool { return r == ' ' || r == '\u3000' })
	if i < 0 {
		return raw, ""
	}
	return raw[:i], strings.TrimSpace(strings.TrimLeft(raw[i:], " \u3000"))
}

// obey does what a line says at a prompt. It gives a phrase if it could not.
func (s *seat) obey(ctx context.Context, m stand, a answer) (string, error) {
	switch word, arg := wordOf(a); word {
	case doSay:
		return s.speak(ctx, arg)
	case doWho:
		s.who()
		return "", nil
	case doDecide:
		return s.lock(ctx, m, arg)
	case doClose:
		return s.closeVote(ctx, m)
	case doPlan:
		return s.plan(ctx)
	case doBoard:
		s.standings(s.head.Shown(s.room.Table), s.head.Board)
		return "", nil
	case doTopic:
		if !s.topic(true) {
			return s.say.Say("line.seat.topic.none"), nil
		}
		return "", nil
	}
	switch {
	case a.empty && m.word != standGo:
		s.shown = stand{} // the options once more
		return "", nil
	case a.empty, len(a.nums) > 0:
		return s.number(ctx, m, a)
	case a.cmd == help:
		s.helpSeat()
	case a.cmd == status:
		s.where()
	case a.cmd == transcript && s.head.Phase == workshop.Lobby:
		return s.say.Say("workshop.refused.phase"), nil
	case a.cmd == noCommand:
		return s.say.Say("line.answer.unclear"), nil
	default:
		return s.table.obey(a)
	}
	return "", nil
}

func (s *seat) speak(ctx context.Context, text string) (string, error) {
	return s.do(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Say(h, s.place.Seat, text, now)
	})
}

// person is a seat as the others know it: the name, and the role if it has one.
func (s *seat) person(id string) string {
	t, ok := s.at.Seat(id)
	if !ok {
		for _, left := range s.at.Left {
			if left.ID == id {
				return s.set.name(left.Name)
			}
		}
		return s.say.Say("line.seat.someone")
	}
	name := s.set.name(t.Name)
	if t.Role == "" || s.text == nil {
		return name
	}
	return s.say.Say("line.speaker", name, s.role(t.Role))
}

// who writes who is at the table, who of them is here, and who has voted.
func (s *seat) who() {
	s.out.part()
	s.puts(s.say.Say("line.seat.who"))
	decider := s.at.Decider()
	for i, t := range s.at.Seats {
		marks := []string{s.say.Say("line.seat.away")}
		if t.Here() {
			marks[0] = s.say.Say("line.seat.here")
		}
		if t.ID == s.place.Seat {
			marks = append(marks, s.say.Say("line.seat.me"))
		}
		if t.ID == decider {
			marks = append(marks, s.say.Say("line.seat.decider"))
		}
		if _, voted := s.at.Vote.Of(t.ID, s.at.Round()); voted {
			marks = append(marks, s.say.Say("line.seat.hasvoted"))
		}
		s.out.put(s.set.list(strconv.Itoa(i+1)+". ", literally(s.person(t.ID)+": "+strings.Join(marks, s.say.Say("line.and"))))...)
	}
	s.out.part()
}

// where writes where things stand.
func (s *seat) where() {
	team, _ := s.head.Team(s.at.ID)
	s.out.part()
	s.puts(s.say.Say("line.seat.phase", s.say.Say("workshop.phase."+string(s.head.Phase))))
	s.puts(s.say.Say("line.seat.points", s.set.name(team.Name), s.sc.Total(s.run.Score), len(s.run.Decisions())))
	if _, left, running := s.at.Limit(s.head, s.room.Now()); running {
		s.puts(s.say.Say("line.seat.left.time", clock(left)))
	}
	s.out.part()
	if s.head.Phase == workshop.Lobby {
		return
	}
	s.meters(s.run.State, s.say.Say("meter.title"))
	list := s.run.Decisions()
	if len(list) == 0 {
		return
	}
	s.out.part()
	s.puts(s.say.Count("line.decisions", len(list)))
	for i, d := range list {
		s.out.put(s.set.hang(strconv.Itoa(i+1)+". "+s.title(d.Event.Scene)+": ", s.chosen(d.Event), 3)...)
	}
}

func (s *seat) helpSeat() {
	s.out.part()
	s.helps("line.help.seat.vote", "line.help.seat.set", "line.help.seat.decide", "line.help.seat.close", "line.help.seat.say",
		"line.help.seat.who", "line.help.seat.status", "line.help.seat.board", "line.help.notes", "line.help.glossary",
		"line.help.transcript", "line.help.seat.plan", "line.help.seat.topic", "line.help.seat.quit")
	s.out.part()
	for _, rule := range s.rules() {
		s.out.put(inset(s.set.setter.Wrap(s.say.Say(rule), s.set.width-2, s.say.Lang), 2, 1)...)
	}
}

// rules are those of this workshop, in the order in which they come to matter.
func (s *seat) rules() []string {
	list := []string{"workshop.rule.blind", "workshop.rule.again"}
	if s.head.Opened.Rules.Lock == workshop.ByMajority {
		list = append(list, "workshop.rule.majority", "workshop.rule.tie.majority")
	} else {
		list = append(list, "workshop.rule.captain", "workshop.rule.tie.captain")
	}
	list = append(list, "workshop.rule.decider", "workshop.rule.close", "workshop.rule.absent")
	if s.head.Opened.Rules.Untimed {
		return append(list, "workshop.rule.untimed")
	}
	return append(list, "workshop.rule.time")
}

// standings writes a board, rank by rank.
func (d *desk) standings(list []workshop.Standing, view workshop.BoardView) {
	d.out.part()
	d.puts(d.say.Say("line.board." + string(view)))
	if len(list) == 0 {
		d.puts(d.say.Say("line.board.none"))
	}
	wide := 0
	for _, s := range list {
		wide = max(wide, typeset.Width(d.set.name(s.Name)))
	}
	for _, s := range list {
		d.out.put(strconv.Itoa(s.Rank) + ". " + typeset.Pad(d.set.name(s.Name), wide) + "  " + strings.Join(d.marks(s), d.say.Say("line.and")))
	}
	d.out.part()
}

// marks are what a board says of a team, beside its rank and name.
func (d *desk) marks(s workshop.Standing) []string {
	list := []string{d.say.Say("line.board.points", s.Points), d.say.Count("line.board.done", s.Done)}
	if s.Over {
		list = append(list, d.say.Say("line.board.over"))
	}
	if s.Ending != "" {
		list = append(list, d.say.Say("line.board.ending", d.set.name(d.ending(s.Ending))))
	}
	if s.Returns > 0 {
		list = append(list, d.say.Count("line.board.returns", s.Returns))
	}
	if s.Offline {
		list = append(list, d.say.Say("line.board.offline"))
	}
	return list
}

// ending is an ending's name, where the scenario is at hand.
func (d *desk) ending(id string) string {
	if d.o.Scenario != nil {
		if label := d.o.Scenario.Text(d.o.Lang).Endings[id]; label != "" {
			return label
		}
	}
	return id
}
