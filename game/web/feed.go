package web

import (
	"encoding/json"
	"net/http"

	"kobayashi/game/debrief"
	"kobayashi/game/workshop"
)

// scoreboard is the standings feed that CTFtime reads from organisers once a
// minute, in its minimal form, as https://ctftime.org/json-scoreboard-feed
// describes it: "standings" is a list of objects with "pos" (from 1), "team" (its
// name) and "score"; "tasks", which may be there, is the list of the challenges'
// names. Here pos is the rank, so that equal points have equal places, and tasks
// is empty, because the names of decisions would give the story away. A frozen
// board is frozen here too.
func (d *Door) scoreboard(w http.ResponseWriter, _ *http.Request) {
	type standing struct {
		Pos   int    `json:"pos"`
		Team  string `json:"team"`
		Score int    `json:"score"`
	}
	feed := struct {
		Tasks     []string   `json:"tasks"`
		Standings []standing `json:"standings"`
	}{[]string{}, []standing{}}
	for _, s := range d.state().Teams {
		feed.Standings = append(feed.Standings, standing{s.Rank, s.Name, s.Points})
	}
	send(w, feed)
}

func send(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.Encode(v)
}

// openapi describes the feeds.
func (d *Door) openapi(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Write(d.api)
}

func (d *Door) apiState(w http.ResponseWriter, _ *http.Request) { send(w, listed(d.state())) }

// listed has no null where a list is.
func listed(b workshop.BoardState) workshop.BoardState {
	if b.Teams == nil {
		b.Teams = []workshop.Standing{}
	}
	return b
}

// apiWorkshop is the workshop without its teams.
func (d *Door) apiWorkshop(w http.ResponseWriter, r *http.Request) {
	b := d.state()
	rules := d.Room.Head().Opened.Rules
	send(w, struct {
		ID         string            `json:"id"`
		Name       string            `json:"name"`
		Scenario   string            `json:"scenario"`
		Variant    string            `json:"variant,omitempty"`
		Title      string            `json:"title"`
		Lang       string            `json:"lang"`
		Phase      workshop.Phase    `json:"phase"`
		Doors      bool              `json:"doors"`
		Lock       workshop.LockRule `json:"lock"`
		Least      int               `json:"least"`
		At         string            `json:"at"`
		RanMS      int64             `json:"ran_ms"`
		Ticking    bool              `json:"ticking"`
		Teams      int               `json:"teams"`
		Commitment string            `json:"commitment"`
		Seed       string            `json:"seed,omitempty"`
		Nonce      string            `json:"nonce,omitempty"`
	}{
		b.ID, b.Name, b.Scenario, b.Variant, debrief.Plain(d.Scenario.Text(d.say(r).Lang).Title), b.Lang, b.Phase, b.Doors, b.Lock, rules.Least,
		b.At.Format(stamp), b.RanMS, b.Ticking, len(b.Teams), b.Commitment, b.Seed, b.Nonce,
	})
}

// stamp is RFC 3339 with milliseconds, in UTC.
const stamp = "2006-01-02T15:04:05.000Z07:00"

func (d *Door) apiStandings(w http.ResponseWriter, _ *http.Request) {
	b := listed(d.state())
	send(w, struct {
		View  workshop.BoardView  `json:"view"`
		Phase workshop.Phase      `json:"phase"`
		At    string              `json:"at"`
		Teams []workshop.Standing `json:"teams"`
	}{b.View, b.Phase, b.At.Format(stamp), b.Teams})
}

// tally is a decision and how many teams chose what. Options are missing where
// fewer teams than the workshop's rules say made it.
type tally struct {
	ID       string   `json:"id"`
	Scene    string   `json:"scene"`
	Title    string   `json:"title"`
	Time     int      `json:"time"`
	Teams    int      `json:"teams"`
	Withheld bool     `json:"withheld"`
	Options  []choice `json:"options"`
}

type choice struct {
	Item  int    `json:"item"` // from 0, in the order of the script
	Label string `json:"label"`
	Teams int    `json:"teams"`
}

// apiChoices is what the teams chose, summed up over all of them. During the
// debrief it is the decision the room looks at, once the spread is uncovered;
// after the end it is every decision; before there is nothing.
func (d *Door) apiChoices(w http.ResponseWriter, r *http.Request) {
	head := d.Room.Head()
	text := d.Scenario.Text(d.say(r).Lang)
	feed := struct {
		Released bool    `json:"released"`
		Least    int     `json:"least"`
		Topics   []tally `json:"topics"`
	}{Least: head.Opened.Rules.Least, Topics: []tally{}}
	var topics []workshop.Topic
	feed.Released, topics = d.released(head)
	for _, t := range topics {
		scene := d.Scenario.SceneIndex(t.Scene)
		if scene < 0 {
			continue
		}
		c := tally{ID: t.ID, Scene: t.Scene, Title: debrief.Title(d.Scenario, scene, text), Time: t.Time(), Teams: len(t.Teams), Options: []choice{}}
		shares := t.Choices(d.Scenario, head.Opened.Rules.Least)
		c.Withheld = shares == nil
		for i, s := range shares {
			c.Options = append(c.Options, choice{i, debrief.Item(scene, i, text), s.Votes})
		}
		feed.Topics = append(feed.Topics, c)
	}
	send(w, feed)
}

// released are the decisions that everybody may know of.
func (d *Door) released(head *workshop.Head) (bool, []workshop.Topic) {
	switch {
	case head.Phase == workshop.Ended:
		return true, workshop.Topics(head, d.Room.Table)
	case head.Phase == workshop.Debrief && head.Topic.Topic != "" && head.Topic.Layer >= workshop.LayerSpread:
		topic, at := workshop.Find(workshop.Topics(head, d.Room.Table), head.Topic.Topic)
		if at >= 0 {
			return true, []workshop.Topic{topic}
		}
	}
	return false, nil
}
