package screentest

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

func TestAudit(t *testing.T) {
	tests := []struct{ name, sent, want string }{
		{"a frame", "\x1b[m\x1b[H\x1b[2J\x1b[1;1Habc\x1b[2;3H\x1b[1;38;2;1;2;3m日\x1b[m\x1b[K", ""},
		{"to the edge", "\x1b[1;1H日本語文字", ""},
		{"past the edge", "\x1b[1;2H日本語文字", `"字" beyond column 9 in row 0`},
		{"cursor outside", "\x1b[4;1Hx", "the cursor to column 0, row 3 of a 10x3 window"},
		{"clipboard", "a\x1b]52;c;x\x07", `an unexpected sequence: "\x1b]52;c;x\a"`},
		{"mode", "\x1b[?47h", `an unexpected sequence: "\x1b[?47h"`},
		{"title with more in it", "\x1b]2;a\x07b\x1b\\", `an unexpected sequence: "\x1b]2;a\ab\x1b\\"`},
		{"line feed", "a\nb", `"\n"`},
		{"bidi", "a\u202eb", `"\u202e"`},
		{"c1", "a\u009bb", `"\u009b"`},
		{"bytes", "a\xffb", `"\xff"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := audit{width: 10, height: 3}
			if got := strings.Join(a.check(tt.sent), "; "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// recorder is a test that notes its failures.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(f string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(f, args...))
}

func (r *recorder) Error(args ...any) { r.errors = append(r.errors, fmt.Sprint(args...)) }

type plain string

func (m plain) Init() tea.Cmd                       { return nil }
func (m plain) Update(tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (m plain) View() tea.View                      { return tea.NewView(string(m)) }

func TestGoldenTells(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &recorder{TB: t}
		s := Open(r, plain("another screen"), 20, 3)
		t.Setenv("GOLDEN", "")
		s.Golden("kept")
		s.Golden("missing")
		s.Contains("no such words")
		want := []string{"line 2\n  got  another screen\n  want the screen that was kept", "GOLDEN=write makes it", "no such words"}
		if len(r.errors) != len(want) {
			t.Fatalf("got %q", r.errors)
		}
		for i := range want {
			if !strings.Contains(r.errors[i], want[i]) {
				t.Errorf("got %q, want %q in it", r.errors[i], want[i])
			}
		}
	})
}
