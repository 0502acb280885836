package web_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"kobayashi/game/need"
)

// browser starts Chromium, which may ask for whatever a page tells it to, and ends
// it with the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	path := need.Program(t, "chromium")
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.WSURLReadTimeout(time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, close := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		chromedp.Cancel(ctx)
		close()
	})
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is a page in a browser, and everything it complained of or asked for.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	faults   []string
	asked    []string
	expected []string // parts of faults that the test brings about
}

func open(t *testing.T, browser context.Context) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(stop)
	p := &tab{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, p.hear)
	p.run(network.Enable(), cdplog.Enable(), runtime.Enable())
	return p
}

func (p *tab) hear(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		p.faults = append(p.faults, "console "+string(ev.Type))
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, "exception "+ev.ExceptionDetails.Error())
	case *cdplog.EventEntryAdded:
		p.faults = append(p.faults, string(ev.Entry.Source)+": "+ev.Entry.Text+" "+ev.Entry.URL)
	case *network.EventRequestWillBeSent:
		p.asked = append(p.asked, ev.Request.URL)
	}
}

func (p *tab) run(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// text is what stands on the page.
func (p *tab) text() string {
	p.t.Helper()
	return p.eval("document.body.innerText")
}

func (p *tab) eval(script string) string {
	p.t.Helper()
	var out string
	p.run(chromedp.Evaluate("String("+script+")", &out))
	return out
}

func (p *tab) until(what string, f func() bool) {
	p.t.Helper()
	wait(p.t, what, f)
}

// clean fails where the page complained, or asked another host than its own.
func (p *tab) clean(own string) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.faults {
		known := false
		for _, e := range p.expected {
			known = known || strings.Contains(f, e)
		}
		if !known {
			p.t.Errorf("the page complains: %s", f)
		}
	}
	if len(p.asked) == 0 {
		p.t.Error("the page asked for nothing: this test sees nothing")
	}
	for _, u := range p.asked {
		if parsed, err := url.Parse(u); err != nil || parsed.Host != own {
			p.t.Errorf("the page asked for %s", u)
		}
	}
}

func host(s *httptest.Server) string { return strings.TrimPrefix(s.URL, "http://") }

// shot keeps a picture of the page where SHOTS says so.
func (p *tab) shot(name string, width, height int64, dark bool) {
	p.t.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	ink := "light"
	if dark {
		ink = "dark"
	}
	var png []byte
	p.run(
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: ink}}),
		chromedp.EmulateViewport(width, height), chromedp.Sleep(150*time.Millisecond), chromedp.CaptureScreenshot(&png),
	)
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
