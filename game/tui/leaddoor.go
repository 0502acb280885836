package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// leadDoor asks for the token and a name, before anything of the workshop is
// shown.
type leadDoor struct {
	d       *leadDesk
	fields  [2]field
	at      int
	working bool
	fault   string
}

const (
	tokenMost = 64
	nameMost  = 24
)

func newLeadDoor(d *leadDesk) leadDoor {
	return leadDoor{d: d, fields: [2]field{{most: tokenMost}, {most: nameMost}}}
}

func (leadDoor) typing() bool { return true }

func (l leadDoor) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if done, ok := msg.(leadDone); ok {
		l.working = false
		if done.err != nil {
			l.fault, l.at = refused(done.err), 0
			return l, nil
		}
		l.d.who = strings.TrimSpace(l.fields[1].text)
		return leadHall{d: l.d}, nil
	}
	if l.working {
		return l, nil
	}
	switch at := l.view(f).struck(msg); {
	case at >= 0:
		l.at = at
	case press(msg, tea.KeyUp), press(msg, tea.KeyDown), pressed(msg, keys.tab, keys.untab):
		l.at = 1 - l.at
	case pressed(msg, keys.back):
		return l, tea.Quit
	case pressed(msg, keys.enter):
		return l.enter()
	default:
		if next, ok := l.fields[l.at].typed(msg); ok {
			l.fields[l.at], l.fault = next, ""
		}
	}
	return l, nil
}

func (l leadDoor) enter() (screen, tea.Cmd) {
	token, name := strings.TrimSpace(l.fields[0].text), strings.TrimSpace(l.fields[1].text)
	switch {
	case token == "":
		l.at = 0
	case name == "":
		l.at = 1
	default:
		l.working, l.fault = true, ""
		redeem := l.d.Redeem
		return l, l.d.doing(0, func(ctx context.Context) error { return redeem(ctx, token, name) })
	}
	return l, nil
}

func (leadDoor) bindings() []hint {
	return []hint{keys.enter.does("key.next"), keys.tab.does("key.next"), keys.back.does("key.quit")}
}

func (l leadDoor) view(f frame) sheet {
	p := paper{title: f.say("lead.door.title"), hints: l.bindings()}
	switch {
	case l.fault != "":
		p.notice = f.alert(f.say(l.fault))
	case l.working:
		p.notice = f.ink.muted.Render(f.say("lead.working"))
	}
	p.body = append(f.wrap(f.say("lead.door.about"), f.measure()), "")
	names := [2]string{f.say("lead.door.token"), f.say("lead.door.name")}
	column := max(typeset.Width(names[0]), typeset.Width(names[1])) + 5
	room := min(f.measure()-column, tokenMost)
	var cursor *tea.Cursor
	for i, name := range names {
		mark := "   "
		shown, cell := l.fields[i].view(room)
		if i == l.at {
			mark = " > "
			if !l.working {
				cursor = tea.NewCursor(f.margin()+column+cell, headRows+len(p.body))
			}
		}
		p.hits = append(p.hits, hit{len(p.body), 0, f.measure(), i})
		p.body = append(p.body, mark+f.ink.muted.Render(typeset.Pad(name, column-3))+shown, "")
	}
	s := f.put(p)
	s.cursor = cursor
	return s
}
