package web

import (
	"net/http"
	"slices"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// teamPage is one team: who sits there, what it decided, and what can be done.
type teamPage struct {
	page
	Who, Done, Fault string
	Typed            map[string]string
	View             teamView
}

// teamView is what changes by itself.
type teamView struct {
	phrases
	teamLine
	Steps   []stepLine
	Plan    []planLine
	Notices []noticeLine
	Locked  bool // the workshop has ended
}

type stepLine struct {
	Step   int // from 0
	Number int // from 1
	Scene  string
	Chosen []string
	How    string
}

type planLine struct {
	Name string
	game.Hotwash
}

func (d *Door) teamPage(w http.ResponseWriter, r *http.Request, who string) {
	d.showTeam(w, r, http.StatusOK, who, r.PathValue("id"), "", nil)
}

func (d *Door) showTeam(w http.ResponseWriter, r *http.Request, code int, who, id, fault string, typed map[string]string) {
	p := d.page(r, "")
	view, ok := d.teamView(p.say, id)
	if !ok {
		d.fail(w, r, http.StatusNotFound, "team")
		return
	}
	p.Title, p.Way = view.Name, "/facilitator/team/"+id
	p.Events = "/facilitator/events?lang=" + p.Lang() + "&team=" + id
	d.show(w, code, "team.html", p.Lang(), teamPage{page: p, Who: who, Done: done(p, r), Fault: fault, Typed: typed, View: view})
}

// teamFragment is the part of a team's page that changes.
func (d *Door) teamFragment(say words.Text, id string) ([]byte, error) {
	view, ok := d.teamView(say, id)
	if !ok {
		return nil, errOver
	}
	return d.render("teamview.html", view)
}

func (d *Door) teamView(say words.Text, id string) (teamView, bool) {
	head, now := d.Room.Head(), d.Room.Now()
	l, ok := head.Team(id)
	t := d.Room.Table(id)
	if !ok || t == nil {
		return teamView{}, false
	}
	p := d.phrases(say)
	text := d.Scenario.Text(say.Lang)
	v := teamView{phrases: p, teamLine: d.teamLine(p, head, l, t, now), Locked: head.Phase == workshop.Ended}
	names := map[string]string{}
	for _, s := range append(slices.Clone(t.Left), t.Seats...) {
		names[s.ID] = s.Name
	}
	for i, b := range t.Past {
		scene := d.Scenario.SceneIndex(b.Scene)
		if scene < 0 || !d.Scenario.Free(b.State) {
			continue
		}
		line := stepLine{Step: i, Number: i + 1, Scene: debrief.Title(d.Scenario, scene, text), Chosen: debrief.Labels(d.Scenario, scene, b.Choice, text)}
		switch {
		case names[b.By] != "":
			line.How = p.T("by.name", names[b.By])
		case b.By != "":
			line.How = p.T("by." + b.Made())
		}
		v.Steps = append(v.Steps, line)
	}
	for _, w := range t.Plan {
		v.Plan = append(v.Plan, planLine{names[w.Seat], w.Hotwash})
	}
	for _, n := range slices.Backward(t.Notices) {
		v.Notices = append(v.Notices, noticeLine{n.At.Local().Format(time.TimeOnly), p.T("manner." + string(n.Manner)), n.Text})
	}
	return v, true
}
