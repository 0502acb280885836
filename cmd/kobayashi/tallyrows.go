package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/booklet"
	"kobayashi/game/typeset"
)

// rows reads card,choice,confidence, in the order of the play. A row may name
// one of sheetKeys instead of a card; a first row of words is a heading.
func (t *paper) rows(data []byte) error {
	if !utf8.Valid(data) {
		return fails(nil, "cmd.tally.notutf8")
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	for first := true; ; first = false {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fails(err, "cmd.tally.csv", err)
		}
		at, _ := r.FieldPos(0)
		for len(fields) < 3 {
			fields = append(fields, "")
		}
		key := strings.ToLower(strings.TrimSpace(half(fields[0])))
		_, notNumber := strconv.Atoi(key)
		switch {
		case strings.Join(fields, "") == "":
		case slices.Contains(sheetKeys, key):
			err = t.set(key, fields[1])
		case first && notNumber != nil:
		default:
			err = t.row(at, key, half(fields[1]), half(fields[2]))
		}
		if err != nil {
			return err
		}
	}
	if err := t.lucky(); err != nil {
		return err
	}
	if t.walk.Kind() != game.End {
		return fails(nil, "cmd.tally.ends", t.card())
	}
	return nil
}

// half writes full-width letters, digits and signs as half-width ones: an input
// method leaves them on any sheet that is typed in Japanese.
func half(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

// row takes one decision, or one fall of chance.
func (t *paper) row(at int, card, choice, sure string) error {
	n, err := strconv.Atoi(card)
	if err != nil {
		return fails(nil, "cmd.tally.nocard", at, typeset.Clean(card))
	}
	// A chance that the seed decides may be on the sheet all the same.
	if t.seed != nil && t.walk.Kind() == game.Chance && n == t.walk.Card() {
		if id, ok := t.walk.Answer(choice); !ok || id != t.walk.Luck(*t.seed) {
			return fails(nil, "cmd.tally.otherluck", at, t.card(), *t.seed)
		}
		return t.lucky()
	}
	if err := t.lucky(); err != nil {
		return err
	}
	switch {
	case t.walk.Kind() == game.End:
		return fails(nil, "cmd.tally.over", at, n, t.card())
	case n != t.walk.Card():
		return fails(nil, "cmd.tally.othercard", at, n, t.card())
	}
	percent, ok := booklet.Sure(sure)
	if !ok {
		return fails(nil, "cmd.tally.sure", at, typeset.Clean(sure))
	}
	next, ok := t.next(choice, percent)
	if !ok {
		return fails(nil, "cmd.tally.notoffered", at, typeset.Clean(choice), t.card(), t.walk.Letters())
	}
	t.walk = next
	return nil
}

// next goes on with an answer, if it is one that is offered.
func (t *paper) next(choice string, sure int) (booklet.Walk, bool) {
	id, ok := t.walk.Answer(choice)
	if !ok {
		return t.walk, false
	}
	next, err := t.walk.Choose(id, sure)
	return next, err == nil
}

// ask goes through the play and asks for each line of the sheet. Nothing is kept
// before the last answer.
func (t *paper) ask() error {
	in := bufio.NewScanner(t.p.in)
	in.Buffer(nil, longestAsk)
	say := t.p.words.Say
	fmt.Fprintln(t.p.out, say("cmd.tally.intro"))
	var before []booklet.Walk
	for {
		if err := t.lucky(); err != nil {
			return err
		}
		kind := t.walk.Kind()
		if kind == game.End {
			break
		}
		key := map[game.Kind]string{game.Choose: "cmd.tally.ask", game.Question: "cmd.tally.ticks", game.Chance: "cmd.tally.fell"}[kind]
		answer, err := t.answer(in, say(key, t.card(), t.walk.Letters()))
		if err != nil {
			return err
		}
		answer = half(answer)
		if answer == "<" {
			if n := len(before); n > 0 {
				t.walk, before = before[n-1], before[:n-1]
			}
			continue
		}
		next, ok := t.next(answer, 0)
		if !ok {
			fmt.Fprintln(t.p.out, say("cmd.tally.again", t.walk.Letters()))
			continue
		}
		if t.sure && kind != game.Chance {
			percent, err := t.howSure(in)
			if err != nil {
				return err
			}
			next, _ = t.next(answer, percent)
		}
		before, t.walk = append(before, t.walk), next
	}
	fmt.Fprintln(t.p.out, say("cmd.tally.ended", t.card()))
	return t.askRest(in)
}

// answer is one line of input.
func (t *paper) answer(in *bufio.Scanner, prompt string) (string, error) {
	fmt.Fprint(t.p.out, prompt)
	if !in.Scan() {
		fmt.Fprintln(t.p.out)
		return "", fails(in.Err(), "cmd.tally.stopped", t.card())
	}
	if !t.p.screen { // nobody pressed enter: the line is still open
		fmt.Fprintln(t.p.out)
	}
	return strings.TrimSpace(typeset.Clean(in.Text())), nil
}

func (t *paper) howSure(in *bufio.Scanner) (int, error) {
	for {
		answer, err := t.answer(in, t.p.words.Say("cmd.tally.howsure"))
		if err != nil {
			return 0, err
		}
		if percent, ok := booklet.Sure(half(answer)); ok {
			return percent, nil
		}
	}
}

// askRest asks for the name and the hotwash, each of which may be left empty.
func (t *paper) askRest(in *bufio.Scanner) error {
	for _, key := range sheetKeys {
		if key == "name" && t.name != "" {
			continue
		}
		for {
			answer, err := t.answer(in, t.p.words.Say(prompts[key]))
			if err != nil {
				return err
			}
			if err = t.set(key, answer); err == nil {
				break
			}
			report(t.p.world, t.p.words, err)
		}
	}
	return nil
}

// prompts ask for the lines beside the decisions.
var prompts = map[string]string{
	"name": "cmd.tally.name", "minutes": "cmd.tally.minutes.ask", "strength": "cmd.tally.strength", "gap": "cmd.tally.gap",
	"action": "cmd.tally.action", "owner": "cmd.tally.owner", "due": "cmd.tally.due.ask",
}
