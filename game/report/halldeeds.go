package report

import (
	"slices"
	"strings"

	"kobayashi/game/workshop"
)

// deeds are what facilitators did, in order of time: to all, and to the teams
// for which of is true. What was only looked at, the steps of the debrief, is
// left out.
func (o *hall) deeds(of func(team string) bool) []Deed {
	var all []workshop.Deed
	for _, d := range o.Head.Deeds {
		if d.Team == "" || of(d.Team) {
			all = append(all, d)
		}
	}
	for _, p := range o.teams() {
		if of(p.table.ID) {
			all = append(all, p.table.Deeds...)
		}
	}
	slices.SortStableFunc(all, func(a, b workshop.Deed) int { return a.At.Compare(b.At) })
	list := []Deed{}
	for _, d := range all {
		if d.What == topicKind {
			continue
		}
		deed := Deed{At: o.w.at(d.At), Who: line(d.Who), Team: d.Team, What: d.What, Text: o.deed(d), Reason: line(d.Reason)}
		if l, ok := o.Head.Team(d.Team); ok {
			deed.Name = line(l.Name)
		}
		list = append(list, deed)
	}
	return list
}

// topicKind is the kind of entry that shows a decision to the room.
const topicKind = "topic"

// deed is what a facilitator did, in words.
func (o *hall) deed(d workshop.Deed) string {
	key := "after.deed." + d.What
	switch d.What {
	case "phase":
		return o.say.Say(key, o.say.Say("workshop.phase."+d.Detail))
	case "doors", "hold", "board":
		return o.say.Say(key + "." + d.Detail)
	case "told":
		manner, text, _ := strings.Cut(d.Detail, ": ")
		return o.say.Say(key, o.say.Say("workshop.manner."+manner), line(text))
	case "unseated":
		seat := o.say.Say("after.norole")
		if t := o.tables(d.Team); t != nil {
			seat = o.seat(t, d.Detail)
		}
		return o.say.Say(key, seat)
	case "renamed", "moretime", "sentback":
		return o.say.Say(key, line(d.Detail))
	case "removed", "released":
		return o.say.Say(key)
	}
	return line(d.What + " " + d.Detail)
}
