package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"kobayashi/game/naming"
	"kobayashi/game/visible"
	"kobayashi/game/workshop"
)

// asked is what a facilitator wants done.
type asked struct {
	*Door
	who, team string // team "" is the room
	form      map[string]string
}

// deed does one thing. What it refuses are the errors of a workshop, and those
// of the page.
type deed func(ctx context.Context, a asked) error

// What a form can be refused for beside the rules of the workshop: a thing that
// cannot be taken back without its tick, one that is not in the form, and a step
// beyond the first or the last decision.
var (
	errSure = errors.New("not confirmed")
	errForm = errors.New("the form is not ours")
	errEdge = errors.New("there is nothing further this way")
)

// actions are all that can be done, by the last part of their address.
func actions() map[string]deed {
	return map[string]deed{
		"phase": phase, "doors": doors, "hold": hold, "release": release, "more": more, "tell": tell, "board": showBoard,
		"rename": rename, "remove": remove, "unseat": unseat, "back": sendBack, "topic": topic,
	}
}

func actionKnown(what string) bool { _, ok := actions()[what]; return ok }

// act does what a form asks for, and goes back to the page it stood on. What was
// refused is said there, with what was typed.
func (d *Door) act(w http.ResponseWriter, r *http.Request, who string) {
	what := r.PathValue("what")
	do, ok := actions()[what]
	if !ok {
		d.fail(w, r, http.StatusNotFound, "none")
		return
	}
	if !d.form(w, r) {
		return
	}
	a := asked{Door: d, who: who, form: map[string]string{}}
	for key, values := range r.PostForm {
		a.form[key] = clean(values[0])
	}
	if a.team = a.form["team"]; a.team == everybody {
		a.team = ""
	}
	ctx, cancel := context.WithTimeout(r.Context(), d.Limits.Patience)
	defer cancel()
	err := do(ctx, a)
	own := a.form["from"] // the team on whose page the form stood
	if err == nil {
		path := "/facilitator"
		if _, still := d.Room.Head().Team(own); own != "" && still {
			path += "/team/" + own
		}
		path = back(r, path)
		http.Redirect(w, r, path+map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")]+"done="+what+"#said", http.StatusSeeOther)
		return
	}
	code, fault := d.refusal(r, what, err)
	if _, there := d.Room.Head().Team(own); own != "" && there {
		d.showTeam(w, r, code, who, own, fault, a.form)
		return
	}
	d.showHall(w, r, code, who, fault, a.form)
}

// refusal is the code and the phrase of why something was not done.
func (d *Door) refusal(r *http.Request, what string, err error) (int, string) {
	say := d.say(r)
	switch word := workshop.Reason(err); {
	case word != "":
		return http.StatusConflict, say.Say("workshop.refused." + word)
	case naming.Reason(err) != "":
		return http.StatusUnprocessableEntity, say.Say("name.refused." + naming.Reason(err))
	case errors.Is(err, errSure):
		return http.StatusUnprocessableEntity, say.Say("web.lead.sure")
	case errors.Is(err, errEdge):
		return http.StatusConflict, say.Say("web.lead.edge")
	case errors.Is(err, errForm):
		return http.StatusUnprocessableEntity, say.Say("web.fail.form")
	}
	d.Log.Error("a facilitator's action failed", "action", what, "error", err)
	return http.StatusServiceUnavailable, say.Say("web.fail.store")
}

// everybody is the value of a form's team that means all of them.
const everybody = "all"

// clean makes what was typed one line without anything that a reader cannot see.
func clean(s string) string {
	var out strings.Builder
	marks := 0
	for _, c := range strings.ToValidUTF8(s, "") {
		switch {
		case c == '\n' || c == '\r' || c == '\t':
			c = ' '
		case visible.Unseen(c):
			continue
		case visible.Mark(c):
			if marks++; marks > visible.MaxMarks {
				continue
			}
		default:
			marks = 0
		}
		out.WriteRune(c)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// sure is nil where the form has its tick.
func (a asked) sure() error {
	if a.form["sure"] != "yes" {
		return errSure
	}
	return nil
}

// head does something to the workshop.
func (a asked) head(ctx context.Context, f func(h *workshop.Head, now time.Time) ([]workshop.Entry, error)) error {
	return a.Room.Do(ctx, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) { return f(h, now) })
}

// tables does something to the team that is asked for, or to each.
func (a asked) tables(ctx context.Context, f workshop.Deciding) error {
	if a.team != "" {
		return a.Room.Do(ctx, a.team, f)
	}
	var failed []error
	for _, l := range a.Room.Head().Teams {
		failed = append(failed, a.Room.Do(ctx, l.ID, f))
	}
	return errors.Join(failed...)
}
