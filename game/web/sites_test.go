package web_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kobayashi/game/need"
	"kobayashi/game/web"
	"kobayashi/game/workshop"
)

// anotherSite: a page of another site that sends a form here does nothing, also in
// the browser of somebody who leads.
func anotherSite(t *testing.T, b context.Context) {
	s := set(t)
	p := open(t, b)
	p.expected = []string{"403", "favicon"}
	p.run(chromedp.Navigate(s.srv.URL + "/facilitator?lang=en"))
	p.login(s)
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(`<link rel=icon href="data:,"><form method=post action="` + s.srv.URL + `/facilitator/do/phase?lang=en"><input name=phase value=running><button>win</button></form>`))
	}))
	defer evil.Close()
	for _, from := range []string{evil.URL, strings.Replace(evil.URL, "127.0.0.1", "localhost", 1)} {
		p.run(chromedp.Navigate(from), chromedp.Click(chromedp.CSS("button")))
		p.until("the refusal", func() bool {
			return strings.Contains(p.eval(`document.body?.innerText`), "Actions sent from another site are refused.")
		})
	}
	if got := s.room.Head().Phase; got != workshop.Lobby {
		t.Errorf("another site brought the workshop to %s", got)
	}
	framed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(`<link rel=icon href="data:,"><iframe src="` + s.srv.URL + `/facilitator"></iframe>`))
	}))
	defer framed.Close()
	p.run(chromedp.Navigate(framed.URL))
	p.until("the frame to be refused", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return strings.Contains(strings.Join(p.faults, "\n"), "frame-ancestors")
	})
	p.close()
}

// plainAddress: at an address that is neither https nor this machine a browser
// sends no Sec-Fetch-Site; the page's own forms must be taken there too.
func plainAddress(t *testing.T, b context.Context) {
	s := set(t)
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	own := ""
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			own = n.IP.String()
		}
	}
	if own == "" {
		need.Missing(t, "this machine has no address but the loopback")
	}
	l, err := net.Listen("tcp", net.JoinHostPort(own, "0"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- must(web.New(s.opts)).Serve(ctx, l) }()
	defer func() { cancel(); <-done }()
	p := open(t, b)
	p.run(chromedp.Navigate("http://" + l.Addr().String() + "/facilitator?lang=en"))
	p.login(s)
	p.run(chromedp.Click(chromedp.CSS(`button[name=phase][value=running]`)))
	p.until("the start", func() bool { return s.room.Head().Phase == workshop.Running })
	p.close()
}
