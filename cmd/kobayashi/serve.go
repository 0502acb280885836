package main

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"runtime/debug"
	"sync"

	"github.com/spf13/cobra"

	"kobayashi/game/sshd"
	"kobayashi/game/store"
	"kobayashi/game/web"
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
		if err = p.serveWorkshop(c.Context(), s); err != nil && c.Context().Err() != nil {
			p.say("serve.stopped") // before it could begin: nobody was there yet
			return nil
		}
		return err
	})
	p.serveFlags(c.Flags())
	return c
}

// server is a workshop being served.
type server struct {
	*program
	hosting
	doors
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
//
// The doors are taken before the workshop is opened: a start that fails because
// another program has the port must not leave an empty workshop behind.
func (p *program) serveWorkshop(ctx context.Context, s settings) error {
	srv := &server{
		program: p, settings: s, tries: newTries(), judges: newJudgements(p), closing: make(chan struct{}),
		talk: slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
	var err error
	if srv.doors, err = p.takeDoors(s, srv); err != nil {
		return err
	}
	defer srv.doors.close()
	if srv.store, err = p.storage(ctx, s.store); err != nil {
		return err
	}
	defer srv.store.Close()
	if srv.hosting, err = p.openRoom(ctx, s, srv.store.Log(), srv.talk); err != nil {
		return err
	}
	defer srv.host.Close()
	srv.topics = &topics{room: srv.room}
	srv.verdicts = srv.judges.verdicts(ctx, srv.room)
	srv.invitation()
	if err := srv.announce(ctx); err != nil {
		return err
	}
	return srv.run(ctx)
}

// doors are the two ways in: taken, but nobody stands behind them yet.
type doors struct {
	sshDoor *sshd.Door
	ssh     net.Listener
	page    net.Listener // nil: there is no web door
	tls     *tls.Config  // of page; nil: plain HTTP
}

func (p *program) takeDoors(s settings, srv *server) (d doors, err error) {
	if d.sshDoor, err = p.door(s, srv); err != nil {
		return d, err
	}
	if d.tls, err = s.secured(); err != nil {
		return d, err
	}
	if d.ssh, err = listen(s.listen); err != nil || s.noWeb {
		return d, err
	}
	if d.page, err = listen(s.web); err != nil {
		d.close()
	}
	return d, err
}

// close lets go of what nobody has opened. To close twice does no harm.
func (d doors) close() {
	_ = d.ssh.Close()
	if d.page != nil {
		_ = d.page.Close()
	}
}

// run keeps the doors open until ctx ends or one of them fails.
func (s *server) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// Of a room of a thousand most memory is their screens, which stay. To look
	// through them less often costs memory and saves a fifth of the time, and with
	// it the moments in which a key has to wait.
	const collect = 400
	defer debug.SetGCPercent(debug.SetGCPercent(collect))
	var page *web.Door
	if s.page != nil {
		var err error
		if page, err = s.web(); err != nil {
			return err
		}
	}
	context.AfterFunc(ctx, func() { close(s.closing) })
	var open sync.WaitGroup
	failed := make(chan error, 2)
	open.Go(func() { defer stop(); failed <- s.sshDoor.Run(ctx, s.ssh) })
	if page != nil {
		open.Go(func() { defer stop(); failed <- page.Serve(ctx, s.page) })
	}
	go s.purge(ctx)
	go s.reissue(ctx)
	open.Wait()
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
