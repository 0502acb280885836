package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// Forms says what the forms of the page depend on: while it stays the same they
// do too.
func (v overview) Forms() string {
	list := []string{string(v.Phase), string(v.Board), v.Topic.Topic, strconv.FormatBool(v.Doors), strconv.FormatBool(v.Hold), strconv.FormatBool(v.Waiting > 0)}
	for _, l := range v.Lines {
		list = append(list, l.ID, l.Name)
	}
	return digest(list)
}

// Forms is the same of a team's page.
func (v teamView) Forms() string {
	list := []string{v.Name, strconv.FormatBool(v.Waiting), strconv.FormatBool(v.Over), strconv.FormatBool(v.Locked), strconv.Itoa(v.Step)}
	for _, s := range v.Seats {
		list = append(list, s.ID)
	}
	return digest(list)
}

func digest(list []string) string {
	sum := sha256.Sum256([]byte(strings.Join(list, "\x00")))
	const bytes = 6
	return hex.EncodeToString(sum[:bytes])
}

// mostDeeds is how many lines of the log stand on the page, the newest first.
const mostDeeds = 60

func (d *Door) overview(say words.Text) overview {
	head, now := d.Room.Head(), d.Room.Now()
	p := d.phrases(say)
	v := overview{phrases: p, Head: head, RanMS: head.Ran(now).Milliseconds(), Ticking: head.Phase == workshop.Running}
	v.Clock = duration(v.RanMS)
	text := d.Scenario.Text(say.Lang)
	deeds := slices.Clone(head.Deeds)
	for _, l := range head.Teams {
		t := d.Room.Table(l.ID)
		if t == nil {
			continue
		}
		line := d.teamLine(p, head, l, t, now)
		v.Here += line.Here
		if line.Waiting {
			v.Waiting++
		}
		v.Lines = append(v.Lines, line)
		deeds = append(deeds, t.Deeds...)
	}
	if topic, at := workshop.Find(workshop.Topics(head, d.Room.Table), head.Topic.Topic); head.Phase == workshop.Debrief && head.Topic.Topic != "" && at >= 0 {
		v.Look, v.Layer = d.topicTitle(p, topic, text), p.T("layer."+strconv.Itoa(int(head.Topic.Layer)))
	}
	slices.Reverse(deeds) // of one moment too the newest first
	slices.SortStableFunc(deeds, func(a, b workshop.Deed) int { return b.At.Compare(a.At) })
	for _, deed := range deeds[:min(len(deeds), mostDeeds)] {
		v.Deeds = append(v.Deeds, d.deedLine(p, head, deed))
	}
	for _, n := range slices.Backward(head.Notices) {
		v.Notices = append(v.Notices, noticeLine{n.At.Local().Format(time.TimeOnly), p.T("manner." + string(n.Manner)), n.Text})
	}
	return v
}

func (d *Door) teamLine(p phrases, head *workshop.Head, l workshop.Listed, t *workshop.Table, now time.Time) teamLine {
	run := t.Run
	text := d.Scenario.Text(p.Lang())
	line := teamLine{
		ID: l.ID, Name: l.Name, Points: run.Rules.Total(run.Score), Done: len(run.Decisions()), Step: len(run.Steps),
		Scene: debrief.Title(d.Scenario, run.State.Scene(), text), Over: run.Over(), Waiting: t.Waiting, Offline: t.Offline, Returns: len(t.Returns),
		Round: t.Round(), LeftMS: -1, Ticking: head.Phase == workshop.Running && !run.Over(), Free: run.Rules.Free(run.State) && !run.Over(),
	}
	cast := t.Vote.First
	if line.Round == 2 {
		cast = t.Vote.Second
	}
	for _, s := range t.Seats {
		seat := seatLine{ID: s.ID, Name: s.Name, Role: debrief.Plain(text.Roles[s.Role]), Here: s.Here()}
		seat.Voted = slices.ContainsFunc(cast, func(c workshop.Cast) bool { return c.Seat == s.ID })
		if seat.Here {
			line.Here++
			line.Of++
			if seat.Voted {
				line.Voted++
			}
		}
		line.Seats = append(line.Seats, seat)
	}
	since := t.Vote.Began
	if since.IsZero() {
		since = head.Started
	}
	if !head.Started.IsZero() {
		line.AtMS = max(head.Ran(now)-head.Ran(since), 0).Milliseconds()
	}
	line.At = duration(line.AtMS)
	if _, left, running := t.Limit(head, now); running {
		line.LeftMS = left.Milliseconds()
		line.Left = duration(line.LeftMS)
	}
	line.Meters = d.meters(p, run, text)
	return line
}

// meters are the values that have a label, as the players see them.
func (d *Door) meters(p phrases, run game.Run, text *game.Text) []meterLine {
	var list []meterLine
	for i, v := range run.Rules.Rules().Vars {
		m := text.Vars[v.Name]
		if m.Label == "" {
			continue
		}
		n := run.Rules.Value(run.State, i)
		value := game.Digits(n)
		switch {
		case v.Type == game.Enum:
			value = text.Word(v, n)
		case v.Type == game.Bool:
			value = cmp.Or(m.Values[strconv.FormatBool(n != 0)], p.T("meter."+strconv.FormatBool(n != 0)))
		case m.Unit != "":
			value = p.T("meter.value", value, debrief.Plain(m.Unit))
		}
		list = append(list, meterLine{debrief.Plain(m.Label), debrief.Plain(value)})
	}
	return list
}

// deedLine is a line of the log in words.
func (d *Door) deedLine(p phrases, head *workshop.Head, deed workshop.Deed) deedLine {
	at := deed.At.Local()
	line := deedLine{At: at.Format(time.TimeOnly), Exact: at.Format(time.RFC3339), Who: deed.Who, Reason: deed.Reason}
	if l, ok := head.Team(deed.Team); ok {
		line.Team = l.Name
	} else if deed.Team != "" {
		line.Team = p.T("deed.gone", deed.Team)
	}
	detail := deed.Detail
	switch deed.What {
	case "phase":
		detail = p.W("phase." + detail)
	case "board", "hold", "doors":
		detail = p.T(deed.What + "." + detail)
	case "topic":
		topic := workshop.Topic{ID: detail, Scene: detail}
		topic.Scene, _, _ = strings.Cut(detail, "/")
		detail = d.topicTitle(p, topic, d.Scenario.Text(p.Lang()))
	case "told":
		manner, text, _ := strings.Cut(detail, ": ")
		detail = p.T("manner."+manner) + ": " + text
	}
	line.What = p.T("deed." + deed.What)
	if detail != "" {
		line.What = p.T("deed.with", line.What, detail)
	}
	return line
}
