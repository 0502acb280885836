package line

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kobayashi/game"
)

// maxWords is how many characters an answer of the hotwash may have: a sentence
// or two, which is what a plan needs.
const maxWords = 200

// A blank is one thing the hotwash asks for.
type blank struct {
	name, question string // phrases
	text           *string
	prompt         string // instead of the question alone
}

func blanks(h *game.Hotwash) []blank {
	return []blank{
		{name: "line.hotwash.strength", question: "line.hotwash.strength.ask", text: &h.Strength},
		{name: "line.hotwash.gap", question: "line.hotwash.gap.ask", text: &h.Gap},
		{name: "line.hotwash.action", question: "line.hotwash.action.ask", text: &h.Action},
		{name: "line.hotwash.owner", question: "line.hotwash.owner.ask", text: &h.Owner},
		{name: "line.hotwash.due", question: "line.hotwash.due.ask", text: &h.Due},
	}
}

// hotwashOf writes what was noted after the run, if anything was. A journal that
// cannot tell keeps nobody from the results.
func (t *table) hotwashOf(ctx context.Context) {
	if t.practice() {
		return
	}
	if h, err := t.o.Journal.Hotwash(ctx, t.run.ID); err == nil && !h.Empty() {
		t.noted(h)
	}
}

func (t *table) noted(h game.Hotwash) {
	t.out.part()
	t.puts(t.say.Say("line.hotwash"))
	for _, b := range blanks(&h) {
		if *b.text != "" {
			t.out.put(t.set.hang("- "+t.label(b.name), literally(*b.text), 2)...)
		}
	}
	t.out.part()
}

// hotwash asks for one strength, one gap and one action with owner and date, and
// keeps them with the run. Nothing is kept before the last answer.
func (t *table) hotwash(ctx context.Context) error {
	var h game.Hotwash
	err := t.keep(ctx, func() (err error) {
		h, err = t.o.Journal.Hotwash(ctx, t.run.ID)
		return err
	})
	if err != nil {
		return err
	}
	before := h
	t.out.part()
	t.puts(t.say.Say("line.hotwash.how", maxWords))
	for _, b := range blanks(&h) {
		stay, err := t.fill(ctx, b)
		if err != nil || !stay {
			t.out.part()
			t.puts(t.say.Say("line.hotwash.dropped"))
			return err
		}
	}
	if h == before {
		t.out.part()
		t.puts(t.say.Say("line.hotwash.same"))
		return nil
	}
	if err := t.keep(ctx, func() error { return t.o.Journal.KeepHotwash(ctx, t.run.ID, h) }); err != nil {
		return err
	}
	t.noted(h)
	t.puts(t.say.Say("line.hotwash.kept"))
	return nil
}

// fill asks for one thing. It reports false if the player goes back.
func (t *table) fill(ctx context.Context, b blank) (stay bool, err error) {
	if *b.text != "" {
		t.out.part()
		t.out.put(t.set.hang(t.say.Say("line.hotwash.now"), literally(*b.text), 2)...)
	}
	if b.prompt == "" {
		b.prompt = t.say.Say(b.question)
	}
	err = t.ask(ctx, b.prompt, func(a answer) (string, bool, error) {
		stay = true
		switch {
		case a.empty: // what stands there stays
			return "", true, nil
		case a.text == "-":
			*b.text = ""
			return "", true, nil
		case a.arg != "" || a.cmd == noCommand:
			text, refused := t.worded(b, a)
			if refused == "" {
				*b.text = text
			}
			return refused, refused == "", nil
		case a.cmd == leave:
			return "", false, errQuit
		case a.cmd == back:
			stay = false
			return "", true, nil
		case a.cmd == help:
			return t.say.Say("line.hotwash.how", maxWords), false, nil
		}
		return t.say.Say("line.answer.unclear"), false, nil
	})
	return stay, err
}

// worded gives an answer as it is kept, or the phrase that refuses it.
func (t *table) worded(b blank, a answer) (text, refused string) {
	if b.name == "line.hotwash.due" {
		day, ok := date(a.text)
		if !ok {
			return "", t.say.Say("line.hotwash.due.wrong")
		}
		return day, ""
	}
	if n := utf8.RuneCountInString(a.raw); n > maxWords {
		return "", t.say.Say("line.hotwash.long", n, maxWords)
	}
	if (game.Hotwash{Strength: a.raw}).Fits() != nil {
		return "", t.say.Say("line.answer.unclear")
	}
	return a.raw, ""
}

// date reads a day as it is written in either language, and with the signs an
// input method gives for a hyphen.
func date(text string) (string, bool) {
	text = strings.NewReplacer("ー", "-", "−", "-", "‐", "-", "–", "-", "―", "-", "/", "-", ".", "-", "年", "-", "月", "-", "日", "", " ", "").Replace(text)
	day, err := time.Parse("2006-1-2", text)
	if err != nil {
		return "", false
	}
	return day.Format(time.DateOnly), true
}
