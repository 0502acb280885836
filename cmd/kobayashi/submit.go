package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"kobayashi/game/typeset"
)

func (p *program) submit() *cobra.Command {
	c := p.command("submit RUN HOST", "cmd.submit", func(c *cobra.Command, args []string) error {
		f := c.Flags()
		s := sender{p: p, typed: bufio.NewReader(p.in)}
		s.code, _ = f.GetString("code")
		s.name, _ = f.GetString("name")
		s.file, _ = f.GetString("known-hosts")
		s.acceptNew, _ = f.GetBool("accept-new")
		var err error
		if s.address, err = address(args[1]); err != nil {
			return err
		}
		return s.send(c.Context(), args[0])
	})
	f := c.Flags()
	f.String("code", "", p.words.Say("cmd.flag.code"))
	f.String("name", "", p.words.Say("cmd.flag.teamname"))
	f.Bool("accept-new", false, p.words.Say("cmd.flag.acceptnew"))
	f.String("known-hosts", "", p.words.Say("cmd.flag.knownhosts"))
	f.SortFlags = false
	return c
}

// doorPort is where the SSH door is if nobody says otherwise.
const doorPort = 2222

// address is where HOST[:PORT] is. A user before an @, as in a line for ssh, is
// let go: runs are always sent in as the same one.
func address(host string) (string, error) {
	if _, after, ok := strings.Cut(host, "@"); ok {
		host = after
	}
	name, port := host, strconv.Itoa(doorPort)
	switch bare := strings.Trim(host, "[]"); {
	case net.ParseIP(bare) != nil:
		name = bare
	case strings.Contains(host, ":"):
		var err error
		if name, port, err = net.SplitHostPort(host); err != nil {
			return "", wrong("cmd.submit.host", host)
		}
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || name == "" || strings.ContainsAny(name, " /") {
		return "", wrong("cmd.submit.host", host)
	}
	return net.JoinHostPort(name, port), nil
}

// sender sends a run in.
type sender struct {
	p         *program
	typed     *bufio.Reader
	address   string // host:port
	code      string // the workshop's
	name      string // the team's
	file      string // of known hosts; "": the user's own
	acceptNew bool
}

// Limits of patience with a server, and of what it may say, in bytes.
const (
	dialPatience   = 20 * time.Second
	answerPatience = 3 * time.Minute
	maxAnswer      = 8 << 10
)

func (s *sender) send(ctx context.Context, name string) error {
	run, err := s.p.named(ctx, name)
	if err != nil {
		return err
	}
	if run.end == nil {
		return fails(nil, "cmd.report.open", s.p.place(run, -1), len(run.Steps))
	}
	file, err := s.p.handOver(ctx, run)
	if err != nil {
		return err
	}
	if s.name == "" {
		s.name = run.Player
	}
	for _, line := range []struct {
		text     *string
		ask, not string
	}{{&s.code, "cmd.submit.code", "cmd.submit.nocode"}, {&s.name, "cmd.submit.name", "cmd.submit.noname"}} {
		if *line.text == "" {
			if *line.text, err = s.ask(ctx, line.ask); err != nil {
				return err
			}
		}
		if *line.text == "" || strings.ContainsAny(*line.text, "\r\n") {
			return wrong(line.not)
		}
	}
	return s.deliver(ctx, s.code+"\n"+s.name+"\n"+string(file))
}

// ask reads a line from the person at the terminal, and nothing where there is
// none.
func (s *sender) ask(ctx context.Context, key string, args ...any) (string, error) {
	if !s.p.screen {
		return "", nil
	}
	fmt.Fprint(s.p.err, typeset.Clean(s.p.words.Say(key, args...))+" ")
	var line string
	read := make(chan error, 1)
	go func() {
		var err error
		line, err = s.typed.ReadString('\n')
		read <- err
	}()
	select {
	case <-ctx.Done():
		return "", quiet(failed)
	case err := <-read:
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		return strings.TrimSpace(line), nil
	}
}

// deliver brings the text to the server and prints what it answers.
func (s *sender) deliver(ctx context.Context, text string) error {
	client, err := s.connect(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	defer context.AfterFunc(ctx, func() { client.Close() })()
	answer, err := talk(client, text, s.p.words.Lang)
	if err != nil {
		return fails(err, "cmd.submit.broken", s.address, err)
	}
	first, rest, _ := strings.Cut(answer, "\n")
	verdict, _, _ := strings.Cut(strings.TrimSpace(first), " ")
	if verdict != taken && verdict != refused {
		return fails(nil, "cmd.submit.strange", s.address)
	}
	out := s.p.out
	if verdict == refused {
		out = s.p.err
	}
	for line := range strings.Lines(rest) {
		// What a server says is nothing that may steer the terminal.
		fmt.Fprintln(out, typeset.Clean(strings.TrimRight(line, "\r\n")))
	}
	if verdict == refused {
		return quiet(failed)
	}
	return nil
}

// talk says the text in a session of its own and gives the answer.
func talk(client *ssh.Client, text, lang string) (string, error) {
	session, err := client.NewSession()
	if err != nil {
		return "", err
	}
	defer session.Close()
	locale := map[string]string{"ja": "ja_JP.UTF-8", "en": "en_GB.UTF-8"}[lang]
	_ = session.Setenv("LANG", locale) // a server that takes none answers in its own language
	out, err := session.StdoutPipe()
	if err != nil {
		return "", err
	}
	// A server that refuses does not read to the end.
	session.Stdin = strings.NewReader(text)
	if err := session.Shell(); err != nil {
		return "", err
	}
	answer, err := io.ReadAll(io.LimitReader(out, maxAnswer))
	return string(answer), err
}

// connect logs in to the server, if it is the one it should be.
func (s *sender) connect(ctx context.Context) (*ssh.Client, error) {
	hosts, err := s.hosts()
	if err != nil {
		return nil, err
	}
	dialer := net.Dialer{Timeout: dialPatience}
	conn, err := dialer.DialContext(ctx, "tcp", s.address)
	if err != nil {
		return nil, fails(err, "cmd.submit.away", s.address, err)
	}
	within := func(d time.Duration) error { return conn.SetDeadline(time.Now().Add(d)) }
	if err := within(dialPatience); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	client, channels, requests, err := ssh.NewClientConn(conn, s.address, &ssh.ClientConfig{
		User: submitter,
		// The door asks nothing; a question of another server gets no answer.
		Auth: []ssh.AuthMethod{ssh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
			return make([]string, len(questions)), nil
		})},
		HostKeyAlgorithms: hosts.algorithms(),
		HostKeyCallback: func(_ string, _ net.Addr, key ssh.PublicKey) error {
			// A person may think about it for as long as the server lets them.
			return errors.Join(within(answerPatience), hosts.check(ctx, key), within(answerPatience))
		},
	})
	if err != nil {
		err = errors.Join(err, conn.Close())
		if hosts.refused != nil {
			return nil, hosts.refused
		}
		return nil, fails(err, "cmd.submit.broken", s.address, err)
	}
	return ssh.NewClient(client, channels, requests), nil
}
