package lint

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// Check gives every problem of a scenario: the parser's and those of this
// package's rules, sorted, none twice, without the ones that an author silenced
// and without those that a plainer one at the same place implies.
func Check(res *parse.Result) []game.Problem { return (*Memo)(nil).Check(res) }

// Check is Check with what is remembered.
func (m *Memo) Check(res *parse.Result) []game.Problem {
	if m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
	}
	problems := slices.Clone(res.Problems)
	if res.Base != nil && res.Base.Front.Root != nil {
		p := newPass(res)
		m.recall(p)
		for _, r := range rules {
			if !r.absent || !p.broken {
				r.look(p)
			}
		}
		problems = append(problems, p.problems...)
		wishes := append(wishesOf(p.all()), noteWishes(p.notes())...)
		problems = silence(wishes, problems)
		problems = append(problems, malformed(wishes)...)
		// What an error hides may be what a wish is for.
		if !slices.ContainsFunc(res.Problems, func(q game.Problem) bool { return q.Severity() == game.Error }) {
			problems = append(problems, inVain(wishes, func(rule string) bool { return !exactly(rule) })...)
		}
	}
	return Settle(problems)
}

// Settle sorts problems, and drops what was said twice or is implied by another
// at the same place. Use it to join the problems of several scenarios, which
// may share an include.
func Settle(problems []game.Problem) []game.Problem {
	slices.SortStableFunc(problems, game.Problem.Before)
	problems = slices.CompactFunc(problems, func(a, b game.Problem) bool {
		return a.From == b.From && a.Rule == b.Rule && a.Message == b.Message
	})
	return slices.DeleteFunc(problems, func(p game.Problem) bool {
		plainer, ok := implied[p.Rule]
		return ok && slices.ContainsFunc(problems, func(q game.Problem) bool {
			return q.Rule == plainer && overlap(p, q)
		})
	})
}

// overlap tells whether two problems speak of the same place.
func overlap(p, q game.Problem) bool {
	return p.From.File == q.From.File && !before(end(p), q.From) && !before(end(q), p.From)
}

func end(p game.Problem) game.Pos {
	if p.To.Line == 0 {
		return p.From
	}
	return p.To
}

func before(a, b game.Pos) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

// Count counts problems by severity.
func Count(problems []game.Problem) (errors, warnings, hints int) {
	for _, p := range problems {
		switch p.Severity() {
		case game.Error:
			errors++
		case game.Warning:
			warnings++
		case game.Hint:
			hints++
		}
	}
	return errors, warnings, hints
}

// pass is one look at one scenario: what the rules share, and what they found.
type pass struct {
	res      *parse.Result
	files    []*parse.File // the base and its includes
	broken   bool          // one of files has an error
	code     string        // of the rule at work
	problems []game.Problem

	uses         uses
	translations []translation                     // those that could be read
	words        map[*parse.File]map[string]string // of the translations' glossaries
	writing      *seenPair                         // takes what is found, to be remembered
	prose        map[*parse.File][]byte            // what players read of each file
	allow        []string                          // names excused from E602, in lower case
	noteList     []note
	noted        bool              // noteList is filled
	ranges       map[string]bounds // of each variable
}

func newPass(res *parse.Result) *pass {
	p := &pass{res: res, prose: map[*parse.File][]byte{}, words: map[*parse.File]map[string]string{}}
	p.files = append([]*parse.File{res.Base}, res.Includes...)
	for _, q := range res.Problems {
		if q.Severity() == game.Error && slices.ContainsFunc(p.files, func(f *parse.File) bool { return f.Path == q.From.File }) {
			p.broken = true
		}
	}
	p.uses = usesOf(p.files)
	p.ranges = rangesOf(&res.Rules)
	for _, f := range p.all() {
		for _, a := range f.Front.Allow {
			p.allow = append(p.allow, strings.ToLower(a.ID))
		}
	}
	p.translations = pairUp(res)
	for _, t := range p.translations {
		p.words[t.file] = termsOf(t.file)
	}
	return p
}

// frontFault tells whether the base's front matter has an error.
func (p *pass) frontFault() bool {
	base := p.res.Base
	last := base.Pos(base.Front.Span.End).Line
	return slices.ContainsFunc(p.res.Problems, func(q game.Problem) bool {
		return q.Severity() == game.Error && q.From.File == base.Path && q.From.Line <= last
	})
}

// all are the files of every language.
func (p *pass) all() []*parse.File { return slices.Concat(p.files, p.res.Translations) }

// report notes a fault of the rule at work.
func (p *pass) report(f *parse.File, at parse.Span, message, mend game.Phrase) {
	from, to := f.Range(at)
	p.reportAt(from, to, message, mend)
	if p.writing != nil {
		p.writing.note(p.code, at, message, mend)
	}
}

func (p *pass) reportAt(from, to game.Pos, message, mend game.Phrase) {
	p.problems = append(p.problems, game.Problem{From: from, To: to, Rule: p.code, Message: message, Mend: mend})
}
