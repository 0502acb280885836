package line

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// endless gives the same byte for ever.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestInput(t *testing.T) {
	long := strings.Repeat("x", maxLine+1)
	tests := []struct {
		name string
		in   io.Reader
		want []string // "!" for a line that is too long
	}{
		{"lines", strings.NewReader("a\nb\r\n\nc"), []string{"a", "b", "", "c"}},
		{"empty", strings.NewReader(""), nil},
		{"long", strings.NewReader(long + "\nb\n"), []string{"!", "b"}},
		{"long-at-the-end", strings.NewReader("a\n" + long), []string{"a", "!"}},
		{"as-long-as-may-be", strings.NewReader(long[:maxLine-1] + "\nb"), []string{long[:maxLine-1], "b"}},
		{"endless", endless('x'), nil},
		{"broken", io.MultiReader(strings.NewReader("a\n"), broken{}), []string{"a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := newInput(tt.in)
			var got []string
			for {
				line, err := in.next(context.Background())
				if errors.Is(err, errEnded) {
					break
				}
				if errors.Is(err, errLong) {
					line = "!"
				} else if err != nil {
					t.Fatal(err)
				}
				if got = append(got, line); len(got) > 10 {
					break
				}
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got %.80q, want %.80q", got, tt.want)
			}
		})
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the wire was cut") }

func (broken) Write([]byte) (int, error) { return 0, errors.New("the wire was cut") }

func TestCancelledWhileAsking(t *testing.T) {
	silent, w := io.Pipe()
	defer w.Close()
	j := newDrawer()
	o, out := options(members(t), "ja", "", j)
	o.In = silent
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	outcome, err := Play(ctx, o)
	if !errors.Is(err, context.DeadlineExceeded) || outcome != InputEnded {
		t.Errorf("got %v, %v", outcome, err)
	}
	if len(j.runs) != 1 || !strings.Contains(out.String(), "kobayashi play members-page") {
		t.Errorf("the run is not kept, or nobody was told:\n%s", out)
	}
}

func TestNobodyReads(t *testing.T) {
	o, _ := options(members(t), "ja", "1\n1\n1\n", newDrawer())
	o.Out = broken{}
	if outcome, err := Play(context.Background(), o); err == nil || outcome != InputEnded {
		t.Errorf("got %v, %v; want an error", outcome, err)
	}
}

// TestYes plays against a pipe that says the same for ever.
func TestYes(t *testing.T) {
	for i, word := range []string{"yes\n", "99\n", strings.Repeat("x", maxLine) + "\n", "b\n"} {
		first := []string{"", "1\n"}[i%2] // the choice, or how sure it is
		o, out := options(members(t), "en", first+strings.Repeat(word, maxWrong+50), newDrawer())
		o.Confidence = first != ""
		got, outcome := sitting(t, o, out)
		if outcome != InputEnded || !strings.Contains(got, book().In("en").Say("line.answer.enough")) {
			t.Errorf("%.10q: got %v\n%.500s", word, outcome, got)
		}
	}
}
