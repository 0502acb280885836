package lsp

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"kobayashi/game"
)

func TestPositions(t *testing.T) {
	const raw = "\uFEFFa𠮷b\r\nか\n\rx\r\ny"
	tests := []struct {
		at       string // the text before the place
		utf16    position
		utf8     position
		line     int // of the parser, and its column
		column   int
		isSource bool
	}{
		{"\uFEFF", position{0, 1}, position{0, 3}, 1, 1, true},
		{"\uFEFFa", position{0, 2}, position{0, 4}, 1, 2, true},
		{"\uFEFFa𠮷", position{0, 4}, position{0, 8}, 1, 3, true},
		{"\uFEFFa𠮷b", position{0, 5}, position{0, 9}, 1, 4, true},
		{"\uFEFFa𠮷b\r\n", position{1, 0}, position{1, 0}, 2, 1, true},
		{"\uFEFFa𠮷b\r\nか", position{1, 1}, position{1, 3}, 2, 2, true},
		{"\uFEFFa𠮷b\r\nか\n", position{2, 0}, position{2, 0}, 3, 1, true},
		{"\uFEFFa𠮷b\r\nか\n\r", position{3, 0}, position{3, 0}, 3, 2, false}, // a line to the client alone
		{"\uFEFFa𠮷b\r\nか\n\rx", position{3, 1}, position{3, 1}, 3, 3, false},
		{"\uFEFFa𠮷b\r\nか\n\rx\r\n", position{4, 0}, position{4, 0}, 4, 1, true},
		{raw, position{4, 1}, position{4, 1}, 4, 2, true},
	}
	for _, tt := range tests {
		for enc, want := range map[encoding]position{utf16Units: tt.utf16, utf8Units: tt.utf8} {
			text := newText(raw, enc)
			if got := text.position(len(tt.at)); got != want {
				t.Errorf("%q in %s: got %v, want %v", tt.at, enc, got, want)
			}
			if got := text.offset(want); got != len(tt.at) {
				t.Errorf("%v in %s: got %d, want %d", want, enc, got, len(tt.at))
			}
			if got := text.at(game.Pos{Line: tt.line, Column: tt.column}); tt.isSource && got != want {
				t.Errorf("line %d column %d in %s: got %v, want %v", tt.line, tt.column, enc, got, want)
			}
		}
	}
	text := newText(raw, utf16Units)
	for p, want := range map[position]string{
		{0, 3}: "\uFEFFa", {0, 99}: "\uFEFFa𠮷b", {1, 99}: "\uFEFFa𠮷b\r\nか", {99, 0}: raw, {-1, 5}: "", {2, -3}: "\uFEFFa𠮷b\r\nか\n",
	} {
		if got := text.offset(p); raw[:got] != want {
			t.Errorf("%v: got %q, want %q", p, raw[:got], want)
		}
	}
}

// FuzzText: the parser's places and the client's are the same, whatever the
// text; and an edit is what the client takes it for.
func FuzzText(f *testing.F) {
	f.Add("\uFEFFa\r\nb\rc\n", 3, 5, "𠮷\r\n")
	f.Add("𠮷\n\n\r\n", 0, 9, "")
	f.Add("\r\r\n\uFEFF", 1, 1, "x")
	f.Fuzz(func(t *testing.T, raw string, from, to int, put string) {
		if !utf8.ValidString(raw) || !utf8.ValidString(put) || len(raw) > 2000 {
			return // the protocol carries no such text, and what is long takes long
		}
		source := bytes.ReplaceAll(bytes.TrimPrefix([]byte(raw), []byte("\uFEFF")), []byte("\r\n"), []byte("\n"))
		for _, enc := range []encoding{utf16Units, utf8Units} {
			text := newText(raw, enc)
			for i := range len(source) + 1 {
				at := text.fromSource(i)
				if i < len(source) && (at >= len(raw) || raw[at] != source[i] && !strings.HasPrefix(raw[at:], "\r\n")) {
					t.Fatalf("byte %d of the source is at %d of %q", i, at, raw)
				}
				if back := text.toSource(at); back != i {
					t.Fatalf("%q: %d is at %d, and that is %d", raw, i, at, back)
				}
			}
			for i := range raw {
				between := i > 0 && raw[i] == '\n' && raw[i-1] == '\r'
				if p := text.position(i); text.offset(p) != i && !between {
					t.Fatalf("%q: %d is %v, which is %d", raw, i, p, text.offset(p))
				}
			}
		}
		checkChange(t, raw, from, to, put)
	})
}

// checkChange makes an edit in UTF-16, as most editors hold their text.
func checkChange(t *testing.T, raw string, from, to int, put string) {
	starts := []int{}
	for i := range raw {
		starts = append(starts, i)
	}
	starts = append(starts, len(raw))
	pick := func(n int) int { return starts[uint(n)%uint(len(starts))] }
	a, b := min(pick(from), pick(to)), max(pick(from), pick(to))
	for _, i := range []int{a, b} {
		if i > 0 && i < len(raw) && raw[i-1] == '\r' && raw[i] == '\n' {
			return // no place of the protocol
		}
	}
	text := newText(raw, utf16Units)
	got := change(raw, contentChange{Range: &span{text.position(a), text.position(b)}, Text: put}, utf16Units)
	units := utf16.Encode([]rune(raw))
	n, m := len(utf16.Encode([]rune(raw[:a]))), len(utf16.Encode([]rune(raw[:b])))
	want := string(utf16.Decode(append(append(append([]uint16{}, units[:n]...), utf16.Encode([]rune(put))...), units[m:]...)))
	if got != want {
		t.Fatalf("%q [%d:%d] = %q: got %q, want %q", raw, a, b, put, got, want)
	}
}

func TestShift(t *testing.T) {
	tests := []struct{ was, is, want string }{ // of each line the new one, 0 for none
		{"a\nb\nc", "a\nb\nc", "123"},
		{"a\nb\nc", "a\nX\nc", "103"},
		{"a\nb\nc", "a\nX\nY\nc", "104"},
		{"a\nb\nc", "a\nc", "102"},
		{"a\nb\nc", "X\na\nb\nc", "234"},
		{"a\nb\nc", "a\nb\nc\nd", "123"},
		{"a\na\na\n", "a\na\n", "1203"},
		{"a\nb\n", "", "001"},
		{"", "a\n", "2"},
	}
	for _, tt := range tests {
		to := shift(tt.was, tt.is)
		got := ""
		for line := range 1 + strings.Count(tt.was, "\n") {
			n, ok := to(line + 1)
			if !ok {
				n = 0
			}
			got += string(rune('0' + n))
		}
		if got != tt.want {
			t.Errorf("%q -> %q: got %s, want %s", tt.was, tt.is, got, tt.want)
		}
	}
}

func TestURI(t *testing.T) {
	for u, want := range map[uri]string{
		"file:///home/k/a.md": "/home/k/a.md", "file:///home/k/%E5%A4%9C%20a.md": "/home/k/夜 a.md", "FILE://localhost/a.md": "/a.md",
		"file://other/a.md": "", "untitled:a": "", "file:a.md": "", "": "", "file:///%00": "", "file:///%zz": "",
	} {
		got, ok := u.path()
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s: got %q %t, want %q", u, got, ok, want)
		}
		if ok {
			if back, ok := fileURI(got).path(); !ok || back != got {
				t.Errorf("%s: %q is written %s", u, got, fileURI(got))
			}
		}
	}
}
