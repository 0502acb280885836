package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"kobayashi/game/workshop"
)

// check looks before the day at everything a workshop needs, and says each thing.
// It changes nothing but what a start would make: the data folder, the database's
// tables, the host key.
func (p *program) checkServe(ctx context.Context, s settings) error {
	bad := 0
	tell := func(key string, err error, args ...any) {
		mark := p.words.Say("serve.check.good")
		if err != nil {
			bad++
			mark = p.words.Say("serve.check.bad")
			args = append(args, err)
			key += ".bad"
		}
		fmt.Fprintf(p.out, "%s %s\n", mark, p.words.Say(key, args...))
	}
	sc, err := p.scenario(s.scenario)
	if err == nil {
		tell("serve.check.scenario", nil, sc.Text(p.lang).Title, sc.ID())
	} else {
		tell("serve.check.scenario", errors.New(p.phrase(err)), s.scenario)
	}
	tell("serve.check.listen", free(s.listen), s.listen)
	if !s.noWeb {
		tell("serve.check.web", free(s.web), s.web)
	}
	records, err := p.storage(ctx, s.store)
	if err != nil {
		tell("serve.check.store", errors.New(p.phrase(err)))
	} else {
		log := records.Log()
		drift := log.Now().Sub(time.Now()).Abs().Round(time.Second)
		tell("serve.check.store", nil)
		if drift > time.Second {
			tell("serve.check.clock", nil, drift)
		}
		if h, err := p.openRoomToLook(ctx, s, log); err != nil {
			tell("serve.check.room", errors.New(p.phrase(err)))
		} else if h != "" {
			tell("serve.check.room", nil, h)
		}
		_ = records.Close()
	}
	door, err := p.door(s, nil)
	if err == nil {
		tell("serve.check.key", nil, door.Fingerprint())
	} else {
		tell("serve.check.key", err)
	}
	hosts := addresses(s.host)
	if len(hosts) == 0 {
		tell("serve.check.host", errors.New("-"))
	} else {
		tell("serve.check.host", nil, hosts[0])
	}
	if err == nil && door.Limits().Total < s.rules.Teams*s.rules.Seats {
		tell("serve.check.files", nil, door.Limits().Total, s.rules.Teams*s.rules.Seats)
	}
	if bad > 0 {
		return quiet(failed)
	}
	return nil
}

// openRoomToLook tells which workshop a start would go on with, or "".
func (p *program) openRoomToLook(ctx context.Context, s settings, log workshop.Log) (string, error) {
	list, err := log.Workshops(ctx)
	if err != nil || s.fresh {
		return "", err
	}
	for _, w := range list {
		if s.workshop != "" && w.ID != s.workshop {
			continue
		}
		h, err := p.openRoom(ctx, settings{workshop: w.ID, scenario: s.scenario}, log, slog.New(slog.DiscardHandler))
		if err != nil {
			return "", err
		}
		phase := h.room.Head().Phase
		h.host.Close()
		if s.workshop != "" || phase != workshop.Ended {
			return w.ID, nil
		}
	}
	return "", nil
}

// free reports whether an address can be listened on.
func free(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) {
			return op.Err
		}
		return err
	}
	return l.Close()
}

// keyFolder is where the host key lives: a folder of its own.
func (p *program) keyFolder() (string, error) {
	dir, err := p.home()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "ssh"), os.MkdirAll(dir, 0o700)
}

// addresses are what people can type to get here, the likeliest first: what the
// operator says, else the machine's own addresses.
func addresses(named string) []string {
	if named != "" {
		return []string{named}
	}
	var list, late []string
	nets, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	for _, a := range nets {
		n, ok := a.(*net.IPNet)
		switch {
		case !ok || n.IP.IsLoopback() || n.IP.IsLinkLocalUnicast():
		case n.IP.To4() != nil:
			list = append(list, n.IP.String())
		default:
			late = append(late, n.IP.String())
		}
	}
	if list = append(list, late...); len(list) == 0 {
		if name, err := os.Hostname(); err == nil {
			list = append(list, name)
		}
	}
	return list
}
