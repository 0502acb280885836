package lint

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// An author may say that a warning is meant: `<!-- lint-ok W305: reason -->` in
// a scene silences that rule in that scene, and before the first scene in
// everything before it. Errors stay, for nobody could play past them; E602 alone
// is about taste and law, and may be silenced.

// wish is one such comment and the lines it speaks of.
type wish struct {
	file        string
	rule        string
	first, last int
	reason      bool
}

// silence leaves out the problems that an author wishes silent. Where the wish
// cannot be granted, the mend says why.
func silence(files []*parse.File, problems []game.Problem) []game.Problem {
	var wishes []wish
	for _, f := range files {
		wishes = append(wishes, wishesOf(f)...)
	}
	if len(wishes) == 0 {
		return problems
	}
	kept := problems[:0]
	for _, q := range problems {
		silent := false
		for _, w := range wishes {
			switch {
			case !w.covers(q):
			case !mayBeSilenced(q.Rule):
				q.Mend = andAlso(q.Mend, game.Say("エラーは lint-ok では消せません", "an error cannot be silenced by lint-ok"))
			case !w.reason:
				q.Mend = andAlso(q.Mend, game.Say("消すには理由が要ります: <!-- lint-ok %s: 理由 -->", "silencing it needs a reason: <!-- lint-ok %s: reason -->", q.Rule))
			default:
				silent = true
			}
		}
		if !silent {
			kept = append(kept, q)
		}
	}
	return kept
}

// andAlso joins two mends to one.
func andAlso(a, b game.Phrase) game.Phrase {
	if a.Empty() {
		return b
	}
	return game.Phrase{JA: a.JA + "。" + b.JA, EN: a.EN + "; " + b.EN}
}

func (w wish) covers(q game.Problem) bool {
	return w.file == q.From.File && w.rule == q.Rule && w.first <= q.From.Line && q.From.Line <= w.last
}

func mayBeSilenced(rule string) bool { return !strings.HasPrefix(rule, "E") || rule == "E602" }

// wishesOf finds the comments of a file, each with the lines of its scene.
func wishesOf(f *parse.File) []wish {
	var list []wish
	for _, c := range f.Comments {
		if c.LintOK == "" {
			continue
		}
		w := wish{file: f.Path, rule: strings.ToUpper(c.LintOK), reason: strings.TrimSpace(c.Reason) != ""}
		w.first, w.last = linesAround(f, c.Span.Start)
		list = append(list, w)
	}
	return list
}

// linesAround gives the lines of the scene an offset is in, or those before the
// first scene.
func linesAround(f *parse.File, offset int) (first, last int) {
	last = f.Pos(len(f.Source)).Line
	for _, s := range f.Scenes {
		if s.Span.Start > offset {
			return first, f.Pos(s.Span.Start).Line - 1
		}
		first = f.Pos(s.Span.Start).Line
	}
	return first, last
}
