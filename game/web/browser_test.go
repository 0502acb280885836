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

	"github.com/chromedp/cdproto/cdp"
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
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is a page in a browser, and everything it complained of or asked for.
type tab struct {
	t    *testing.T
	ctx  context.Context
	shut context.CancelFunc

	mu       sync.Mutex
	faults   []string
	asked    []string
	expected []string // parts of faults that the test brings about
}

func open(t *testing.T, browser context.Context) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	p := &tab{t: t, ctx: ctx, shut: cancel}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	command(p, network.Enable, network.EnableParams{})
	command(p, cdplog.Enable, cdp.Empty{})
	command(p, runtime.Enable, cdp.Empty{})
	return p
}

func (p *tab) hear(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		p.faults = append(p.faults, "console "+string(ev.Type))
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, "exception "+ev.ExceptionDetails.Text)
	case *cdplog.EventEntryAdded:
		p.faults = append(p.faults, string(ev.Entry.Source)+": "+ev.Entry.Text+" "+ev.Entry.URL)
	case *network.EventRequestWillBeSent:
		p.asked = append(p.asked, ev.Request.URL)
	}
}

// patience is how long one action may take on a busy machine.
const patience = 60 * time.Second

func command[P, R any](p *tab, c cdp.Command[P, R], params P) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.Call(ctx, c, params); err != nil {
		p.t.Fatal(err)
	}
}

func (p *tab) run(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// text is what stands on the page.
func (p *tab) text() string {
	p.t.Helper()
	return p.eval("document.body.innerText")
}

// close shuts the page. A browser opens six lines to a host and no more, and each
// board holds one.
func (p *tab) close() { p.shut() }

func (p *tab) eval(script string) string {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+script+")"))
	if err != nil {
		p.t.Fatal(err)
	}
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

func hostOf(s *httptest.Server) string { return strings.TrimPrefix(s.URL, "http://") }

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
	command(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: ink}}})
	p.run(chromedp.EmulateViewport(width, height), chromedp.Sleep(100*time.Millisecond))
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
