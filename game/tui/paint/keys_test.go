package paint

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// typed is what a model would be told of the bytes, each chunk read on its own
// and time passing at the end.
func typed(chunks ...string) []string {
	var got []string
	k := keyboard{send: func(msg tea.Msg) {
		switch msg := msg.(type) {
		case uv.KeyPressEvent:
			got = append(got, msg.String())
		case tea.PasteMsg:
			got = append(got, "paste "+msg.Content)
		case uv.MouseClickEvent:
			got = append(got, fmt.Sprintf("click %d,%d", msg.X, msg.Y))
		default:
			got = append(got, fmt.Sprintf("%T", msg))
		}
	}}
	for _, c := range chunks {
		k.split.feed([]byte(c))
		k.drain(false)
	}
	for k.split.pending() > 0 {
		k.drain(true)
	}
	return got
}

// keyTests are bytes as they are read, and the keys they mean.
func keyTests() []keyTest {
	many := "\x1b[" + strings.Repeat("1;", 40) + "A"
	return []keyTest{
		{"letters", []string{"aB1 "}, []string{"a", "B", "1", "space"}},
		{"japanese", []string{"決定１"}, []string{"決", "定", "１"}},
		{"japanese cut", []string{"\xe6\xb1", "\xba"}, []string{"決"}},
		{"controls", []string{"\r\t\x7f\x03"}, []string{"enter", "tab", "backspace", "ctrl+c"}},
		{"arrows", []string{"\x1b[A\x1bOB\x1b[1;5C"}, []string{"up", "down", "ctrl+right"}},
		{"arrow cut", []string{"\x1b", "[", "A"}, []string{"up"}},
		{"escape", []string{"\x1b"}, []string{"esc"}},
		{"escape, then a key", []string{"\x1b", "x"}, []string{"alt+x"}},
		{"escape twice", []string{"\x1b\x1b"}, []string{"esc", "esc"}},
		{"alt arrow as rxvt sends it", []string{"\x1b\x1b[A"}, []string{"alt+up"}},
		{"alt kana", []string{"\x1bあ"}, []string{"alt+あ"}},
		{"alt bracket", []string{"\x1b["}, []string{"alt+["}},
		{"console f2", []string{"\x1b[[B"}, []string{"f2"}},
		{"f1 f5 delete", []string{"\x1bOP\x1b[15~\x1b[3~"}, []string{"f1", "f5", "delete"}},
		{"f3 with shift", []string{"\x1b[1;2R"}, []string{"shift+f3"}},
		{"mouse", []string{"\x1b[<0;3;4M"}, []string{"click 2,3"}},
		{"old mouse", []string{"\x1b[M !", "!"}, []string{"click 0,0"}},
		{"reports", []string{"\x1b[2;2R\x1b[?2026;2$y\x1b]11;rgb:ffff/ffff/ffff\x1b\\"}, []string{"paint.cursorReport", "paint.syncReport", "uv.BackgroundColorEvent"}},
		{"report cut", []string{"\x1b]11;rgb:ffff/", "ffff/ffff\x07"}, []string{"uv.BackgroundColorEvent"}},
		{"others' reports", []string{"\x1b[?1;2c\x1b[8;24;80t\x1bP1$r\x1b\\x"}, []string{"x"}},
		{"paste", []string{"\x1b[200~東京\r\na\tb\x1b[201~x"}, []string{"paste 東京\na b", "x"}},
		{"paste cut", []string{"\x1b[200~ab\x1b[20", "1~x"}, []string{"paste ab", "x"}},
		{"paste with commands", []string{"\x1b[200~a\x1b]52;c;x\x07b\x1b[31mc\x1b[201~"}, []string{"paste abc"}},
		{"paste without end", []string{"\x1b[200~ab"}, []string{"paste ab"}},
		{"paste too long", []string{"\x1b[200~" + strings.Repeat("x", 2*maxPaste) + "\x1b[201~y"}, []string{"paste " + strings.Repeat("x", maxPaste), "y"}},
		{"typed too fast", []string{strings.Repeat("x", maxTyped+1)}, []string{"paste " + strings.Repeat("x", maxTyped+1)}},
		{"too many parameters", []string{many + "x"}, []string{"x"}},
		{"too many parameters after escape", []string{"\x1b" + many + "x"}, []string{"x"}},
		{"too many parameters cut", []string{many[:30], many[30:] + "x"}, []string{"x"}},
		{"long csi", []string{"\x1b[" + strings.Repeat("1", 5000) + "Ax"}, []string{"x"}},
		{"dcs with parameters", []string{"\x1bP" + strings.Repeat("1;", 40) + "q\x1b\\x"}, []string{"x"}},
		{"osc too long", []string{"\x1b]52;" + strings.Repeat("x", 2*maxString), "xx\x1b", "\\y"}, []string{"y"}},
		{"osc without end", []string{"\x1b]52;xx"}, nil},
		{"c1", []string{"\x9b1;1H\u009bx"}, []string{"1", ";", "1", "H", "x"}},
		{"broken csi", []string{"\x1b[1\x03"}, []string{"ctrl+c"}},
		{"invalid", []string{"\xff\xfe\xe3x"}, []string{"x"}},
	}
}

type keyTest struct {
	name string
	in   []string
	want []string
}

func TestKeys(t *testing.T) {
	for _, tt := range keyTests() {
		t.Run(tt.name, func(t *testing.T) {
			if got := typed(tt.in...); !slices.Equal(got, tt.want) {
				t.Errorf("got %.300q, want %.300q", got, tt.want)
			}
		})
	}
}

// split cuts the chunks into tokens, with time passing at the end.
func split(t *testing.T, chunks ...[]byte) (tokens []token) {
	t.Helper()
	var k splitter
	add := func(late bool) {
		for {
			tok, ok := k.next(late)
			if !ok {
				return
			}
			tokens = append(tokens, token{tok.kind, bytes.Clone(tok.data)})
		}
	}
	for _, c := range chunks {
		k.feed(c)
		add(false)
		if held := len(k.buf); held > maxString+readSize {
			t.Fatalf("%d bytes held back", held)
		}
	}
	for n := 0; k.pending() > 0; n++ {
		if n > 100 {
			t.Fatalf("never ends: %q", k.buf)
		}
		add(true)
	}
	return tokens
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{
		"a決\x1b[A\x1b", "\x1b[200~x\x1b[201~", "\x1b[200~x", "\x1b]11;x\x07", "\x1bP1;2\x1b\\", "\x1b[[A\x1b[M123",
		"\x1b\x1b\x1b[A", "\x1bO5P", "\x1b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1A", "\x1b[2$", "\x1b_x\x1b\x1b\\",
		"\x1b[99999999999;5u\x1b[27;5;99999999999~\x1b[1;1:3A",
	} {
		f.Add([]byte(s), 3)
	}
	f.Fuzz(func(t *testing.T, p []byte, at int) {
		whole := split(t, p)
		at = min(max(at, 0), len(p))
		parts := split(t, p[:at], p[at:])
		// Typed text may be cut in two, nothing else.
		if a, b := joined(whole), joined(parts); !slices.Equal(a, b) {
			t.Fatalf("%q cut at %d\n%q\nwhole\n%q", p, at, b, a)
		}
		k := keyboard{send: func(tea.Msg) {}}
		for _, tok := range whole {
			limit := map[tokenKind]int{keyToken: maxString, textToken: len(p), pasteToken: maxPaste}[tok.kind]
			if len(tok.data) > limit {
				t.Fatalf("%d bytes in a token of kind %d", len(tok.data), tok.kind)
			}
			if tok.kind == keyToken && bytes.HasPrefix(tok.data, []byte("\x1b[")) && bytes.Count(tok.data, []byte(";"))+bytes.Count(tok.data, []byte(":")) >= maxParams {
				t.Fatalf("too many parameters in %q", tok.data)
			}
			if tok.kind != pasteToken {
				if again := split(t, tok.data); len(again) != 1 || !bytes.Equal(again[0].data, tok.data) {
					t.Fatalf("%q is cut again into %q", tok.data, joined(again))
				}
			}
			k.messages(tok)
		}
	})
}

// joined are the tokens with neighbouring text in one.
func joined(tokens []token) (out []string) {
	last := keyToken
	for _, t := range tokens {
		if t.kind == textToken && last == textToken {
			out[len(out)-1] += string(t.data)
		} else {
			out = append(out, fmt.Sprintf("%d", t.kind)+string(t.data))
		}
		last = t.kind
	}
	return out
}

func BenchmarkKeys(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"typed", strings.Repeat("夜間の保守作業 with the vendor's account. ", 80)},
		{"pasted", "\x1b[200~" + strings.Repeat("夜間の保守作業 with the vendor's account.\n", 80) + "\x1b[201~"},
		{"arrows", strings.Repeat("\x1b[A\x1b[1;5B", 300)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			var k splitter
			for b.Loop() {
				k.feed([]byte(bb.text))
				for {
					if _, ok := k.next(false); !ok {
						break
					}
				}
			}
		})
	}
}
