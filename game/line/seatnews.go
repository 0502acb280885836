package line

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// told is what a seat has been told of the room so far.
type told struct {
	phase   workshop.Phase
	notice  *workshop.Notice // the last one to everybody
	own     *workshop.Notice // the last one to this team
	line    *workshop.Line
	here    map[string]string // who sits at the table, by seat; "" after the name: away
	sees    []string          // roles
	step    int               // of the vote that was told last
	votes   int
	more    int // seconds
	past    int // decisions
	returns int
	topic   workshop.TopicSet
	known   int // verdicts at the topic
}

// recent is how many lines of chat and of the facilitator are repeated to who
// comes back.
const recent = 10

// welcome writes where the person has come to: the table, and the story so far.
func (s *seat) welcome() {
	t := s.at
	s.out.part()
	s.says(s.text.Title)
	me, _ := t.Seat(s.place.Seat)
	team, _ := s.head.Team(t.ID)
	s.puts(s.say.Say("line.seat.you", s.set.name(team.Name), s.set.name(me.Name)))
	if me.Role != "" {
		s.puts(s.say.Say("line.seat.role", s.role(me.Role)))
	}
	s.told.here, s.told.sees = s.present(), s.seen()
	s.told.past, s.told.returns = len(s.at.Past), len(t.Returns)
	s.told.step, s.told.votes, s.told.more = len(t.Run.Steps), len(s.cast()), int(t.Vote.More.Seconds())
	s.who()
	if s.head.Phase != workshop.Lobby {
		s.story()
	}
	cut := func(n int) int { return max(n-recent, 0) }
	if n := cut(len(s.head.Notices)); n > 0 {
		s.told.notice = &s.head.Notices[n-1]
	}
	if n := cut(len(t.Notices)); n > 0 {
		s.told.own = &t.Notices[n-1]
	}
	if n := cut(len(t.Chat)); n > 0 {
		s.told.line = &t.Chat[n-1]
	}
}

// story tells the run: all of it to who is new, and from the last decision on to
// who comes back.
func (s *seat) story() {
	if s.place.Code != "" || len(s.run.Decisions()) == 0 {
		s.begin()
		s.tell(0)
		return
	}
	s.out.part()
	s.puts(s.say.Count("line.resumed", len(s.run.Decisions())))
	s.table.told = s.lastChoice()
	s.tell(s.table.told)
}

// news writes what has happened since it was last written.
func (s *seat) news() {
	if s.stand().word == standGone {
		return
	}
	s.phase()
	s.people()
	s.words()
	s.course()
	s.private()
	s.ballots()
	s.topic(false)
}

func (s *seat) phase() {
	if s.head.Phase == s.told.phase {
		return
	}
	before := s.told.phase
	s.told.phase = s.head.Phase
	s.out.part()
	s.puts(s.say.Say("line.seat.phase", s.say.Say("workshop.phase."+string(s.head.Phase))))
	if i := len(s.head.Deeds) - 1; i >= 0 {
		for ; i > 0 && s.head.Deeds[i].What != "phase"; i-- {
			continue
		}
		if d := s.head.Deeds[i]; d.What == "phase" && d.Reason != "" {
			s.out.put(s.set.hang(s.label("line.seat.reason"), literally(d.Reason), 2)...)
		}
	}
	if before == workshop.Lobby {
		s.begin()
		s.tell(0)
	}
	if s.head.Phase == workshop.Running { // the options stand far above by now
		s.shown = stand{}
	}
}

// people says who came and who went.
func (s *seat) people() {
	now := s.present()
	for _, t := range s.at.Seats {
		was, known := s.told.here[t.ID]
		switch is := now[t.ID]; {
		case is == was && known || t.ID == s.place.Seat:
		case is != "":
			s.out.part()
			s.puts(s.say.Say("line.seat.came", s.person(t.ID)))
		case known:
			s.out.part()
			s.puts(s.say.Say("line.seat.went", s.person(t.ID)))
		}
	}
	for _, t := range s.at.Left {
		if _, known := s.told.here[t.ID]; known {
			s.out.part()
			s.puts(s.say.Say("line.seat.freed", s.set.name(t.Name)))
		}
	}
	s.told.here = now
}

// present is who sits at the table: the name of who is here, "" for who is away.
func (s *seat) present() map[string]string {
	list := map[string]string{}
	for _, t := range s.at.Seats {
		list[t.ID] = ""
		if t.Here() {
			list[t.ID] = t.Name
		}
	}
	return list
}

// words writes what was said: by the facilitator, then at the table.
func (s *seat) words() {
	var list []workshop.Notice
	list = append(list, after(s.head.Notices, &s.told.notice)...)
	list = append(list, after(s.at.Notices, &s.told.own)...)
	slices.SortStableFunc(list, func(a, b workshop.Notice) int { return a.At.Compare(b.At) })
	for _, n := range list {
		s.out.part()
		s.out.put(s.set.hang(s.label("workshop.manner."+string(n.Manner)), literally(n.Text), 2)...)
	}
	for _, l := range after(s.at.Chat, &s.told.line) {
		s.out.part()
		s.out.put(s.set.hang(s.person(l.Seat)+": ", literally(l.Text), 2)...)
	}
}

// after gives what of a list comes after the last one told, and tells it.
func after[T comparable](list []T, last **T) []T {
	from := 0
	if *last != nil {
		for i := len(list) - 1; i >= 0; i-- {
			if list[i] == **last {
				from = i + 1
				break
			}
		}
	}
	if len(list) > 0 {
		*last = &list[len(list)-1]
	}
	return list[from:]
}

// course tells what came of decisions, and of the facilitator's hand in them.
func (s *seat) course() {
	if s.head.Phase == workshop.Lobby {
		return
	}
	for ; s.told.returns < len(s.at.Returns); s.told.returns++ {
		r := s.at.Returns[s.told.returns]
		s.out.part()
		s.puts(s.say.Say("line.seat.back", r.Step+1))
		s.out.put(s.set.hang(s.label("line.seat.reason"), literally(r.Reason), 2)...)
		s.told.past = min(s.told.past, r.Step)
		s.shown = stand{}
		if s.told.past >= len(s.at.Past) { // told from where the team stands again
			s.table.told = min(s.table.told, max(len(s.run.Trace)-1, 0))
		}
	}
	for ; s.told.past < len(s.at.Past); s.told.past++ {
		s.decided(s.at.Past[s.told.past])
	}
	s.table.told = min(s.table.told, len(s.run.Trace))
	if s.table.told < len(s.run.Trace) {
		s.tell(s.table.told)
	}
}

// decided says who made a decision, and what it was as long as it is held.
func (s *seat) decided(b workshop.Ballot) {
	if !s.sc.Free(b.State) {
		return
	}
	s.out.part()
	if made := b.Made(); made != "seat" && made != "" {
		s.puts(s.say.Say("workshop.decided." + made))
	} else {
		s.puts(s.say.Say("workshop.decided.by", s.person(b.By)))
	}
	if s.at.Waiting && s.told.past == len(s.at.Past)-1 {
		e := game.Event{Scene: b.State.Scene(), Choice: b.Choice}
		s.out.put(s.set.hang(s.label("choice.made"), s.chosen(e), 2)...)
		s.puts(s.say.Say("workshop.refused.held"))
	}
}

// private tells what reaches this seat since another one was freed.
func (s *seat) private() {
	now := s.seen()
	var more []string
	for _, role := range now {
		if !slices.Contains(s.told.sees, role) {
			more = append(more, role)
		}
	}
	s.told.sees = now
	if len(more) == 0 || s.head.Phase == workshop.Lobby {
		return
	}
	state := s.run.State
	for _, b := range s.text.Scenes[state.Scene()].Blocks {
		if b.For != "" && slices.Contains(more, b.For) {
			s.blocks([]game.Block{b}, state)
		}
	}
}

// seen are the roles whose text this seat may read.
func (s *seat) seen() []string {
	var list []string
	for _, role := range s.sc.Rules().Roles {
		if s.sees(role) {
			list = append(list, role)
		}
	}
	return list
}
