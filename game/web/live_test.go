package web_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"kobayashi/game/web"
	"kobayashi/game/workshop"
)

// login comes in as a facilitator by the page's form.
func (p *tab) login(s *stage) {
	p.t.Helper()
	p.run(chromedp.SendKeys(chromedp.CSS(`input[name=token]`), s.token()), chromedp.SendKeys(chromedp.CSS(`input[name=name]`), "森"),
		chromedp.Click(chromedp.CSS(`form.login button`)))
	p.until("the facilitator's page", func() bool { return p.eval(`document.body?.className`) == "lead" })
}

// press strikes a key that is no letter, or a letter.
func press(p *tab, key string) {
	p.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		command(p, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: key})
	}
}

// liveBoard: a decision is on the wall within a second, without the page being
// loaded again; its clock goes on by itself; who hears the board is told.
func liveBoard(t *testing.T, b context.Context) {
	s := set(t)
	red := s.team("Red", "Ann", "Bo")
	p := open(t, b)
	p.run(chromedp.Navigate(s.srv.URL + "/?lang=en"))
	p.live()
	p.eval(`window.kept = "yes"`)
	s.phase(workshop.Running)
	p.until("the start", func() bool { return strings.Contains(p.text(), "running") })
	s.decide(red, 0)
	began := time.Now()
	p.until("the points", func() bool { return strings.Contains(p.text(), "6 points") })
	if took := time.Since(began); took > time.Second {
		t.Errorf("a decision took %s to the wall", took)
	}
	clock := func() string { return p.eval(`document.querySelector(".time").textContent`) }
	was := clock()
	p.until("the clock to go on", func() bool { return clock() != was })
	s.phase(workshop.Paused)
	p.until("the pause", func() bool { return strings.Contains(p.text(), "Paused.") })
	was = clock()
	time.Sleep(1200 * time.Millisecond)
	if got := clock(); got != was {
		t.Errorf("the clock went on in the pause, from %s to %s", was, got)
	}
	if got := p.eval(`document.getElementById("news").textContent`); !strings.Contains(got, "Red leads with 6 points") {
		t.Errorf("who hears the board is told %q", got)
	}
	if p.eval("window.kept") != "yes" {
		t.Error("the page was loaded again")
	}
	p.clean(hostOf(s.srv))
	p.close()
}

// restart: when the server goes the board says so, and takes it up again by
// itself when one is there again.
func restart(t *testing.T, b context.Context) {
	s := set(t)
	red := s.team("Red", "Ann")
	s.phase(workshop.Running)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	serve := func(l net.Listener) (stop func()) {
		door := must(web.New(s.opts))
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() {
			defer close(done)
			if err := door.Serve(ctx, l); err != nil {
				t.Error(err)
			}
		}()
		return func() { cancel(); <-done }
	}
	stop := serve(l)
	p := open(t, b)
	p.expected = []string{"net::ERR_"}
	p.run(chromedp.Navigate("http://" + at + "/?lang=en"))
	p.live()
	stop()
	p.until("that the line is gone", func() bool { return strings.Contains(p.text(), "Connection lost. Trying again") })
	has(t, "the board meanwhile", p.text(), "Red", "0 points")
	s.decide(red, 0)
	if l, err = net.Listen("tcp", at); err != nil {
		t.Fatal(err)
	}
	defer serve(l)()
	p.until("the line, and what was missed", func() bool {
		text := p.text()
		return strings.Contains(text, "6 points") && strings.Contains(text, "Live")
	})
	p.clean(at)
	p.close()
}

// leading: the page refuses a wrong token, takes a right one, does what its
// buttons say, and follows what others do without losing what is being typed.
func leading(t *testing.T, b context.Context) {
	s := set(t)
	s.team("Red", "Ann")
	p := open(t, b)
	p.expected = []string{"403"}
	p.run(chromedp.Navigate(s.srv.URL+"/facilitator?lang=en"),
		chromedp.SendKeys(chromedp.CSS(`input[name=token]`), "WRONG"), chromedp.SendKeys(chromedp.CSS(`input[name=name]`), "Mori"),
		chromedp.Click(chromedp.CSS(`form.login button`)))
	p.until("the refusal", func() bool {
		return strings.Contains(p.eval(`document.body?.innerText`), "The token is wrong, used, or too old.")
	})
	p.run(chromedp.Navigate(s.srv.URL + "/facilitator?lang=en"))
	p.login(s)
	if cookie := p.eval("document.cookie"); cookie != "" {
		t.Errorf("a script reads %q", cookie)
	}
	p.live()
	p.run(chromedp.Click(chromedp.CSS(`button[name=phase][value=running]`)))
	p.until("the start", func() bool { return s.room.Head().Phase == workshop.Running })
	p.until("the page again", func() bool { return strings.Contains(p.eval(`document.body?.innerText`), "The phase was changed.") })
	p.live()
	p.run(chromedp.SendKeys(chromedp.CSS(`textarea`), "half a sent"))
	s.phase(workshop.Paused)
	s.team("Blue", "Cy")
	p.until("the new team", func() bool { return strings.Contains(p.text(), "Blue") })
	time.Sleep(300 * time.Millisecond)
	if got := p.eval(`document.querySelector("textarea").value`); got != "half a sent" {
		t.Errorf("what was typed is now %q", got)
	}
	p.run(chromedp.SendKeys(chromedp.CSS(`textarea`), "ence"), chromedp.Click(chromedp.CSS(`form[action*="do/tell"] button`)))
	p.until("the message", func() bool { return len(s.room.Head().Notices) == 1 })
	if got := s.room.Head().Notices[0].Text; got != "half a sentence" {
		t.Errorf("said was %q", got)
	}
	p.until("the page again", func() bool { return strings.Contains(p.eval(`document.body?.innerText`), "It was said.") })
	p.live()
	s.phase(workshop.Running) // by another hand: the buttons follow
	p.until("the buttons", func() bool { return p.eval(`!!document.querySelector("button[name=phase][value=paused]")`) == "true" })
	p.clean(hostOf(s.srv))
	p.close()
}

// withoutScripts: the board is whole and loads itself again; the facilitator's
// forms do what they say.
func withoutScripts(t *testing.T, b context.Context) {
	s := set(t)
	s.team("Red", "Ann")
	p := open(t, b)
	command(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.run(chromedp.Navigate(s.srv.URL + "/?lang=en"))
	has(t, "the board", p.text(), "Red", "QX7P LMNR", "This page is loaded again every ten seconds.")
	if got := p.eval(`document.querySelector("meta[http-equiv=refresh]").content`); got != "10" {
		t.Errorf("it loads itself again after %q", got)
	}
	if got := p.eval(`document.getElementById("ink").hidden`); got != "true" {
		t.Error("a button is there that does nothing")
	}
	p.run(chromedp.Navigate(s.srv.URL + "/facilitator?lang=en"))
	p.login(s)
	p.run(chromedp.Click(chromedp.CSS(`button[name=phase][value=running]`)))
	p.until("the start", func() bool { return s.room.Head().Phase == workshop.Running })
	p.clean(hostOf(s.srv))
	p.close()
}

// keyboard: ink and language by a key, and everything that can be pressed is
// reached by Tab.
func keyboard(t *testing.T, b context.Context) {
	s := set(t)
	p := open(t, b)
	command(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}})
	p.run(chromedp.Navigate(s.srv.URL + "/?lang=ja"))
	p.live()
	ground := func() string { return p.eval("getComputedStyle(document.documentElement).backgroundColor") }
	light := ground()
	press(p, "d")
	if dark := ground(); dark == light {
		t.Errorf("after the key the ground is %s still", dark)
	}
	p.run(chromedp.Reload())
	p.live()
	if ground() == light {
		t.Error("the ink was forgotten")
	}
	press(p, "l")
	p.until("the other language", func() bool { return p.eval(`document.documentElement?.lang`) == "en" })
	p.live()
	seen := map[string]bool{}
	for range 8 {
		press(p, "Tab")
		seen[p.eval(`document.activeElement.id || document.activeElement.className`)] = true
	}
	for _, want := range []string{"skip", "lang", "ink", "full"} {
		if !seen[want] {
			t.Errorf("Tab does not come to %s: %v", want, seen)
		}
	}
	p.clean(hostOf(s.srv))
	p.close()
}

// policyHolds: what does not come from here does not run, which is what the
// policy is for; so that a clean page above means something.
func policyHolds(t *testing.T, b context.Context) {
	s := set(t)
	p := open(t, b)
	p.expected = []string{"Content Security Policy"}
	p.run(chromedp.Navigate(s.srv.URL + "/?lang=en"))
	p.live()
	p.eval(`(() => { const e = document.createElement("script"); e.textContent = "window.ran = 1"; document.body.append(e); })()`)
	p.eval(`(() => { const e = document.createElement("img"); e.src = "http://192.0.2.1/x.png"; document.body.append(e); })()`)
	if got := p.eval("window.ran"); got != "undefined" {
		t.Error("a script that is not ours ran")
	}
	p.until("the complaints", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		all := strings.Join(p.faults, "\n")
		return strings.Contains(all, "script-src") && strings.Contains(all, "img-src")
	})
	p.close()
}
