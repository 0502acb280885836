package paint

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "abc 日本語、「」。\nｶﾞ é", "abc 日本語、「」。\nｶﾞ é"},
		{"sgr", "\x1b[1;38;2;1;2;3mx\x1b[m", "\x1b[1;38;2;1;2;3mx\x1b[m"},
		{"sgr colons", "\x1b[4:3;58:2::1:2:3mx", "\x1b[4:3;58:2::1:2:3mx"},
		{"31 parameters", "\x1b[" + strings.Repeat("1;", 30) + "1mx", "\x1b[" + strings.Repeat("1;", 30) + "1mx"},
		{"32 parameters", "\x1b[" + strings.Repeat("1;", 31) + "1mx", "x"},
		{"40 parameters", "\x1b[" + strings.Repeat(";", 40) + "Hx", "x"},
		{"long sgr", "\x1b[" + strings.Repeat("1", 200) + "mx", "x"},
		{"private sgr", "\x1b[>4;2mx\x1b[?1my", "xy"},
		{"cursor", "a\x1b[2Jb\x1b[1;1Hc\x1b[?1049ld\x1b[6ne", "abcde"},
		{"intermediate", "a\x1b[!pb\x1b[2 qc", "abc"},
		{"cut csi", "a\x1b[12", "a"},
		{"csi with text in it", "a\x1b[1日", "a日"},
		{"osc bel", "a\x1b]52;c;aGk=\x07b", "ab"},
		{"osc st", "a\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\b", "alinkb"},
		{"osc open", "a\x1b]0;evil\nb", "a\nb"},
		{"osc open at the end", "a\x1b]0;evil", "a"},
		{"osc cut by escape", "a\x1b]0;evil\x1b[1mb", "a\x1b[1mb"},
		{"dcs apc pm sos", "a\x1bP1q\x1b\\b\x1b_G\x1b\\c\x1b^x\x1b\\d\x1bXx\x1b\\e", "abcde"},
		{"reset", "a\x1bcb\x1b(0c\x1b#8d\x1b7e", "abcde"},
		{"escape alone", "a\x1b\x1b\x1b", "a"},
		{"escape before letters", "a\x1bあ\x1b\nb", "aあ\nb"},
		{"c0", "a\x00b\rc\x08d\x07e\x7ff\x0eg", "abcdefg"},
		{"crlf", "a\r\nb", "a\nb"},
		{"tab", "a\tb", "a b"},
		{"c1", "a\u0085b\u009b31mc\u009d0;x\u009cd", "ab31mc0;xd"},
		{"bytes", "a\x9b31mb\xffc\xe3\x81", "a31mbc"},
		{"bidi", "a\u202eb\u2066c\u200fd\u061ce", "abcde"},
		{"zero width", "a\u200bb\u200dc\u2060d\ufeffe\u00adf\u034fg\u180eh", "abcdefgh"},
		{"variation", "葛\U000e0100飾\ufe0f", "葛飾"},
		{"tags", "a\U000e0041b", "ab"},
		{"private", "a\ue000b\U000f0000c", "abc"},
		{"fillers", "a\u3164b\u115fc\uffa0d", "abcd"},
		{"separators", "a\u2028b\u2029c", "abc"},
		{"spaces", "a\u00a0b\u2003c\u3000d", "a b c\u3000d"},
		{"marks", "e\u0301\u0301\u0301\u0301\u0301\u0301x", "e\u0301\u0301\u0301\u0301x"},
		{"marks past a dropped one", "e\u0301\u0301\u0301\u200b\u0301\u0301", "e\u0301\u0301\u0301\u0301"},
		{"marks past a colour", "e\u0301\u0301\u0301\u0301\x1b[1m\u0301", "e\u0301\u0301\u0301\u0301\x1b[1m"},
		{"dakuten", "か\u3099", "か\u3099"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Clean(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCleanTitle(t *testing.T) {
	if got, want := CleanTitle("a\x1b[1mb\nc\x1b]0;x\x07日本語", 6), "ab c日本"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := CleanTitle("短い", 6); got != "短い" {
		t.Errorf("got %q", got)
	}
}

// harmless fails the test if s holds anything but printable text, new lines and
// plain SGR.
func harmless(t *testing.T, s string) {
	t.Helper()
	marks := 0
	for i := 0; i < len(s); {
		if s[i] == esc {
			n := sgrLen(s[i:])
			if n == 0 {
				t.Fatalf("an escape at %d of %q", i, s)
			}
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n', r == '\u3000':
			marks = 0
		case r == utf8.RuneError && n == 1, !unicode.IsPrint(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r):
			t.Fatalf("%U at %d of %q", r, i, s)
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > maxMarks {
				t.Fatalf("%d marks at %d of %q", marks, i, s)
			}
		default:
			marks = 0
		}
		i += n
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"日本語\x1b[31m", "\x1b]0;x\x1b\\", "\x1b[1;;;m\x1b[\x1b[m", "e\u0301\u200b\u0301", "\x1bP\x9c\u009c\x07",
		"\x1b[38:2:1:2:3m\x1b[999999m", "a\tb\u00a0", "\x1b\x1b[m", "\x1b[1\u200b;2m", "\x1b \x1b[m",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		harmless(t, got)
		if again := Clean(got); again != got {
			t.Fatalf("cleaned twice\n%q\nonce\n%q", again, got)
		}
		if len(got) > len(s) {
			t.Fatalf("%q grew to %q", s, got)
		}
		title := CleanTitle(s, 20)
		if strings.ContainsAny(title, "\x1b\n\x07") || utf8.RuneCountInString(title) > 20 {
			t.Fatalf("title %q", title)
		}
	})
}

// page is 80 columns by 24 rows of Japanese with a little colour, about what a
// scene looks like. n makes it differ in its last line.
func page(n int) string {
	var b strings.Builder
	for y := range 23 {
		switch y % 4 {
		case 0:
			b.WriteString("\x1b[1;38;2;255;209;102m情報システム部 佐々木\x1b[m が言う。「svc-bk02 の記録が 03:12 から消えています」\n")
		case 3:
			b.WriteByte('\n')
		default:
			b.WriteString("夜間の保守作業に使う口座が、海外の番地から使われた。止めれば朝の締めが遅れる。\n")
		}
	}
	b.WriteString("> ")
	b.WriteByte(byte('0' + n%10))
	return b.String()
}

func BenchmarkClean(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"japanese", page(0)},
		{"english", strings.Repeat("The vendor's account was used from abroad at 03:12.\n", 50)},
		{"hostile", strings.Repeat("\x1b[2J\u202e\x00e\u0301\u0301\u0301\u0301\u0301", 100)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			for b.Loop() {
				Clean(bb.text)
			}
		})
	}
}
