package web_test

import (
	"bufio"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kobayashi/game/workshop"
)

// public are all addresses that anybody may read.
func public() []string {
	return []string{
		"/", "/?lang=en", "/scoreboard.json", "/api/v1/workshop", "/api/v1/standings", "/api/v1/choices", "/api/v1/choices?lang=en", "/api/v1/state",
		"/api/v1/openapi.json", "/healthz", "/metrics", "/facilitator", "/facilitator?lang=en", "/nothing", "/static/live.js", "/facilitator/team/t1",
		"/facilitator/events", "/facilitator/events?team=t1",
	}
}

// firstEvent reads a stream up to its first event.
func (s *stage) firstEvent(path string) string {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.srv.URL+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	var out strings.Builder
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		out.WriteString(lines.Text() + "\n")
		if lines.Text() == "" && strings.Contains(out.String(), "event: ") {
			break
		}
	}
	return out.String()
}

// everything is what all public addresses say, headers and streams with them.
func (s *stage) everything() string {
	s.t.Helper()
	var all strings.Builder
	for _, path := range public() {
		a := s.get(path)
		all.WriteString("\n== " + path + "\n" + a.body)
		for k, v := range a.Header {
			all.WriteString(k + ": " + strings.Join(v, " ") + "\n")
		}
	}
	for _, path := range []string{"/events", "/events?as=page&lang=ja", "/events?as=page&lang=en"} {
		all.WriteString("\n== " + path + "\n" + s.firstEvent(path))
	}
	return all.String()
}

// mark is what every text and every id of the scenario of the tests begins with.
var mark = regexp.MustCompile(`(?i)zz[^<"&\s」.]*`)

// TestNothingBeforeItsTime plays a scenario in which every text is marked, and
// reads every public address in each phase: only what the debrief has uncovered
// may be there.
func TestNothingBeforeItsTime(t *testing.T) {
	s := set(t)
	people := []string{"yyAnn", "yyBo", "yyCy"}
	red, blue := s.team("Red", people[0], people[1]), s.team("Blue", people[2])
	only := func(when string, allowed ...string) {
		t.Helper()
		all := s.everything()
		for _, m := range mark.FindAllString(all, -1) {
			ok := false
			for _, a := range allowed {
				ok = ok || m == a
			}
			if !ok {
				i := strings.Index(all, m)
				t.Errorf("%s: %q is told: …%s…", when, m, all[max(i-200, 0):min(i+100, len(all))])
				return
			}
		}
		lacks(t, when, all, "yyAnn", "yyBo", "yyCy", "Npepper\"", "chat-secret", "only-for-red", "why-secret")
		has(t, when, all, "Red") // it does see something
	}
	only("lobby")
	s.phase(workshop.Running)
	only("start")
	step := 0
	s.do(red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Cast(h, "s1", step, 0, 70, now)
	})
	s.do(red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Say(h, "s1", "chat-secret", now)
	})
	s.do(red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Tell(h, "lead", workshop.Hint, "only-for-red", now)
	})
	only("while they vote")
	s.decide(red, 0)
	s.do(red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.More(h, "lead", 30, "why-secret", now)
	})
	s.decide(blue, 2)
	only("decided")
	s.view(workshop.Frozen)
	s.decide(blue, 5)
	only("one is over, frozen")
	s.phase(workshop.Paused)
	s.phase(workshop.Debrief)
	only("debrief, nothing shown")
	question := []string{"zzgate", "ZZ門", "ZZ門を閉める", "ZZ門を開けておく", "ZZ半分だけ閉める"}
	s.topic("zzgate", workshop.LayerQuestion)
	only("question", question...)
	s.topic("zzgate", workshop.LayerSpread)
	only("spread", question...)
	s.topic("zzgate", workshop.LayerVerdict)
	wait(t, "verdicts", func() bool { return known(s) })
	// The best line goes on from here: through the sheet, whose scene it names.
	only("verdict", append(question, "zzsheet", "ZZ時刻", "ZZ次の報告")...)
	s.phase(workshop.Running)
	only("running again")
	s.view(workshop.Revealed)
	only("revealed", "zzcalm", "ZZ静かな結末")
	s.phase(workshop.Ended)
	all := s.everything()
	// Of what was never decided, of comments and of what stands behind a choice
	// nothing is told to the end.
	for _, m := range mark.FindAllString(all, -1) {
		for _, never := range []string{"奥", "灯り", "話", "手がかり", "教訓", "内緒", "進行役", "声", "前書き", "危うさ", "zzdeep", "ZZ止める", "ZZ封じ込め"} {
			if strings.Contains(m, never) {
				t.Errorf("ended: %q is told", m)
			}
		}
	}
	lacks(t, "ended", all, "yyAnn", "yyBo", "yyCy", "chat-secret", "only-for-red", "why-secret")
	has(t, "ended", all, "Npepper")
}

// TestSecretsAreNotWritten: no token, pass, code or address stands in the log, on
// a page or among the measures.
func TestSecretsAreNotWritten(t *testing.T) {
	s := set(t)
	token := s.token()
	a := s.ask(nil, http.MethodPost, "/facilitator/login", url.Values{"token": {token}, "name": {"Mori"}})
	pass := a.Cookies()[0].Value
	s.ask(nil, http.MethodPost, "/facilitator/login", url.Values{"token": {token}, "name": {"Mori"}})
	s.ask(nil, http.MethodPost, "/facilitator/login", url.Values{"token": {"wrong-token-of-mine"}, "name": {"Mori"}})
	s.ask(nil, http.MethodGet, "/facilitator", nil, "Cookie", "kobayashi_pass="+pass)
	s.ask(nil, http.MethodPost, "/facilitator/do/phase", url.Values{"phase": {"debrief"}, "sure": {"yes"}}, "Cookie", "kobayashi_pass="+pass)
	s.ask(nil, http.MethodGet, "/facilitator/events", nil, "Cookie", "kobayashi_pass=wrong-pass-of-mine")
	all := s.talk.String() + s.everything() + s.ask(nil, "GET", "/facilitator", nil, "Cookie", "kobayashi_pass="+pass).body
	lacks(t, "log and pages", all, token, pass, "wrong-token-of-mine", "wrong-pass-of-mine")
	lacks(t, "the log", s.talk.String(), "127.0.0.1")
	has(t, "the log", s.talk.String(), "token was refused", "name=Mori")
}
