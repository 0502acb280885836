package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"kobayashi/game/words"
)

// picture makes what a stream sends: the name of the event and its data. False
// ends the stream.
type picture func() (event string, data []byte, ok bool)

// events is the stream of the board. Without ?as=page each event "state" holds
// workshop.BoardState as JSON; with it each event "board" holds the part of the
// board's page that changes. Between them "beat" says that the line is alive, and
// "bye" that the server ends: whoever listens comes again.
func (d *Door) events(w http.ResponseWriter, r *http.Request) {
	say := d.say(r)
	draw := d.stateEvent
	if r.URL.Query().Get("as") == "page" {
		draw = func() (string, []byte, bool) { return d.boardEvent(say) }
	}
	d.stream(w, r, "board", d.Limits.Streams, draw)
}

func (d *Door) stateEvent() (string, []byte, bool) {
	data, err := d.hub.picture("state", func() ([]byte, error) { return json.Marshal(d.state()) })
	return "state", data, err == nil
}

func (d *Door) boardEvent(say words.Text) (string, []byte, bool) {
	data, err := d.fragment(say.Lang)
	if err != nil {
		d.Log.Error("board", "error", err)
	}
	return "board", data, err == nil
}

// stream sends a picture now and after each change, until the reader goes, does
// not read, or the door closes.
func (d *Door) stream(w http.ResponseWriter, r *http.Request, kind string, most int, draw picture) {
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
	// The server's own limit is for requests that come to an end.
	if s.rc.SetReadDeadline(time.Time{}) != nil || s.line("retry: 1000\n\n") != nil {
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(d.life, cancel)()
	var last []byte
	for {
		next := d.hub.wait() // before the look, so that no change falls between
		event, data, ok := draw()
		switch {
		case !ok:
			s.event("bye", nil)
			return
		case !bytes.Equal(data, last):
			if s.event(event, data) != nil {
				return
			}
			last = data
		}
		if !d.idle(ctx, s, next) {
			return
		}
	}
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

// leadEvents is the stream of a facilitator's page: what changes on it. It ends
// when the pass does.
func (d *Door) leadEvents(w http.ResponseWriter, r *http.Request, _ string) {
	say := d.say(r)
	pass := passOf(r)
	id := r.URL.Query().Get("team")
	d.stream(w, r, "leading", d.Limits.Leading, func() (string, []byte, bool) {
		if _, ok := d.Leads(pass); !ok {
			return "", nil, false
		}
		data, err := d.hub.picture("lead "+say.Lang+" "+id, func() ([]byte, error) {
			if id == "" {
				return d.render("overview.html", d.overview(say))
			}
			return d.teamFragment(say, id)
		})
		if err != nil {
			d.Log.Error("facilitator's page", "error", err)
		}
		return "lead", data, err == nil && len(data) > 0
	})
}
