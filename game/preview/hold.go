package preview

import "slices"

// taken takes news in. The cursor and the ticks stay with the words they stood
// at, or in their place where these were edited; at another point of the play
// the text begins at its top.
func (m screen) taken(u Update) screen {
	was, before := m.s, m.s.options(m.say())
	m.s = m.s.Take(u)
	if !was.playing || !m.s.playing || was.at() != m.s.at() || len(was.run.Steps) != len(m.s.run.Steps) {
		m.cursor, m.ticks, m.top = 0, 0, 0
		return m
	}
	now := m.s.options(m.say())
	ticks := m.ticks
	m.ticks = 0
	for i, o := range before {
		if k := moved(before, now, i); k >= 0 && ticks&o.id != 0 && m.question() {
			m.ticks |= now[k].id
		}
	}
	switch k := moved(before, now, m.cursor); {
	case k >= 0:
		m.cursor = k
	case m.cursor == len(before): // the row that answers is behind the boxes
		m.cursor = len(now)
	}
	m.cursor = min(m.cursor, max(m.rows()-1, 0))
	return m
}

// at is the id of the scene where the play stands.
func (s Session) at() string { return s.run.Rules.SceneID(s.run.State.Scene()) }

// moved is where the option at i stands now, or -1.
func moved(before, now []option, i int) int {
	if i >= len(before) {
		return -1
	}
	k := slices.IndexFunc(now, func(o option) bool { return o.label == before[i].label })
	if k < 0 && len(now) == len(before) {
		return i
	}
	return k
}
