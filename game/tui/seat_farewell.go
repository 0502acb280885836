package tui

import tea "charm.land/bubbletea/v2"

// farewell is the last page.
type farewell struct{ word string }

func (w farewell) update(_ frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.enter, keys.back) {
		return w, tea.Quit
	}
	return w, nil
}

func (w farewell) bindings() []hint { return []hint{keys.enter.does("key.quit")} }

func (w farewell) view(f frame) sheet {
	p := paper{title: f.say("title.name"), hints: w.bindings()}
	p.body = append([]string{""}, tint(f.ink.strong, f.wrap(f.say(w.word), f.measure()))...)
	p.body = append(append(p.body, ""), f.wrap(f.say(w.word+".about"), f.measure())...)
	return f.put(p)
}
