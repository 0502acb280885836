package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game/web"
	"kobayashi/game/workshop"
)

func (s *stage) tryLogin(token, name string, headers ...string) answer {
	s.t.Helper()
	return s.ask(nil, http.MethodPost, "/facilitator/login?lang=en", url.Values{"token": {token}, "name": {name}}, headers...)
}

func TestLogin(t *testing.T) {
	s := set(t)
	a := s.tryLogin("WRONGTOKEN", "Mori")
	if a.StatusCode != http.StatusForbidden || len(a.Cookies()) != 0 {
		t.Errorf("a wrong token: %d, %v", a.StatusCode, a.Cookies())
	}
	has(t, "a wrong token", a.body, "The token is wrong, used, or too old.", `value="Mori"`)
	token := s.token()
	if a := s.tryLogin(token, ""); a.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("no name: %d", a.StatusCode)
	}
	a = s.tryLogin(strings.ToLower(token[:4])+" "+token[4:], "Mori") // as it is read out
	if a.StatusCode != http.StatusSeeOther || len(a.Cookies()) != 1 {
		t.Fatalf("the right token: %d, %v\n%s", a.StatusCode, a.Cookies(), a.body)
	}
	c := a.Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/facilitator" || c.MaxAge != 3600 || len(c.Value) < 26 || c.Value == token {
		t.Errorf("the cookie is %s", c)
	}
	has(t, "with the cookie", s.get("/facilitator?lang=en", "Cookie", c.Name+"="+c.Value).body, "Facilitator Mori")
	if a := s.tryLogin(token, "Eve"); a.StatusCode != http.StatusForbidden {
		t.Errorf("the token a second time: %d", a.StatusCode)
	}
	out := s.ask(nil, http.MethodPost, "/facilitator/logout", url.Values{}, "Cookie", c.Name+"="+c.Value)
	if len(out.Cookies()) != 1 || out.Cookies()[0].MaxAge >= 0 {
		t.Errorf("leaving: %v", out.Cookies())
	}
	if a := s.get("/facilitator?lang=en", "Cookie", c.Name+"="+c.Value); strings.Contains(a.body, "Facilitator Mori") || !strings.Contains(a.body, `name="token"`) {
		t.Errorf("with a copy of the cookie after leaving:\n%s", a.body)
	}
	if out := s.ask(nil, http.MethodPost, "/facilitator/logout", url.Values{}); out.StatusCode != http.StatusSeeOther {
		t.Errorf("leaving a second time: %d", out.StatusCode)
	}
}

// TestTries: one source has only so many tries; a right token gives them back.
func TestTries(t *testing.T) {
	s := set(t, func(o *web.Options) { o.Limits.Tries = 3 })
	for range 2 {
		s.tryLogin("WRONG", "Mori")
	}
	if a := s.tryLogin(s.token(), "Mori"); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("the third try, a right one: %d", a.StatusCode)
	}
	for i := range 3 {
		if a := s.tryLogin("WRONG", "Mori"); a.StatusCode != http.StatusForbidden {
			t.Errorf("try %d: %d", i, a.StatusCode)
		}
	}
	a := s.tryLogin(s.token(), "Mori")
	if a.StatusCode != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
		t.Errorf("one try too many: %d", a.StatusCode)
	}
	has(t, "one try too many", a.body, "Too many wrong tries.")
}

// TestOnlyWithPass: nothing of a facilitator's is shown or done for anybody else.
func TestOnlyWithPass(t *testing.T) {
	s := set(t)
	red := s.team("Red", "yyAnn")
	before := s.room.Head().Next
	for _, pass := range []string{"", "kobayashi_pass=", "kobayashi_pass=WRONG", "other=x"} {
		for _, path := range []string{"/facilitator", "/facilitator/team/" + red, "/facilitator/events"} {
			a := s.get(path, "Cookie", pass)
			lacks(t, path, a.body, "yyAnn", "Red")
		}
		for _, what := range []string{"phase", "doors", "hold", "release", "more", "tell", "board", "rename", "remove", "unseat", "back", "topic"} {
			a := s.ask(nil, http.MethodPost, "/facilitator/do/"+what, url.Values{
				"phase": {"running"}, "set": {"off"}, "view": {"frozen"}, "team": {red}, "sure": {"yes"}, "name": {"x"}, "text": {"x"}, "manner": {"hint"},
			}, "Cookie", pass)
			if a.StatusCode != http.StatusForbidden {
				t.Errorf("%s with %q: %d", what, pass, a.StatusCode)
			}
		}
	}
	if s.room.Head().Next != before {
		t.Error("something was done without a pass")
	}
}

// TestPassEnds: a pass that is over opens nothing, and ends the stream it opened.
func TestPassEnds(t *testing.T) {
	over := make(chan struct{})
	s := set(t, func(o *web.Options) {
		leads := o.Leads
		o.Leads = func(pass string) (string, bool) {
			select {
			case <-over:
				return "", false
			default:
				return leads(pass)
			}
		}
	})
	a := s.tryLogin(s.token(), "Mori")
	cookie := a.Cookies()[0].Name + "=" + a.Cookies()[0].Value
	events, _, _ := s.stream("/facilitator/events?lang=en", "Cookie", cookie)
	has(t, "the stream", next(t, events, "lead").data, "Log of actions")
	close(over)
	s.team("Red", "a")
	next(t, events, "bye")
	if a := s.get("/facilitator", "Cookie", cookie); strings.Contains(a.body, "Mori") {
		t.Error("the pass still leads")
	}
}

// TestVotesAreNotSeen: a vote moves the facilitator's page and nobody else's.
func TestVotesAreNotSeen(t *testing.T) {
	s := set(t)
	red := s.team("Red", "Ann", "Bo")
	s.phase(workshop.Running)
	a := s.tryLogin(s.token(), "Mori")
	led, _, _ := s.stream("/facilitator/events?lang=en", "Cookie", a.Cookies()[0].Name+"="+a.Cookies()[0].Value)
	states, _, _ := s.stream("/events")
	for !strings.Contains(next(t, states, "state").data, `"running"`) {
	}
	has(t, "before", next(t, led, "lead").data, "0 of 2")
	s.do(red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Cast(h, "s1", 0, 0, 70, now)
	})
	for !strings.Contains(next(t, led, "lead").data, "1 of 2") {
	}
	s.phase(workshop.Paused)
	if got := next(t, states, "state").data; !strings.Contains(got, `"paused"`) {
		t.Errorf("the vote was seen from outside: %s", got)
	}
}

// TestCrossSite: what another site's page makes a browser send is refused before
// anything else; what a page of ours sends is not.
func TestCrossSite(t *testing.T) {
	s := set(t)
	a := s.tryLogin(s.token(), "Mori")
	cookie := a.Cookies()[0].Name + "=" + a.Cookies()[0].Value
	tests := []struct {
		name    string
		headers []string
		code    int
	}{
		{"another site", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 403},
		{"another port", []string{"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:1"}, 403},
		{"an old browser", []string{"Origin", "http://evil.example"}, 403},
		{"an origin that is hidden", []string{"Origin", "null"}, 403},
		{"our page", []string{"Sec-Fetch-Site", "same-origin", "Origin", s.srv.URL}, 303},
		{"our page, where only the origin is sent", []string{"Origin", s.srv.URL}, 303},
	}
	for i, tt := range tests {
		before := s.room.Head().Next
		form := url.Values{"set": {[]string{"off", "on"}[i%2]}}
		a := s.ask(nil, http.MethodPost, "/facilitator/do/doors?lang=en", form, append(tt.headers, "Cookie", cookie)...)
		if a.StatusCode != tt.code {
			t.Errorf("%s: %d, want %d", tt.name, a.StatusCode, tt.code)
		}
		if done := s.room.Head().Next != before; done != (tt.code == 303) {
			t.Errorf("%s: done is %v", tt.name, done)
		}
		if tt.code == 403 {
			has(t, tt.name, a.body, "Actions sent from another site are refused.")
		}
	}
}

// TestActions does each thing a facilitator can, by the forms of the pages.
func TestActions(t *testing.T) {
	s := set(t)
	red, blue := s.team("Red", "Ann", "Bo"), s.team("Blue", "Cy")
	c := s.lead()
	ok := func(says, what string, fields ...string) answer {
		t.Helper()
		a := s.post(c, what, fields...)
		if a.StatusCode != http.StatusOK || !strings.Contains(a.body, says) {
			t.Errorf("%s %q: %d, want %q in\n%s", what, fields, a.StatusCode, says, clip(a.body))
		}
		return a
	}
	no := func(code int, says, what string, fields ...string) {
		t.Helper()
		before := s.room.Head().Next + s.room.Table(red).Next
		a := s.post(c, what, fields...)
		if a.StatusCode != code || !strings.Contains(a.body, says) {
			t.Errorf("%s %q: %d, want %d and %q in\n%s", what, fields, a.StatusCode, code, says, clip(a.body))
		}
		if s.room.Head().Next+s.room.Table(red).Next != before {
			t.Errorf("%s %q was refused, and done", what, fields)
		}
	}
	head := s.room.Head
	check := func(what string, is bool) {
		t.Helper()
		if !is {
			t.Errorf("after %s it is not so", what)
		}
	}
	no(409, "That cannot be done at this stage.", "phase", "phase", "paused")
	no(409, "That cannot be done at this stage.", "topic", "move", "next", "topic", "zzgate")
	no(404, "There is no such page.", "explode")
	ok("The phase was changed.", "phase", "phase", "running", "reason", "all are here")
	check("start", head().Phase == workshop.Running)
	ok("The phase was changed.", "phase", "phase", "paused")
	no(409, "", "phase", "phase", "lobby")
	ok("The phase was changed.", "phase", "phase", "running")
	ok("The doors were changed.", "doors", "set", "off")
	check("doors", !head().Doors)
	no(422, "The form could not be read", "doors", "set", "ajar")
	ok("Holding was changed.", "hold", "set", "on", "reason", "a word first")
	s.decide(red, 0)
	check("hold", s.room.Table(red).Waiting)
	page := s.ask(c, "GET", "/facilitator?lang=en", nil).body
	has(t, "the page of who waits", page, "1 team waits", "waits for you", `<a href="/facilitator?lang=en">Overview</a>`)
	if n := strings.Count(page, "first vote"); n != 1 {
		t.Errorf("%d teams are said to vote, of two of which one waits", n)
	}
	if strings.Contains(s.ask(c, "GET", "/facilitator/team/"+red+"?lang=en", nil).body, "first vote") {
		t.Error("the page of a team that waits says that it votes")
	}
	ok("Waiting teams go on.", "release", "team", red, "from", red)
	check("release", !s.room.Table(red).Waiting)
	ok("Holding was changed.", "hold", "set", "off")
	ok("It was said.", "tell", "team", "all", "manner", "inject", "text", "The power\nis\u202e out")
	check("an inject to all", slices.ContainsFunc(head().Notices, func(n workshop.Notice) bool { return n.Manner == workshop.Inject && n.Text == "The power is out" }))
	ok("It was said.", "tell", "team", blue, "manner", "hint", "text", "Look again")
	check("a hint to one", len(s.room.Table(blue).Notices) == 1 && len(s.room.Table(red).Notices) == 0)
	no(409, "Nothing has been written", "tell", "team", "all", "manner", "hint", "text", " \u200b ")
	no(409, "That is too long.", "tell", "team", "all", "manner", "hint", "text", strings.Repeat("あ", 401))
	no(422, "The form could not be read", "tell", "team", "all", "manner", "shout", "text", "x")
	no(409, "There is no such team.", "tell", "team", "nobody", "manner", "hint", "text", "x")
	a := s.post(c, "tell", "team", "nobody", "manner", "hint", "text", "kept though refused")
	has(t, "a refused message", a.body, "kept though refused")
	ok("More time was given.", "more", "team", "all", "seconds", "60")
	check("more time", s.room.Table(red).Vote.More == time.Minute && s.room.Table(blue).Vote.More == 0) // blue has no limit before it
	no(409, "No time limit runs there.", "more", "team", blue, "seconds", "60")
	no(409, "That is too long.", "more", "team", red, "seconds", "99999")
	no(422, "", "more", "team", red, "seconds", "soon")
	ok("The board was changed.", "board", "view", "frozen")
	check("freeze", head().Board == workshop.Frozen && len(head().Frozen) == 2)
	ok("The board was changed.", "board", "view", "live")
	no(409, "", "board", "view", "upside-down")
	ok("The team has its new name.", "rename", "team", red, "from", red, "name", "Scarlet", "reason", "too many reds")
	check("rename", head().Teams[0].Name == "Scarlet")
	no(409, "Another team has this name", "rename", "team", red, "name", "Blue")
	no(422, "That name is too long", "rename", "team", red, "name", strings.Repeat("w", 25))
	no(422, "kept for the facilitator", "rename", "team", red, "name", "admin")
	no(422, "Please tick the box first", "back", "team", red, "step", "0", "reason", "once more")
	no(409, "Nothing has been written", "back", "team", red, "step", "0", "sure", "yes")
	no(409, "", "back", "team", red, "step", "7", "reason", "x", "sure", "yes")
	a = ok("The team was sent back.", "back", "team", red, "from", red, "step", "0", "reason", "once more", "sure", "yes")
	check("send back", len(s.room.Table(red).Run.Steps) == 0)
	has(t, "its page", a.body, "sent back 1 time")
	no(422, "Please tick the box first", "unseat", "team", red, "seat", "s2")
	ok("The seat is free.", "unseat", "team", red, "seat", "s2", "sure", "yes", "reason", "left early")
	check("unseat", len(s.room.Table(red).Seats) == 1)
	no(409, "There is no such team.", "unseat", "seat", "s1", "sure", "yes")
	s.decide(red, 0)
	s.decide(blue, 2)
	no(422, "Please tick the box first", "phase", "phase", "debrief")
	ok("The phase was changed.", "phase", "phase", "debrief", "sure", "yes")
	ok("The room looks at it now.", "topic", "move", "next")
	check("the first topic", head().Topic.Topic == "zzgate" && head().Topic.Layer == workshop.LayerQuestion)
	no(409, "There is nothing further this way.", "topic", "move", "prev")
	no(409, "There is nothing further this way.", "topic", "move", "hide")
	ok("", "topic", "move", "show")
	ok("", "topic", "move", "show")
	check("all uncovered", head().Topic.Layer == workshop.LayerVerdict)
	no(409, "There is nothing further this way.", "topic", "move", "show")
	no(409, "There is nothing further this way.", "topic", "move", "next")
	no(409, "There is nothing further this way.", "topic", "topic", "nowhere")
	ok("", "topic", "topic", "zzgate")
	check("a topic begins covered", head().Topic.Layer == workshop.LayerQuestion)
	no(422, "Please tick the box first", "phase", "phase", "running")
	no(422, "Please tick the box first", "remove", "team", blue)
	ok("The team was removed.", "remove", "team", blue, "from", blue, "sure", "yes", "reason", "gone home")
	check("remove", head().Gone(blue))
	if got := s.ask(c, "GET", "/facilitator/team/"+blue, nil).StatusCode; got != http.StatusNotFound {
		t.Errorf("the page of a removed team: %d", got)
	}
	ok("The phase was changed.", "phase", "phase", "ended", "sure", "yes", "reason", "five o'clock")
	no(409, "That cannot be done at this stage.", "tell", "team", "all", "manner", "hint", "text", "x")
	page = s.ask(c, "GET", "/facilitator?lang=en", nil).body
	has(t, "the log", page, "<b>Mori</b>", "all are here", "a word first", "too many reds", "once more", "left early", "gone home", "five o&#39;clock", "phase: ended", "news: The power is out", "a removed team")
}
