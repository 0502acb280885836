package typeset

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"kobayashi/game/visible"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "The shop, 24:00.\nNext", "The shop, 24:00.\nNext"},
		{"Japanese", "止めるか、続けるか。〜ｶﾅ々〇㈱", "止めるか、続けるか。〜ｶﾅ々〇㈱"},
		{"escape", "a\x1b[31mb", "a[31mb"},
		{"clipboard", "\x1b]52;c;eA==\x07", "]52;c;eA=="},
		{"C0", "a\x00\x08\x0b\x0c\r\x7fb", "ab"},
		{"tab", "a\tb", "a b"},
		{"C1", "a\u0085\u009b31mb", "a31mb"},
		{"C1 byte", "a\x9b31mb", "a31mb"},
		{"invalid", "a\xff\xfe\xe3\x80b", "ab"},
		{"overlong", "a\xc0\xafb", "ab"},
		{"surrogate", "a\xed\xa0\x80b", "ab"},
		{"bidi", "a\u202eb\u2066c\u200fd\u061ce", "abcde"},
		{"zero width", "a\u200bb\u200dc\ufeffd\u2060e\u00adf", "abcdef"},
		{"tags", "a\U000E0041\U000E007Fb", "ab"},
		{"private", "a\ue000b\U000F0000c\U00100000d", "abcd"},
		{"selectors", "葛\U000E0100城⚠\ufe0f", "葛城⚠"},
		{"fillers", "a\u3164b\u115fc\uffa0d\u034fe", "abcde"},
		{"line separators", "a\u2028b\u2029c", "a b c"},
		{"not characters", "a\ufffeb\ufdd0c\U0001FFFFd", "abcd"},
		{"replacement stays", "a\ufffdb", "a\ufffdb"},
		{"four marks", "e\u0301\u0302\u0303\u0304\u0305\u0306z\u0301", "e\u0301\u0302\u0303\u0304z\u0301"},
		{"marks on nothing", "\u0301a\n\u0301b", "a\nb"},
		{"marks after dirt", "a\u200b\u0301\u0302\x1b\u0303\u0304\u0305", "a\u0301\u0302\u0303\u0304"},
		{"kana mark", "か\u3099", "か\u3099"},
		{"Hangul and Arabic", "한국 العربية", "한국 العربية"},
		{"emoji without glue", "👨\u200d👩", "👨👩"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Clean(tt.in)
			if got != tt.want {
				t.Errorf("Clean(%+q)\ngot  %+q\nwant %+q", tt.in, got, tt.want)
			}
			checkClean(t, tt.in, got)
		})
	}
}

// checkClean holds what is true of every cleaned text.
func checkClean(t *testing.T, in, out string) {
	t.Helper()
	if again := Clean(out); again != out {
		t.Errorf("cleaning %+q twice: got %+q, want %+q", in, again, out)
	}
	if !utf8.ValidString(out) {
		t.Errorf("Clean(%+q) = %+q is no UTF-8", in, out)
	}
	marks := 0
	for _, r := range out {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r)) {
			t.Errorf("Clean(%+q) holds %U", in, r)
		}
		if marks++; !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Me, r) {
			marks = 0
		}
		if marks > 4 {
			t.Errorf("Clean(%+q) = %+q has more than four marks on a character", in, out)
		}
	}
}

// TestCleanEvery compares the fast way with the slow one, for each character at
// each place of a group of eight.
func TestCleanEvery(t *testing.T) {
	for r := rune(0); r < 0x11000; r++ {
		if r >= 0xD800 && r < 0xE000 {
			continue
		}
		in := "12345678"[:r%9] + string(r) + "abcdefgh"
		var slow strings.Builder
		marks := visible.MaxMarks
		for i := 0; i < len(in); {
			if in[i] == '\n' {
				slow.WriteByte('\n')
				marks = visible.MaxMarks
				i++
				continue
			}
			i += cleanRune(&slow, in[i:], &marks)
		}
		if got := Clean(in); got != slow.String() {
			t.Fatalf("Clean(%+q) = %+q, want %+q", in, got, slow.String())
		}
	}
}

func TestCleanCopiesNothing(t *testing.T) {
	text := strings.Repeat("止めるか、続けるか。The shop.\n", 50)
	if n := testing.AllocsPerRun(10, func() { Clean(text) }); n != 0 {
		t.Errorf("got %v allocations, want 0", n)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a\x1b[31m", "\u202e\u0301\u0301\u0301\u0301\u0301", "か\u3099\xff", "\U000E0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkClean(t, s, Clean(s)) })
}
