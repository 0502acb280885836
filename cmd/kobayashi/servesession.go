package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/line"
	"kobayashi/game/naming"
	"kobayashi/game/sshd"
	"kobayashi/game/tui"
	"kobayashi/game/tui/paint"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// Names at the door that are no team's.
const (
	leadUser  = "facilitator"
	boardUser = "board"
)

// leadFor is how long a facilitator's key or pass leads: a workshop of several
// days.
const leadFor = 7 * 24 * time.Hour

// session serves one person until they go, the line drops, or the door closes.
// Who they are is told by the user name they give: a team's, or what they come
// for.
func (s *server) session(ctx context.Context, v sshd.Session) int {
	g := guest{server: s, v: v, lang: language(v.Env, s.room.Head().Opened.Lang)}
	door := ctx
	g.shut = func() bool { return errors.Is(context.Cause(door), sshd.ErrClosing) }
	var err error
	ctx, end := context.WithCancel(ctx)
	defer end() // of what was begun for this line
	switch strings.ToLower(v.User) {
	case leadUser:
		err = g.lead(ctx)
	case boardUser:
		err = g.board(ctx)
	case submitter:
		return g.submit(ctx)
	default:
		err = g.seat(ctx)
	}
	switch {
	case err == nil, ctx.Err() != nil, errors.Is(err, tea.ErrInterrupted), errors.Is(err, paint.ErrGone):
		return done
	}
	var q quiet
	if errors.As(err, &q) {
		return int(q)
	}
	s.talk.Error("session", "error", err)
	return failed
}

// guest is one person at the door.
type guest struct {
	*server
	v    sshd.Session
	lang string
	shut func() bool // it was the door that closed
}

// language is what a guest's terminal says it speaks, else the workshop's.
func language(env []string, other string) string {
	get := func(name string) string {
		for _, kv := range env {
			if v, ok := strings.CutPrefix(kv, name+"="); ok {
				return v
			}
		}
		return ""
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		short, _, _ := strings.Cut(get(name), "_")
		for _, known := range words.Langs() {
			if short == known {
				return known
			}
		}
	}
	return other
}

func (g guest) has(name string) bool {
	for _, kv := range g.v.Env {
		if v, ok := strings.CutPrefix(kv, name+"="); ok && v != "" {
			return true
		}
	}
	return false
}

func (g guest) preferences() map[string]string {
	prefs := map[string]string{"lang": g.lang}
	if g.has("NO_COLOR") {
		prefs["colour"] = "mono"
	}
	return prefs
}

// show paints a model on the guest's terminal.
func (g guest) show(ctx context.Context, m tea.Model) error {
	sizes := make(chan paint.Size)
	go func() {
		defer close(sizes)
		for {
			select {
			case <-ctx.Done():
				return
			case size, ok := <-g.v.Sizes:
				if !ok {
					return
				}
				select {
				case sizes <- paint.Size{Width: size.Width, Height: size.Height}:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return paint.Run(ctx, m, paint.Terminal{
		In: g.v.In, Out: g.v.Out, Env: g.v.Env, Width: g.v.Width, Height: g.v.Height, Sizes: sizes,
	})
}

// known is who the guest is at the door.
func (g guest) known() host.Guest { return host.Guest{Key: g.v.Key, Source: g.v.Source} }

// admit gives the guest a seat. Wrong codes are counted.
func (g guest) admit(ctx context.Context, k workshop.Knock) (workshop.Place, error) {
	if g.tries.tired(g.v.Source, time.Now()) {
		return workshop.Place{}, workshop.ErrFast
	}
	place, err := g.room.Admit(ctx, g.known(), k, naming.Team)
	if errors.Is(err, workshop.ErrCode) {
		g.tries.wrong(g.v.Source, time.Now())
	}
	return place, err
}

// sit opens the line to a seat. A line that ends because the door closes is not
// closed in the log: if people left a table one by one, those who had voted would
// be all who are still here, and a restart would decide for a team. The other
// nodes, or the next start, close what nobody has come back to, as after a fall.
func (g guest) sit(ctx context.Context, p workshop.Place) (func(), error) {
	leave, err := g.host.Sit(ctx, g.room, p)
	if err != nil {
		return nil, err
	}
	g.v.Seat()
	return func() {
		if !g.shut() {
			leave()
		}
	}, nil
}

// place is the seat that the guest's key brings back to, or nil.
func (g guest) place() *workshop.Place {
	_, skeleton, err := naming.Team(g.v.User)
	if err != nil {
		return nil
	}
	if p, ok := g.room.Known(g.known(), skeleton); ok {
		return &p
	}
	return nil
}

// redeem lets a guest lead who has a token: from now on with their key, if they
// have one.
func (g guest) redeem(ctx context.Context, token, name string) error {
	if g.tries.tired(g.v.Source, time.Now()) {
		return workshop.ErrFast
	}
	var err error
	if g.v.Key != "" {
		err = g.room.RedeemKey(ctx, token, g.v.Key, name, leadFor)
	} else {
		_, err = g.room.Redeem(ctx, token, name, leadFor)
	}
	if errors.Is(err, workshop.ErrSecret) {
		g.tries.wrong(g.v.Source, time.Now())
	}
	if err == nil {
		g.v.Seat()
	}
	return err
}

// solo plays a run of the guest's own. Whoever comes is a player there: nobody's
// line is closed to let another in.
func (g guest) solo(ctx context.Context) error {
	if head := g.room.Head(); !head.Doors || head.Phase == workshop.Ended {
		_, err := fmt.Fprintln(g.v.Out, g.book.In(g.lang).Say("workshop.refused.doors"))
		return err
	}
	g.v.Seat()
	player := g.v.Key
	if player == "" {
		player = "guest " + newID() // nobody can come back to it
	}
	journal := personal{g.store, workshop.Player(g.room.Head().ID, player)}
	shelf := func(context.Context) ([]*game.Scenario, error) { return []*game.Scenario{g.room.Scenario()}, nil }
	if g.v.PTY {
		return g.show(ctx, tui.New(tui.Options{
			Shelf: shelf, Journal: journal, Words: g.book, Setter: g.setter(), Now: time.Now, NewID: newID, NewSeed: newSeed,
			Lang: g.lang, Preferences: g.preferences(), Debrief: g.judge(journal).debrief,
		}))
	}
	_, err := line.Play(ctx, line.Options{
		In: g.v.In, Out: g.v.Out, Words: g.book.In(g.lang), Book: g.book, Setter: g.setter(), Journal: journal, Lang: g.lang,
		Spoken: g.has("ACCESSIBLE"), Now: time.Now, NewID: newID, NewSeed: newSeed, Scenario: g.room.Scenario(), Offer: true,
		AskVariant: true, Debrief: g.judge(journal).debrief, Again: "ssh " + g.v.User,
	})
	return err
}

// seat is a member's line to a team's table.
func (g guest) seat(ctx context.Context) error {
	if g.room.Head().Opened.Rules.Solo {
		return g.solo(ctx)
	}
	place := g.place()
	if g.v.PTY {
		return g.show(ctx, tui.NewSeat(tui.SeatOptions{
			Life: ctx, Words: g.book, Setter: g.setter(), Now: g.room.Now, Lang: g.lang, Preferences: g.preferences(),
			Room: g.room, Team: g.v.User, Place: place, Admit: g.admit, Sit: g.sit, Debrief: g.judges.debrief,
			Topics: g.topics.now, Closing: g.closing,
		}))
	}
	_, err := line.Seat(ctx, line.SeatOptions{
		In: g.v.In, Out: g.v.Out, Words: g.book.In(g.lang), Setter: g.setter(), Spoken: g.has("ACCESSIBLE"), Lang: g.lang,
		Room: g.room, Team: g.v.User, Place: place, Admit: g.admit, Sit: g.sit, Verdicts: g.verdicts,
	})
	return err
}

// lead is a facilitator's line.
func (g guest) lead(ctx context.Context) error {
	name, known := g.room.Leads(workshop.Key, g.v.Key)
	if known {
		g.v.Seat()
	}
	if g.v.PTY {
		return g.show(ctx, tui.NewLead(tui.LeadOptions{
			Words: g.book, Setter: g.setter(), Room: g.room, Life: ctx, Lang: g.lang, Preferences: g.preferences(),
			Invite: g.invite, Name: name, Redeem: g.redeem, Namer: naming.Team, Debrief: g.judges.debrief,
		}))
	}
	_, err := line.Lead(ctx, line.LeadOptions{
		In: g.v.In, Out: g.v.Out, Words: g.book.In(g.lang), Setter: g.setter(), Lang: g.lang,
		Room: g.room, Name: name, Redeem: g.redeem, Namer: naming.Team, Scenario: g.room.Scenario(), Verdicts: g.verdicts,
	})
	return err
}

// board is the board on a terminal, for a projector without a browser.
func (g guest) board(ctx context.Context) error {
	feed := tui.LiveBoard(g.room, g.verdicts)
	if g.v.PTY {
		return g.show(ctx, tui.NewBoard(tui.BoardOptions{
			Words: g.book, Setter: g.setter(), Feed: feed, Scenario: g.room.Scenario(), Life: ctx, Now: g.room.Now,
			Lang: g.lang, Preferences: g.preferences(),
		}))
	}
	return line.Board(ctx, line.BoardOptions{
		Out: g.v.Out, Words: g.book.In(g.lang), Setter: g.setter(), Scenario: g.room.Scenario(), Next: nextBoard(feed, func(tui.BoardLine) {}),
	})
}

// submit takes in a run that was played elsewhere.
func (g guest) submit(ctx context.Context) int {
	now := time.Now
	return receive(ctx, host.Intake{
		Room: g.room, Name: naming.Team,
		May: func() error {
			if g.tries.tired(g.v.Source, now()) {
				return workshop.ErrFast
			}
			return nil
		},
		Wrong: func() { g.tries.wrong(g.v.Source, now()) },
	}, g.v.In, g.v.Out, g.book.In(g.lang))
}

// farewell is said below the last screen when it was not the person who left.
func (s *server) farewell(v sshd.Session, cause error) string {
	key := "serve.bye"
	if errors.Is(cause, sshd.ErrFault) {
		key = "serve.fault"
	}
	return s.book.In(language(v.Env, s.room.Head().Opened.Lang)).Say(key)
}
