package paint

import (
	"context"
	"io"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

const (
	// escPatience is how long after an escape the rest of a sequence may come
	// before it counts as the Esc key.
	escPatience = 50 * time.Millisecond
	// sequencePatience is the same once the sequence has begun in earnest, and
	// for a paste. Networks pause.
	sequencePatience = 500 * time.Millisecond
	// maxTyped is how many bytes of text one read may bring before they count
	// as pasted. An input method's longest phrase stays far below.
	maxTyped = 512
	readSize = 4096
)

// keyboard turns what is read into messages.
type keyboard struct {
	split   splitter
	decoder uv.EventDecoder
	send    func(tea.Msg)
}

// read hands on what arrives at in, until it ends or ctx does.
func read(ctx context.Context, in io.Reader, to chan<- []byte) {
	defer close(to)
	for {
		p := make([]byte, readSize)
		n, err := in.Read(p)
		if n > 0 {
			select {
			case to <- p[:n]:
			case <-ctx.Done():
				return
			}
		}
		if err != nil || ctx.Err() != nil {
			return
		}
	}
}

// run sends messages until from is closed or ctx ends.
func (k *keyboard) run(ctx context.Context, from <-chan []byte) {
	patience := time.NewTimer(time.Hour)
	patience.Stop()
	defer patience.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case p, ok := <-from:
			if !ok {
				k.drain(true)
				return
			}
			k.split.feed(p)
			k.drain(false)
		case <-patience.C:
			k.drain(true)
		}
		switch k.split.pending() {
		case 0:
			patience.Stop()
		case 1:
			patience.Reset(escPatience)
		default:
			patience.Reset(sequencePatience)
		}
	}
}

func (k *keyboard) drain(late bool) {
	for {
		t, ok := k.split.next(late)
		if !ok {
			return
		}
		k.decode(t)
	}
}

// decode sends the messages a token stands for. The splitter has taken out what
// is known to crash the decoder; should there be more, it costs one key.
func (k *keyboard) decode(t token) {
	defer func() { _ = recover() }()
	k.messages(t)
}

func (k *keyboard) messages(t token) {
	switch {
	case t.kind == pasteToken, t.kind == textToken && len(t.data) > maxTyped:
		if s := pastedText(t.data); s != "" {
			k.send(tea.PasteMsg{Content: s})
		}
	case t.kind == keyToken && len(t.data) == 4 && string(t.data[1:3]) == "[[":
		k.send(uv.KeyPressEvent{Code: uv.KeyF1 + rune(t.data[3]-'A')})
	default:
		for p := t.data; len(p) > 0; {
			n, event := k.decoder.Decode(p)
			if n <= 0 {
				return
			}
			k.pass(event)
			p = p[min(n, len(p)):]
		}
	}
}

// pass sends on the events a program may know of.
func (k *keyboard) pass(event uv.Event) {
	switch e := event.(type) {
	case uv.MultiEvent:
		// A cursor report of row 1 cannot be told from a modified F3. Row 1 is
		// never asked for, so it is the key.
		for _, e := range e {
			if key, ok := e.(uv.KeyPressEvent); ok {
				k.send(key)
			}
		}
	case uv.KeyPressEvent, uv.KeyReleaseEvent, uv.FocusEvent, uv.BlurEvent,
		uv.MouseClickEvent, uv.MouseReleaseEvent, uv.MouseWheelEvent, uv.MouseMotionEvent:
		k.send(event)
	case uv.BackgroundColorEvent:
		if e.Color != nil {
			k.send(event)
		}
	case uv.CursorPositionEvent:
		k.send(cursorReport{e.X, e.Y})
	case uv.ModeReportEvent:
		if e.Mode == ansi.ModeSynchronizedOutput {
			k.send(syncReport{e.Value.IsReset()})
		}
	}
}

// cursorReport is the terminal's answer to where the cursor is, from 0.
type cursorReport struct{ x, y int }

// syncReport says whether the terminal can take a frame as a whole.
type syncReport struct{ able bool }

// pastedText is what was pasted as clean text with \n at the ends of lines and
// tabs as spaces. Colour is dropped like any other sequence.
func pastedText(p []byte) string {
	s := strings.ReplaceAll(string(p), "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return CleanPlain(s)
}
