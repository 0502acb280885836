package web_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"
)

// answer is what came back.
type answer struct {
	*http.Response
	body string
}

// ask sends a request; follow says whether to go where it is sent to.
func (s *stage) ask(c *http.Client, method, path string, form url.Values, headers ...string) answer {
	s.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	const patience = 30 * time.Second
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, s.srv.URL+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	if c == nil {
		c = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	res, err := c.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{res, string(text)}
}

func (s *stage) get(path string, headers ...string) answer {
	s.t.Helper()
	return s.ask(nil, http.MethodGet, path, nil, headers...)
}

// lead is a browser that has come in as a facilitator.
func (s *stage) lead() *http.Client {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	a := s.ask(c, http.MethodPost, "/facilitator/login?lang=en", url.Values{"token": {s.token()}, "name": {"Mori"}})
	if a.StatusCode != http.StatusOK || !strings.Contains(a.body, "Facilitator Mori") {
		s.t.Fatalf("login: %d\n%s", a.StatusCode, a.body)
	}
	return c
}

// post does an action.
func (s *stage) post(c *http.Client, what string, fields ...string) answer {
	s.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return s.ask(c, http.MethodPost, "/facilitator/do/"+what+"?lang=en", form)
}

func wait(t testing.TB, what string, until func() bool) {
	t.Helper()
	within(t, 8*time.Second, what, until)
}

func within(t testing.TB, patience time.Duration, what string, until func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for !until() {
		if ctx.Err() != nil {
			t.Fatalf("waited in vain: %s", what)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func has(t testing.TB, where, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%s lacks %q:\n%s", where, p, clip(text))
		}
	}
}

func lacks(t testing.TB, where, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if i := strings.Index(text, p); i >= 0 {
			t.Errorf("%s has %q: …%s…", where, p, text[max(i-80, 0):min(i+80, len(text))])
		}
	}
}

func clip(s string) string {
	const most = 3000
	if len(s) > most {
		return s[:most] + fmt.Sprintf("… (%d bytes)", len(s))
	}
	return s
}
