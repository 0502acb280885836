package sshd

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Why a session's context ended; context.Cause gives one of them.
var (
	ErrClosing = errors.New("the door is closing")
	ErrGone    = errors.New("the client has gone")
	ErrStalled = errors.New("the client does not read")
	ErrFault   = errors.New("the game has failed") // for Farewell alone
)

// Session is one person's place at the door. Nothing in it is trusted: User is
// what the client says, and a key identifies but gives no right.
type Session struct {
	User   string // as in ssh User@host: valid UTF-8, at most 64 bytes, no controls
	Key    string // hex SHA-256 of the fingerprint of the key this connection signed with, or ""
	Source string // the client's address without port; not to be kept or logged

	// PTY says that the client gave its terminal into our hands: it echoes
	// nothing and edits no line. Term is a known name, "dumb" never.
	PTY  bool
	Term string

	// Env is KEY=value for LANG, LANGUAGE, LC_*, NO_COLOR, COLORTERM and
	// ACCESSIBLE, where the client sent them, and TERM with a pty.
	Env []string

	// Width and Height are in cells, 1 to 400 and 1 to 160; 80 and 24 without a
	// pty. Sizes brings changes; of those not fetched yet only the last is kept.
	Width, Height int
	Sizes         <-chan Size

	// In is what the client types, byte by byte as it comes, and ends with the
	// client's end of input. Out is what it shows; a Write that the client does
	// not read for 30 s ends the session.
	In  io.Reader
	Out io.Writer

	// Seat says that the person has proven to belong here, with a join code or
	// by coming back: the connection is then never closed to let another in.
	Seat func()
}

// maxUser is how long a user name may be, in bytes.
const maxUser = 64

// userName is the name without what could not be shown.
func userName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if len(s) > maxUser {
		s = strings.ToValidUTF8(s[:maxUser], "")
	}
	return s
}

// seat is a session being opened and served.
type seat struct {
	conn *conn
	ch   gossh.Channel
	out  *outlet

	term  string
	pty   bool
	size  Size
	env   []string
	sizes chan Size
	asked int

	mu     sync.Mutex
	seated bool
	cancel context.CancelCauseFunc
}

// run answers the session's requests, never waiting for the game, until the
// channel is closed.
func (s *seat) run(requests <-chan *gossh.Request) {
	s.size, s.sizes = Size{usualWidth, usualHeight}, make(chan Size, 1)
	if !s.prepare(requests) {
		_ = s.ch.Close()
		s.conn.closed(false)
		go gossh.DiscardRequests(requests)
		return
	}
	ctx, cancel := context.WithCancelCause(s.conn.ctx)
	s.cancel = cancel
	s.out = newOutlet(s.ch, s.conn.door.limits.Stall, func() {
		s.conn.door.gate.count(func(t *Tally) { t.Stalled++ })
		cancel(ErrStalled)
		_ = s.conn.Close()
	})
	if !s.conn.door.join(s) {
		cancel(ErrClosing)
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		s.serve(ctx)
	}()
	for req := range requests {
		s.answer(req)
	}
	cancel(ErrGone)
	<-served
}

// prepare answers the requests before the shell. False means that none came in
// time, or too many others.
func (s *seat) prepare(requests <-chan *gossh.Request) bool {
	late := time.NewTimer(s.conn.door.limits.Opening)
	defer late.Stop()
	for {
		select {
		case <-late.C:
			return false
		case req, ok := <-requests:
			if !ok {
				return false
			}
			if s.asked++; s.asked > maxRequests {
				return false
			}
			granted := s.grant(req)
			if req.WantReply && req.Reply(granted, nil) != nil {
				return false
			}
			if granted && req.Type == "shell" {
				return true
			}
		}
	}
}

// grant decides on a request before the shell.
func (s *seat) grant(req *gossh.Request) bool {
	switch req.Type {
	case "shell":
		return true
	case "pty-req":
		term, size, ok := ptyRequest(req.Payload)
		if !ok || s.pty {
			return false
		}
		// Without a pty the client's own terminal echoes and edits lines, which
		// is what one that cannot draw needs.
		if s.term = allowedTerm(term); s.term == dumbTerm {
			return false
		}
		s.pty, s.size = true, size
		return true
	case "env":
		name, value, ok := envRequest(req.Payload)
		if !ok || len(s.env) >= maxEnv || !allowedEnv(name, value) {
			return false
		}
		s.env = append(s.env, name+"="+value)
		return true
	case "window-change":
		size, ok := windowChange(req.Payload)
		if ok && s.pty {
			s.size = size
		}
		return ok && s.pty
	}
	return false
}

// answer answers a request while the game is on.
func (s *seat) answer(req *gossh.Request) {
	granted := false
	if req.Type == "window-change" && s.pty {
		var size Size
		if size, granted = windowChange(req.Payload); granted {
			select {
			case <-s.sizes: // overtaken
			default:
			}
			s.sizes <- size
		}
	}
	if req.WantReply {
		_ = req.Reply(granted, nil)
	}
}

// session is what the game gets to see.
func (s *seat) session() Session {
	term, env := "", s.env
	if s.pty {
		term, env = s.term, append([]string{"TERM=" + s.term}, s.env...)
	}
	return Session{
		User: userName(s.conn.User()), Key: s.conn.key, Source: addressOf(s.conn.RemoteAddr()),
		PTY: s.pty, Term: term, Env: env,
		Width: s.size.Width, Height: s.size.Height, Sizes: s.sizes,
		In: s.ch, Out: s.out, Seat: s.sit,
	}
}

// sit is Session.Seat.
func (s *seat) sit() {
	s.mu.Lock()
	first := !s.seated
	s.seated = true
	s.mu.Unlock()
	if first {
		s.conn.sit()
	}
}

// serve lets the game play and sees the person off.
func (s *seat) serve(ctx context.Context) {
	session := s.session()
	code, cause := s.play(ctx, session)
	if cause == nil {
		cause = context.Cause(ctx)
	}
	s.cancel(ErrGone)
	s.bye(session, cause, code)
	s.conn.door.part(s)
	s.mu.Lock()
	was := s.seated
	s.seated = true // too late to sit down
	s.mu.Unlock()
	s.conn.closed(was)
}

// play calls the game; a panic in it costs one session and not the server.
func (s *seat) play(ctx context.Context, session Session) (code int, cause error) {
	defer func() {
		if p := recover(); p != nil {
			s.conn.door.gate.count(func(t *Tally) { t.Panics++ })
			s.conn.door.log.Error("a session failed", "stack", string(debug.Stack()))
			s.out.tidy(s.pty)
			code, cause = 1, ErrFault
		}
	}()
	return s.conn.door.serve(ctx, session), nil
}

// bye says why it is over, if it was not the person's own wish, gives the exit
// status and closes the channel.
func (s *seat) bye(session Session, cause error, code int) {
	if cause != nil && !errors.Is(cause, ErrGone) && !errors.Is(cause, ErrStalled) && s.conn.door.farewell != nil {
		phrase := s.conn.door.farewell(session, cause)
		if s.pty {
			phrase = strings.ReplaceAll(phrase, "\n", "\r\n")
		}
		_, _ = io.WriteString(s.out, phrase)
	}
	if s.out.close() {
		status := binary.BigEndian.AppendUint32(nil, uint32(code)&0xff)
		_, _ = s.ch.SendRequest("exit-status", false, status)
	}
	_ = s.ch.Close()
}
