package tui

import (
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/tui/screentest"
)

// atChoice opens the sample at its first decision, with the options in sight.
func atChoice(t *testing.T, o Options, play func(*screentest.Screen)) {
	t.Helper()
	o.Start = Start{Scenario: "shop"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		until(s, "90 ")
		play(s)
	})
}

func lacks(t *testing.T, s *screentest.Screen, text string) {
	t.Helper()
	if got := s.Text(); strings.Contains(got, text) {
		t.Errorf("got\n%s\nwant no %q in it", got, text)
	}
}

// TestDoubledEnter: an IME that sends Enter twice neither decides nor skips.
func TestDoubledEnter(t *testing.T) {
	j := newMemory()
	atChoice(t, options(t, "ja", j), func(s *screentest.Screen) {
		s.Wait(time.Second)
		s.Press("enter", "enter", "enter")
		s.Contains("1 を選びます")
		if n := j.kept("run-1"); n != 0 {
			t.Errorf("got %d steps kept, want none before a later press", n)
		}
		s.Press("esc")
		lacks(t, s, "を選びます")
		s.Press("2")
		s.Wait(time.Second)
		s.Press("enter", "enter")
		s.Contains("流れを断った") // the second one did not turn the page
	})
}

// clickOn clicks into the row that holds a text.
func clickOn(s *screentest.Screen, text string) {
	for y, line := range strings.Split(s.Text(), "\n") {
		if strings.Contains(line, text) {
			s.Click(20, y)
			return
		}
	}
	s.Contains(text)
}

// TestChoosing: ways to say which option is meant.
func TestChoosing(t *testing.T) {
	tests := []struct {
		name string
		do   func(*screentest.Screen)
		want string
	}{
		{"digit", func(s *screentest.Screen) { s.Press("3") }, "3 を選びます"},
		{"full-width", func(s *screentest.Screen) { s.Press("３") }, "3 を選びます"},
		{"arrows", func(s *screentest.Screen) { s.Press("down", "down", "up"); enter(s) }, "2 を選びます"},
		{"round the end", func(s *screentest.Screen) { s.Press("up"); enter(s) }, "4 を選びます"},
		{"click", func(s *screentest.Screen) { clickOn(s, "受け付けは続ける") }, "2 を選びます"},
		{"another digit", func(s *screentest.Screen) { s.Press("3", "1") }, "1 を選びます"},
		{"no such option", func(s *screentest.Screen) { s.Press("9") }, "> 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			atChoice(t, options(t, "ja", newMemory()), func(s *screentest.Screen) {
				tt.do(s)
				s.Contains(tt.want)
			})
		})
	}
}

// TestSingle: where there is one option there is nothing to decide, so one press
// takes it. It is kept all the same.
func TestSingle(t *testing.T) {
	rules := sampleRules()
	rules.Scenes[3].Decision.Items[0].If = op(game.OpLt, ref("trust"), lit(0))
	sc, err := game.Compile(rules, game.About{}, sampleJA())
	if err != nil {
		t.Fatal(err)
	}
	j := newMemory()
	atChoice(t, options(t, "ja", j, sc), func(s *screentest.Screen) {
		s.Press("3")
		enter(s)
		enter(s)
		s.Contains("  > なにも答えない")
		s.Contains("判断 2")
		enter(s)
		s.Contains("夜のあいだに")
		lacks(t, s, "あなたの判断")
		s.Contains("判断 2") // it was none
		if n := j.kept("run-1"); n != 2 {
			t.Errorf("got %d steps kept, want 2", n)
		}
	})
}

// TestReadBack: what was said can be read again by wheel and by keys, and the
// play is where it was afterwards.
func TestReadBack(t *testing.T) {
	back := []struct {
		name   string
		up, on func(*screentest.Screen)
	}{
		{"wheel", func(s *screentest.Screen) { s.Wheel(10, 10, -3) }, func(s *screentest.Screen) { s.Wheel(10, 10, 9) }},
		{"keys", func(s *screentest.Screen) { s.Press("pgup") }, func(s *screentest.Screen) { s.Press("pgdown", "pgdown") }},
		{"esc", func(s *screentest.Screen) { s.Press("pgup", "up") }, func(s *screentest.Screen) { s.Press("esc") }},
	}
	for _, tt := range back {
		t.Run(tt.name, func(t *testing.T) {
			atChoice(t, options(t, "ja", newMemory()), func(s *screentest.Screen) {
				s.Press("2")
				enter(s)
				before := s.Text()
				tt.up(s)
				s.Contains("読み返し中")
				s.Contains("向きが逆です。")
				tt.on(s)
				if got := s.Text(); got != before {
					t.Errorf("got\n%s\nwant\n%s", got, before)
				}
			})
		})
	}
}
