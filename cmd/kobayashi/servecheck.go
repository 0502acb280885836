package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// checkServe looks before the day at everything a workshop needs, and says each
// thing. It makes the data folder, the database's tables and the host key, as a
// start would, and nothing else: no workshop, and no entry in one.
func (p *program) checkServe(ctx context.Context, s settings) error {
	c := readiness{program: p}
	sc, err := p.scenario(s.scenario)
	if err == nil {
		c.good("serve.check.scenario", sc.Text(p.lang).Title, sc.ID())
	} else {
		c.bad("serve.check.scenario", err, s.scenario)
	}
	if s.variant != "" && sc != nil && sc.Variant(s.variant) != s.variant {
		c.bad("serve.check.variant", wrong("cmd.error.variant", s.variant, variantNames(sc)))
	}
	c.doors(s)
	c.secured(s, time.Now())
	c.records(ctx, s)
	door, err := p.door(s, nil)
	if err == nil {
		c.good("serve.check.key", door.Fingerprint())
	} else {
		c.bad("serve.check.key", err)
	}
	c.good("serve.check.host", reach(s.host, s.listen)[0])
	if most := s.rules.Teams * s.rules.Seats; door != nil && door.Limits().Total < most {
		c.tell("serve.check.note", "serve.check.files", door.Limits().Total, most)
	}
	if c.faults > 0 {
		return quiet(failed)
	}
	return nil
}

// readiness says what it has found, a line each.
type readiness struct {
	*program
	faults int
}

func (c *readiness) tell(mark, key string, args ...any) {
	fmt.Fprintln(c.out, typeset.Clean(c.words.Say(mark)+" "+c.words.Say(key, args...)))
}

func (c *readiness) good(key string, args ...any) { c.tell("serve.check.good", key, args...) }

func (c *readiness) bad(key string, err error, args ...any) {
	c.faults++
	c.tell("serve.check.bad", key+".bad", append(args, c.phrase(err))...)
}

// doors looks whether both can be opened.
func (c *readiness) doors(s settings) {
	for _, d := range []struct {
		key, at string
		off     bool
	}{{"serve.check.listen", s.listen, false}, {"serve.check.web", s.web, s.noWeb}} {
		if d.off {
			continue
		}
		l, err := listen(d.at)
		if err != nil {
			c.bad(d.key, err)
			continue
		}
		_ = l.Close()
		c.good(d.key, d.at)
	}
}

// records looks at the database, and at the workshop that a start would go on
// with.
func (c *readiness) records(ctx context.Context, s settings) {
	records, err := c.storage(ctx, s.store)
	if err != nil {
		c.bad("serve.check.store", err)
		return
	}
	defer records.Close()
	log := records.Log()
	c.good("serve.check.store")
	if drift := time.Until(log.Now()).Abs().Round(time.Second); drift > time.Second {
		c.tell("serve.check.note", "serve.check.clock", drift)
	}
	head, err := unended(ctx, s, log)
	if err != nil {
		c.bad("serve.check.room", err)
		return
	}
	if head == nil {
		return
	}
	var sc *game.Scenario
	entries, err := log.ReadAll(ctx, head.ID)
	if err == nil {
		_, _, err = host.Fold(head.ID, entries, func(o workshop.Opened) (*game.Scenario, error) {
			var err error
			sc, err = c.found(s)(o)
			return sc, err
		})
	}
	if err != nil {
		c.bad("serve.check.room", c.stuck(ctx, head.ID, err))
		return
	}
	c.good("serve.check.room", head.ID, head.Opened.Name)
	if other := c.other(s, head.Opened, sc); len(other) > 0 {
		c.tell("serve.check.note", "serve.other", strings.Join(other, ", "))
	}
}

// keyFolder is where the host key lives: a folder of its own.
func (p *program) keyFolder() (string, error) {
	dir, err := p.home()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "ssh"), os.MkdirAll(dir, 0o700)
}

// reach is what people can type to get to a door, the likeliest first: what the
// operator says, else the one address it listens on, else the machine's own. It
// is never empty.
func reach(named, listens string) []string {
	if named != "" {
		return []string{named}
	}
	one, _, err := net.SplitHostPort(listens)
	if ip := net.ParseIP(one); err == nil && one != "" && (ip == nil || !ip.IsUnspecified()) {
		return []string{one}
	}
	if list := addresses(); len(list) > 0 {
		return list
	}
	if name, err := os.Hostname(); err == nil && name != "" {
		return []string{name}
	}
	return []string{"localhost"}
}

// addresses are the machine's own, as far as others may reach them: first the one
// that it goes out by, then those of IPv4.
func addresses() []string {
	const most = 4 // of a machine with many networks inside
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
	list = append(list, late...)
	if i := slices.Index(list, outward()); i > 0 {
		list = slices.Insert(slices.Delete(list, i, i+1), 0, outward())
	}
	return list[:min(most, len(list))]
}

// outward is the address of the network that leads elsewhere. Nothing is sent:
// the machine only says which it would take.
func outward() string {
	line, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return ""
	}
	defer line.Close()
	one, _, _ := net.SplitHostPort(line.LocalAddr().String())
	return one
}
