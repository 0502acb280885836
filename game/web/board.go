package web

import (
	"net/http"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// boardPage is the whole page; boardView the part that changes.
type (
	boardPage struct {
		page
		View boardView
	}
	boardView struct {
		phrases
		workshop.BoardState
		Story string // the scenario's title
		Clock string
		// Size is how the standings are laid out: one, two or three columns, or
		// pages of three.
		Size   string
		Rows   []row
		Here   int // people
		Line   string
		Code   string
		Square any // template.HTML
		Look   *topicView
		News   string
	}
	row struct {
		workshop.Standing
		Ending string
		Leads  bool
	}
)

// board is the page for the projector.
func (d *Door) board(w http.ResponseWriter, r *http.Request) {
	p := d.page(r, d.Room.Head().Opened.Name)
	p.Events, p.Home = "/events?as=page&lang="+p.Lang(), true
	d.show(w, http.StatusOK, "board.html", p.Lang(), boardPage{p, d.view(p.say)})
}

// fragment is the part of the page that changes, for those who have the rest.
func (d *Door) fragment(lang string) ([]byte, error) {
	return d.hub.picture("board "+lang, func() ([]byte, error) {
		return d.render("view.html", d.view(d.Words.In(lang)))
	})
}

func (d *Door) view(say words.Text) boardView {
	b := d.state()
	text := d.Scenario.Text(say.Lang)
	v := boardView{
		phrases: d.phrases(say), BoardState: b, Story: debrief.Plain(text.Title), Clock: duration(b.RanMS), Size: size(len(b.Teams)),
	}
	for _, s := range b.Teams {
		v.Here += s.Here
		v.Rows = append(v.Rows, row{s, ending(text, s.Ending), s.Rank == 1 && s.Points > 0})
	}
	if b.Doors && b.Phase != workshop.Ended && b.Phase != workshop.Debrief {
		v.Code, v.Square = spaced(d.Room.Head().Opened.Join), d.square
		if d.Invite.Line != nil {
			v.Line = d.Invite.Line(v.T("join.team"))
		}
	}
	if b.Topic != nil {
		v.Look = d.look(*b.Topic, text, say)
	}
	v.News = v.news()
	return v
}

// The most teams that stand on the board in so many columns, readable from the
// back of the room. More are shown in turn.
const (
	fewTeams     = 5
	oneColumn    = 10
	twoColumns   = 24
	threeColumns = 45
)

func size(teams int) string {
	switch {
	case teams <= fewTeams:
		return "few"
	case teams <= oneColumn:
		return "one"
	case teams <= twoColumns:
		return "two"
	case teams <= threeColumns:
		return "three"
	}
	return "pages"
}

func ending(text *game.Text, id string) string {
	if label := text.Endings[id]; label != "" {
		return debrief.Plain(label)
	}
	return id
}

// spaced writes a code in groups that an eye can hold.
func spaced(code string) string {
	const group = 4
	if len(code) <= group+2 {
		return code
	}
	return code[:group] + " " + spaced(code[group:])
}

// news is what has changed in one sentence, for those who hear the board.
func (v boardView) news() string {
	switch {
	case v.Phase == workshop.Lobby:
		return v.N("news.lobby", len(v.Rows))
	case v.Phase == workshop.Debrief && v.Look != nil:
		return v.T("news.topic", v.Look.Number, v.Look.Of, v.Look.Title)
	case len(v.Rows) == 0 || v.Rows[0].Points == 0:
		return v.W("phase." + string(v.Phase))
	case len(v.Rows) > 1 && v.Rows[1].Rank == 1:
		return v.T("news.tie", v.W("phase."+string(v.Phase)), v.Rows[0].Points)
	}
	return v.T("news.first", v.W("phase."+string(v.Phase)), v.Rows[0].Name, v.Rows[0].Points)
}

// Sum is how the commitment is checked on a command line.
func (v boardView) Sum() string {
	return "{ printf %016x " + v.Seed + " | xxd -r -p; printf %s " + v.Nonce + "; } | sha256sum"
}
