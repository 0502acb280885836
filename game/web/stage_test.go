package web_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/parse"
	"kobayashi/game/report"
	"kobayashi/game/solve"
	"kobayashi/game/web"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// stage is a workshop with its web door, as a test plays it.
type stage struct {
	t    testing.TB
	host *host.Host
	room *host.Room
	door *web.Door
	srv  *httptest.Server
	talk *talk
	sc   *game.Scenario
	opts web.Options
}

// talk is a log that tests read.
type talk struct {
	mu  sync.Mutex
	out strings.Builder
}

func (l *talk) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(b)
}

func (l *talk) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.String()
}

const joinCode = "QX7PLMNR"

func scenario(t testing.TB, fsys fs.FS, name string) *game.Scenario {
	t.Helper()
	res := parse.Read(fsys, name)
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	return res.Scenario
}

func book(t testing.TB) words.Book {
	t.Helper()
	b, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func files(t testing.TB) fs.FS {
	t.Helper()
	sub, err := fs.Sub(assets.Web, "web")
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// set makes a stage with the scenario of the tests; with may change its options.
func set(t testing.TB, with ...func(*web.Options)) *stage {
	t.Helper()
	return setWith(t, scenario(t, os.DirFS("testdata"), "harbour.md"), with...)
}

func setWith(t testing.TB, sc *game.Scenario, with ...func(*web.Options)) *stage {
	t.Helper()
	s := &stage{t: t, sc: sc, talk: &talk{}}
	logger := slog.New(slog.NewTextHandler(s.talk, nil))
	s.host = host.New(host.Options{Log: &memory.Log{}, Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil }, Talk: logger})
	t.Cleanup(s.host.Close)
	room, err := s.host.Open(t.Context(), "w1", workshop.Opened{
		Name: "港の会 2026", Scenario: sc.ID(), Digest: sc.Digest(), Variant: sc.Variant(""), Lang: "ja", Seed: 7, Nonce: "Npepper", Join: joinCode,
		Rules: workshop.Rules{Lock: workshop.ByCaptain, Confidence: true, Seats: 8, Teams: 100, Least: 2, Retention: 30, Doors: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.room = room
	s.opts = web.Options{
		Room: room, Scenario: sc, Words: book(t), Files: files(t), Log: logger, PassFor: time.Hour,
		Redeem: func(ctx context.Context, token, name string) (string, error) {
			return room.Redeem(ctx, token, name, time.Hour)
		},
		Revoke: room.Revoke,
		Leads:  func(pass string) (string, bool) { return room.Leads(workshop.Pass, pass) },
		Namer:  naming.Team, Debrief: debriefs(),
		Invite: web.Invite{Line: func(team string) string { return "ssh -p 2222 " + team + "@192.0.2.10" }, Link: "ssh://192.0.2.10:2222"},
		Limits: web.Limits{Calm: 20 * time.Millisecond},
	}
	for _, f := range with {
		f(&s.opts)
	}
	s.door, err = web.New(s.opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.door.Close)
	s.srv = httptest.NewServer(s.door)
	t.Cleanup(func() { s.door.Close(); s.srv.CloseClientConnections(); s.srv.Close() })
	return s
}

// anyName lets every name in: pages must bear what a door would refuse.
func anyName(typed string) (string, string, error) { return typed, strings.ToLower(typed), nil }

func debriefs() func(context.Context, game.Run, func(float64)) (game.Debrief, error) {
	cache := solve.NewCache("", 0)
	return func(ctx context.Context, run game.Run, told func(float64)) (game.Debrief, error) {
		sol, err := cache.Get(ctx, run.Rules, run.Variant, told)
		if err != nil {
			return game.Debrief{}, err
		}
		return report.Build(run, sol, nil)
	}
}

func (s *stage) do(team string, f workshop.Deciding) {
	s.t.Helper()
	const patience = 30 * time.Second
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	if err := s.room.Do(ctx, team, f); err != nil {
		s.t.Fatal(err)
	}
}

// team seats people at a new team, and gives its id.
func (s *stage) team(name string, people ...string) string {
	s.t.Helper()
	var id string
	for i, person := range people {
		place, err := s.room.Admit(s.t.Context(), host.Guest{Key: name + person}, workshop.Knock{Team: name, Join: joinCode, Name: person}, anyName)
		if err != nil {
			s.t.Fatal(err)
		}
		if _, err := s.host.Sit(s.t.Context(), s.room, place); err != nil {
			s.t.Fatal(i, err)
		}
		id = place.Team
	}
	return id
}

func (s *stage) phase(p workshop.Phase) {
	s.t.Helper()
	s.do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase("lead", p, "", now)
	})
}

func (s *stage) topic(id string, l workshop.Layer) {
	s.t.Helper()
	s.do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetTopic("lead", id, l, now)
	})
}

func (s *stage) view(v workshop.BoardView) {
	s.t.Helper()
	s.do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetBoard("lead", v, workshop.Standings(h, s.room.Table), now)
	})
}

// decide lets a whole team vote for item n (from 0) of what is open, and its
// decider lock it. Of a question n are the bits of what is ticked.
func (s *stage) decide(team string, n game.ChoiceID) {
	s.t.Helper()
	t := s.room.Table(team)
	step := len(t.Run.Steps)
	for range 2 {
		for _, seat := range t.Seats {
			s.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Cast(h, seat.ID, step, n, 70, now)
			})
		}
	}
	s.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(h, t.Decider(), step, n, now)
	})
	s.through(team)
}

// through takes what stands alone until there is something to decide.
func (s *stage) through(team string) {
	s.t.Helper()
	for {
		t := s.room.Table(team)
		if t.Run.Over() || t.Waiting || t.Run.Rules.Free(t.Run.State) {
			return
		}
		s.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.GoOn(h, t.Seats[0].ID, len(t.Run.Steps), now)
		})
	}
}

// state is the board as the feed has it.
func (s *stage) state() workshop.BoardState {
	s.t.Helper()
	var b workshop.BoardState
	if err := json.Unmarshal([]byte(s.get("/api/v1/state").body), &b); err != nil {
		s.t.Fatal(err)
	}
	return b
}

func (s *stage) token() string {
	s.t.Helper()
	token, err := s.room.Token(s.t.Context(), time.Minute)
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}
