package parse

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
)

// wrong reports a value of the wrong kind. The message says what is needed.
func (p *parser) wrong(at Span, message game.Phrase) {
	p.report("E004", at, message, game.Say("値を直してください", "mend the value"))
}

// scalar gives a text's text, "" with a problem if it is none or empty.
func (p *parser) scalar(v *Value) string {
	if v.Kind != Scalar || v.Null || strings.TrimSpace(v.Text) == "" {
		p.wrong(v.At, game.Say("ここには文字が要ります", "text is needed here"))
		return ""
	}
	return strings.TrimSpace(v.Text)
}

// line is a text of one line.
func (p *parser) line(v *Value) string { return strings.Join(strings.Fields(p.scalar(v)), " ") }

// number gives a whole number within bounds; outside it is reported and cut.
func (p *parser) number(v *Value, least, most int) int {
	n, err := strconv.Atoi(v.Text)
	if v.Kind != Scalar || v.Quoted || err != nil || strings.HasPrefix(v.Text, "+") || n < least || n > most {
		need := game.Say("%[1]d から %[2]d までの整数が要ります", "a whole number from %[1]d to %[2]d is needed", least, most)
		if least == most {
			need = game.Say("ここに書けるのは %d だけです", "only %d can stand here", least)
		}
		p.wrong(v.At, need)
		return max(least, min(most, n))
	}
	return n
}

// yes gives a true or false.
func (p *parser) yes(v *Value) bool {
	if v.Kind != Scalar || v.Quoted || v.Text != "true" && v.Text != "false" {
		p.wrong(v.At, game.Say("true か false が要ります", "true or false is needed"))
	}
	return v.Text == "true"
}

func (p *parser) oneOf(v *Value, words ...string) string {
	for _, w := range words {
		if v.Kind == Scalar && v.Text == w {
			return w
		}
	}
	p.report("E004", v.At,
		game.Say("ここに書けるのは %s です", "one of %s is needed", strings.Join(words, ", ")),
		didYouMean(v.Text, slices.Values(words), game.Say("値を直してください", "mend the value")))
	return words[0]
}

var (
	slugShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	langShape = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	hashShape = regexp.MustCompile(`^[0-9a-f]{12}$`)
)

func (p *parser) slug(fr *Front, v *Value) {
	if fr.ID = p.line(v); fr.ID != "" && (!slugShape.MatchString(fr.ID) || len(fr.ID) > 64) {
		p.wrong(v.At, game.Say("id は半角の英小文字、数字、- だけです", "an id is lower-case letters, digits and - only"))
	}
}

func (p *parser) lang(fr *Front, v *Value) {
	if fr.Lang = p.line(v); fr.Lang != "" && !langShape.MatchString(fr.Lang) {
		p.wrong(v.At, game.Say("lang は ja や en のような言語の印です", "lang is a language tag such as ja or en"))
		fr.Lang = ""
	}
}

func (p *parser) date(fr *Front, v *Value) {
	fr.AsOf = p.line(v)
	if _, err := time.Parse(time.DateOnly, fr.AsOf); err != nil && fr.AsOf != "" {
		p.wrong(v.At, game.Say("日付は 2026-04-01 のように書きます", "a date is written 2026-04-01"))
	}
}

// authors are a list, or one name.
func (p *parser) authors(v *Value) []string {
	if v.Kind == Scalar {
		return []string{p.line(v)}
	}
	var list []string
	for _, a := range p.items(v) {
		list = append(list, p.line(a))
	}
	return list
}

// items gives a list's values.
func (p *parser) items(v *Value) []*Value {
	if v.Kind != List {
		p.wrong(v.At, game.Say("ここには [並び] が要ります", "a [list] is needed here"))
		return nil
	}
	return v.Items
}

// pairs calls f for the entries of a map whose keys fit; nil fits all.
func (p *parser) pairs(v *Value, fits func(string) bool, f func(Entry, *Value)) {
	if v.Null {
		return
	}
	if v.Kind != Map {
		p.wrong(v.At, game.Say("ここには {名前: 値} が要ります", "{name: value} is needed here"))
		return
	}
	for i, k := range v.Keys {
		if fits != nil && !fits(k.Text) {
			if j := strings.Index(k.Text, "："); j >= 0 {
				p.wideColon(Span{k.At.Start + j, k.At.Start + j + len("：")})
				continue
			}
			p.report("E004", k.At,
				game.Say("「%s」は名前に使えません", "%q cannot be a name", show(k.Text)),
				game.Say("文字、数字、_ だけで、決まった語を避けてください", "use letters, digits and _, and none of the language's own words"))
			continue
		}
		f(Entry{k.Text, k.At, v.Items[i].At}, v.Items[i])
	}
}

// labels reads id -> text; {label: text} is taken too.
func (p *parser) labels(v *Value, fits func(string) bool) []Label {
	var list []Label
	p.pairs(v, fits, func(e Entry, v *Value) {
		l := Label{Entry: e}
		if v.Kind == Map {
			p.each(v, e.ID, map[string]func(Entry, *Value){"label": func(_ Entry, v *Value) { l.Text = p.line(v) }})
		} else {
			l.Text = p.line(v)
		}
		list = append(list, l)
	})
	return list
}
