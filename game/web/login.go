package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"kobayashi/game/workshop"
)

// cookie holds the pass of a facilitator. No script reads it, and no other site's
// page makes a browser send it.
const cookie = "kobayashi_pass"

func passOf(r *http.Request) string {
	c, err := r.Cookie(cookie)
	if err != nil {
		return ""
	}
	return c.Value
}

func (d *Door) keep(w http.ResponseWriter, r *http.Request, pass string, age int) {
	http.SetCookie(w, &http.Cookie{
		Name: cookie, Value: pass, Path: "/facilitator", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil,
	})
}

// leading lets those on who hold a pass, and asks the others for a token.
func (d *Door) leading(next func(w http.ResponseWriter, r *http.Request, who string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if who, ok := d.Leads(passOf(r)); ok {
			next(w, r, who)
			return
		}
		if machine(r.URL.Path) {
			d.fail(w, r, http.StatusForbidden, "pass")
			return
		}
		d.ask(w, r, http.StatusForbidden, "", "fail.pass")
	}
}

type loginPage struct {
	page
	Typed string // the name, kept when the token was wrong
	Fault string
}

// ask shows the page that asks for a token.
func (d *Door) ask(w http.ResponseWriter, r *http.Request, code int, typed, fault string) {
	p := d.page(r, "")
	p.Title, p.Way = p.T("login.title"), "/facilitator"
	l := loginPage{page: p, Typed: typed}
	if fault != "" {
		l.Fault = p.say.Say(d.key(fault))
	}
	d.show(w, code, "login.html", p.Lang(), l)
}

// key is a phrase's full name: those of a workshop's refusals are shared.
func (d *Door) key(name string) string {
	if strings.HasPrefix(name, "refused.") {
		return "workshop." + name
	}
	return "web." + name
}

// login takes a token and a name, and gives a pass. The token is of use once.
func (d *Door) login(w http.ResponseWriter, r *http.Request) {
	if !d.form(w, r) {
		return
	}
	token, name := strings.TrimSpace(r.PostForm.Get("token")), strings.TrimSpace(r.PostForm.Get("name"))
	if !d.tries.take(r.RemoteAddr, d.Room.Now()) {
		d.counts.refuse("tries")
		w.Header().Set("Retry-After", "6")
		d.ask(w, r, http.StatusTooManyRequests, name, "refused.fast")
		return
	}
	shown, _, err := d.Namer(name)
	if err != nil {
		d.ask(w, r, http.StatusUnprocessableEntity, "", "login.name")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), d.Limits.Patience)
	defer cancel()
	pass, err := d.Redeem(ctx, token, shown)
	switch {
	case errors.Is(err, workshop.ErrSecret):
		d.counts.refuse("login")
		d.Log.Warn("a facilitator's token was refused")
		d.ask(w, r, http.StatusForbidden, shown, "refused.secret")
	case err != nil:
		d.Log.Error("login", "error", err)
		d.ask(w, r, http.StatusServiceUnavailable, shown, "fail.store")
	default:
		d.tries.forgive(r.RemoteAddr)
		d.Log.Info("a facilitator came in", "name", shown)
		d.keep(w, r, pass, int(d.PassFor.Seconds()))
		http.Redirect(w, r, back(r, "/facilitator"), http.StatusSeeOther)
	}
}

// logout ends the pass, so that a copy of it opens nothing either, and makes the
// browser forget it.
func (d *Door) logout(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), d.Limits.Patience)
	defer cancel()
	if err := d.Revoke(ctx, passOf(r)); err != nil {
		d.Log.Error("logout", "error", err)
		d.fail(w, r, http.StatusServiceUnavailable, "store")
		return
	}
	const gone = -1
	d.keep(w, r, "", gone)
	http.Redirect(w, r, back(r, "/facilitator"), http.StatusSeeOther)
}

// back is an address of this door with the language that the reader has chosen.
func back(r *http.Request, path string) string {
	if lang := r.URL.Query().Get("lang"); lang == "ja" || lang == "en" {
		return path + "?lang=" + lang
	}
	return path
}
