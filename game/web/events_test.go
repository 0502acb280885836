package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game/web"
	"kobayashi/game/workshop"
)

// event is one of a stream.
type event struct{ name, data string }

// stream reads events as they come, until the test ends or end is called.
func (s *stage) stream(path string, headers ...string) (events <-chan event, end func(), res *http.Response) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.srv.URL+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err = http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	ch := make(chan event, 100)
	go func() {
		defer close(ch)
		defer res.Body.Close()
		var e event
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch {
			case field == "event":
				e.name = value
			case field == "data":
				e.data += value + "\n"
			case lines.Text() == "" && e.name != "":
				ch <- e
				e = event{}
			}
		}
	}()
	return ch, cancel, res
}

func next(t *testing.T, ch <-chan event, name string) event {
	t.Helper()
	for {
		select {
		case e, open := <-ch:
			if !open {
				t.Fatalf("the stream ended before %q", name)
			}
			if e.name == name {
				return e
			}
		case <-time.After(8 * time.Second):
			t.Fatalf("no %q", name)
		}
	}
}

func TestEvents(t *testing.T) {
	s := set(t)
	red := s.team("Red", "a")
	states, _, res := s.stream("/events")
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream; charset=utf-8" {
		t.Errorf("a stream of %s", kind)
	}
	boards, _, _ := s.stream("/events?as=page&lang=en")
	read := func() workshop.BoardState {
		var b workshop.BoardState
		if err := json.Unmarshal([]byte(next(t, states, "state").data), &b); err != nil {
			t.Fatal(err)
		}
		return b
	}
	if b := read(); b.Phase != workshop.Lobby || len(b.Teams) != 1 {
		t.Errorf("first: %v", b)
	}
	has(t, "first", next(t, boards, "board").data, "How to join", "Red")
	s.phase(workshop.Running)
	for read().Phase != workshop.Running {
	}
	for !strings.Contains(next(t, boards, "board").data, "phase-running") {
	}
	began := time.Now()
	s.decide(red, 0)
	for read().Teams[0].Points != 6 {
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("a decision took %s to the stream", took)
	}
	for !strings.Contains(next(t, boards, "board").data, "6 points") {
	}
}

// TestBeats: a quiet stream shows that it lives, and outlives the time-outs that
// are for requests.
func TestBeats(t *testing.T) {
	s := set(t, func(o *web.Options) { o.Limits.Beat = 100 * time.Millisecond })
	srv := httptest.NewUnstartedServer(s.door)
	srv.Config.ReadTimeout, srv.Config.WriteTimeout = 300*time.Millisecond, 300*time.Millisecond
	srv.Start()
	defer srv.Close()
	s.srv = srv
	events, _, _ := s.stream("/events")
	next(t, events, "state")
	for began := time.Now(); time.Since(began) < 900*time.Millisecond; {
		next(t, events, "beat")
	}
	s.team("Red", "a")
	next(t, events, "state")
	s.door.Close()
	next(t, events, "bye")
	if _, open := <-events; open {
		t.Error("the stream goes on after bye")
	}
}

// TestStreamCap: more streams than there may be are refused, and a place that is
// free again is given away again. Facilitators have places of their own.
func TestStreamCap(t *testing.T) {
	s := set(t, func(o *web.Options) { o.Limits.Streams = 2 })
	_, end, _ := s.stream("/events")
	s.stream("/events?as=page")
	a := s.get("/events?lang=en")
	if a.StatusCode != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" {
		t.Errorf("the third stream: %d", a.StatusCode)
	}
	has(t, "the third stream", a.body, "Too many are watching")
	c := s.lead()
	pass := ""
	for _, cookie := range c.Jar.Cookies(must(http.NewRequest("GET", s.srv.URL+"/facilitator", nil)).URL) {
		pass = cookie.Name + "=" + cookie.Value
	}
	led, _, res := s.stream("/facilitator/events", "Cookie", pass)
	if res.StatusCode != http.StatusOK {
		t.Errorf("a facilitator's stream: %d", res.StatusCode)
	}
	next(t, led, "lead")
	end()
	wait(t, "a place", func() bool {
		_, end, res := s.stream("/events")
		defer end()
		return res.StatusCode == http.StatusOK
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestSlowReader: who opens a stream and does not read is let go, and holds up
// nobody.
func TestSlowReader(t *testing.T) {
	s := set(t, func(o *web.Options) {
		o.Limits.Patience, o.Limits.Streams, o.Limits.Calm = 200*time.Millisecond, 2, time.Millisecond
	})
	for i := range 60 {
		s.team(fmt.Sprintf("A team of a long name %d", i), "a")
	}
	srv := httptest.NewUnstartedServer(s.door)
	srv.Listener = narrow{srv.Listener}
	srv.Start()
	defer srv.Close()
	defer srv.CloseClientConnections()
	s.srv = srv
	conn, err := net.Dial("tcp", hostOf(s.srv))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.(*net.TCPConn).SetReadBuffer(4096)
	fmt.Fprintf(conn, "GET /events?as=page HTTP/1.1\r\nHost: %s\r\n\r\n", hostOf(s.srv))
	good, _, _ := s.stream("/events")
	next(t, good, "state")
	if got := s.get("/events").StatusCode; got != http.StatusServiceUnavailable {
		t.Fatalf("two streams are open: %d", got)
	}
	on := false
	freed := func() bool {
		on = !on
		s.do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return h.SetDoors("lead", on, now)
		})
		_, end, res := s.stream("/events")
		defer end()
		return res.StatusCode == http.StatusOK
	}
	wait(t, "the place of who does not read", freed)
	next(t, good, "state")
}

// narrow is a listener whose lines hold little that was not read yet.
type narrow struct{ net.Listener }

func (n narrow) Accept() (net.Conn, error) {
	c, err := n.Listener.Accept()
	if err == nil {
		err = c.(*net.TCPConn).SetWriteBuffer(4096)
	}
	return c, err
}

// TestLinesInData: nothing in a picture can begin a field of the stream.
func TestLinesInData(t *testing.T) {
	s := set(t)
	s.team("\r\ndata: n\re: n\n\nevent: b", "a")
	for _, path := range []string{"/events", "/events?as=page"} {
		text := s.firstEvent(path)
		for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
			if line != "" && !strings.HasPrefix(line, "data:") && !slices.Contains([]string{"retry: 1000", "event: state", "event: board"}, line) {
				t.Errorf("%s has the line %q", path, line)
			}
		}
	}
}

// TestServe: the server ends when it is told to, also with streams open, and says
// bye to them; what is under way is answered.
func TestServe(t *testing.T) {
	s := set(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.door.Serve(ctx, l) }()
	res, err := http.Get("http://" + l.Addr().String() + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	cancel()
	rest, err := io.ReadAll(res.Body)
	if err != nil || !strings.Contains(string(rest), "event: bye") {
		t.Errorf("the stream ended with %q, %v", rest, err)
	}
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(8 * time.Second):
		t.Fatal("the server does not end")
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("it still listens")
	}
	broken := must(web.New(s.opts))
	if err := broken.Serve(t.Context(), l); err == nil {
		t.Error("a listener that is closed was served without an error")
	}
}

// TestNothingStays: streams that ended leave nothing behind.
func TestNothingStays(t *testing.T) {
	s := set(t)
	s.get("/")
	before := runtime.NumGoroutine()
	for range 20 {
		events, end, _ := s.stream("/events")
		next(t, events, "state")
		end()
	}
	wait(t, "goroutines to end", func() bool {
		http.DefaultClient.CloseIdleConnections()
		return runtime.NumGoroutine() <= before+4
	})
}
