package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestServeGuesses: who guesses codes has to wait, whatever they guess next.
func TestServeGuesses(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	s := live(t, "guesses")
	for left := mostTries; left > 0; {
		p := s.comes("red", nil)
		p.talk("> join", "WRONG", "> name", "Ann", "The code is wrong")
		for left--; left%10 > 0; left-- {
			p.talk("> join", "WRONG", "The code is wrong")
		}
		p.Close()
	}
	s.comes("red", newKey(t)).talk("> join", "ABC", "> name", "Ann", "Too many")
	if list, err := opened(t, s.home).Log().Workshops(t.Context()); err != nil || list[0].Entries != 2 { // opened, a token
		t.Errorf("there is %+v, %v", list, err)
	}
}

// TestServeSolo: everybody plays a run of their own, and a key brings back to it;
// with the doors closed nobody comes in; deleting the workshop deletes the runs.
func TestServeSolo(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	s := live(t, "solo", "--solo")
	if out := s.out.String(); strings.Contains(out, "Join code") || !strings.Contains(out, "(TEAM: a name)") {
		t.Errorf("it invites with\n%s", out)
	}
	ann, ben := newKey(t), newKey(t)
	first := s.comes("ann", ann)
	first.talk("Cut its network", "1", "The second")
	first.Close()
	again := s.comes("ann", ann)
	again.talk("Go on", "1", "Somebody asks what to say.")
	other := s.comes("ann", ben)
	other.talk("odd traffic")
	nobody := s.comes("ann", nil)
	nobody.talk("odd traffic")

	kept := opened(t, s.home)
	runs, err := kept.Runs(t.Context())
	if err != nil || len(runs) != 3 {
		t.Fatalf("kept are %d runs, %v", len(runs), err)
	}
	if err := kept.Log().Delete(t.Context(), "solo"); err != nil {
		t.Fatal(err)
	}
	if runs, err := kept.Runs(t.Context()); err != nil || len(runs) > 0 {
		t.Errorf("left are %v, %v", runs, err)
	}

	closed := live(t, "closed", "--solo", "--closed")
	closed.comes("ann", ann).talk("The doors are closed.")
}

// TestServePurges: workshops past their days are deleted at the start, the one
// that is served is not.
func TestServePurges(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	home := t.TempDir()
	log, p := opened(t, home).Log(), quietProgram(t)
	for id, days := range map[string]int{"old": 31, "new": 29, "served": 99} {
		s, err := serveSettings(t)
		if err != nil {
			t.Fatal(err)
		}
		o, err := p.opened(s, id)
		if err != nil {
			t.Fatal(err)
		}
		e := first(o, id)
		e.At = time.Now().AddDate(0, 0, -days)
		if err := log.Append(t.Context(), id, e); err != nil {
			t.Fatal(err)
		}
	}
	s := serveProgram(t, "kobayashi", home, "served")
	s.out.until(t, "Deleted the workshop old: it was past the days agreed on.")
	var left []string
	list, err := log.Workshops(t.Context())
	for _, w := range list {
		left = append(left, w.ID)
	}
	slices.Sort(left)
	if err != nil || strings.Join(left, " ") != "new served" {
		t.Errorf("left are %v, %v", left, err)
	}
}

// TestServeSubmits: a run that was played elsewhere stands on the board once,
// however often it is sent, and only where such runs are taken.
func TestServeSubmits(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	file := playedFile(t, "run.jsonl", 0)
	start := func(id string, args ...string) *served {
		return serveProgram(t, "kobayashi", t.TempDir(), id, args...)
	}
	send := func(s *served, code string) (int, string) {
		code1, out, errs := kobayashi(t, "", false, "submit", file, s.ssh, "--code", code, "--name", "east", "--accept-new", "--known-hosts", s.home+"/hosts")
		return code1, out + errs
	}
	takes := start("takes", "--offline")
	if code, said := send(takes, "ABD"); code != failed || !strings.Contains(said, "The code is wrong") {
		t.Errorf("a wrong code: exit %d, %s", code, said)
	}
	for i := range 3 {
		if code, said := send(takes, "ABC"); code != done || strings.Contains(said, "counts once") != (i > 0) {
			t.Errorf("sent %d times: exit %d, %s", i+1, code, said)
		}
	}
	var feed struct{ Standings []struct{ Team string } }
	res, err := http.Get("http://" + takes.web + "/scoreboard.json")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&feed); err != nil || len(feed.Standings) != 1 || feed.Standings[0].Team != "east" {
		t.Errorf("the board has %+v, %v", feed, err)
	}
	for name, s := range map[string]*served{"no --offline": start("not"), "another scenario": live(t, "coin", "--offline")} {
		if code, said := send(s, "ABC"); code != failed || !strings.Contains(said, map[string]string{
			"no --offline": "takes no runs played elsewhere", "another scenario": "does not belong",
		}[name]) {
			t.Errorf("%s: exit %d, %s", name, code, said)
		}
	}
}
