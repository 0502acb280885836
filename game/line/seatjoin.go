package line

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kobayashi/game/naming"
	"kobayashi/game/workshop"
)

// maxKnocks is how often somebody is asked for a code before the door closes.
const maxKnocks = 10

// enter takes somebody from the door to a seat.
func (s *seat) enter(ctx context.Context) error {
	s.head = s.room.Head()
	s.out.part()
	s.puts(s.say.Say("line.seat.title", s.set.name(s.head.Opened.Name)))
	if s.so.Place != nil {
		s.place = *s.so.Place
	} else if err := s.knock(ctx); err != nil {
		return err
	}
	leave, err := s.so.Sit(ctx, s.place)
	if err != nil {
		phrase, _ := s.refusal(ctx, err)
		s.out.part()
		s.puts(phrase)
		if workshop.Reason(err) != "" {
			return errQuit
		}
		return fmt.Errorf("sitting down: %w", err)
	}
	s.leave, s.seated = leave, true
	s.grown = s.room.Watch(ctx, s.place.Team)
	s.look()
	if s.at == nil {
		return errQuit // the team was removed in between
	}
	s.sc = s.at.Run.Rules
	s.text = s.sc.Text(s.so.Lang)
	s.o.Confidence = s.head.Opened.Rules.Confidence
	s.sees = func(role string) bool { return s.at.Sees(s.place.Seat, role) }
	s.keepCode()
	return nil
}

// knock asks at the door until it opens.
func (s *seat) knock(ctx context.Context) error {
	k := workshop.Knock{Team: s.so.Team}
	for range maxKnocks {
		if err := s.team(ctx, &k); err != nil {
			return err
		}
		if err := s.codes(ctx, &k); err != nil {
			return err
		}
		place, err := s.so.Admit(ctx, k)
		if err == nil {
			s.place = place
			return nil
		}
		phrase, failed := s.refusal(ctx, err)
		if failed != nil {
			return failed
		}
		if word := naming.Reason(err); word != "" {
			phrase = s.say.Say("name.refused." + word)
		}
		s.out.part()
		s.puts(phrase)
		switch {
		case errors.Is(err, workshop.ErrFast):
			return errQuit
		case errors.Is(err, workshop.ErrCode):
			k.Join, k.Code = "", ""
		default: // another team may have room, or take the name
			k.Team, k.Join, k.Code = "", "", ""
		}
	}
	return errQuit
}

// team asks for the team's name, where it is not known or is none.
func (s *seat) team(ctx context.Context, k *workshop.Knock) error {
	if k.Team != "" {
		name, _, err := naming.Team(k.Team)
		if err == nil {
			k.Team = name
			s.puts(s.say.Say("line.seat.team", s.set.name(name)))
			return nil
		}
		s.puts(s.say.Say("name.refused." + naming.Reason(err)))
	}
	return s.wants(ctx, "team", "line.seat.ask.team", func(text string) string {
		name, _, err := naming.Team(text)
		if err != nil {
			return s.say.Say("name.refused." + naming.Reason(err))
		}
		k.Team = name
		return ""
	})
}

// codes asks for the join code and a name, or for a seat's code.
func (s *seat) codes(ctx context.Context, k *workshop.Knock) error {
	set := func(to *string) func(string) string {
		return func(text string) string { *to = text; return "" }
	}
	if err := s.wants(ctx, "join", "line.seat.ask.join", set(&k.Join)); err != nil {
		return err
	}
	if k.Join == "" {
		return s.wants(ctx, "seat", "line.seat.ask.code", set(&k.Code))
	}
	if k.Name != "" {
		return nil
	}
	s.out.part()
	s.puts(s.say.Say("name.hint"))
	return s.wants(ctx, "name", "line.seat.ask.name", func(text string) string {
		name, err := naming.Person(text)
		if err != nil {
			return s.say.Say("name.refused." + naming.Reason(err))
		}
		k.Name = name
		return ""
	})
}

// wants asks for a text at the door. take gives the phrase of what it refuses.
func (d *desk) wants(ctx context.Context, word, key string, take func(string) string) error {
	return d.ask(ctx, prompted(word, d.say.Say(key)), func(a answer) (string, bool, error) {
		if a.cmd == leave && a.arg == "" {
			return "", false, errQuit
		}
		refused := take(strings.TrimSpace(a.raw))
		return refused, refused == "", nil
	})
}

// keepCode says the code of a new seat. It is shown this once.
func (s *seat) keepCode() {
	if s.place.Code == "" {
		return
	}
	s.out.part()
	s.out.put(s.say.Say("line.seat.code", grouped(s.place.Code)))
	s.puts(s.say.Say("line.seat.code.keep"))
}

// grouped parts a code into fours, as it is read out.
func grouped(code string) string {
	const four = 4
	var parts []string
	for len(code) > four {
		parts, code = append(parts, code[:four]), code[four:]
	}
	return strings.Join(append(parts, code), " ")
}

// prompted writes a prompt: the word and numbers that a script knows it by, and
// the phrase for people.
func prompted(word, phrase string) string { return "> " + word + ": " + phrase }
