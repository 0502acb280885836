package web

import (
	"context"
	"crypto/tls"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"kobayashi/game"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// Options are what the door is made of. Room, Scenario, Words, Files, Redeem,
// Leads, Revoke, Namer and Log are needed.
type Options struct {
	Room     workshop.Room
	Scenario *game.Scenario
	Words    words.Book
	Files    fs.FS // with *.html, static/ and openapi.json

	// Redeem gives a pass for a token, once; Leads gives the name of who holds a
	// pass. Both compare in constant time. Revoke ends a pass for good. PassFor is
	// how long a browser keeps a pass; zero: until it is closed.
	Redeem  func(ctx context.Context, token, name string) (pass string, err error)
	Leads   func(pass string) (name string, ok bool)
	Revoke  func(ctx context.Context, pass string) error
	PassFor time.Duration

	// Namer makes what was typed a name that can stand on a board, and what it
	// looks like to a hasty eye.
	Namer func(typed string) (name, skeleton string, err error)
	// Debrief looks back on a finished run; told may be nil. Without it the board
	// shows no verdicts.
	Debrief func(ctx context.Context, run game.Run, told func(share float64)) (game.Debrief, error)

	Invite   Invite
	TLS      *tls.Config                     // nil: Serve speaks plain HTTP
	Measures func() []Measure                // of the other doors; may be nil
	Health   func(ctx context.Context) error // is the store within reach; may be nil
	Log      *slog.Logger
	Limits   Limits
}

// Invite is what brings people in. It is shown while the doors are open.
type Invite struct {
	// Line is the command that takes a seat at a team; the team's name is put in
	// by the caller, or the word for it.
	Line func(team string) string
	// Link is what the square code holds; it is not longer than 200 bytes. ""
	// draws none.
	Link string
}

// Limits bound what visitors can take. A zero is the usual value.
type Limits struct {
	Streams  int           // open event streams of boards and feeds: 400
	Leading  int           // open event streams of facilitators: 20
	Tries    int           // tokens one source may try in a row: 10, one more each six seconds
	Patience time.Duration // for a write, and for what an action waits for: 10 s
	Beat     time.Duration // between signs of life on a stream: 10 s
	Calm     time.Duration // between two pictures of the board: 100 ms
}

func (l Limits) usual() Limits {
	set := func(n *int, usual int) {
		if *n == 0 {
			*n = usual
		}
	}
	wait := func(d *time.Duration, usual time.Duration) {
		if *d == 0 {
			*d = usual
		}
	}
	set(&l.Streams, 400)
	set(&l.Leading, 20)
	set(&l.Tries, 10)
	wait(&l.Patience, 10*time.Second)
	wait(&l.Beat, 10*time.Second)
	wait(&l.Calm, 100*time.Millisecond)
	return l
}

// Door is the web door of one workshop. Close it.
type Door struct {
	Options
	life   context.Context
	end    context.CancelFunc
	began  time.Time
	pages  *template.Template
	files  map[string]static
	build  string // of the pages and files; another one is loaded anew
	api    []byte // the description of the feeds
	square template.HTML
	hub    *hub
	judge  *judge
	tries  *tries
	counts *counts
	way    http.Handler
}

// New makes the door. It starts to watch the room, and fails only where the files
// are not what it needs.
func New(o Options) (*Door, error) {
	o.Limits = o.Limits.usual()
	d := &Door{Options: o, began: time.Now(), counts: newCounts(), tries: newTries(o.Limits.Tries)}
	var err error
	if d.pages, err = template.ParseFS(o.Files, "*.html"); err != nil {
		return nil, fmt.Errorf("web pages: %w", err)
	}
	if d.files, d.build, err = statics(o.Files); err != nil {
		return nil, err
	}
	if d.api, err = fs.ReadFile(o.Files, "openapi.json"); err != nil {
		return nil, fmt.Errorf("web pages: %w", err)
	}
	if d.square, err = square(o.Invite.Link); err != nil {
		return nil, err
	}
	d.life, d.end = context.WithCancel(context.Background())
	d.hub = newHub(d.life, o.Room, o.Limits.Calm)
	d.judge = newJudge(d.life, o.Debrief, d.hub.change, o.Log)
	d.way = d.guard(d.routes())
	return d, nil
}

// Close ends all streams and what is being worked out.
func (d *Door) Close() { d.end() }

// ServeHTTP answers one request.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.way.ServeHTTP(w, r) }

// state is the board as everybody may see it, now.
func (d *Door) state() workshop.BoardState {
	head := d.Room.Head()
	if head.Phase == workshop.Debrief {
		d.judge.want(head, d.Room.Table)
	}
	return head.BoardState(d.Room.Table, d.judge.verdict, d.Room.Now())
}
