package preview

import (
	"slices"
	"time"

	"kobayashi/game"
)

// Version is the scenario as it was last read: Scenario is nil if it cannot be
// played. Proofs say of each variant whether all its states were looked at;
// while that goes on, Looking is true.
type Version struct {
	Scenario *game.Scenario
	Problems []game.Problem
	Proofs   []Proof
	Looking  bool
}

// Proof says of a variant that all its states were looked at, or that a limit
// stopped the look.
type Proof struct {
	Variant       string
	States, Limit int
}

// Session is an author's play. It is a value: every method gives the next one.
type Session struct {
	run     game.Run // of the last version that could be played
	playing bool
	version Version
	broken  bool // what is played is not what stands in the file
	variant string
	lang    string
	seed    uint64
	wanted  []wish // the choices made, those that no longer fit too
	changed int    // 1 + the step whose choice has changed since; 0: none
	lost    int    // 1 + the first step that no longer fits; 0: none
	stuck   error  // what keeps the play from beginning, or from going on
}

// NewSession is a play of a variant in a language, with the luck of a seed.
func NewSession(variant, lang string, seed uint64) Session {
	return Session{variant: variant, lang: lang, seed: seed}
}

// Load takes a new version in. The choices made so far are made again, each as
// wish finds it.
func (s Session) Load(v Version) Session {
	s.version = v
	s.broken = v.Scenario == nil
	if s.broken {
		return s
	}
	s.variant = v.Scenario.Variant(s.variant)
	return s.replay(v.Scenario)
}

// Proved takes in what the look at all states has found of a version.
func (s Session) Proved(problems []game.Problem, proofs []Proof) Session {
	s.version.Problems, s.version.Proofs, s.version.Looking = problems, proofs, false
	return s
}

// replay plays the wanted choices from the start.
func (s Session) replay(sc *game.Scenario) Session {
	old := s.run.Rules // nil before the first version
	s.changed, s.lost, s.stuck = 0, 0, nil
	run, err := game.Begin(sc, game.Record{Variant: s.variant, Lang: s.lang, Seed: s.seed})
	s.run, s.playing, s.stuck = run, true, err
	if err != nil {
		return s
	}
	// What fits is known by the words and rules it has now; the rest waits for
	// the next version, in which it may fit again.
	wanted := slices.Clone(s.wanted)
	for i, w := range s.wanted {
		next, same, ok := w.again(s.run, old)
		if !ok {
			s.lost = i + 1
			break
		}
		if !same && s.changed == 0 {
			s.changed = i + 1
		}
		wanted[i] = w.became(wished(s.run, next))
		s.run = next
	}
	s.wanted = wanted
	return s
}

// Choose decides. An error stays in view; the play stays where it is.
func (s Session) Choose(id game.ChoiceID) Session {
	if !s.Deciding() {
		return s
	}
	next, err := s.run.Choose(id, time.Time{})
	if s.stuck = err; err != nil {
		return s
	}
	s.wanted = append(slices.Clone(s.wanted[:len(s.run.Steps)]), wished(s.run, next))
	s.run, s.lost, s.changed = next, 0, 0
	return s
}

// Back takes the last choice back.
func (s Session) Back() Session {
	if !s.playing {
		return s
	}
	s.stuck = nil
	n := len(s.run.Steps)
	if n == 0 {
		s.wanted, s.lost, s.changed = nil, 0, 0
		return s
	}
	s.wanted = slices.Clone(s.wanted[:n-1])
	return s.replay(s.run.Rules)
}

// Restart begins anew.
func (s Session) Restart() Session {
	s.wanted = nil
	if !s.playing {
		return s
	}
	return s.replay(s.run.Rules)
}

// NextVariant goes on with the next variant of the file, as far as the choices
// made so far can be made in it.
func (s Session) NextVariant() Session {
	if !s.playing {
		return s
	}
	list := s.run.Rules.Rules().Variants
	for i, v := range list {
		if v.ID == s.variant {
			s.variant = list[(i+1)%len(list)].ID
			return s.replay(s.run.Rules)
		}
	}
	return s
}

// NextLang shows the next language of the file.
func (s Session) NextLang() Session {
	if !s.playing {
		return s
	}
	if langs := s.run.Rules.Langs(); len(langs) > 1 {
		s.lang = langs[(slices.Index(langs, s.shownLang())+1)%len(langs)]
	}
	return s
}

// shownLang is the language the wording is in, which is the file's where it has
// not the one that was asked for.
func (s Session) shownLang() string {
	if !s.playing {
		return s.lang
	}
	return s.text().Lang
}

// Run is the play, and whether there is one.
func (s Session) Run() (game.Run, bool) { return s.run, s.playing }

// Deciding reports whether something can be chosen.
func (s Session) Deciding() bool {
	if !s.playing || s.stuck != nil && len(s.run.Trace) == 0 || s.run.Over() {
		return false
	}
	kind := s.run.Rules.Kind(s.run.State)
	return kind == game.Choose || kind == game.Question
}

// text is the wording that is shown.
func (s Session) text() *game.Text { return s.run.Rules.Text(s.lang) }

// last is where what happened since the last choice begins in the trace.
func (s Session) last() int {
	for i := len(s.run.Trace) - 1; i > 0; i-- {
		if s.run.Trace[i].Kind == game.Chose {
			return i
		}
	}
	return 0
}
