package main

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"rsc.io/qr"

	"kobayashi/game/sshd"
)

// tokenLife is how long a facilitator's token can be used.
const tokenLife = 10 * time.Minute

func (s *server) say(key string, args ...any) {
	fmt.Fprintln(s.out, s.words.Say(key, args...))
}

// announce prints how to come in: for the teams, the projector and the
// facilitator.
func (s *server) announce(ctx context.Context, door *sshd.Door, ssh, board net.Listener) error {
	head := s.room.Head()
	key := "serve.on"
	if s.began {
		key = "serve.new"
	}
	s.say(key, head.Opened.Name, head.ID)
	s.say("serve.scenario", s.room.Scenario().Text(s.lang).Title, head.Opened.Variant)
	s.say("serve.commitment", head.Opened.Commitment())
	s.say("serve.fingerprint", door.Fingerprint())
	fmt.Fprintln(s.out)
	for _, line := range s.invite {
		fmt.Fprintln(s.out, line)
	}
	hosts := addresses(s.settings.host)
	if board != nil && s.screen {
		fmt.Fprint(s.out, qrCode(boardURL(hosts[0], board)))
	}
	token, err := s.room.Token(ctx, tokenLife)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out)
	s.say("serve.lead", sshLine("facilitator", hosts[0], port(ssh)))
	s.say("serve.token", token, int(tokenLife/time.Minute))
	if s.screen {
		s.say("serve.again")
	}
	s.say("serve.stop")
	return nil
}

// invitation makes the lines that bring people in.
func (s *server) invitation(ssh, board net.Listener) {
	hosts := addresses(s.settings.host)
	for i, host := range hosts {
		line := sshLine("TEAM", host, port(ssh))
		if i == 0 {
			s.invite = append(s.invite, s.words.Say("serve.join", s.words.Say("serve.team"), line))
		} else {
			s.invite = append(s.invite, s.words.Say("serve.join.also", line))
		}
	}
	s.invite = append(s.invite, s.words.Say("serve.code", s.room.Head().Opened.Join))
	if board != nil {
		s.invite = append(s.invite, s.words.Say("serve.board", boardURL(hosts[0], board)))
	}
}

func boardURL(host string, l net.Listener) string {
	return "http://" + net.JoinHostPort(host, port(l)) + "/"
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
			s.say("serve.token", token, int(tokenLife/time.Minute))
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

// qrCode draws an address for telephones: two cells a module, by the ground alone,
// which no font can spoil.
func qrCode(text string) string {
	const (
		black, white, plain = "\x1b[40m", "\x1b[107m", "\x1b[0m"
		quiet               = 2 // modules around it; four are the standard, two are read by all
	)
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "" // an address this long is of no use to a telephone
	}
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y++ {
		last := ""
		for x := -quiet; x < code.Size+quiet; x++ {
			ground := white
			if code.Black(x, y) {
				ground = black
			}
			if ground != last {
				b.WriteString(ground)
				last = ground
			}
			b.WriteString("  ")
		}
		b.WriteString(plain + "\n")
	}
	return b.String()
}
