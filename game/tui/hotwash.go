package tui

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// hotwash is what one takes home from a run: one strength, one gap, one action
// with its owner and its date. It is kept with the run.
type hotwash struct {
	of     results // to which it leads back
	fields [5]field
	at     int

	asked   bool // whether to keep what was changed
	saving  bool
	leaving bool      // once it is kept
	said    string    // phrase of what went well
	fault   string    // phrase of what did not
	shown   time.Time // when what Enter would answer came up

	// Of a line in a team's plan: how it is kept, all of it at once, and what is
	// shown then. Who plays alone keeps each field in the journal.
	team func(game.Hotwash) tea.Cmd
	home screen
}

// leave goes back to where the hotwash was opened from.
func (w hotwash) leave(f frame) (screen, tea.Cmd) {
	if w.home != nil {
		return awake(f, w.home)
	}
	return awake(f, w.of)
}

// washKeys are the phrases of the fields, in the order of parted.
var washKeys = [...]string{"hotwash.strength", "hotwash.gap", "hotwash.action", "hotwash.owner", "hotwash.due"}

const (
	washMost = 200 // characters of a field
	dueField = len(washKeys) - 1
)

func parted(h game.Hotwash) [len(washKeys)]string {
	return [...]string{h.Strength, h.Gap, h.Action, h.Owner, h.Due}
}

func newHotwash(f frame, of results) hotwash {
	w := hotwash{of: of, shown: f.desk.Now()}
	for i, text := range parted(*of.hotwash) {
		w.fields[i] = field{text: oneLine(text), most: washMost}
	}
	return w
}

// typing: letters go into the field.
func (w hotwash) typing() bool { return true }

// written is what stands in the fields; ok is false if the date is none.
func (w hotwash) written() (h game.Hotwash, ok bool) {
	var text [len(washKeys)]string
	for i, fld := range w.fields {
		text[i] = strings.TrimSpace(fld.text)
	}
	due, ok := date(text[dueField])
	return game.Hotwash{Strength: text[0], Gap: text[1], Action: text[2], Owner: text[3], Due: due}, ok
}

// date reads a date as people and input methods write it, and gives it as
// YYYY-MM-DD. No date at all is one.
func date(s string) (string, bool) {
	if s = fold(s); s == "" {
		return "", true
	}
	s = strings.NewReplacer("/", "-", ".", "-", "ー", "-", "−", "-", "‐", "-", "年", "-", "月", "-", "日", "").Replace(s)
	at, err := time.Parse("2006-1-2", s)
	if err != nil {
		return "", false
	}
	return at.Format(time.DateOnly), true
}

// changed reports whether something would be lost.
func (w hotwash) changed() bool {
	h, ok := w.written()
	return !ok || h != *w.of.hotwash
}

func (w hotwash) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if kept, ok := msg.(hotwashKept); ok {
		return w.kept(f, kept)
	}
	if next, cmd, ok := passOn(f, w.of, msg); ok {
		w.of = next
		return w, cmd
	}
	switch {
	case w.saving:
		return w, nil
	case w.asked && pressed(msg, keys.enter):
		return w.save(f, true)
	case w.asked && pressed(msg, keys.back):
		return w.leave(f)
	case w.asked && !isPress(msg):
		return w, nil
	}
	w.asked = false
	return w.press(f, msg)
}

func isPress(msg tea.Msg) bool {
	_, ok := msg.(tea.KeyPressMsg)
	return ok
}

// press is a key or a click in the form.
func (w hotwash) press(f frame, msg tea.Msg) (screen, tea.Cmd) {
	step := 0
	switch {
	case pressed(msg, keys.back) && w.changed():
		w.asked, w.fault = true, ""
		return w, nil
	case pressed(msg, keys.back):
		return w.leave(f)
	case pressed(msg, keys.enter):
		// A Japanese IME may send it twice.
		if f.desk.Now().Sub(w.shown) < tooSoon {
			return w, nil
		}
		w.shown = f.desk.Now()
		return w.save(f, w.at == dueField)
	case press(msg, tea.KeyUp), pressed(msg, keys.untab):
		step = len(w.fields) - 1
	case press(msg, tea.KeyDown), pressed(msg, keys.tab):
		step = 1
	}
	if step > 0 {
		w.at, w.said = (w.at+step)%len(w.fields), ""
		return w, nil
	}
	if at := w.view(f).struck(msg); at >= 0 {
		w.at = at
		return w, nil
	}
	if next, ok := w.fields[w.at].typed(msg); ok {
		w.fields[w.at], w.said, w.fault = next, "", ""
	}
	return w, nil
}

// save keeps what is written and goes on to the next field, or back to the
// results.
func (w hotwash) save(f frame, leave bool) (screen, tea.Cmd) {
	h, ok := w.written()
	w.asked, w.fault, w.said = false, "", ""
	switch {
	case !ok && leave:
		w.at, w.fault = dueField, "hotwash.nodate"
		return w, nil
	case leave && !w.changed():
		return w.leave(f)
	}
	w.leaving = leave
	if !leave {
		w.at++
	}
	if !ok || !w.changed() || w.team != nil && !leave {
		return w, nil
	}
	w.saving = true
	if w.team != nil {
		return w, w.team(h)
	}
	return w, f.desk.keepHotwash(w.of.run.ID, h)
}

// kept is the journal's answer.
func (w hotwash) kept(f frame, msg hotwashKept) (screen, tea.Cmd) {
	if !w.saving || msg.run != w.of.run.ID {
		return w, nil
	}
	w.saving = false
	if msg.err != nil {
		w.fault = refusal(msg.err)
		return w, nil
	}
	if w.team != nil {
		return w.leave(f)
	}
	w.of = w.of.washRead(hotwashRead{run: msg.run, hotwash: msg.hotwash})
	if w.leaving {
		return awake(f, w.of)
	}
	w.said = "hotwash.kept"
	return w, nil
}

func (w hotwash) bindings() []hint {
	switch {
	case w.asked:
		return []hint{keys.enter.does("key.keepleave"), keys.back.does("key.drop")}
	case w.at == dueField:
		return []hint{keys.enter.does("key.keepleave"), keys.updown.does("key.move"), keys.back}
	}
	on := keys.enter.does("key.keepon")
	if w.team != nil {
		on = keys.enter.does("key.next")
	}
	return []hint{on, keys.updown.does("key.move"), keys.tab.does("key.next"), keys.back}
}

func (w hotwash) view(f frame) sheet {
	p := paper{title: f.say("hotwash.title"), aside: f.say("hotwash.place", w.at+1, len(w.fields)), hints: w.bindings(), notice: w.notice(f)}
	width := f.measure()
	p.body = append(f.wrap(f.say(washKeys[w.at]+".ask"), width), f.ruler(width))
	column := len(" > 1 ") + f.washColumn()
	// The field in focus may take what the others and the air between leave.
	air := 1
	if f.rows()-len(p.body)-2*len(w.fields) < 3 {
		air = 0
	}
	most := max(f.rows()-len(p.body)-(1+air)*(len(w.fields)-1), 1)
	var cursor *tea.Cursor
	for i := range w.fields {
		rows, at := w.fieldRows(f, i, column, width, most)
		for n := range rows {
			p.hits = append(p.hits, hit{len(p.body) + n, 0, width, i})
		}
		if at != nil {
			at.X, at.Y = at.X+f.margin(), at.Y+len(p.body)+headRows
			cursor = at
		}
		p.body = append(p.body, rows...)
		if air > 0 {
			p.body = append(p.body, "")
		}
	}
	s := f.put(p)
	s.cursor = cursor
	return s
}

// washColumn is as wide as the widest name of a field, with air.
func (f frame) washColumn() int {
	column := 0
	for _, key := range washKeys {
		column = max(column, typeset.Width(f.say(key)))
	}
	return column + 2
}

// fieldRows is a field with its name; that in focus shows all its lines, as many
// as there is room for around the cursor.
func (w hotwash) fieldRows(f frame, i, column, width, most int) ([]string, *tea.Cursor) {
	name := typeset.Pad(strconv.Itoa(i+1)+" "+f.say(washKeys[i]), column-len(" > "))
	room := width - column
	if i != w.at {
		text := typeset.Truncate(w.fields[i].text, room)
		if text == "" {
			text = f.ink.muted.Render(f.say("hotwash.empty"))
		}
		return []string{"   " + f.ink.muted.Render(name) + text}, nil
	}
	lines, row, cell := w.fields[i].broken(room)
	from, to := window(row, len(lines), most)
	rows := make([]string, 0, to-from)
	for n, line := range lines[from:to] {
		head := strings.Repeat(" ", column)
		if n == 0 {
			head = f.ink.title.Render(" > " + name)
		}
		rows = append(rows, head+f.ink.focus.Render(typeset.Pad(line, room)))
	}
	return rows, tea.NewCursor(column+cell, row-from)
}

func (w hotwash) notice(f frame) string {
	switch {
	case w.saving:
		return f.ink.muted.Render(f.say("play.saving"))
	case w.asked:
		return f.ink.confirm.Render(" " + f.say("hotwash.leave") + " ")
	case w.fault != "":
		return f.alert(f.say(w.fault))
	case w.said != "":
		return f.ink.accent.Render(f.say(w.said))
	case w.fields[w.at].full():
		return f.ink.muted.Render(f.say("hotwash.full", washMost))
	}
	return ""
}
