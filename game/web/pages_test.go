package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"kobayashi/game/web"
	"kobayashi/game/workshop"
)

func TestHeaders(t *testing.T) {
	s := set(t)
	for _, path := range []string{"/", "/nothing", "/scoreboard.json", "/static/page.css", "/facilitator", "/healthz", "/metrics"} {
		h := s.get(path).Header
		csp := h.Get("Content-Security-Policy")
		has(t, path, csp, "default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
		lacks(t, path, csp, "unsafe", "data:", "*", "http")
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		want := "no-referrer"
		if strings.HasPrefix(path, "/facilitator") {
			want = "same-origin" // see referrer
		}
		if got := h.Get("Referrer-Policy"); got != want {
			t.Errorf("%s: referrer policy %q, want %q", path, got, want)
		}
	}
}

// TestNothingInline: no page has a script or a style in it, or names another host.
func TestNothingInline(t *testing.T) {
	s := set(t)
	red := s.team("赤", "a")
	c := s.lead()
	inline := regexp.MustCompile(`(?i)<script[^>]*>[^<]|<style|\sstyle=|\son[a-z]+=|javascript:|(src|href|action)="(https?:)?//`)
	for _, a := range []answer{
		s.get("/"), s.get("/nothing"), s.get("/facilitator"), s.ask(c, "GET", "/facilitator", nil), s.ask(c, "GET", "/facilitator/team/"+red, nil),
	} {
		if got := inline.FindString(a.body); got != "" {
			t.Errorf("%s has %q", a.Request.URL.Path, got)
		}
	}
}

func TestLanguage(t *testing.T) {
	s := set(t)
	tests := []struct{ path, accept, want string }{
		{"/", "", "ja"}, // the workshop's
		{"/", "en-GB,en;q=0.9", "en"},
		{"/", "de,ja;q=0.2,en;q=0.8", "en"},
		{"/", "en;q=0.1,ja", "ja"},
		{"/", "de,fr", "ja"},
		{"/", "en;q=0", "ja"},
		{"/", "en;q=x,ja;q=0.1", "ja"},
		{"/?lang=en", "ja", "en"},
		{"/?lang=ja", "en", "ja"},
		{"/?lang=xx", "en", "en"},
		{"/nothing", "en", "en"},
	}
	for _, tt := range tests {
		a := s.get(tt.path, "Accept-Language", tt.accept)
		if got := a.Header.Get("Content-Language"); got != tt.want || !strings.Contains(a.body, `<html lang="`+tt.want+`"`) {
			t.Errorf("%s with %q speaks %s, want %s", tt.path, tt.accept, got, tt.want)
		}
		if a.Header.Get("Vary") != "Accept-Language" {
			t.Errorf("%s: Vary is %q", tt.path, a.Header.Get("Vary"))
		}
	}
}

func TestNoSuchPage(t *testing.T) {
	s := set(t)
	tests := []struct {
		method, path string
		code         int
		allow        string
		says         string // in English
	}{
		{"GET", "/nothing", 404, "", "There is no such page."},
		{"GET", "/static/%2e%2e%2fboard.html", 404, "", ""},
		{"GET", "/static/board.html", 404, "", ""},
		{"GET", "/facilitator/", 404, "", ""},
		{"POST", "/", 405, "GET, HEAD", "This address does not do that."},
		{"DELETE", "/scoreboard.json", 405, "GET, HEAD", "This address does not do that."},
		{"GET", "/facilitator/login", 405, "POST", "This address does not do that."},
		{"GET", "/facilitator/do/phase", 405, "POST", "This address does not do that."},
		{"OPTIONS", "/api/v1/state", 405, "GET, HEAD", ""},
		{"GET", "/api/v1/nothing", 404, "", "There is no such page."},
	}
	for _, tt := range tests {
		a := s.ask(nil, tt.method, tt.path+"?lang=en", nil)
		if a.StatusCode != tt.code || a.Header.Get("Allow") != tt.allow {
			t.Errorf("%s %s: %d, allows %q; want %d, %q", tt.method, tt.path, a.StatusCode, a.Header.Get("Allow"), tt.code, tt.allow)
		}
		has(t, tt.path, a.body, tt.says)
		machine := strings.HasPrefix(tt.path, "/api/") || tt.path == "/scoreboard.json"
		if kind := a.Header.Get("Content-Type"); machine != (kind == "application/problem+json") {
			t.Errorf("%s: refused as %s", tt.path, kind)
		}
	}
	has(t, "in Japanese", s.get("/nothing?lang=ja").body, "そのページはありません。", `<html lang="ja"`)
}

// TestHead: every address that can be read answers HEAD as it answers GET, with
// nothing in it.
func TestHead(t *testing.T) {
	s := set(t)
	for _, path := range []string{"/", "/events", "/scoreboard.json", "/healthz", "/metrics", "/api/v1/state", "/api/v1/openapi.json", "/facilitator", "/static/live.js"} {
		a := s.ask(nil, http.MethodHead, path, nil)
		if a.StatusCode != http.StatusOK || a.body != "" || a.Header.Get("Content-Type") == "" {
			t.Errorf("HEAD %s: %d, %d bytes, %s", path, a.StatusCode, len(a.body), a.Header.Get("Content-Type"))
		}
	}
}

func TestFilesAreKept(t *testing.T) {
	s := set(t)
	build := regexp.MustCompile(`/static/page\.css\?v=([0-9a-f]+)`).FindStringSubmatch(s.get("/").body)
	if build == nil {
		t.Fatal("no style")
	}
	if got := s.get(build[0]).Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("this build's style: %q", got)
	}
	if got := s.get("/static/page.css?v=old").Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("another build's style: %q", got)
	}
	if got := s.get("/").Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("the board: %q", got)
	}
}

// TestBodies: what is too long to be a form of ours is not read to its end.
func TestBodies(t *testing.T) {
	s := set(t)
	c := s.lead()
	a := s.post(c, "tell", "team", "all", "manner", "message", "text", strings.Repeat("x", 20<<10))
	if a.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a long form: %d", a.StatusCode)
	}
	req, err := http.NewRequest(http.MethodPost, s.srv.URL+"/facilitator/do/tell", strings.NewReader("text=%zz"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusBadRequest {
		t.Errorf("a broken form: %d", res.StatusCode)
	}
}

// TestBoard is what stands on the board in each phase.
func TestBoard(t *testing.T) {
	s := set(t)
	en := func() string { return s.get("/?lang=en").body }
	has(t, "empty lobby", en(), "Waiting for the first team.", "QX7P LMNR", "ssh -p 2222 team@192.0.2.10", "<svg", "not started")
	red, blue := s.team("Red", "Ann", "Bo"), s.team("Blue", "Cy")
	has(t, "lobby", en(), "2 teams", "3 people", "Red", "2/2 here")
	s.phase(workshop.Running)
	s.decide(red, 0)
	has(t, "running", en(), "running", "Elapsed", "Red", "6 points", "1 decision<", "Sealed luck", s.state().Commitment, "You can still join", "time does not count")
	s.view(workshop.Frozen)
	s.decide(blue, 2)
	has(t, "frozen", en(), "The board is frozen", "6 points", "0 points")
	lacks(t, "frozen", en(), "9 points")
	s.view(workshop.Live)
	has(t, "live again", en(), "9 points")
	s.decide(blue, 5)
	has(t, "finished", en(), "finished")
	lacks(t, "before it is revealed", en(), "ZZ静かな結末")
	s.phase(workshop.Paused)
	has(t, "paused", en(), "Paused. All clocks stand still.")
	s.phase(workshop.Debrief)
	has(t, "debrief", en(), "The debrief is about to begin.")
	lacks(t, "debrief", en(), "QX7P", "You can still join")
	s.topic("zzgate", workshop.LayerQuestion)
	has(t, "question", en(), "Decision 1 of", "ZZ門を閉める", ">A<")
	lacks(t, "question", en(), "1 team<", "Red")
	s.topic("zzgate", workshop.LayerSpread)
	has(t, "spread", en(), "50% apart", "1 team<", "votes: 2 at first, 2 at last", "Red")
	lacks(t, "spread", en(), "Points given away")
	s.topic("zzgate", workshop.LayerVerdict)
	wait(t, "verdicts", func() bool { return known(s) })
	has(t, "verdict", en(), "Points given away here", "-2<", "nothing<", "Best line from here", "best<")
	s.view(workshop.Revealed)
	s.phase(workshop.Ended)
	has(t, "ended", en(), "Final ranking", "ZZ静かな結末", "The luck was fixed before the start", ">7<", "Npepper", "printf %016x 7")
	lacks(t, "ended", en(), "QX7P")
}

// TestFewVotes: where fewer people voted than the rules say, nothing is summed up.
func TestFewVotes(t *testing.T) {
	s := set(t)
	red := s.team("Red", "Ann")
	s.phase(workshop.Running)
	s.decide(red, 0)
	s.phase(workshop.Debrief)
	s.topic("zzgate", workshop.LayerSpread)
	a := s.get("/?lang=en").body
	has(t, "spread of one", a, "Too few people voted")
	lacks(t, "spread of one", a, "at first")
}

// TestHostileNames: a name is text, whatever it says.
func TestHostileNames(t *testing.T) {
	s := set(t)
	s.team(`<b onclick=x>"'`, `<script>alert(1)`)
	c := s.lead()
	for _, a := range []answer{s.get("/"), s.ask(c, "GET", "/facilitator", nil)} {
		lacks(t, a.Request.URL.Path, a.body, "<b onclick", "<script>alert")
		has(t, a.Request.URL.Path, a.body, "&lt;b onclick=x&gt;")
	}
}

// TestBrokenPage: a page that fails ends alone, says so, and tells the log.
func TestBrokenPage(t *testing.T) {
	s := set(t, func(o *web.Options) { o.Measures = func() []web.Measure { panic("on purpose") } })
	a := s.get("/metrics?lang=en")
	if a.StatusCode != http.StatusInternalServerError {
		t.Errorf("a page that fails: %d", a.StatusCode)
	}
	lacks(t, "the answer", a.body, "on purpose", "goroutine")
	has(t, "the log", s.talk.String(), "on purpose", "route=metrics")
	if s.get("/").StatusCode != http.StatusOK {
		t.Error("the next page is gone too")
	}
}
