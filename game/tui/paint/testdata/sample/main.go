// Sample is a page of Japanese on the local terminal, painted by paint.Run, with
// keys for each way to end.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"kobayashi/game/tui/paint"

	tea "charm.land/bubbletea/v2"
)

type sample struct {
	n, w, h int
	heard   string
}

func (s sample) Init() tea.Cmd { return tea.RequestBackgroundColor }

func (s sample) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
	case paint.WidthMsg:
		s.heard += fmt.Sprintf(" wide=%v", msg.Wide)
	case tea.BackgroundColorMsg:
		s.heard += fmt.Sprintf(" dark=%v", msg.IsDark())
	case tea.ResumeMsg:
		s.heard += " resumed"
	case tea.KeyPressMsg:
		switch msg.String() {
		case "q":
			return s, tea.Quit
		case "p":
			panic("planted")
		case "c":
			return s, tea.Batch(nil, func() tea.Msg { panic("planted in a command") })
		case "s":
			time.Sleep(time.Minute)
		}
		s.n++
	}
	return s, nil
}

func (s sample) View() tea.View {
	var b strings.Builder
	fmt.Fprintf(&b, "key %d of %dx%d%s\n", s.n, s.w, s.h, s.heard)
	for range s.h - 2 {
		b.WriteString("夜間の保守作業に使う口座が、海外の番地から使われた。止めれば朝の締めが遅れる。\n")
	}
	b.WriteString("enter で進む")
	v := tea.NewView(b.String())
	v.WindowTitle = "演習"
	v.MouseMode = tea.MouseModeCellMotion
	v.Cursor = tea.NewCursor(4, 0)
	return v
}

func main() {
	t, err := paint.Local()
	if err == nil {
		err = paint.Run(context.Background(), sample{}, t)
	}
	switch {
	case errors.Is(err, paint.ErrTerminated):
		os.Exit(143)
	case err != nil:
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}
