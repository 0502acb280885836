package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/naming"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// door is where somebody says who they are: the join code and a name, or the
// code of a seat they have had before.
type door struct {
	post   *post
	back   bool // with a seat code
	fields [4]field
	at     int // among rows
	saving bool
	fault  string
}

// The fields of a door, and the two rows to press below them.
const (
	doorTeam = iota
	doorJoin
	doorName
	doorCode
	doorSit
	doorOther
)

// doorKeys are the phrases of the rows.
var doorKeys = [...]string{"seat.door.team", "seat.door.join", "seat.door.name", "seat.door.code", "seat.door.sit", "seat.door.back"}

func newDoor(p *post) door {
	d := door{post: p}
	for i, most := range [...]int{32, 16, 24, 16} {
		d.fields[i].most = most
	}
	d.fields[doorTeam] = d.fields[doorTeam].with(p.Team)
	d.at = d.start()
	if _, _, err := naming.Team(p.Team); p.Team != "" && err != nil {
		d.at, d.fault = doorTeam, refusal(err) // it will never do: that is said at once
	}
	return d
}

// rows are the fields and rows that are shown.
func (d door) rows() []int {
	if d.back {
		return []int{doorTeam, doorCode, doorSit, doorOther}
	}
	return []int{doorTeam, doorJoin, doorName, doorSit, doorOther}
}

// start is the first row that is to be filled in.
func (d door) start() int {
	for i, row := range d.rows() {
		if row > doorCode || strings.TrimSpace(d.fields[row].text) == "" {
			return i
		}
	}
	return 0
}

func (d door) typing() bool { return true }

func (d door) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case admitted:
		return d.admitted(msg)
	case SeatFarewell:
		return farewell{word: "seat.bye.server"}, nil
	}
	if d.saving {
		return d, nil
	}
	rows := d.rows()
	row := rows[d.at]
	switch {
	case press(msg, tea.KeyUp), pressed(msg, keys.untab):
		d.at = (d.at + len(rows) - 1) % len(rows)
		return d, nil
	case press(msg, tea.KeyDown), pressed(msg, keys.tab):
		d.at = (d.at + 1) % len(rows)
		return d, nil
	case pressed(msg, keys.enter):
		return d.take(row)
	}
	if at := d.view(f).struck(msg); at >= 0 {
		d.at = at
		if rows[at] > doorCode {
			return d.take(rows[at])
		}
		return d, nil
	}
	if row <= doorCode {
		if next, ok := d.fields[row].typed(msg); ok {
			d.fields[row], d.fault = next, ""
		}
	}
	return d, nil
}

// take is Enter on a row: the next one, or through the door.
func (d door) take(row int) (screen, tea.Cmd) {
	d.fault = ""
	switch {
	case row == doorOther:
		d.back = !d.back
		d.at = d.start()
		return d, nil
	case row != doorSit && d.rows()[d.at+1] != doorSit:
		d.at++
		return d, nil
	}
	if at := d.start(); d.rows()[at] <= doorCode {
		d.at, d.fault = at, "seat.door.missing"
		return d, nil
	}
	knock := workshop.Knock{Team: d.text(doorTeam)}
	if d.back {
		knock.Code = d.text(doorCode)
	} else {
		name, err := naming.Person(d.text(doorName))
		if err != nil {
			d.at, d.fault = slices.Index(d.rows(), doorName), refusal(err)
			return d, nil
		}
		knock.Join, knock.Name = d.text(doorJoin), name
	}
	d.saving = true
	return d, d.post.in(func(ctx context.Context) tea.Msg {
		place, err := d.post.Admit(ctx, knock)
		return admitted{place, err}
	})
}

func (d door) text(i int) string { return strings.TrimSpace(oneLine(d.fields[i].text)) }

func (d door) admitted(msg admitted) (screen, tea.Cmd) {
	if !d.saving {
		return d, nil
	}
	d.saving = false
	if msg.err != nil {
		d.fault = refusal(msg.err)
		wrong := map[string]int{"code": doorJoin, "name": doorTeam, "team": doorTeam, "teams": doorTeam, "full": doorTeam}
		row, known := wrong[workshop.Reason(msg.err)]
		if naming.Reason(msg.err) != "" {
			row, known = doorTeam, true
		}
		if known {
			if d.back {
				row = min(row, 1)
			}
			d.at = row
		}
		return d, nil
	}
	s := seating{post: d.post, place: msg.place}
	return s, s.sit()
}

func (d door) bindings() []hint {
	on := keys.enter.does("key.next")
	if d.rows()[d.at] >= doorSit {
		on = keys.enter.does("key.open")
	}
	return []hint{on, keys.updown.does("key.move"), keys.tab.does("key.next"), keys.quit}
}

func (d door) view(f frame) sheet {
	opened := d.post.Room.Head().Opened
	width := f.measure()
	p := paper{title: oneLine(opened.Name), aside: f.say("seat.door.title"), hints: d.bindings()}
	ask := "seat.door.about"
	switch {
	case d.back:
		ask = "seat.door.about.back"
	case !d.post.Room.Head().Doors:
		ask = "seat.door.about.shut"
	}
	p.body = append(f.wrap(f.say(ask), width), f.ruler(width), "")
	column := 0
	for _, row := range []int{doorTeam, doorJoin, doorName, doorCode} {
		column = max(column, typeset.Width(f.say(doorKeys[row])))
	}
	column += len(" > ") + 2
	var cursor *tea.Cursor
	for i, row := range d.rows() {
		p.hits = append(p.hits, hit{len(p.body), 0, width, i})
		line, cell := d.row(f, row, i == d.at, column, min(width, 60))
		if cell >= 0 {
			cursor = tea.NewCursor(f.margin()+column+cell, headRows+len(p.body))
		}
		p.body = append(p.body, line)
		if row == doorSit-1 || row == doorName && !d.back || row <= doorCode {
			p.body = append(p.body, "")
		}
	}
	switch {
	case d.saving:
		p.notice = f.ink.muted.Render(f.say("seat.door.knocking"))
	case d.fault != "":
		p.notice = f.alert(f.say(d.fault))
	}
	s := f.put(p)
	s.cursor = cursor
	return s
}

// row is a field or a row to press, and where the cursor stands in it, or -1.
func (d door) row(f frame, row int, focused bool, column, width int) (string, int) {
	if row > doorCode {
		word := doorKeys[row]
		if row == doorOther && d.back {
			word = "seat.door.new"
		}
		if focused {
			return f.ink.focus.Render(" > " + f.say(word) + " "), -1
		}
		return "   " + f.say(word), -1
	}
	name := typeset.Pad(f.say(doorKeys[row]), column-len(" > "))
	room := max(width-column, 8)
	shown, cell := d.fields[row].view(room - 1)
	if !focused {
		if shown == "" {
			shown = f.ink.muted.Render(f.say("hotwash.empty"))
		}
		return "   " + f.ink.muted.Render(name) + shown, -1
	}
	return f.ink.title.Render(" > "+name) + f.ink.focus.Render(typeset.Pad(shown, room)), cell
}

// seating is the moment between the door and the seat.
type seating struct {
	post  *post
	place workshop.Place
	fault string
}

// sit opens the line. It is closed when the line's life ends.
func (s seating) sit() tea.Cmd {
	return s.post.in(func(ctx context.Context) tea.Msg {
		leave, err := s.post.Sit(ctx, s.place)
		if err == nil && leave != nil {
			context.AfterFunc(s.post.Life, leave)
		}
		return sat{s.place, err}
	})
}

func (s seating) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case sat:
		if msg.err != nil {
			s.fault = refusal(msg.err)
			return s, nil
		}
		p := *s.post
		p.place = s.place
		p.wake = p.Room.Watch(p.Life, p.place.Team)
		return newMember(f, &p)
	case SeatFarewell:
		return farewell{word: "seat.bye.server"}, nil
	}
	if s.fault != "" && pressed(msg, keys.enter) {
		s.fault = ""
		return s, s.sit()
	}
	return s, nil
}

func (s seating) bindings() []hint {
	if s.fault != "" {
		return []hint{keys.enter.does("key.again"), keys.quit}
	}
	return []hint{keys.quit}
}

func (s seating) view(f frame) sheet {
	p := paper{title: oneLine(s.post.Room.Head().Opened.Name), body: []string{"", f.say("seat.sitting")}, hints: s.bindings()}
	if s.fault != "" {
		p.notice = f.alert(f.say(s.fault))
	}
	return f.put(p)
}
