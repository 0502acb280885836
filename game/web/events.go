package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// feed is what a stream sends. Key says what the picture is of: while it stays the
// same nothing is sent. Draw gives the event's data. An error of either ends the
// stream.
type feed struct {
	event string
	key   func() (string, error)
	draw  func() ([]byte, error)
}

// events is the stream of the board. Without ?as=page each event "state" holds
// workshop.BoardState as JSON; with it each event "board" holds the part of the
// board's page that changes. Between them "beat" says that the line is alive, and
// "bye" that the server ends: whoever listens comes again.
func (d *Door) events(w http.ResponseWriter, r *http.Request) {
	f := feed{event: "state", key: d.seen, draw: func() ([]byte, error) {
		return d.hub.picture("state", func() ([]byte, error) { return json.Marshal(listed(d.state())) })
	}}
	if r.URL.Query().Get("as") == "page" {
		lang := d.say(r).Lang
		f = feed{event: "board", key: d.seen, draw: func() ([]byte, error) { return d.fragment(lang) }}
	}
	d.stream(w, r, "board", d.Limits.Streams, f)
}

// seen is what can be seen on the board but its clock, which runs by itself. What
// happens at the tables out of sight moves no stream: not even when somebody has
// voted can be told from outside.
func (d *Door) seen() (string, error) {
	key, err := d.hub.picture("seen", func() ([]byte, error) {
		b := d.state()
		b.At, b.RanMS = time.Time{}, 0
		return json.Marshal(b)
	})
	return string(key), err
}

// stream sends a picture now and after each change, until the reader goes, does
// not read, or the door closes.
func (d *Door) stream(w http.ResponseWriter, r *http.Request, kind string, most int, f feed) {
	if !d.counts.enter(kind, most) {
		d.counts.refuse("streams")
		w.Header().Set("Retry-After", "5")
		d.fail(w, r, http.StatusServiceUnavailable, "streams")
		return
	}
	defer d.counts.leave(kind)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // a proxy before us must not collect it
	if r.Method == http.MethodHead {
		return
	}
	s := sending{http.NewResponseController(w), w, d.Limits.Patience}
	if s.line("retry: 1000\n\n") != nil {
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(d.life, cancel)()
	last := ""
	for {
		next := d.hub.wait() // before the look, so that no change falls between
		if ok, err := d.send(s, f, &last); err != nil {
			if !errors.Is(err, errOver) {
				d.Log.Error("stream", "kind", kind, "error", err)
			}
			s.event("bye", nil)
			return
		} else if !ok || !d.idle(ctx, s, next) {
			return
		}
	}
}

// send sends a picture if it is another one than the last. It is false when the
// reader is gone, and an error says that there is no picture.
func (d *Door) send(s sending, f feed, last *string) (bool, error) {
	key, err := f.key()
	if err != nil || key == *last {
		return true, err
	}
	data, err := f.draw()
	if err != nil {
		return true, err
	}
	*last = key
	return s.event(f.event, data) == nil, nil
}

// idle waits for the next change and beats meanwhile. It is false when the stream
// is over.
func (d *Door) idle(ctx context.Context, s sending, next <-chan struct{}) bool {
	beat := time.NewTicker(d.Limits.Beat)
	defer beat.Stop()
	for {
		select {
		case <-next:
			return true
		case <-beat.C:
			if s.event("beat", nil) != nil {
				return false
			}
		case <-ctx.Done():
			if d.life.Err() != nil {
				s.event("bye", nil)
			}
			return false
		}
	}
}

// sending writes events, each within a time: a reader that does not read is let
// go instead of waited for.
type sending struct {
	rc       *http.ResponseController
	w        http.ResponseWriter
	patience time.Duration
}

func (s sending) event(name string, data []byte) error {
	var out strings.Builder
	out.WriteString("event: " + name + "\n")
	for line := range strings.SplitSeq(plainLines(string(data)), "\n") {
		out.WriteString("data: " + line + "\n")
	}
	out.WriteString("\n")
	return s.line(out.String())
}

// plainLines has \n for every way in which a stream's reader ends a line, so that
// nothing in the data can begin a field of its own.
func plainLines(s string) string { return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s) }

func (s sending) line(text string) error {
	if err := s.rc.SetWriteDeadline(time.Now().Add(s.patience)); err != nil {
		return err
	}
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.rc.Flush()
}

// errOver ends the stream of a facilitator whose pass is over, or whose team is
// gone.
var errOver = errors.New("there is nothing more to see here")

// leadEvents is the stream of a facilitator's page: what changes on it. It ends
// when the pass does.
func (d *Door) leadEvents(w http.ResponseWriter, r *http.Request, _ string) {
	say, pass, id := d.say(r), passOf(r), r.URL.Query().Get("team")
	if _, there := d.Room.Head().Team(id); id != "" && !there {
		d.fail(w, r, http.StatusNotFound, "team")
		return
	}
	draw := func() ([]byte, error) {
		if _, ok := d.Leads(pass); !ok {
			return nil, errOver
		}
		return d.hub.picture("lead "+say.Lang+" "+id, func() ([]byte, error) {
			if id == "" {
				return d.render("overview.html", d.overview(say))
			}
			return d.teamFragment(say, id)
		})
	}
	d.stream(w, r, "leading", d.Limits.Leading, feed{event: "lead", draw: draw, key: func() (string, error) {
		data, err := draw()
		return string(data), err
	}})
}
