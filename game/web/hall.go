package web

import (
	"net/http"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/workshop"
)

// hallPage is the facilitator's page: what can be done to the room, and a live
// look at all teams.
type hallPage struct {
	page
	Who    string
	Done   string // what was just done, in words
	Fault  string // why it was not
	Typed  map[string]string
	View   overview
	Phases []phaseButton
	Topics []topicLine
}

type phaseButton struct {
	Phase workshop.Phase
	Key   string
	Sure  bool // asks for a second thought
}

type topicLine struct {
	ID, Title string
	Apart     int // percent
	Now       bool
}

// overview is what changes by itself.
type overview struct {
	phrases
	*workshop.Head
	Clock   string
	RanMS   int64
	Ticking bool
	Lines   []teamLine
	Here    int
	Waiting int
	Deeds   []deedLine
	Notices []noticeLine
	Look    string // title of the topic that is shown
	Layer   string
}

// teamLine is one team as its facilitator sees it.
type teamLine struct {
	ID, Name     string
	Points, Done int
	Scene        string
	Step         int // decisions and steps so far
	Over         bool
	Waiting      bool
	Offline      bool
	Returns      int
	Round        int
	Voted, Of    int
	AtMS         int64  // how long it has had this scene
	At           string // the same, in words
	LeftMS       int64  // of the time limit; -1: none runs
	Left         string
	Ticking      bool
	Meters       []meterLine
	Seats        []seatLine
	Here         int
	Free         bool // there is something to decide
}

type meterLine struct{ Label, Value string }

type seatLine struct {
	ID, Name, Role string
	Here, Voted    bool
}

type deedLine struct {
	At, Exact, Who, Team, What, Reason string
}

type noticeLine struct{ At, Manner, Text string }

// hall shows the facilitator's page, or asks who has no pass for a token.
func (d *Door) hall(w http.ResponseWriter, r *http.Request) {
	who, ok := d.Leads(passOf(r))
	if !ok {
		d.ask(w, r, http.StatusOK, "", "")
		return
	}
	d.showHall(w, r, http.StatusOK, who, "", nil)
}

// showHall shows the page with why something was not done, and what was typed.
func (d *Door) showHall(w http.ResponseWriter, r *http.Request, code int, who, fault string, typed map[string]string) {
	p := d.page(r, "")
	p.Title, p.Way, p.Events = p.T("lead.title"), "/facilitator", "/facilitator/events?lang="+p.Lang()
	h := hallPage{page: p, Who: who, Fault: fault, Typed: typed, View: d.overview(p.say), Done: done(p, r)}
	h.Phases = phaseButtons(h.View.Phase)
	text := d.Scenario.Text(p.Lang())
	if h.View.Phase == workshop.Debrief {
		for _, t := range workshop.Topics(h.View.Head, d.Room.Table) {
			h.Topics = append(h.Topics, topicLine{t.ID, d.topicTitle(p.phrases, t, text), workshop.Percent(t.Apart), t.ID == h.View.Topic.Topic})
		}
	}
	d.show(w, code, "hall.html", p.Lang(), h)
}

// done says what the address says was just done, if it is something of ours.
func done(p page, r *http.Request) string {
	what := r.URL.Query().Get("done")
	if !actionKnown(what) {
		return ""
	}
	return p.T("done." + what)
}

func (d *Door) topicTitle(p phrases, t workshop.Topic, text *game.Text) string {
	scene := d.Scenario.SceneIndex(t.Scene)
	if scene < 0 {
		return t.ID
	}
	title := debrief.Title(d.Scenario, scene, text)
	if n := t.Time(); n > 1 {
		return p.T("topic.again", title, n)
	}
	return title
}

// phaseButtons are the ways on from a phase.
func phaseButtons(now workshop.Phase) []phaseButton {
	start := phaseButton{workshop.Running, "start", false}
	resume := phaseButton{workshop.Running, "resume", false}
	pause := phaseButton{workshop.Paused, "pause", false}
	look := phaseButton{workshop.Debrief, "debrief", true}
	end := phaseButton{workshop.Ended, "end", true}
	switch now {
	case workshop.Lobby:
		return []phaseButton{start, end}
	case workshop.Running:
		return []phaseButton{pause, look, end}
	case workshop.Paused:
		return []phaseButton{resume, look, end}
	case workshop.Debrief:
		resume.Sure = true
		return []phaseButton{resume, end}
	}
	return nil
}
