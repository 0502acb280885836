package paint

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
)

// glass is a terminal to look at.
type glass struct {
	em            *vt.Emulator
	width, height int
}

func newGlass(width, height int) glass {
	return glass{vt.NewEmulator(width, height), width, height}
}

// shows is what is seen after the bytes, styles included.
func (g glass) shows(frames ...string) string {
	for _, f := range frames {
		_, _ = g.em.WriteString(f)
	}
	var b strings.Builder
	for y := range g.height {
		for x := range g.width {
			c := g.em.CellAt(x, y)
			if c == nil {
				b.WriteString("?")
				continue
			}
			if c.Width > 0 && (c.Content != " " || c.Style.Bg != nil || c.Style.Attrs != 0 || c.Style.Underline != 0) {
				b.WriteString(c.Style.String())
			}
			b.WriteString(c.Content)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// frames draws views one after the other and returns the bytes of each.
func frames(t *testing.T, s *screen, views ...tea.View) []string {
	t.Helper()
	var out []string
	for _, v := range views {
		var b bytes.Buffer
		s.out = &b
		if err := s.draw(v); err != nil {
			t.Fatal(err)
		}
		out = append(out, b.String())
	}
	return out
}

// pieces are what random lines are made of: widths 1 and 2, characters terminals
// disagree on, colours, and blanks of all kinds.
var pieces = []string{
	"a", "b", "xyz", " ", "  ", "        ", "日", "本", "語。", "か\u3099", "e\u0301", "○", "─", "│", "①", "ｶﾞ", "😀", "…",
	"\x1b[31m", "\x1b[m", "\x1b[1m", "\x1b[22m", "\x1b[44m", "\x1b[49m", "\x1b[7m", "\x1b[27m", "\x1b[4m", "\x1b[24m", "\x1b[38;2;9;8;7m", "\x1b[0;38;5;200m",
}

func randomLine(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(12) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// TestAnyFrameAfterAnyOther holds the painter to its one promise: what is on the
// screen after a change is what a fresh start would have put there.
func TestAnyFrameAfterAnyOther(t *testing.T) {
	const width, height = 20, 6
	changed, fresh := newGlass(width, height), newGlass(width, height)
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := newScreen(nil, colorprofile.TrueColor, width, height)
		s.measure.narrow = seed%2 == 0
		s.sync = seed%3 == 0
		lines := make([]string, height+1)
		for range 6 {
			for range 1 + r.IntN(3) {
				i := r.IntN(len(lines))
				if old := lines[i]; r.IntN(2) == 0 && old != "" {
					lines[i] = old + randomLine(r)
				} else {
					lines[i] = randomLine(r)
				}
			}
			v := tea.NewView(strings.Join(lines[:1+r.IntN(len(lines))], "\n"))
			if r.IntN(3) == 0 {
				v.Cursor = tea.NewCursor(r.IntN(width), r.IntN(height))
			}
			sent := frames(t, s, v)[0]
			start := newScreen(nil, colorprofile.TrueColor, width, height)
			got, want := changed.shows(sent), fresh.shows(frames(t, start, v)[0])
			if got != want {
				t.Fatalf("seed %d\ngot\n%s\nwant\n%s\nview\n%q\nlast frame\n%q", seed, got, want, v.Content, sent)
			}
			if again := frames(t, s, v)[0]; again != "" {
				t.Fatalf("seed %d: an unchanged view wrote %q", seed, again)
			}
		}
	}
}

func TestLittleIsRepainted(t *testing.T) {
	tests := []struct {
		name, old, now string
		narrow         bool
		want           string
	}{
		{"one letter", "score 12 of 20", "score 13 of 20", false, "\x1b[1;8H3"},
		{"one kana", "あいう。abc", "あえう。abc", false, "\x1b[1;3Hえ"},
		{"appended", "あい", "あいう", false, "\x1b[1;5Hう"},
		{"cut", "abcdef", "abc", false, "\x1b[1;4H\x1b[K"},
		{"a letter less before", "abcdef", "acdef", false, "\x1b[1;2Hcdef\x1b[K"},
		{"line below", "a\nb\nc", "a\nx\nc", false, "\x1b[2;1Hx"},
		{"line gone", "a\nb", "a", false, "\x1b[2;1H\x1b[K"},
		{"invisible change", "abc", "abc   \x1b[1m\x1b[m", false, ""},
		{"style", "abc", "a\x1b[1mb\x1b[mc", false, "\x1b[1;2H\x1b[1mb\x1b[m"},
		{"style runs on to the next line", "a\nb", "\x1b[1ma\nb", false, "\x1b[1;1H\x1b[1ma\x1b[2;1Hb\x1b[m"},
		{"width not sure", "①a b", "①a c", false, "\x1b[1;1H\x1b[K①a c"},
		{"width asked for", "①a b", "①a c", true, "\x1b[1;4Hc"},
		{"background to the end", "a", "a\x1b[44m  \x1b[m", false, "\x1b[1;2H\x1b[44m  \x1b[m"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newScreen(nil, colorprofile.TrueColor, 40, 5)
			s.measure.narrow = tt.narrow
			if got := frames(t, s, tea.NewView(tt.old), tea.NewView(tt.now))[1]; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCutAtTheWindow(t *testing.T) {
	s := newScreen(nil, colorprofile.TrueColor, 5, 2)
	got := frames(t, s, tea.NewView("abcdefg\nああああ\nthird"))[0]
	if want := clear + "\x1b[1;1Habcde\x1b[2;1Hああ"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCursor(t *testing.T) {
	at := func(x, y int) tea.View {
		v := tea.NewView("名前: ")
		v.Cursor = tea.NewCursor(x, y)
		return v
	}
	bar := at(6, 0)
	bar.Cursor.Shape, bar.Cursor.Blink = tea.CursorBar, false
	typed := at(8, 0)
	typed.Content += "あ"
	s := newScreen(nil, colorprofile.TrueColor, 20, 3)
	got := frames(t, s, at(6, 0), at(7, 0), bar, typed, tea.NewView("名前: あ"), at(99, 99))
	want := []string{
		clear + "\x1b[1;1H名前:\x1b[1;7H" + cursorOn,
		"\x1b[1;8H",
		"\x1b[1;7H\x1b[6 q",
		cursorOff + "\x1b[1;6H あ\x1b[1;9H\x1b[0 q" + cursorOn,
		cursorOff,
		cursorOff,
	}
	for i := range want[:5] {
		if got[i] != want[i] {
			t.Errorf("frame %d: got %q, want %q", i, got[i], want[i])
		}
	}
	if !strings.HasSuffix(got[5], "\x1b[3;20H"+cursorOn) {
		t.Errorf("outside: got %q", got[5])
	}
}

func TestWholeFrames(t *testing.T) {
	s := newScreen(nil, colorprofile.TrueColor, 20, 3)
	s.sync = true
	v := tea.NewView("a")
	v.Cursor = tea.NewCursor(1, 0)
	moved := v
	moved.Cursor = tea.NewCursor(2, 0)
	got := frames(t, s, v, moved, tea.NewView("b"))
	want := []string{
		syncOn + clear + "\x1b[1;1Ha\x1b[1;2H" + cursorOn + syncOff,
		"\x1b[1;3H", // nothing painted, nothing to hold together
		syncOn + "\x1b[1;1Hb" + cursorOff + syncOff,
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("frame %d: got %q, want %q", i, got[i], want[i])
		}
	}
}

func TestModes(t *testing.T) {
	full := tea.NewView("x")
	full.WindowTitle, full.MouseMode, full.ReportFocus = "演習\x1b]52;c;x\x07", tea.MouseModeCellMotion, true
	all := full
	all.MouseMode = tea.MouseModeAllMotion
	var b bytes.Buffer
	s := newScreen(&b, colorprofile.TrueColor, 20, 3)
	s.enter("?")
	step := func(v tea.View, want string) {
		t.Helper()
		b.Reset()
		if err := s.draw(v); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	step(full, altOn+cursorOff+wrapOff+"?"+pasteOn+focusOn+mouseCell+titlePush+"\x1b]2;演習\x1b\\"+clear+"\x1b[1;1Hx")
	step(full, "")
	step(all, mouseAll)
	b.Reset()
	if err := s.leave(); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), pasteOff+focusOff+mouseOff+titlePop+penOff+wrapOn+altOff+cursorOn; got != want {
		t.Errorf("leaving: got %q, want %q", got, want)
	}
	s.enter("")
	step(all, altOn+cursorOff+wrapOff+pasteOn+focusOn+mouseAll+titlePush+"\x1b]2;演習\x1b\\"+clear+"\x1b[1;1Hx")
}

func TestResize(t *testing.T) {
	s := newScreen(nil, colorprofile.TrueColor, 20, 5)
	first := frames(t, s, tea.NewView(strings.Repeat("日本語 text\n", 5)))[0]
	if s.resize(20, 5) {
		t.Error("the same size is a change")
	}
	if !s.resize(12, 3) {
		t.Error("another size is none")
	}
	second := frames(t, s, tea.NewView("日本"))[0]
	if got, want := newGlass(12, 3).shows(first, second), newGlass(12, 3).shows(clear+"日本"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	s.resize(-4, 1<<30)
	if s.width != 1 || s.height != maxHeight {
		t.Errorf("clamped to %dx%d", s.width, s.height)
	}
}

func BenchmarkFrame(b *testing.B) {
	for _, bb := range []struct {
		name string
		next func(int) string
	}{
		{"one line changed", page},
		{"all changed", func(n int) string { return strings.Repeat("\n", n%2) + page(n) }},
		{"nothing changed", func(int) string { return page(0) }},
	} {
		b.Run(bb.name, func(b *testing.B) {
			var sent counter
			s := newScreen(&sent, colorprofile.TrueColor, 80, 24)
			views := []tea.View{tea.NewView(bb.next(0)), tea.NewView(bb.next(1))}
			_ = s.draw(views[1])
			sent = 0
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				_ = s.draw(views[i%2])
			}
			b.ReportMetric(float64(sent)/float64(b.N), "B/frame")
		})
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
