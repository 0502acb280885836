package typeset

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestWidth(t *testing.T) {
	tests := []struct {
		in   string
		want int
	}{
		{"", 0},
		{"shop", 4},
		{"止める", 6},
		{"ｶﾅ", 2},
		{"か\u3099", 2},
		{"e\u0301", 1},
		{"○", 1},
		{"…", 1},
		{"─", 1},
		{"🙂", 2},
		{"🇯🇵", 2},
		{"\x1b[1;38;2;1;2;3m止\x1b[mm", 3},
	}
	for _, tt := range tests {
		if got := Width(tt.in); got != tt.want {
			t.Errorf("Width(%q) = %d, want %d", tt.in, got, tt.want)
		}
		if got := ansi.StringWidth(tt.in); got != tt.want {
			t.Errorf("the screens count %q as %d, want %d", tt.in, got, tt.want)
		}
	}
}

// TestWidthAgrees holds that the screens count every character as we do.
func TestWidthAgrees(t *testing.T) {
	for r := rune(0x20); r < 0x30000; r++ {
		s := Clean("a" + string(r) + "b")
		if got, want := Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("Width(%+q) = %d, want %d", s, got, want)
		}
	}
}

func TestTruncate(t *testing.T) {
	tests := []struct {
		in    string
		width int
		want  string
	}{
		{"shop", 4, "shop"},
		{"shops", 4, "sh.."},
		{"止めるか", 8, "止めるか"},
		{"止めるか", 7, "止め.."},
		{"止めるか", 6, "止め.."},
		{"止めるか", 2, "止"},
		{"止めるか", 1, ""},
		{"止めるか", 0, ""},
		{"\x1b[1m止めるか\x1b[m", 6, "\x1b[1m止め\x1b[m.."},
		{"\x1b[1m止\x1b[mめるか", 7, "\x1b[1m止\x1b[mめ.."},
	}
	for _, tt := range tests {
		got := Truncate(tt.in, tt.width)
		if got != tt.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
		}
		if Width(got) > tt.width {
			t.Errorf("Truncate(%q, %d) is %d wide", tt.in, tt.width, Width(got))
		}
	}
}

func TestPad(t *testing.T) {
	for in, want := range map[string]string{"止": "止   ", "shop!!": "shop!!", "": "     "} {
		if got := Pad(in, 5); got != want {
			t.Errorf("Pad(%q, 5) = %q, want %q", in, got, want)
		}
	}
}
