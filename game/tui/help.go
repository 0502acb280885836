package tui

import (
	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// help is the page of keys: those of the screen below it, then all.
type help struct {
	of   keyed // whose keys are shown first; nil: those of back
	back screen
	top  int
}

// keyed is a screen whose keys depend on what it shows.
type keyed interface{ keysNow(frame) []hint }

func (p play) keysNow(f frame) []hint { return p.bindingsAt(p.stage(f)) }

func (h help) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back, keys.enter, keys.help) {
		return awake(f, h.back)
	}
	h.top = scrolled(msg, h.top, len(h.lines(f)), f.rows())
	return h, nil
}

func (h help) practising() bool { return practising(h.back) }

func (h help) bindings() []hint { return []hint{keys.updown.does("key.scroll"), keys.back} }

func (h help) lines(f frame) []string {
	below := h.back.bindings()
	if p, ok := h.back.(keyed); ok {
		below = p.keysNow(f)
	}
	if h.of != nil {
		below = h.of.keysNow(f)
	}
	var lines []string
	part := func(head string, hints []hint) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, f.ink.title.Render(f.say(head)))
		for _, x := range hints {
			lines = append(lines, "  "+f.ink.key.Render(typeset.Pad(f.keyName(x), 12))+f.say(x.word))
		}
	}
	if len(below) > 0 {
		part("help.here", below)
	}
	part("help.all", everywhere(h.back))
	lines = append(lines, "")
	return append(lines, f.wrap(f.say("help.text"), f.measure())...)
}

func (h help) view(f frame) sheet {
	lines := h.lines(f)
	return f.put(paper{
		title: f.say("key.help"), aside: place(h.top, len(lines), f.rows()),
		body: part(lines, h.top, f.rows()), hints: h.bindings(),
	})
}
