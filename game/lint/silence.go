package lint

import (
	"regexp"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// An author may say that a warning is meant: `<!-- lint-ok W305: reason -->` in
// a scene silences that rule in that scene, before the first scene in everything
// before it, and in a note in the whole note. Errors stay, for nobody could play
// past them; E602 alone is about taste and law, and may be silenced. A comment
// that cannot be granted, or that silences nothing, is W610.

// wish is one such comment and the lines it speaks of.
type wish struct {
	from, to    game.Pos // of the rule's code, or of the comment if it names none
	rule        string
	first, last int
	reason      string
	granted     bool // it silenced something
}

// silence leaves out the problems that an author wishes silent. Where the wish
// cannot be granted, the mend says why.
func silence(wishes []wish, problems []game.Problem) []game.Problem {
	if len(wishes) == 0 {
		return problems
	}
	kept := problems[:0]
	for _, q := range problems {
		silent := false
		for i := range wishes {
			w := &wishes[i]
			switch {
			case !w.covers(q):
			case !mayBeSilenced(q.Rule):
				q.Mend = andAlso(q.Mend, game.Say("エラーは lint-ok では消せません", "an error cannot be silenced by lint-ok"))
			case w.reason == "":
				q.Mend = andAlso(q.Mend, game.Say("消すには理由が要ります: <!-- lint-ok %s: 理由 -->", "silencing it needs a reason: <!-- lint-ok %s: reason -->", q.Rule))
			default:
				silent, w.granted = true, true
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
	return w.from.File == q.From.File && w.rule == q.Rule && w.first <= q.From.Line && q.From.Line <= w.last
}

func mayBeSilenced(rule string) bool {
	return rule != "W610" && (!strings.HasPrefix(rule, "E") || rule == "E602")
}

// wishesOf finds the comments of files, each with the lines of its scene.
func wishesOf(files []*parse.File) []wish {
	var list []wish
	for _, f := range files {
		for _, c := range f.Comments {
			if !strings.HasPrefix(strings.TrimSpace(c.Text), "lint-ok") {
				continue
			}
			w := wish{rule: strings.ToUpper(c.LintOK), reason: strings.TrimSpace(c.Reason)}
			at := c.LintOKAt
			if c.LintOK == "" {
				at = c.Span
			}
			w.from, w.to = f.Range(at)
			w.first, w.last = linesAround(f, c.Span.Start)
			list = append(list, w)
		}
	}
	return list
}

var noteWish = regexp.MustCompile(`(?s)<!--\s*lint-ok\b\s*(\w*)(.*?)-->`)

// noteWishes finds the comments of notes.
func noteWishes(notes []note) []wish {
	var list []wish
	for _, n := range notes {
		for _, m := range noteWish.FindAllSubmatchIndex(n.text, -1) {
			w := wish{rule: strings.ToUpper(string(n.text[m[2]:m[3]])), last: 1 + strings.Count(string(n.text), "\n")}
			w.reason = strings.TrimSpace(strings.TrimLeft(string(n.text[m[4]:m[5]]), ":： "))
			at := parse.Span{Start: m[2], End: m[3]}
			if w.rule == "" {
				at = parse.Span{Start: m[0], End: m[1]}
			}
			w.from, w.to = n.span(at)
			list = append(list, w)
		}
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

var oneMoreRule = regexp.MustCompile(`^[,、/ ]*[EWIewi][0-9]{3}\b`)

// malformed is W610 of the wishes that cannot be granted as they are written.
func malformed(wishes []wish) []game.Problem {
	var list []game.Problem
	for _, w := range wishes {
		if message, mend, ok := w.fault(); ok {
			list = append(list, game.Problem{From: w.from, To: w.to, Rule: "W610", Message: message, Mend: mend})
		}
	}
	return list
}

// fault says what is wrong with a wish, if anything is.
func (w wish) fault() (message, mend game.Phrase, ok bool) {
	switch {
	case w.rule == "":
		return game.Say("この lint-ok には規則の名前がありません", "this lint-ok names no rule"),
			game.Say("<!-- lint-ok W305: 理由 --> のように書きます", "it is written <!-- lint-ok W305: reason -->"), true
	case !isRule(w.rule):
		mend = game.Say("<!-- lint-ok W305: 理由 --> のように書きます", "it is written <!-- lint-ok W305: reason -->")
		if near := parse.Near(w.rule, slices.Values(Codes())); near != "" {
			mend = game.Say("「%s」のことですか", "did you mean %q?", near)
		}
		return game.Say("「%s」という規則はありません", "there is no rule %q", w.rule), mend, true
	case !mayBeSilenced(w.rule):
		return game.Say("%s は lint-ok では消せません", "%s cannot be silenced by lint-ok", w.rule),
			game.Say("指摘されたところを直し、このコメントを消してください", "mend what it speaks of, and delete this comment"), true
	case w.reason == "":
		return game.Say("lint-ok に理由がありません", "this lint-ok gives no reason"),
			game.Say("<!-- lint-ok %s: 理由 --> のように書いてください", "write <!-- lint-ok %s: reason -->", w.rule), true
	case oneMoreRule.MatchString(w.reason):
		return game.Say("lint-ok で消せるのは、一つのコメントに一つの規則だけです", "one lint-ok silences one rule"),
			game.Say("規則ごとにコメントを分けてください", "write a comment for each rule"), true
	}
	return message, mend, false
}

// inVain is W610 of the wishes for some rules that silenced nothing, once all
// that these rules find is known.
func inVain(wishes []wish, found func(rule string) bool) []game.Problem {
	var list []game.Problem
	for _, w := range wishes {
		if _, _, faulty := w.fault(); faulty || w.granted || !found(w.rule) {
			continue
		}
		list = append(list, game.Problem{
			From: w.from, To: w.to, Rule: "W610",
			Message: game.Say("この lint-ok は何も消していません", "this lint-ok silences nothing"),
			Mend:    game.Say("消してください。書く場所が違うなら、指摘のある場面へ移します", "delete it, or move it into the scene that it is about"),
		})
	}
	return list
}
