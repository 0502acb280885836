package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// seat drives a model without a terminal. Its clock goes on by a second with
// each message, and its commands are answered at once.
type seat struct {
	m   tea.Model
	now time.Time
}

func sit(t testing.TB, o Options) *seat {
	t.Helper()
	s := &seat{now: time.Date(2026, 11, 6, 16, 20, 0, 0, time.UTC)}
	o.Now = func() time.Time { return s.now }
	s.m = New(o)
	s.run(s.m.Init())
	return s
}

func (s *seat) send(msg tea.Msg) {
	s.now = s.now.Add(time.Second)
	var cmd tea.Cmd
	s.m, cmd = s.m.Update(msg)
	s.run(cmd)
}

func (s *seat) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	answer := make(chan tea.Msg, 1)
	go func() { answer <- cmd() }()
	var got tea.Msg
	select {
	case got = <-answer:
	case <-time.After(200 * time.Millisecond): // the second of a countdown
	}
	switch msg := got.(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			s.run(c)
		}
	default:
		s.send(msg)
	}
}

func stroke(code rune, text string) tea.KeyPressMsg { return tea.KeyPressMsg{Code: code, Text: text} }

// presses are what a player, or a cat, may press.
var presses = []tea.KeyPressMsg{
	stroke(tea.KeyEnter, ""), stroke(tea.KeyEnter, ""), stroke(tea.KeyEnter, ""), stroke(tea.KeyEscape, ""), stroke(tea.KeyTab, ""),
	stroke(tea.KeyUp, ""), stroke(tea.KeyDown, ""), stroke(tea.KeyLeft, ""), stroke(tea.KeyRight, ""), stroke(tea.KeyPgUp, ""),
	stroke(tea.KeyPgDown, ""), stroke(tea.KeyHome, ""), stroke(tea.KeyEnd, ""), stroke(' ', " "), stroke('1', "1"), stroke('2', "2"),
	stroke('３', "３"), stroke('5', "5"), stroke('n', "n"), stroke('g', "g"), stroke('?', "?"), stroke('d', "d"), stroke('字', "字"),
}

// nasty is what an author, or someone worse, may write.
var nasty = []string{
	"\x1b[2J\x1b]52;c;aGk=\x07", "\x9b31m", "\u202eabc\u2066", "a\tb\rc\nd", strings.Repeat("あ", 300),
	strings.Repeat("x", 300), strings.Repeat("👨‍👩‍👧", 40), "e" + strings.Repeat("\u0301", 50), "", " ", "○→…─", "﷽﷽﷽",
	"**a** `b` [c](notes/x.md) ~~d~~ <b>e</b>", "# h\n\n- x\n\n| a | b |\n|---|---|\n| 1 | 2 |", "1.", "%s%d%[9]d",
	"&#27;]52;&#7;", "\x00\x7f", "ﾊﾝｶｸﾞﾜﾞ", "\ufffd\xff\xfe",
}

// hostile is the sample with every word of it replaced.
func hostile(t *testing.T, r *rand.Rand) *game.Scenario {
	t.Helper()
	say := func() string { return nasty[r.IntN(len(nasty))] + nasty[r.IntN(len(nasty))] }
	spoil := func(txt *game.Text) *game.Text {
		txt.Title, txt.Summary = say(), say()
		who := say()
		txt.Cast = map[string]game.Actor{who: {Name: who, Role: say(), Player: true}, say(): {Role: say()}}
		for k, m := range txt.Vars {
			txt.Vars[k] = game.Meter{Label: "x" + say(), Unit: say(), Values: m.Values}
		}
		for _, words := range []map[string]string{txt.Scores, txt.Endings, txt.Variants} {
			for k := range words {
				words[k] = say()
			}
		}
		for i := range txt.Goals {
			txt.Goals[i].Label = say()
		}
		for i := range txt.Glossary {
			txt.Glossary[i].Word, txt.Glossary[i].Line = say(), say()
		}
		for k, n := range txt.Notes {
			n.Title, n.Markdown = say(), say()+"\n\n"+say()+"\n\n[a](zero.md)\n"
			txt.Notes[k] = n
		}
		txt.Sources = append(txt.Sources, game.Source{ID: say(), Citation: say()})
		for i := range txt.Scenes {
			sc := &txt.Scenes[i]
			sc.Title = say()
			for j := range sc.Blocks {
				sc.Blocks[j].Who, sc.Blocks[j].Parts = who, text(say()+" [b](notes/bot.md)")
			}
			sc.Blocks = append(sc.Blocks, block(game.Table, say()), block(game.Quote, say()), block(game.Fence, say()), block(game.Private, say()))
			for j := range sc.Items {
				sc.Items[j] = game.ItemText{Label: say(), Feedback: []game.Block{block(game.Para, say())}}
			}
			for j := range sc.Then {
				sc.Then[j] = say()
			}
		}
		return txt
	}
	sc, err := game.Compile(sampleRules(), game.About{Minutes: 1 << 30, Level: 99, AsOf: say()}, spoil(sampleJA()), spoil(sampleEN()))
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// fits reports what a painted screen does that it must not.
func fits(content string, width, height int) string {
	lines := strings.Split(content, "\n")
	if len(lines) > height {
		return fmt.Sprintf("%d lines in a window of %d", len(lines), height)
	}
	for i, line := range lines {
		if w := typeset.Width(line); w > width {
			return fmt.Sprintf("line %d takes %d of %d cells: %q", i, w, width, line)
		}
		for plain := line; ; {
			_, rest, found := strings.Cut(plain, "\x1b")
			if !found {
				break
			}
			end := strings.IndexFunc(rest, func(r rune) bool { return r >= '@' && r != '[' })
			if !strings.HasPrefix(rest, "[") || end < 0 || rest[end] != 'm' {
				return fmt.Sprintf("line %d sends more than colours: %q", i, line)
			}
			plain = rest
		}
		bare := strings.ReplaceAll(line, "\x1b", "")
		if bare != typeset.Clean(bare) {
			return fmt.Sprintf("line %d is not clean: %q", i, line)
		}
	}
	return ""
}

// TestWindow: whatever the words, the window and the keys, no screen paints
// outside the window or sends anything but text and colours.
func TestWindow(t *testing.T) {
	sizes := [][2]int{{20, 5}, {1, 1}, {60, 20}, {61, 21}, {79, 24}, {80, 24}, {99, 30}, {100, 30}, {120, 40}, {200, 60}}
	for i, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			for round := range 6 {
				r := rand.New(rand.NewPCG(uint64(i), uint64(round)))
				o := options(t, []string{"ja", "en"}[round%2], newMemory(), hostile(t, r), sample(t))
				o.Preferences = map[string]string{"time": "off", "colour": []string{"dark", "mono"}[round/2%2]}
				s := sit(t, o)
				s.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				var path []string
				for range 120 {
					press := presses[r.IntN(len(presses))]
					path = append(path, press.String())
					s.send(press)
					if bad := fits(s.m.View().Content, size[0], size[1]); bad != "" {
						t.Fatalf("after %v: %s", path, bad)
					}
				}
			}
		})
	}
}

// TestWindowAfter: nor do the screens behind an ending.
func TestWindowAfter(t *testing.T) {
	for i, size := range [][2]int{{60, 20}, {61, 21}, {80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			for round := range 8 {
				r := rand.New(rand.NewPCG(uint64(i), uint64(round)))
				o := options(t, []string{"ja", "en"}[round%2], newMemory(), hostile(t, r))
				o.Preferences = map[string]string{"time": "off", "colour": []string{"dark", "mono"}[round/2%2]}
				o.Start, o.Confidence = Start{Scenario: "shop"}, round%4 < 2
				s := sit(t, o)
				s.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				s.end(t)
				var path []string
				for range 100 {
					press := presses[r.IntN(len(presses))]
					path = append(path, press.String())
					s.send(press)
					if bad := fits(s.m.View().Content, size[0], size[1]); bad != "" {
						t.Fatalf("after %v: %s", path, bad)
					}
				}
			}
		})
	}
}

// end plays to the results.
func (s *seat) end(t *testing.T) {
	t.Helper()
	for range 40 {
		s.send(stroke(tea.KeyEnd, ""))
		switch s.m.(app).screen.(type) {
		case results, decisions, decision:
			return
		}
		for range 2 {
			s.send(stroke(tea.KeyEnter, ""))
		}
	}
	t.Fatalf("no end at %T", s.m.(app).screen)
}

// TestNothingCut: in the smallest window the screens themselves keep inside;
// the gate is for what nobody thought of.
func TestNothingCut(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for _, size := range [][2]int{{60, 20}, {80, 24}, {100, 30}, {160, 50}} {
			o := options(t, lang, newMemory())
			o.Preferences = map[string]string{"time": "off"}
			s := sit(t, o)
			s.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			r := rand.New(rand.NewPCG(1, 2))
			for range 400 {
				s.send(presses[r.IntN(len(presses))])
				a := s.m.(app)
				for i, line := range a.screen.view(a.frame).lines {
					if w := typeset.Width(line); w > size[0] || i >= size[1] {
						t.Fatalf("%s %v %T: line %d takes %d cells: %q", lang, size, a.screen, i, w, line)
					}
				}
			}
		}
	}
}

// BenchmarkPlay is a frame of play at 80x24 with a run behind it.
func BenchmarkPlay(b *testing.B) {
	o := options(b, "ja", newMemory())
	o.Start = Start{Scenario: "shop"}
	o.Preferences = map[string]string{"time": "off"}
	s := sit(b, o)
	for range 4 {
		s.send(stroke(tea.KeyEnter, ""))
	}
	b.ReportAllocs()
	for b.Loop() {
		s.m.View()
	}
}

// BenchmarkKey is a key and the frame it leads to.
func BenchmarkKey(b *testing.B) {
	o := options(b, "ja", newMemory())
	o.Start = Start{Scenario: "shop"}
	o.Preferences = map[string]string{"time": "off"}
	s := sit(b, o)
	for range 2 {
		s.send(stroke(tea.KeyEnter, ""))
	}
	b.ReportAllocs()
	for b.Loop() {
		s.send(stroke(tea.KeyDown, ""))
		s.m.View()
	}
}
