package preview

import (
	"errors"
	"fmt"

	"kobayashi/game"
	"kobayashi/game/words"
)

// value is a variable or a score, as the file names it: how it stands, and what
// became of it since the last choice.
type value struct {
	name, label, now, change string
}

// values are all variables of the file, those without a label too.
func (s Session) values(say words.Text) []value {
	sc, text := s.run.Rules, s.text()
	before := s.before()
	var list []value
	for i, v := range sc.Rules().Vars {
		n, was := sc.Value(s.run.State, i), sc.Value(before, i)
		out := value{name: oneLine(v.Name), label: oneLine(text.Vars[v.Name].Label)}
		switch v.Type {
		case game.Bool:
			out.now = map[int]string{0: "false", 1: "true"}[n]
		case game.Enum:
			out.now = oneLine(v.Values[n])
		default:
			out.now = game.Digits(n)
		}
		switch {
		case n == was:
		case v.Type == game.Number:
			out.change = fmt.Sprintf("%+d", n-was)
		default:
			out.change = say.Say("preview.new")
		}
		list = append(list, out)
	}
	return list
}

// scores are all dimensions, and the total.
func (s Session) scores(say words.Text) []value {
	sc, text := s.run.Rules, s.text()
	var gained game.Score
	for i := s.last(); i < len(s.run.Trace); i++ {
		gained = gained.Plus(s.run.Trace[i].Gain)
	}
	var list []value
	for i, rule := range sc.Rules().Scores {
		v := value{name: oneLine(rule.Name), label: oneLine(text.Scores[rule.Name]), now: fmt.Sprintf("%d/%d", s.run.Score[i], rule.Max)}
		if gained[i] != 0 {
			v.change = fmt.Sprintf("%+d", gained[i])
		}
		list = append(list, v)
	}
	if len(list) > 0 {
		list = append(list, value{name: say.Say("preview.total"), now: fmt.Sprintf("%d/%d", sc.Total(s.run.Score), sc.MaxTotal())})
	}
	return list
}

// before is the state in which the last choice was made, or the one the play
// began in.
func (s Session) before() game.State {
	if i := s.last(); i > 0 {
		return s.run.Trace[i-1].State
	}
	return s.run.Trace[0].State
}

// state says in a few words what is known of the file.
func (s Session) state(say words.Text) string {
	if !s.playing && !s.broken {
		return "" // nothing was read yet
	}
	var errs, rest int
	for _, p := range s.version.Problems {
		if p.Severity() == game.Error {
			errs++
		} else {
			rest++
		}
	}
	out := say.Say("preview.counts", errs, rest)
	switch {
	case s.version.Looking:
		return out + say.Say("preview.and") + say.Say("preview.looking")
	case len(s.version.Proofs) == 0:
		return out
	}
	states, proved := 0, true
	for _, p := range s.version.Proofs {
		states += p.States
		proved = proved && p.Limit == 0
	}
	if proved {
		return out + say.Say("preview.and") + say.Say("preview.proved", game.Digits(states))
	}
	return out + say.Say("preview.and") + say.Say("preview.notproved", game.Digits(states))
}

// notices say what is not as it was, the most important first.
func (s Session) notices(say words.Text) []string {
	var list []string
	if s.broken && s.playing {
		list = append(list, say.Say("preview.broken"))
	}
	if s.broken && !s.playing {
		list = append(list, say.Say("preview.never"))
	}
	switch {
	case errors.Is(s.stuck, game.ErrNoWay):
		list = append(list, say.Say("preview.noway"))
	case errors.Is(s.stuck, game.ErrForEver):
		list = append(list, say.Say("preview.forever"))
	case s.stuck != nil:
		list = append(list, say.Say("preview.stuck"))
	}
	if s.lost > 0 {
		list = append(list, say.Say("preview.lost", s.lost, oneLine(s.wanted[s.lost-1].Scene)))
	}
	if s.changed > 0 {
		list = append(list, say.Say("preview.changed", s.changed, oneLine(s.wanted[s.changed-1].Scene)))
	}
	return list
}
