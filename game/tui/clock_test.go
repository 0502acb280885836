package tui

import (
	"testing"
	"time"

	"kobayashi/game/tui/screentest"
)

// TestCountdown: time runs only while the decision is seen, and its end is a
// choice like any other.
func TestCountdown(t *testing.T) {
	t.Run("runs out", func(t *testing.T) {
		j := newMemory()
		atChoice(t, options(t, "ja", j), func(s *screentest.Screen) {
			s.Wait(30 * time.Second)
			s.Contains("残り 60 秒")
			s.Wait(61 * time.Second)
			s.Contains("説明責任は")
			if n := j.kept("run-1"); n != 1 {
				t.Errorf("got %d steps kept, want 1", n)
			}
			s.Wait(5 * time.Minute)
			s.Contains("説明責任は")
		})
	})
	t.Run("rests under a menu", func(t *testing.T) {
		atChoice(t, options(t, "ja", newMemory()), func(s *screentest.Screen) {
			s.Wait(10 * time.Second)
			s.Press("esc")
			s.Contains("一時停止")
			s.Wait(10 * time.Minute)
			s.Press("1")
			s.Contains("残り 80 秒")
			s.Wait(10 * time.Second)
			s.Contains("残り 70 秒")
			for range 3 { // in and out within a second: still one clock
				s.Press("esc")
				s.Wait(100 * time.Millisecond)
				s.Press("1")
			}
			s.Wait(10 * time.Second)
			s.Contains("残り 60 秒")
		})
	})
}

// TestCountdownSettings: less motion, and no limit at all.
func TestCountdownSettings(t *testing.T) {
	t.Run("steps for the calm", func(t *testing.T) {
		o := options(t, "ja", newMemory())
		o.Preferences = map[string]string{"motion": "calm"}
		atChoice(t, o, func(s *screentest.Screen) {
			s.Wait(5 * time.Second)
			s.Contains("残り 90 秒")
		})
	})
	t.Run("off", func(t *testing.T) {
		o := options(t, "ja", newMemory())
		o.Preferences = map[string]string{"time": "off"}
		o.Start = Start{Scenario: "shop"}
		screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
			until(s, "> 1  ")
			lacks(t, s, "残り")
			s.Bytes()
			s.Wait(time.Hour)
			if n := s.Bytes(); n != 0 {
				t.Errorf("got %d bytes in an idle hour, want none", n)
			}
		})
	})
}
