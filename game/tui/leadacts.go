package tui

import (
	"context"
	"time"

	"kobayashi/game/workshop"
)

// What the facilitator can do, each as the form that asks before it is done.

func saying(phrase string, args ...any) func(frame) string {
	return func(f frame) string { return f.say(phrase, args...) }
}

// actPhase starts, pauses, goes on, begins the debrief, or ends.
func (d *leadDesk) actPhase(back screen, name string, next workshop.Phase) leadForm {
	return leadForm{
		d: d, back: back, title: "lead.act." + name, about: saying("lead.about." + name), done: "lead.done." + name,
		asks: []leadAsk{reasonAsk(false)},
		do: func(told leadTold) error {
			return told.room.Do(told.ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return h.SetPhase(told.who, next, told.texts[0], now)
			})
		},
	}
}

// manners are the kinds of a word of the facilitator, in the order of the form.
func manners() []workshop.Manner {
	return []workshop.Manner{workshop.Message, workshop.Inject, workshop.Hint}
}

// actTell says something to one team, or to all where team is "".
func (d *leadDesk) actTell(back screen, team string) leadForm {
	l := leadForm{
		d: d, back: back, title: "lead.act.tell", about: saying("lead.about.tell"), done: "lead.done.tell",
		pick: "lead.manner", picks: []string{"lead.manner.message", "lead.manner.inject", "lead.manner.hint"},
		asks: []leadAsk{{word: "lead.text", need: true, field: field{most: workshop.MaxText}}},
		do: func(told leadTold) error {
			return told.room.Do(told.ctx, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				manner := manners()[told.chosen]
				if team != "" {
					return t.Tell(h, told.who, manner, told.texts[0], now)
				}
				return h.Tell(told.who, manner, told.texts[0], now)
			})
		},
	}
	if team != "" {
		l.about = saying("lead.about.tellone", d.called(team))
	}
	return l
}

func (d *leadDesk) called(team string) string {
	l, _ := d.head.Team(team)
	return oneLine(l.Name)
}

// minutes are what can be given at once, in seconds.
func minutes() []int { return []int{60, 180, 300, 600} }

// actMore lengthens the time limit of one team, or of all where team is "".
func (d *leadDesk) actMore(back screen, team string) leadForm {
	l := leadForm{
		d: d, back: back, title: "lead.act.more", about: saying("lead.about.more"), done: "lead.done.more",
		pick: "lead.howlong", picks: []string{"lead.minutes.1", "lead.minutes.3", "lead.minutes.5", "lead.minutes.10"},
		asks: []leadAsk{reasonAsk(false)},
		do: func(told leadTold) error {
			seconds, reason := minutes()[told.chosen], told.texts[0]
			if team == "" {
				return workshop.MoreForAll(told.ctx, told.room, told.who, seconds, reason)
			}
			return told.room.Do(told.ctx, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.More(h, told.who, seconds, reason, now)
			})
		},
	}
	if team != "" {
		l.about = saying("lead.about.moreone", d.called(team))
	}
	return l
}

// actHold makes every team wait after its decision, or no more.
func (d *leadDesk) actHold(back screen, on bool) leadForm {
	name := "hold"
	if !on {
		name = "unhold"
	}
	return leadForm{
		d: d, back: back, title: "lead.act." + name, about: saying("lead.about." + name), done: "lead.done." + name,
		asks: []leadAsk{reasonAsk(false)},
		do: func(told leadTold) error {
			return told.room.Do(told.ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return h.SetHold(told.who, on, told.texts[0], now)
			})
		},
	}
}

// actRelease shows one team, or all that wait, what came of the decision.
func (d *leadDesk) actRelease(back screen, team string) leadForm {
	l := leadForm{
		d: d, back: back, title: "lead.act.release", about: saying("lead.about.release"), done: "lead.done.release",
		do: func(told leadTold) error { return workshop.ReleaseAll(told.ctx, told.room, told.who) },
	}
	if team != "" {
		l.about = saying("lead.about.releaseone", d.called(team))
		l.do = func(told leadTold) error {
			return told.room.Do(told.ctx, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Release(h, told.who, now)
			})
		}
	}
	return l
}

// actBoard freezes the board, lets it run, or reveals it.
func (d *leadDesk) actBoard(back screen, view workshop.BoardView) leadForm {
	name := "board." + string(view)
	return leadForm{
		d: d, back: back, title: "lead.act." + name, about: saying("lead.about." + name), done: "lead.done." + name,
		do: func(told leadTold) error {
			return told.room.Do(told.ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return h.SetBoard(told.who, view, workshop.Standings(h, told.room.Table), now)
			})
		},
	}
}

// actDoors lets people in, or no more.
func (d *leadDesk) actDoors(back screen, open bool) leadForm {
	name := "open"
	if !open {
		name = "close"
	}
	return leadForm{
		d: d, back: back, title: "lead.act." + name, about: saying("lead.about." + name), done: "lead.done." + name,
		do: func(told leadTold) error {
			return told.room.Do(told.ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return h.SetDoors(told.who, open, now)
			})
		},
	}
}

// actRename gives a team another name.
func (d *leadDesk) actRename(back screen, team string) leadForm {
	old := d.called(team)
	return leadForm{
		d: d, back: back, title: "lead.act.rename", about: saying("lead.about.rename", old), done: "lead.done.rename",
		asks: []leadAsk{{word: "lead.newname", need: true, field: field{text: old, most: nameMost * 2}}, reasonAsk(false)},
		do: func(told leadTold) error {
			name, skeleton, err := d.Namer(told.texts[0])
			if err != nil {
				return err
			}
			return told.room.Do(told.ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return h.Rename(told.who, team, name, skeleton, told.texts[1], now)
			})
		},
	}
}

// actRemove takes a team out. There is nothing to come back to but the overview.
func (d *leadDesk) actRemove(back, away screen, team string) leadForm {
	return leadForm{
		d: d, back: back, away: away, title: "lead.act.remove", about: saying("lead.about.remove", d.called(team)), done: "lead.done.remove",
		asks: []leadAsk{reasonAsk(false)},
		do: func(told leadTold) error {
			return told.room.Do(told.ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return h.Remove(told.who, team, told.texts[0], now)
			})
		},
	}
}

// actUnseat frees a seat.
func (d *leadDesk) actUnseat(back, away screen, team string, seat workshop.Seat) leadForm {
	return leadForm{
		d: d, back: back, away: away, title: "lead.act.unseat", done: "lead.done.unseat",
		about: saying("lead.about.unseat", oneLine(seat.Name), d.called(team)),
		asks:  []leadAsk{reasonAsk(false)},
		do: func(told leadTold) error {
			return told.room.Do(told.ctx, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Unseat(h, told.who, seat.ID, told.texts[0], now)
			})
		},
	}
}

// actSendBack puts a team before a step of its run again. It takes a reason.
func (d *leadDesk) actSendBack(back, away screen, team string, step int, where func(frame) string) leadForm {
	return leadForm{
		d: d, back: back, away: away, title: "lead.act.back", done: "lead.done.back",
		about: func(f frame) string { return f.say("lead.about.back", d.called(team), where(f)) },
		asks:  []leadAsk{reasonAsk(true)},
		do: func(told leadTold) error {
			return told.room.Do(told.ctx, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.SendBack(h, told.who, step, told.texts[0], now)
			})
		},
	}
}

// topic shows a decision to the room, at once: nothing is lost by it.
func (d *leadDesk) topic(id string, layer workshop.Layer) func(context.Context) error {
	return func(ctx context.Context) error {
		return d.Room.Do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return h.SetTopic(d.who, id, layer, now)
		})
	}
}
