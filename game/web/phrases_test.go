package web_test

import (
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestPhrases: every phrase of the web door is said on one of its pages or by its
// code, and every one that is said there is.
func TestPhrases(t *testing.T) {
	var all strings.Builder
	for _, dir := range []string{"../../assets/web", "."} {
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			if e.IsDir() || strings.HasSuffix(e.Name(), "_test.go") {
				continue
			}
			data, err := os.ReadFile(dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			all.Write(data)
		}
	}
	src := all.String()
	b := book(t).In("en")
	made := []string{"fail.", "done.", "go.", "board.", "hold.", "doors.", "layer.", "by.", "deed.", "meter.", "round."}
	for _, key := range b.Keys() {
		name, ours := strings.CutPrefix(key, "web.")
		name = strings.TrimSuffix(name, ".one")
		if !ours || strings.Contains(src, `"`+name+`"`) || strings.Contains(src, `"`+key+`"`) {
			continue
		}
		known := false
		for _, m := range made {
			known = known || strings.HasPrefix(name, m) && (strings.Contains(src, `"`+m) || strings.Contains(src, `"`+name))
		}
		if !known {
			t.Errorf("nothing says %s", key)
		}
	}
	for _, m := range regexp.MustCompile(`\.(T|N) "([a-z0-9.]+)"`).FindAllStringSubmatch(src, -1) {
		if !b.Has("web." + m[2]) {
			t.Errorf("a page says web.%s, which is no phrase", m[2])
		}
	}
	for _, m := range regexp.MustCompile(`d\.fail\(w, r(?:eq)?, [a-zA-Z.]+, "([a-z]+)"`).FindAllStringSubmatch(src, -1) {
		if !b.Has("web.fail." + m[1]) {
			t.Errorf("the door says web.fail.%s, which is no phrase", m[1])
		}
	}
}

// TestNoPhraseMissing: no page shows a key instead of a phrase.
func TestNoPhraseMissing(t *testing.T) {
	s := set(t)
	red := s.team("Red", "Ann")
	c := s.lead()
	missing := regexp.MustCompile(`&lt;(web|workshop)\.[a-z.]+&gt;`)
	look := func() {
		t.Helper()
		for _, lang := range []string{"ja", "en"} {
			for _, path := range []string{"/", "/facilitator", "/facilitator/team/" + red} {
				a := s.ask(c, "GET", path+"?lang="+lang, nil)
				if got := missing.FindString(a.body); got != "" || a.StatusCode != http.StatusOK {
					t.Errorf("%s in %s: %d %s", path, lang, a.StatusCode, got)
				}
			}
		}
	}
	look()
	for _, f := range []url.Values{
		{"do": {"phase"}, "phase": {"running"}},
		{"do": {"hold"}, "set": {"on"}},
		{"do": {"doors"}, "set": {"off"}},
		{"do": {"board"}, "view": {"frozen"}},
		{"do": {"tell"}, "manner": {"inject"}, "text": {"x"}, "team": {"all"}},
		{"do": {"tell"}, "manner": {"hint"}, "text": {"x"}, "team": {red}},
		{"do": {"rename"}, "name": {"Scarlet"}, "team": {red}},
	} {
		if a := s.ask(c, "POST", "/facilitator/do/"+f.Get("do"), f); a.StatusCode != http.StatusOK {
			t.Errorf("%v: %d", f, a.StatusCode)
		}
	}
	s.decide(red, 0)
	if a := s.post(c, "more", "team", red, "seconds", "60"); a.StatusCode != http.StatusOK {
		t.Errorf("more time: %d", a.StatusCode)
	}
	look()
	s.post(c, "release", "team", "all")
	s.post(c, "back", "team", red, "step", "0", "reason", "x", "sure", "yes")
	s.decide(red, 2)
	s.post(c, "phase", "phase", "debrief", "sure", "yes")
	look()
	for range 3 {
		s.post(c, "topic", "move", "next")
		s.post(c, "topic", "move", "show")
		look()
	}
	s.post(c, "unseat", "team", red, "seat", "s1", "sure", "yes")
	s.post(c, "phase", "phase", "ended", "sure", "yes")
	look()
}
