package web

import (
	"context"
	"slices"
	"strconv"
	"time"

	"kobayashi/game/workshop"
)

func phase(ctx context.Context, a asked) error {
	next := workshop.Phase(a.form["phase"])
	second := next == workshop.Debrief || next == workshop.Ended || a.Room.Head().Phase == workshop.Debrief
	if second && a.sure() != nil {
		return errSure
	}
	return a.head(ctx, func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase(a.who, next, a.form["reason"], now)
	})
}

// on reads a switch.
func (a asked) on() (bool, error) {
	on, known := map[string]bool{"on": true, "off": false}[a.form["set"]]
	if !known {
		return false, errForm
	}
	return on, nil
}

func doors(ctx context.Context, a asked) error {
	open, err := a.on()
	if err != nil {
		return err
	}
	return a.head(ctx, func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) { return h.SetDoors(a.who, open, now) })
}

func hold(ctx context.Context, a asked) error {
	on, err := a.on()
	if err != nil {
		return err
	}
	return a.head(ctx, func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.SetHold(a.who, on, a.form["reason"], now)
	})
}

func release(ctx context.Context, a asked) error {
	return a.tables(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Release(h, a.who, now)
	})
}

func more(ctx context.Context, a asked) error {
	seconds, err := strconv.Atoi(a.form["seconds"])
	if err != nil {
		return errForm
	}
	if a.team == "" {
		return workshop.MoreForAll(ctx, a.Room, a.who, seconds, a.form["reason"])
	}
	return a.tables(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.More(h, a.who, seconds, a.form["reason"], now)
	})
}

func tell(ctx context.Context, a asked) error {
	manner, text := workshop.Manner(a.form["manner"]), a.form["text"]
	if !slices.Contains([]workshop.Manner{workshop.Message, workshop.Inject, workshop.Hint}, manner) {
		return errForm
	}
	if a.team == "" {
		return a.head(ctx, func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
			return h.Tell(a.who, manner, text, now)
		})
	}
	return a.tables(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Tell(h, a.who, manner, text, now)
	})
}

func showBoard(ctx context.Context, a asked) error {
	return a.head(ctx, func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.SetBoard(a.who, workshop.BoardView(a.form["view"]), workshop.Standings(h, a.Room.Table), now)
	})
}

func rename(ctx context.Context, a asked) error {
	shown, skeleton, err := a.Namer(a.form["name"])
	if err != nil {
		return err
	}
	return a.head(ctx, func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.Rename(a.who, a.team, shown, skeleton, a.form["reason"], now)
	})
}

func remove(ctx context.Context, a asked) error {
	if err := a.sure(); err != nil {
		return err
	}
	return a.head(ctx, func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.Remove(a.who, a.team, a.form["reason"], now)
	})
}

// one is tables for what is done to a single team only.
func (a asked) one(ctx context.Context, f workshop.Deciding) error {
	if a.team == "" {
		return workshop.ErrNoTeam
	}
	return a.tables(ctx, f)
}

func unseat(ctx context.Context, a asked) error {
	if err := a.sure(); err != nil {
		return err
	}
	return a.one(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Unseat(h, a.who, a.form["seat"], a.form["reason"], now)
	})
}

func sendBack(ctx context.Context, a asked) error {
	step, err := strconv.Atoi(a.form["step"])
	if err != nil {
		return errForm
	}
	if err := a.sure(); err != nil {
		return err
	}
	return a.one(ctx, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.SendBack(h, a.who, step, a.form["reason"], now)
	})
}

// topic moves the debrief: to the next or the last decision, to a named one, or
// uncovers more or less of the one that is shown. A new decision begins covered.
func topic(ctx context.Context, a asked) error {
	return a.head(ctx, func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		if h.Phase != workshop.Debrief {
			return nil, workshop.ErrPhase
		}
		topics := workshop.Topics(h, a.Room.Table)
		if len(topics) == 0 {
			return nil, workshop.ErrEmpty
		}
		_, at := workshop.Find(topics, h.Topic.Topic)
		layer := workshop.LayerQuestion
		switch move := a.form["move"]; {
		case a.form["topic"] != "":
			at = slices.IndexFunc(topics, func(t workshop.Topic) bool { return t.ID == a.form["topic"] })
		case h.Topic.Topic == "" && move != "":
			at = 0
		case move == "next":
			at++
		case move == "prev":
			at--
		case move == "show":
			layer = h.Topic.Layer + 1
		case move == "hide":
			layer = h.Topic.Layer - 1
		default:
			return nil, errForm
		}
		if at < 0 || at >= len(topics) || layer < workshop.LayerQuestion || layer > workshop.LayerVerdict {
			return nil, errEdge
		}
		return h.SetTopic(a.who, topics[at].ID, layer, now)
	})
}
