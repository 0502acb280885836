package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"

	"github.com/spf13/cobra"

	"kobayashi/game/sshd"
	"kobayashi/game/store"
	"kobayashi/game/workshop"
)

func (p *program) serve() *cobra.Command {
	c := p.command("serve", "cmd.serve", func(c *cobra.Command, _ []string) error {
		s, err := p.settings(c)
		if err != nil {
			return err
		}
		if check, _ := c.Flags().GetBool("check"); check {
			return p.checkServe(c.Context(), s)
		}
		return p.serveWorkshop(c.Context(), s)
	})
	p.serveFlags(c.Flags())
	return c
}

// server is a workshop being served.
type server struct {
	*program
	hosting
	settings settings
	store    *store.Store
	talk     *slog.Logger
	tries    *tries
	judges   *judgements
	verdicts workshop.Verdicts
	topics   *topics
	invite   []string      // lines that bring people in
	closing  chan struct{} // closed when the doors begin to close
}

// serveWorkshop runs both doors until it is told to stop. Then everybody is told,
// the lines are closed, and the log is as it would be after the next start.
func (p *program) serveWorkshop(ctx context.Context, s settings) error {
	talk := slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	log, err := p.storage(ctx, s.store)
	if err != nil {
		return err
	}
	defer log.Close()
	rooms, err := p.openRoom(ctx, s, log.Log(), talk)
	if err != nil {
		return err
	}
	defer rooms.host.Close()
	srv := &server{
		program: p, hosting: rooms, settings: s, store: log, talk: talk, tries: newTries(), judges: newJudgements(p),
		topics: &topics{room: rooms.room}, closing: make(chan struct{}),
	}
	srv.verdicts = srv.judges.verdicts(ctx, rooms.room)
	door, err := p.door(s, srv)
	if err != nil {
		return err
	}
	ssh, err := listen(s.listen)
	if err != nil {
		return err
	}
	var board net.Listener
	if !s.noWeb {
		if board, err = listen(s.web); err != nil {
			return errors.Join(err, ssh.Close())
		}
	}
	srv.invitation(ssh, board)
	if err := srv.announce(ctx, door, ssh, board); err != nil {
		return err
	}
	return srv.run(ctx, door, ssh, board)
}

// run keeps the doors open until ctx ends or one of them fails.
func (s *server) run(ctx context.Context, door *sshd.Door, ssh, board net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var doors sync.WaitGroup
	failed := make(chan error, 2)
	context.AfterFunc(ctx, func() { close(s.closing) })
	doors.Go(func() { defer stop(); failed <- door.Run(ctx, ssh) })
	if board != nil {
		page, err := s.web(door, ssh, board)
		if err != nil {
			return err
		}
		doors.Go(func() { defer stop(); failed <- page.Serve(ctx, board) })
	}
	go s.purge(ctx)
	go s.reissue(ctx)
	doors.Wait()
	close(failed)
	var errs []error
	for err := range failed {
		if err != nil && !errors.Is(err, context.Canceled) {
			errs = append(errs, err)
		}
	}
	s.say("serve.closed", s.room.Head().ID)
	return errors.Join(errs...)
}

// door makes the SSH door.
func (p *program) door(s settings, srv *server) (*sshd.Door, error) {
	dir, err := p.keyFolder()
	if err != nil {
		return nil, err
	}
	key, err := sshd.HostKey(dir)
	if err != nil {
		return nil, fails(err, "cmd.error.hostkey", dir, err)
	}
	const spare = 200 // facilitators, boards, people who come back before their old line is gone
	o := sshd.Options{
		HostKey: key, Serve: func(context.Context, sshd.Session) int { return 0 },
		Limits: sshd.Limits{Total: max(s.rules.Teams*s.rules.Seats+spare, 1200), PerSource: s.perSource},
	}
	if srv != nil {
		o.Serve, o.Farewell, o.Log = srv.session, srv.farewell, srv.talk
	}
	return sshd.New(o)
}

func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) {
			return nil, fails(err, "cmd.error.listen", addr, op.Err)
		}
		return nil, fails(err, "cmd.error.listen", addr, err)
	}
	return l, nil
}
