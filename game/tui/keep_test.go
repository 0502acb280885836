package tui

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/tui/screentest"
)

// TestJournalFirst: what the journal does not keep is not shown.
func TestJournalFirst(t *testing.T) {
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"full", game.ErrFull, "ディスクがいっぱい"},
		{"busy", game.ErrBusy, "別の kobayashi"},
		{"readonly", game.ErrReadOnly, "書き込めません"},
		{"corrupt", game.ErrCorrupt, "壊れています"},
		{"newer", game.ErrNewer, "新しい版"},
		{"other", errors.New("no idea"), "保存できませんでした"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := newMemory()
			atChoice(t, options(t, "ja", j), func(s *screentest.Screen) {
				j.failing(fmt.Errorf("saving: %w", tt.err))
				s.Press("2")
				enter(s)
				s.Contains(tt.want)
				s.Contains("> 2  感染したサーバー") // the same scene
				if n := j.kept("run-1"); n != 0 {
					t.Errorf("got %d steps kept, want none", n)
				}
				lacks(t, s, "流れを断った")
				s.Press("1", "down", "n") // nothing else is heard until it is settled
				s.Contains(tt.want)
				j.failing(nil)
				enter(s)
				s.Contains("流れを断った")
				if n := j.kept("run-1"); n != 1 {
					t.Errorf("got %d steps kept, want 1", n)
				}
			})
		})
	}
}

// slow is a journal whose Append waits for a word.
type slow struct {
	*memory
	word  chan struct{}
	calls int
}

func (j *slow) Append(ctx context.Context, run string, seq int, step game.Step, end *game.Result) error {
	j.calls++
	<-j.word
	return j.memory.Append(ctx, run, seq, step, end)
}

// TestSecondPress: a press while the step is being saved is ignored.
func TestSecondPress(t *testing.T) {
	j := &slow{memory: newMemory()}
	o := options(t, "ja", j)
	o.Start = Start{Scenario: "shop"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		j.word = make(chan struct{})
		until(s, "90 ")
		s.Press("2")
		enter(s)
		s.Contains("保存しています")
		enter(s)
		s.Press("1", "esc", "n")
		s.Contains("どうしますか")
		s.Contains("保存しています")
		close(j.word)
		s.Wait(time.Second)
		s.Contains("流れを断った")
		if j.calls != 1 {
			t.Errorf("got %d saves, want 1", j.calls)
		}
	})
}

// TestTaken: another program has decided this step; the run is read again.
func TestTaken(t *testing.T) {
	j := newMemory()
	o := options(t, "ja", j)
	atChoice(t, o, func(s *screentest.Screen) {
		run, err := game.Begin(sample(t), game.Record{ID: "run-1", Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		run, err = run.Choose(1, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if err := j.Append(t.Context(), "run-1", 0, run.Steps[0], nil); err != nil {
			t.Fatal(err)
		}
		s.Press("1")
		enter(s)
		s.Contains("別の画面で先に決まりました")
		enter(s)
		s.Contains("流れを断った") // what the other one chose
	})
}

// TestResume: a run that was left goes on where it was.
func TestResume(t *testing.T) {
	o := options(t, "ja", newMemory())
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		s.Press("1", "enter", "enter")
		until(s, "90 ")
		s.Press("2")
		enter(s)
		enter(s)
		s.Contains("経営への第一報")
		s.Press("esc", "6")
		s.Golden("title")
		s.Press("enter")
		s.Contains("流れを断った") // what the last decision led to
		s.Press("esc", "6", "2", "enter", "enter")
		s.Golden("offer")
		s.Press("2")
		s.Contains("金曜 16:20")
	})
}

// TestMisfit: the exercise was edited under a saved run.
func TestMisfit(t *testing.T) {
	j := newMemory()
	old, err := game.Begin(sample(t), game.Record{ID: "old", Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []game.ChoiceID{1, 3} {
		if old, err = old.Choose(id, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Begin(t.Context(), old.Record); err != nil {
		t.Fatal(err)
	}
	rules := sampleRules()
	rules.Scenes[2].Decision.Items[0].Expected = false
	edited, err := game.Compile(rules, game.About{Minutes: 10, Level: 2}, sampleJA(), sampleEN())
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			o := options(t, lang, j, edited)
			o.Start = Start{Run: "old"}
			screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
				s.Golden("misfit")
				s.Press("1")
				if n := j.kept("run-1"); n != 1 {
					t.Errorf("got %d steps in the new run, want the 1 that fits", n)
				}
				if n := j.kept("old"); n != 2 {
					t.Errorf("got %d steps in the old run, want its 2", n)
				}
			})
		})
	}
}
