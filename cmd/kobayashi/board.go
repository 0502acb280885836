package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/tmaxmax/go-sse"

	"kobayashi/game"
	"kobayashi/game/line"
	"kobayashi/game/tui"
	"kobayashi/game/tui/paint"
	"kobayashi/game/workshop"
	"kobayashi/scenarios"
)

func (p *program) board() *cobra.Command {
	c := p.command("board URL", "cmd.board", func(c *cobra.Command, args []string) error {
		at, err := boardAddress(args[0])
		if err != nil {
			return err
		}
		ctx, end := context.WithCancel(c.Context())
		defer end()
		feed := newBoardFeed(at)
		if err := feed.first(ctx); err != nil {
			if ctx.Err() != nil {
				return nil // nobody wants it any more
			}
			var fault *url.Error
			if errors.As(err, &fault) { // the phrase names the address already
				err = fault.Err
			}
			return fails(err, "cmd.board.away", args[0], err)
		}
		sc := boardScenario(feed)
		go feed.follow(ctx)
		plain, _ := c.Flags().GetBool("plain")
		if p.plain(plain) {
			return p.boardByLine(ctx, feed, sc)
		}
		t, err := paint.Local()
		if err != nil {
			return err
		}
		return paint.Run(ctx, tui.NewBoard(tui.BoardOptions{
			Words: p.book, Setter: p.setter(), Feed: feed, Scenario: sc, Life: ctx, Lang: p.lang, Preferences: p.preferences(),
		}), t)
	})
	c.Flags().Bool("plain", false, p.words.Say("cmd.flag.plain"))
	return c
}

// boardScenario is the scenario that a board shows, if it came with this program: what
// a server names must not make us open a file. Nil: scenes go by their ids.
func boardScenario(feed *boardFeed) *game.Scenario {
	state, _ := feed.Board()
	for _, path := range scenarios.Shelf() {
		if folder, _, _ := strings.Cut(path, "/"); folder == state.Scenario {
			sc, err := shipped(path)
			if err == nil {
				return sc
			}
		}
	}
	return nil
}

func (p *program) boardByLine(ctx context.Context, feed *boardFeed, sc *game.Scenario) error {
	return line.Board(ctx, line.BoardOptions{
		Out: p.out, Words: p.words, Setter: p.setter(), Scenario: sc,
		Next: nextBoard(feed, func(now tui.BoardLine) {
			key := "serve.board.back"
			if now == tui.BoardLost {
				key = "board.lost"
			}
			fmt.Fprintln(p.out)
			p.say(key)
		}),
	})
}

// nextBoard waits for a board to change and gives it, the first time at once.
// told hears when the line to it breaks and when it stands again.
func nextBoard(feed tui.BoardFeed, told func(tui.BoardLine)) func(context.Context) (workshop.BoardState, error) {
	var changed <-chan struct{}
	known := tui.BoardLive
	return func(ctx context.Context) (workshop.BoardState, error) {
		for first := changed == nil; ; first = false {
			if first {
				changed = feed.Watch(ctx)
			} else {
				select {
				case <-ctx.Done():
					return workshop.BoardState{}, io.EOF
				case _, ok := <-changed:
					if !ok {
						return workshop.BoardState{}, io.EOF
					}
				}
			}
			state, now := feed.Board()
			if now != known {
				known = now
				told(now)
			}
			if now == tui.BoardLive {
				return state, nil
			}
		}
	}
}

// boardAddress is where the events of a board are. What has no scheme is http.
func boardAddress(typed string) (string, error) {
	if !strings.Contains(typed, "://") {
		typed = "http://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", wrong("cmd.board.url", typed)
	}
	return u.JoinPath("events").String(), nil
}

// boardFeed is the board of a server, as its events bring it.
type boardFeed struct {
	url    string
	client http.Client

	mu    sync.Mutex
	state workshop.BoardState
	line  tui.BoardLine
	ears  map[chan struct{}]bool
}

var _ tui.BoardFeed = (*boardFeed)(nil)

// Times of the line to a server, which says something every ten seconds.
const (
	boardSilence = 25 * time.Second
	boardRest    = time.Second
	boardAnswer  = 10 * time.Second
	maxBoard     = 4 << 20 // bytes of one event
)

func newBoardFeed(url string) *boardFeed {
	dialer := net.Dialer{Timeout: boardAnswer}
	return &boardFeed{url: url, ears: map[chan struct{}]bool{}, client: http.Client{Transport: &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: boardAnswer, ResponseHeaderTimeout: boardAnswer,
	}}}
}

var errGotBoard = errors.New("the board has come")

// first reads one state, so that a wrong address is told at once.
func (f *boardFeed) first(ctx context.Context) error {
	err := f.listen(ctx, func() error { return errGotBoard })
	if errors.Is(err, errGotBoard) {
		return nil
	}
	if err == nil {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// follow keeps the board up to date until ctx ends, and says when the line is
// broken.
func (f *boardFeed) follow(ctx context.Context) {
	for ctx.Err() == nil {
		_ = f.listen(ctx, func() error { return nil }) // whatever it was: it is tried again
		f.put(nil)
		select {
		case <-ctx.Done():
		case <-time.After(boardRest):
		}
	}
}

// listen reads events until the line breaks, falls silent, or got does not want
// any more.
func (f *boardFeed) listen(ctx context.Context, got func() error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.url, nil)
	if err != nil {
		return err
	}
	res, err := f.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", res.Status)
	}
	silence := time.AfterFunc(boardSilence, cancel)
	defer silence.Stop()
	for event, err := range sse.Read(res.Body, &sse.ReadConfig{MaxEventSize: maxBoard}) {
		if err != nil {
			return err
		}
		silence.Reset(boardSilence)
		if event.Type != "state" {
			continue
		}
		var state workshop.BoardState
		if err := json.Unmarshal([]byte(event.Data), &state); err != nil {
			return err
		}
		f.put(&state)
		if err := got(); err != nil {
			return err
		}
	}
	return nil
}

// put takes a state in, or, with nil, that the line is broken.
func (f *boardFeed) put(state *workshop.BoardState) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.line = tui.BoardLost
	if state != nil {
		f.state, f.line = *state, tui.BoardLive
	}
	for ear := range f.ears {
		select {
		case ear <- struct{}{}:
		default:
		}
	}
}

// Board is the last state. See tui.BoardFeed.
func (f *boardFeed) Board() (workshop.BoardState, tui.BoardLine) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state, f.line
}

// Watch tells of changes. See tui.BoardFeed.
func (f *boardFeed) Watch(ctx context.Context) <-chan struct{} {
	ear := make(chan struct{}, 1)
	f.mu.Lock()
	f.ears[ear] = true
	f.mu.Unlock()
	context.AfterFunc(ctx, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.ears, ear)
		close(ear)
	})
	return ear
}
