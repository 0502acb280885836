package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
)

func TestPick(t *testing.T) {
	list := []game.Summary{}
	for _, id := range []string{"abcdefgh", "abcdxyz1", "ab", "last1234"} {
		list = append(list, game.Summary{Record: game.Record{ID: id}})
	}
	tests := []struct {
		name, want, key, hint string
	}{
		{name: "abcdefgh", want: "abcdefgh"},
		{name: "abcde", want: "abcdefgh"},
		{name: "ab", want: "ab"}, // a whole id may be short
		{name: "last", want: "abcdefgh"},
		{name: "last1", want: "last1234"},
		{name: "abcd", key: "cmd.error.manyruns", hint: "abcdefgh, abcdxyz1"},
		{name: "abc", key: "cmd.error.shortrun", hint: "4"},
		{name: "las", key: "cmd.error.shortrun", hint: "4"},
		{name: "abcdefghi", key: "cmd.error.whichrun"},
		{name: "zzzz", key: "cmd.error.whichrun"},
		{name: "", key: "cmd.error.shortrun"},
	}
	p, err := newProgram(world{env: func(string) string { return "" }}, []string{"--lang", "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		got, err := pick(list, tt.name)
		var bad *trouble
		switch {
		case tt.key == "":
			if err != nil || got.ID != tt.want {
				t.Errorf("%q: got %q, %v; want %q", tt.name, got.ID, err, tt.want)
			}
		case !errors.As(err, &bad) || bad.key != tt.key || !errors.Is(err, game.ErrUnknownRun):
			t.Errorf("%q: got %q, %v; want %s", tt.name, got.ID, err, tt.key)
		case !strings.Contains(p.words.Say(bad.key+".hint", bad.args...), tt.hint):
			t.Errorf("%q: the hint is %q, want %q in it", tt.name, p.words.Say(bad.key+".hint", bad.args...), tt.hint)
		}
	}
	if _, err := pick(nil, "last"); !errors.Is(err, game.ErrUnknownRun) {
		t.Errorf("no runs: got %v", err)
	}
}

func TestIsRunFile(t *testing.T) {
	var got []string
	for _, name := range []string{"a.jsonl", "./a", "/tmp/a", "runs/a", "a", "last", "abcd1234", "a.json"} {
		if isRunFile(name) {
			got = append(got, name)
		}
	}
	if want := []string{"a.jsonl", "./a", "/tmp/a", "runs/a"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
