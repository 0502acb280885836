package tui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game/workshop"
)

// deeds are what facilitators did to a team, or to all and each where team is
// "", the latest first.
func (d *leadDesk) deeds(team string) []workshop.Deed {
	var list []workshop.Deed
	for _, one := range d.head.Deeds {
		if team == "" || one.Team == team {
			list = append(list, one)
		}
	}
	for id, t := range d.tables {
		if team == "" || id == team {
			list = append(list, t.Deeds...)
		}
	}
	slices.SortStableFunc(list, func(a, b workshop.Deed) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Team, b.Team))
	})
	return list
}

// deedLines are who did what when, and below it why.
func (f frame) deedLines(d *leadDesk, deed workshop.Deed, width int) []string {
	at := deed.At.In(d.now.Location()).Format("15:04:05")
	what := f.deedWord(d, deed)
	if deed.Team != "" {
		what = f.say("lead.deed.to", f.teamName(d, deed.Team), what)
	}
	head := f.ink.muted.Render(at) + "  "
	lines := f.wrap(f.say("lead.deed.by", oneLine(deed.Who), what), width-10)
	if deed.Reason != "" {
		lines = append(lines, tint(f.ink.muted, f.wrap(f.say("lead.deed.why", oneLine(deed.Reason)), width-10))...)
	}
	out := make([]string, 0, len(lines))
	for i, line := range lines {
		if i == 0 {
			out = append(out, head+line)
			continue
		}
		out = append(out, strings.Repeat(" ", 10)+line)
	}
	return out
}

// teamName is a team as it is called, also one that was removed.
func (f frame) teamName(d *leadDesk, team string) string {
	if l, ok := d.head.Team(team); ok {
		return oneLine(l.Name)
	}
	return f.say("lead.gone", oneLine(team))
}

// deedWord says what was done.
func (f frame) deedWord(d *leadDesk, deed workshop.Deed) string {
	detail := oneLine(deed.Detail)
	switch deed.What {
	case "phase", "board", "hold", "doors":
		return f.say("lead.deed." + deed.What + "." + detail)
	case "told":
		manner, text, _ := strings.Cut(detail, ": ")
		return f.say("lead.deed.told", f.say("lead.manner."+manner), text)
	case "moretime":
		seconds, _, _ := strings.Cut(strings.TrimPrefix(detail, "+"), " ")
		n, _ := strconv.Atoi(seconds)
		return f.say("lead.deed.moretime", clock(time.Duration(n)*time.Second))
	case "topic":
		scene, _, _ := strings.Cut(detail, "/")
		if sc := d.rules(); sc != nil {
			scene = f.placeName(sc, scene)
		}
		return f.say("lead.deed.topic", scene)
	case "renamed", "unseated", "sentback", "removed", "released", "minted":
		return f.say("lead.deed."+deed.What, detail)
	}
	return detail
}
