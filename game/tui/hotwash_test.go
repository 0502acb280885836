package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/typeset"
)

// atHotwash opens the form behind a run.
func atHotwash(t *testing.T, o Options, width, height int, play func(*screentest.Screen)) {
	t.Helper()
	sized(t, o, width, height, func(s *screentest.Screen) {
		s.Press("2")
		s.Wait(time.Second)
		play(s)
	})
}

// TestHotwash shows the form empty, filled, and fuller than it can show.
func TestHotwash(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], lang), func(t *testing.T) {
				atHotwash(t, options(t, lang, newMemory()), size[0], size[1], func(s *screentest.Screen) {
					s.Golden("empty")
					s.Type(map[string]string{"ja": "止めずに切り離せた。", "en": "Cut off, not shut down."}[lang])
					enter(s)
					s.Golden("next")
					s.Type(strings.Repeat(map[string]string{"ja": "報告が遅れた。", "en": "The report came late. "}[lang], 40))
					s.Golden("overfull")
					s.Press("left", "left", "backspace", "home", "delete")
					s.Golden("within")
				})
			})
		}
	}
}

// write fills the form in.
func write(s *screentest.Screen, texts ...string) {
	for i, text := range texts {
		if i > 0 {
			s.Press("tab")
		}
		s.Type(text)
	}
}

var washed = game.Hotwash{Strength: "切り離せた", Gap: "報告", Action: "様式を作る", Owner: "広報", Due: "2027-03-31"}

// TestHotwashKept: what was written is kept with the run and shown again.
func TestHotwashKept(t *testing.T) {
	j := newMemory()
	o := options(t, "ja", j)
	atHotwash(t, o, 80, 24, func(s *screentest.Screen) {
		write(s, washed.Strength, washed.Gap, washed.Action, " "+washed.Owner+" ", "２０２７／３／３１")
		enter(s)
		s.Contains("結果")
		if got := j.wash["run-1"]; got != washed {
			t.Errorf("got %v kept, want %v", got, washed)
		}
		s.Press("end")
		s.Contains("様式を作る")
		s.Press("2")
		s.Contains("2027-03-31")
		s.Press("esc")
		s.Contains("もう一度") // nothing was changed, so nothing is asked
	})
	o = options(t, "ja", j)
	o.Start = Start{Run: "run-1"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		s.Press("end", "pgup", "down", "down", "down")
		s.Contains("様式を作る")
	})
}

// TestHotwashKeys: what keys do in the form.
func TestHotwashKeys(t *testing.T) {
	tests := []struct {
		name string
		do   func(*screentest.Screen, *memory)
		want string // on the screen
		kept game.Hotwash
	}{
		{"enter keeps and goes on", func(s *screentest.Screen, _ *memory) { s.Type("a"); enter(s) }, "> 2 足りなかった", game.Hotwash{Strength: "a"}},
		{"an enter sent twice", func(s *screentest.Screen, _ *memory) { s.Wait(time.Second); s.Press("enter", "enter") }, "> 2 足りなかった", game.Hotwash{}},
		{"leaving asks", func(s *screentest.Screen, _ *memory) { s.Type("a"); s.Press("esc") }, "書きかけ", game.Hotwash{}},
		{"leaving keeps", func(s *screentest.Screen, _ *memory) { s.Type("a"); s.Press("esc"); enter(s) }, "もう一度", game.Hotwash{Strength: "a"}},
		{"leaving drops", func(s *screentest.Screen, _ *memory) { s.Type("a"); s.Press("esc", "esc") }, "もう一度", game.Hotwash{}},
		{"staying", func(s *screentest.Screen, _ *memory) { s.Type("a"); s.Press("esc", "b") }, "> 1 できたこと        ab", game.Hotwash{}},
		{"an empty form", func(s *screentest.Screen, _ *memory) { s.Press("esc") }, "もう一度", game.Hotwash{}},
		{"no date", func(s *screentest.Screen, _ *memory) { s.Press("up"); s.Type("2027-02-30"); enter(s) }, "の形で書いて", game.Hotwash{}},
		{"no date on leaving", func(s *screentest.Screen, _ *memory) { s.Press("up"); s.Type("x"); s.Press("up", "esc", "enter") }, "> 5 期限              x", game.Hotwash{}},
		{"no date is one", func(s *screentest.Screen, _ *memory) { s.Type("a"); s.Press("up"); enter(s) }, "もう一度", game.Hotwash{Strength: "a"}},
		{"a date in kanji", func(s *screentest.Screen, _ *memory) { s.Press("up"); s.Type("2027年3月1日"); enter(s) }, "もう一度", game.Hotwash{Due: "2027-03-01"}},
		{"letters are no shortcuts", func(s *screentest.Screen, _ *memory) { s.Type("jkn?g1") }, "> 1 できたこと        jkn?g1", game.Hotwash{}},
		{"a click", func(s *screentest.Screen, _ *memory) { clickOn(s, "担当"); s.Type("a") }, "> 4 担当              a", game.Hotwash{}},
		{"pasted lines are one", func(s *screentest.Screen, _ *memory) { s.Paste("a\nb\x1b[2J") }, "> 1 できたこと        a b", game.Hotwash{}},
		{"a disk that is full", func(s *screentest.Screen, j *memory) {
			j.failing(game.ErrFull)
			s.Type("a")
			s.Press("up")
			enter(s)
		}, "ディスクがいっぱい", game.Hotwash{}},
		{"trying again", func(s *screentest.Screen, j *memory) {
			j.failing(game.ErrFull)
			s.Type("a")
			s.Press("up")
			enter(s)
			j.failing(nil)
			enter(s)
		}, "もう一度", game.Hotwash{Strength: "a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := newMemory()
			atHotwash(t, options(t, "ja", j), 80, 24, func(s *screentest.Screen) {
				tt.do(s, j)
				s.Contains(tt.want)
				if got := j.wash["run-1"]; got != tt.kept {
					t.Errorf("got %v kept, want %v", got, tt.kept)
				}
			})
		})
	}
}

// TestHotwashUnread: a form that could not be read is not opened empty, for that
// would write over what is there.
func TestHotwashUnread(t *testing.T) {
	j := newMemory()
	o := options(t, "ja", j)
	o.Start = Start{Scenario: "shop"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		until(s, "90 ")
		s.Press("2")
		enter(s)
		until(s, "[ ]")
		s.Press("end")
		enter(s)
		enter(s)
		until(s, "結果を見る")
		j.failing(game.ErrBusy)
		enter(s)
		s.Contains("別の kobayashi")
		s.Press("2")
		s.Contains("別の kobayashi")
		j.failing(nil)
		s.Press("2")
		s.Press("2")
		s.Contains("1 / 5")
	})
}

// TestField: the cursor goes by what a reader calls a character.
func TestField(t *testing.T) {
	in := func(f field, keys ...string) field {
		for _, k := range keys {
			msg := stroke([]rune(k)[0], k)
			for name, code := range codes {
				if k == name {
					msg = stroke(code, "")
				}
			}
			f, _ = f.typed(msg)
		}
		return f
	}
	tests := []struct {
		name string
		got  field
		want string // with | at the cursor
	}{
		{"end", in(field{text: "止め"}, "る"), "止める|"},
		{"middle", in(field{text: "止る"}, "left", "め"), "止め|る"},
		{"erase", in(field{text: "止める"}, "left", "backspace"), "止|る"},
		{"erase next", in(field{text: "止める"}, "home", "delete"), "|める"},
		{"ends", in(field{text: "ab"}, "home", "left", "x", "end", "right", "y"), "xaby|"},
		{"a mark belongs to its letter", in(field{text: "か\u3099き"}, "left", "left", "x"), "x|か\u3099き"},
		{"full", in(field{text: "ab", most: 3}, "c", "d"), "abc|"},
		{"nothing to erase", in(field{}, "backspace", "delete", "left", "right"), "|"},
	}
	for _, tt := range tests {
		at := len(tt.got.text) - tt.got.after
		if got := tt.got.text[:at] + "|" + tt.got.text[at:]; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestFieldBroken: in lines of any width nothing is lost, nothing sticks out,
// and the cursor stands behind what is before it.
func TestFieldBroken(t *testing.T) {
	f := field{text: "報告が遅れた。The report came late, by e\u0301 minutes  at least 報告"}
	for width := 3; width < 40; width++ {
		for at := 0; at <= len(f.text); at = f.behind(at) {
			f.after = len(f.text) - at
			lines, row, cell := f.broken(width)
			before := strings.Join(lines[:row], "")
			if strings.Join(lines, "") != f.text || cell >= width || typeset.Width(f.text[len(before):at]) != cell {
				t.Errorf("in %d cells, cursor at %d: got %q, row %d, cell %d", width, at, lines, row, cell)
			}
			for _, line := range lines {
				if typeset.Width(line) > width {
					t.Errorf("in %d cells: %q sticks out", width, line)
				}
			}
			if at == len(f.text) {
				break
			}
		}
	}
}

var codes = map[string]rune{
	"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
}
