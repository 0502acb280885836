package line

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game/naming"
	"kobayashi/game/workshop"
)

// leadWords are the commands of a facilitator in both languages.
var leadWords = map[string]string{
	"status": "status", "s": "status", "状況": "status", "start": "start", "開始": "start",
	"pause": "pause", "一時停止": "pause", "停止": "pause", "resume": "resume", "再開": "resume",
	"more": "more", "延長": "more", "hold": "hold", "保留": "hold", "release": "release", "解除": "release", "進める": "release",
	"tell": "tell", "伝える": "tell", "freeze": "freeze", "凍結": "freeze", "live": "live", "動かす": "live", "reveal": "reveal", "公開": "reveal", "発表": "reveal",
	"doors": "doors", "受付": "doors", "rename": "rename", "改名": "rename", "remove": "remove", "削除": "remove",
	"unseat": "unseat", "退席": "unseat", "back": "back", "戻す": "back", "debrief": "debrief", "振り返り": "debrief",
	"next": "next", "次": "next", "prev": "prev", "前": "prev", "show": "show", "見せる": "show", "表示": "show",
	"board": "board", "順位": "board", "順位表": "board",
	"end": "end", "終了": "end", "log": "log", "記録": "log", "help": "help", "?": "help", "ヘルプ": "help", "使い方": "help",
	"quit": "quit", "q": "quit", "exit": "quit", "退出": "quit",
}

// obey does what a command says. It gives a phrase if it could not.
func (l *lead) obey(ctx context.Context, a answer) (string, error) {
	if a.empty {
		return "", nil
	}
	name, _ := cutWord(a.text)
	_, arg := cutWord(a.raw)
	switch leadWords[strings.ToLower(name)] {
	case "status":
		return l.look(arg), nil
	case "start", "resume":
		return l.phase(ctx, workshop.Running, arg)
	case "pause":
		return l.phase(ctx, workshop.Paused, arg)
	case "debrief":
		return l.debrief(ctx, arg)
	case "end":
		return l.end(ctx, arg)
	case "more":
		return l.more(ctx, arg)
	case "hold":
		return l.hold(ctx, arg)
	case "release":
		return l.release(ctx, arg)
	case "tell":
		return l.tell(ctx, arg)
	case "freeze":
		return l.board(ctx, workshop.Frozen)
	case "live":
		return l.board(ctx, workshop.Live)
	case "reveal":
		return l.board(ctx, workshop.Revealed)
	case "doors":
		return l.doors(ctx, arg)
	}
	return l.obeyMore(ctx, leadWords[strings.ToLower(name)], arg)
}

func (l *lead) obeyMore(ctx context.Context, word, arg string) (string, error) {
	switch word {
	case "rename":
		return l.rename(ctx, arg)
	case "remove":
		return l.remove(ctx, arg)
	case "unseat":
		return l.unseat(ctx, arg)
	case "back":
		return l.back(ctx, arg)
	case "next":
		return l.step(ctx, 1)
	case "prev":
		return l.step(ctx, -1)
	case "show":
		return l.uncover(ctx)
	case "board":
		l.standings(workshop.Standings(l.head, l.room.Table), l.head.Board)
	case "log":
		l.log()
	case "help":
		l.help()
	case "quit":
		return "", errQuit
	default:
		return l.say.Say("line.answer.unclear"), nil
	}
	return "", nil
}

func (l *lead) usage(word string) string { return l.say.Say("line.help.lead." + word) }

func (l *lead) phase(ctx context.Context, next workshop.Phase, reason string) (string, error) {
	return l.do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase(l.who, next, reason, now)
	})
}

// end asks once more: nothing changes after the end.
func (l *lead) end(ctx context.Context, reason string) (string, error) {
	sure, err := l.sure(ctx)
	if err != nil || !sure {
		return "", err
	}
	return l.phase(ctx, workshop.Ended, reason)
}

// sure asks whether something that cannot be taken back is meant.
func (l *lead) sure(ctx context.Context) (bool, error) {
	yes := false
	err := l.ask(ctx, prompted("sure", l.say.Say("line.lead.sure")), func(a answer) (string, bool, error) {
		yes = slices.Contains([]string{"yes", "y", "はい", "1"}, strings.ToLower(a.text)) || slices.Equal(a.nums, []int{1})
		return "", true, nil
	})
	if err == nil && !yes {
		l.puts(l.say.Say("line.lead.dropped"))
	}
	return yes, err
}

func (l *lead) more(ctx context.Context, arg string) (string, error) {
	t, rest, ok := l.team(arg)
	number, reason := cutWord(rest)
	seconds, err := strconv.Atoi(narrow(number))
	if !ok || err != nil {
		return l.usage("more"), nil
	}
	return l.do(ctx, t.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.More(h, l.who, seconds, reason, now)
	})
}

// onOff reads a switch in either language.
func onOff(word string) (on, ok bool) {
	switch strings.ToLower(narrow(word)) {
	case "on", "open", "入", "オン", "開", "開く", "開ける":
		return true, true
	case "off", "close", "closed", "shut", "切", "オフ", "閉", "閉じる", "閉める", "締切":
		return false, true
	}
	return false, false
}

func (l *lead) hold(ctx context.Context, arg string) (string, error) {
	word, reason := cutWord(arg)
	on, ok := onOff(word)
	if !ok {
		return l.usage("hold"), nil
	}
	return l.do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetHold(l.who, on, reason, now)
	})
}

func (l *lead) doors(ctx context.Context, arg string) (string, error) {
	open, ok := onOff(arg)
	if !ok {
		return l.usage("doors"), nil
	}
	return l.do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetDoors(l.who, open, now)
	})
}

// release lets one team go, or all that wait.
func (l *lead) release(ctx context.Context, arg string) (string, error) {
	if arg == "" || everyone(arg) {
		refused, err := l.refusal(ctx, workshop.ReleaseAll(ctx, l.room, l.who))
		if refused == "" && err == nil {
			l.puts(l.say.Say("line.lead.done"))
		}
		return refused, err
	}
	t, _, ok := l.team(arg)
	if !ok {
		return l.say.Say("workshop.refused.team"), nil
	}
	return l.do(ctx, t.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Release(h, l.who, now)
	})
}

// everyone reports whether a word means all teams. No team is called so.
func everyone(word string) bool {
	return slices.Contains([]string{"all", "everyone", "全員", "全チーム", "みんな"}, strings.ToLower(narrow(word)))
}

func (l *lead) tell(ctx context.Context, arg string) (string, error) {
	first, rest := cutWord(arg)
	all := everyone(first)
	var to workshop.Listed
	if !all {
		var ok bool
		if to, rest, ok = l.team(arg); !ok {
			return l.usage("tell"), nil
		}
	}
	word, text := cutWord(rest)
	manner, ok := map[string]workshop.Manner{
		"message": workshop.Message, "inject": workshop.Inject, "hint": workshop.Hint,
		"連絡": workshop.Message, "差し込み": workshop.Inject, "ヒント": workshop.Hint,
	}[strings.ToLower(narrow(word))]
	if !ok {
		return l.usage("tell"), nil
	}
	return l.do(ctx, to.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		if all {
			return h.Tell(l.who, manner, text, now)
		}
		return t.Tell(h, l.who, manner, text, now)
	})
}

// rename gives a team another name. The name is what stands behind the team.
func (l *lead) rename(ctx context.Context, arg string) (string, error) {
	t, rest, ok := l.team(arg)
	if !ok || rest == "" {
		return l.usage("rename"), nil
	}
	name, skeleton, err := l.lo.Namer(rest)
	if word := naming.Reason(err); word != "" {
		return l.say.Say("name.refused." + word), nil
	} else if err != nil {
		return l.refusal(ctx, err)
	}
	return l.do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Rename(l.who, t.ID, name, skeleton, "", now)
	})
}

func (l *lead) remove(ctx context.Context, arg string) (string, error) {
	t, reason, ok := l.team(arg)
	if !ok {
		return l.usage("remove"), nil
	}
	l.puts(l.say.Say("line.lead.remove", l.set.name(t.Name)))
	sure, err := l.sure(ctx)
	if err != nil || !sure {
		return "", err
	}
	return l.do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Remove(l.who, t.ID, reason, now)
	})
}

// unseat frees a seat, by its number in the status of its team.
func (l *lead) unseat(ctx context.Context, arg string) (string, error) {
	t, rest, ok := l.team(arg)
	number, reason := cutWord(rest)
	n, err := strconv.Atoi(narrow(number))
	table := l.room.Table(t.ID)
	if !ok || err != nil || table == nil || n < 1 || n > len(table.Seats) {
		return l.usage("unseat"), nil
	}
	seat := table.Seats[n-1].ID
	return l.do(ctx, t.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Unseat(h, l.who, seat, reason, now)
	})
}

// back puts a team before one of its steps again, counted from 1.
func (l *lead) back(ctx context.Context, arg string) (string, error) {
	t, rest, ok := l.team(arg)
	number, reason := cutWord(rest)
	n, err := strconv.Atoi(narrow(number))
	if !ok || err != nil || reason == "" {
		return l.usage("back"), nil
	}
	return l.do(ctx, t.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.SendBack(h, l.who, n-1, reason, now)
	})
}

func (l *lead) board(ctx context.Context, view workshop.BoardView) (string, error) {
	standings := workshop.Standings(l.head, l.room.Table)
	return l.do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetBoard(l.who, view, standings, now)
	})
}
