package tui

import (
	"context"
	"errors"
	"fmt"
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
			s.Contains("残り 70 秒") // one clock, not two
		})
	})
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

// TestStart: ways to begin that the command line asks for.
func TestStart(t *testing.T) {
	seed := uint64(9)
	tests := []struct {
		name  string
		start Start
		want  string
	}{
		{"variant", Start{Scenario: "shop", Variant: "without", Seed: &seed}, "予備系 なし"},
		{"unknown exercise", Start{Scenario: "nowhere"}, "棚にありません"},
		{"unknown run", Start{Run: "nowhere"}, "見つかりません"},
		{"practice", Start{Scenario: "shop", From: "report", Set: map[string]int{"hours": 5}}, "練習です"},
		{"practice of nothing", Start{Scenario: "shop", From: "nowhere"}, "その名前の場面はありません"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options(t, "ja", newMemory())
			o.Start = tt.start
			screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) { s.Contains(tt.want) })
		})
	}
}

// TestSettings: a change holds at once, everywhere, and is kept.
func TestSettings(t *testing.T) {
	j := newMemory()
	atChoice(t, options(t, "ja", j), func(s *screentest.Screen) {
		s.Press("esc", "5", "1")
		s.Contains("Language")
		s.Press("esc", "1")
		s.Contains("What do you do?")
		s.Contains("Take the infected server")
		if got := j.prefs["lang"]; got != "en" {
			t.Errorf("got %q kept, want en", got)
		}
	})
	again := options(t, "ja", j)
	screentest.Play(t, New(again), 80, 24, func(s *screentest.Screen) { s.Contains("Start") })
}

// TestSmall: a window too small asks for room and loses nothing.
func TestSmall(t *testing.T) {
	atChoice(t, options(t, "ja", newMemory()), func(s *screentest.Screen) {
		s.Press("3")
		s.Resize(40, 10)
		s.Golden("small")
		s.Press("enter")
		s.Resize(80, 24)
		s.Contains("3 を選びます")
	})
}

// TestGround: a light ground changes the inks, wide signs change the borders.
func TestGround(t *testing.T) {
	screentest.Play(t, model(t, "ja"), 80, 24, func(s *screentest.Screen) {
		s.Press("5")
		s.Contains("----------")
	}, screentest.Wide())
	bytes := map[bool]string{}
	for _, light := range []bool{false, true} {
		var ground []screentest.Option
		if light {
			ground = append(ground, screentest.Light())
		}
		screentest.Play(t, model(t, "ja"), 80, 24, func(s *screentest.Screen) {
			s.Press("5")
			bytes[light] = s.SVG()
		}, ground...)
	}
	if bytes[true] == bytes[false] {
		t.Error("a light ground looks like a dark one")
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

// TestShelfFailed: a shelf that cannot be read is said so, to each as it helps.
func TestShelfFailed(t *testing.T) {
	for local, want := range map[bool]string{true: "kobayashi lint", false: "進行役"} {
		o := options(t, "ja", newMemory())
		o.Local = local
		o.Shelf = func(context.Context) ([]*game.Scenario, error) { return nil, errors.New("broken") }
		screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
			s.Contains(want)
			s.Press("1")
			s.Contains(want)
		})
	}
}

// TestHistory: a finished run opens its results, and can be removed.
func TestHistory(t *testing.T) {
	j := newMemory()
	o := options(t, "ja", j)
	o.Start = Start{Scenario: "shop"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		until(s, "90 ")
		s.Press("2")
		enter(s)
		until(s, "[ ]")
		s.Press("1", "2", "end")
		enter(s)
		enter(s)
		until(s, "合計")
		s.Press("3", "4")
		s.Contains("落ち着いた週末  60 / 60点")
		s.Press("enter")
		s.Contains("合計 60 / 60 点")
		s.Press("esc", "d")
		enter(s)
		s.Contains("まだ記録がありません")
		if len(j.runs) != 0 {
			t.Errorf("got %d runs kept, want none", len(j.runs))
		}
	})
}

// TestFind: a word is found in the ways it may be typed.
func TestFind(t *testing.T) {
	for _, typed := range []string{"ボ", "ぼっと", "ｐｃ", "PC", "道具"} {
		screentest.Play(t, model(t, "ja"), 80, 24, func(s *screentest.Screen) {
			s.Press("3")
			s.Type(typed)
			s.Contains("> ボット")
			s.Press("backspace", "backspace", "backspace")
			s.Contains("3語")
		})
	}
}
