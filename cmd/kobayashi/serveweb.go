package main

import (
	"context"
	"io/fs"
	"sync"
	"time"

	"kobayashi/assets"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/sshd"
	"kobayashi/game/web"
	"kobayashi/game/workshop"
)

// web makes the web door.
func (s *server) web() (*web.Door, error) {
	files, err := fs.Sub(assets.Web, "web")
	if err != nil {
		return nil, err
	}
	host := reach(s.settings.host, s.ssh.Addr().String())[0]
	return web.New(web.Options{
		Room: s.room, Scenario: s.room.Scenario(), Words: s.book, Files: files,
		Redeem: func(ctx context.Context, token, name string) (string, error) {
			return s.room.Redeem(ctx, token, name, leadFor)
		},
		Leads:   func(pass string) (string, bool) { return s.room.Leads(workshop.Pass, pass) },
		Revoke:  s.room.Revoke,
		PassFor: leadFor, Namer: naming.Team, Debrief: s.judges.debrief,
		Invite: web.Invite{
			Line: func(team string) string { return sshLine(team, host, port(s.ssh)) },
			Link: s.boardURL(),
		},
		TLS:      s.tls,
		Measures: func() []web.Measure { return measures(s.sshDoor) },
		Health: func(ctx context.Context) error {
			_, err := s.store.Log().Read(ctx, s.room.Head().ID, "", s.room.Head().Next)
			return err
		},
		Log: s.talk,
	})
}

// measures are the SSH door's figures for those who watch machines.
func measures(door *sshd.Door) []web.Measure {
	st := door.Stats()
	one := func(n int) []web.Sample { return []web.Sample{{Value: float64(n)}} }
	return []web.Measure{
		{Name: "kobayashi_ssh_seated", Help: "SSH connections that have a seat or lead.", Samples: one(st.Seated)},
		{Name: "kobayashi_ssh_guests", Help: "SSH connections that have not said who they are.", Samples: one(st.Guests)},
		{Name: "kobayashi_ssh_silent", Help: "Connections that have said nothing yet.", Samples: one(st.Silent)},
	}
}

// topics shares the decisions of the debrief among all who look at them.
type topics struct {
	room workshop.Room

	mu   sync.Mutex
	head *workshop.Head
	list []workshop.Topic
}

// now gives the topics of the room as it stands: of a debrief, in which nobody
// decides any more, they are worked out once for each move of the facilitator.
func (t *topics) now() []workshop.Topic {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h := t.room.Head(); h != t.head {
		t.head, t.list = h, workshop.Topics(h, t.room.Table)
	}
	return t.list
}

// purge deletes workshops whose time is over, at the start and each day, but
// never the one that is served.
func (s *server) purge(ctx context.Context) {
	const day = 24 * time.Hour
	for {
		gone, err := host.Purge(ctx, s.store.Log(), s.room.Now(), s.room.Head().ID)
		for _, id := range gone {
			s.say("serve.purged", id)
		}
		if err != nil && ctx.Err() == nil {
			s.talk.Warn("deleting old workshops", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(day):
		}
	}
}
