package main

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// tokenLife is how long a facilitator's token can be used.
const tokenLife = 10 * time.Minute

// say prints a line for the operator. There may be words in it that came from a
// database others write to.
func (p *program) say(key string, args ...any) {
	fmt.Fprintln(p.out, strings.TrimRight(typeset.Clean(p.words.Say(key, args...)), " "))
}

// announce prints how to come in: for the teams, the projector and the
// facilitator.
func (s *server) announce(ctx context.Context) error {
	head := s.room.Head()
	key := "serve.on"
	if s.began {
		key = "serve.new"
	}
	s.say(key, head.Opened.Name, head.ID)
	if other := s.other(s.settings, head.Opened, s.room.Scenario()); !s.began && len(other) > 0 {
		s.say("serve.other", strings.Join(other, ", "))
		s.say("serve.other.how")
	}
	text := s.room.Scenario().Text(s.lang)
	s.say("serve.scenario", text.Title)
	if id := head.Opened.Variant; id != "" {
		s.say("serve.variant", debrief.Plain(text.Variants[id]), id)
	}
	s.say("serve.commitment", head.Opened.Commitment())
	s.say("serve.fingerprint", s.sshDoor.Fingerprint())
	fmt.Fprintln(s.out)
	for _, line := range s.invite {
		fmt.Fprintln(s.out, line)
	}
	if s.page != nil && s.screen && !s.program.plain(false) {
		s.forTelephones()
	}
	token, err := s.room.Token(ctx, tokenLife)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out)
	s.say("serve.lead", sshLine(leadUser, s.hosts()[0], port(s.ssh)))
	s.say("serve.token", token)
	s.say("serve.token.life", int(tokenLife/time.Minute))
	if s.screen {
		s.say("serve.again")
	}
	s.say("serve.stop")
	return nil
}

// hosts are what people can type to reach the SSH door.
func (s *server) hosts() []string { return reach(s.settings.host, s.ssh.Addr().String()) }

// invitation makes the lines that bring people in.
func (s *server) invitation() {
	add := func(key string, args ...any) {
		s.invite = append(s.invite, typeset.Clean(s.words.Say(key, args...)))
	}
	rules := s.room.Head().Opened.Rules
	for i, host := range s.hosts() {
		switch line := sshLine("TEAM", host, port(s.ssh)); {
		case i > 0:
			add("serve.join.also", line)
		case rules.Solo:
			add("serve.join", s.words.Say("serve.solo"), line)
		default:
			add("serve.join", s.words.Say("serve.team"), line)
		}
	}
	if !rules.Solo { // there a code opens nothing
		add("serve.code", s.room.Head().Opened.Join)
	}
	if s.page != nil {
		add("serve.board", s.boardURL())
	}
}

// boardURL is the address of the board, for a browser.
func (s *server) boardURL() string {
	if s.page == nil {
		return ""
	}
	host := reach(s.settings.host, s.page.Addr().String())[0]
	return s.settings.scheme() + "://" + net.JoinHostPort(host, port(s.page)) + "/"
}

// reissue prints a new token whenever Enter is pressed: the first one may be too
// old by the time the facilitator has found a chair.
func (s *server) reissue(ctx context.Context) {
	if !s.screen {
		return
	}
	lines := make(chan struct{})
	go func() {
		// The reading goroutine ends with the program: a terminal's read cannot
		// be called back.
		b := make([]byte, 256)
		for {
			n, err := s.in.Read(b)
			if err != nil {
				return
			}
			if strings.ContainsAny(string(b[:n]), "\r\n") {
				lines <- struct{}{}
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case <-lines:
			token, err := s.room.Token(ctx, tokenLife)
			if err != nil {
				s.talk.Error("token", "error", err)
				continue
			}
			s.say("serve.token", token)
		}
	}
}

func sshLine(user, host, port string) string {
	if port == "22" {
		return "ssh " + user + "@" + host
	}
	return "ssh -p " + port + " " + user + "@" + host
}

func port(l net.Listener) string {
	if a, ok := l.Addr().(*net.TCPAddr); ok {
		return strconv.Itoa(a.Port)
	}
	return ""
}
