package web_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// TestBrowser is what only a browser can tell. All of it is seen by one, because
// to start it takes longer than to ask it.
func TestBrowser(t *testing.T) {
	b := browser(t)
	for name, f := range map[string]func(*testing.T, context.Context){
		"views": views, "many teams": manyTeams, "facilitator": facilitatorViews, "live": liveBoard, "restart": restart, "leading": leading,
		"another site": anotherSite, "plain address": plainAddress, "without scripts": withoutScripts, "keys": keyboard, "policy": policyHolds,
	} {
		t.Run(name, func(t *testing.T) { f(t, b) })
	}
}

type screen struct {
	name          string
	width, height int64
	dark          bool
}

// fits fails where something hangs over the edge of one of the screens.
func (p *tab) fits(what string, screens ...screen) {
	p.t.Helper()
	for _, w := range screens {
		p.run(chromedp.EmulateViewport(w.width, w.height))
		if over := p.eval("document.documentElement.scrollWidth - innerWidth"); over != "0" {
			p.t.Errorf("%s, %s: %s pixels hang over the edge", what, w.name, over)
		}
		p.shot(what+"-"+w.name, w.width, w.height, w.dark)
	}
}

func (p *tab) live() {
	p.t.Helper()
	p.until("a live page", func() bool { return p.eval(`document.getElementById("line")?.dataset.state`) == "live" })
}

// views looks at every view of the board in both languages, both inks, on a wall,
// on a laptop and on a telephone. SHOTS=folder keeps pictures for a person.
func views(t *testing.T, b context.Context) {
	s := setWith(t, scenario(t, os.DirFS("../../scenarios"), "shop-bot/shop-bot.md"))
	p := open(t, b)
	look := func(view string) {
		t.Helper()
		for _, lang := range []string{"ja", "en"} {
			p.run(chromedp.Navigate(s.srv.URL + "/?lang=" + lang))
			p.live()
			screens := []screen{{"wall", 1920, 1080, false}, {"phone", 390, 844, true}}
			if os.Getenv("SHOTS") != "" {
				screens = append(screens, screen{"wall-dark", 1920, 1080, true}, screen{"laptop", 1280, 720, false})
			}
			p.fits(view+"-"+lang, screens...)
		}
	}
	look("lobby-empty")
	red := s.team("赤", "小林", "山下", "長谷")
	blue := s.team("青", "森")
	green := s.team("Green Harbour Station 3", "Ann", "Bo")
	look("lobby")
	s.phase(workshop.Running)
	for _, id := range []string{red, blue, green} {
		s.through(id)
	}
	s.decide(red, 2)
	s.decide(green, 0)
	look("running")
	s.phase(workshop.Paused)
	s.view(workshop.Frozen)
	look("paused-frozen")
	s.phase(workshop.Running)
	for i := range 4 {
		for j, id := range []string{red, blue, green} {
			open := s.room.Table(id).Run.Open()
			s.decide(id, open[(i+j)%len(open)].ID)
		}
	}
	s.view(workshop.Live)
	s.phase(workshop.Debrief)
	look("debrief-none")
	topics := workshop.Topics(s.room.Head(), s.room.Table)
	for layer := range workshop.LayerVerdict + 1 {
		s.topic(topics[0].ID, layer)
		if layer == workshop.LayerVerdict {
			within(t, time.Minute, "verdicts", func() bool { return known(s) }) // the scenario is solved meanwhile
		}
		look(fmt.Sprintf("debrief-%d", layer))
	}
	s.view(workshop.Revealed)
	s.phase(workshop.Ended)
	look("ended")
	p.clean(hostOf(s.srv))
	p.close()
}

func known(s *stage) bool {
	b := s.state()
	return b.Topic != nil && b.Topic.Known == len(b.Topic.Teams)
}

// manyTeams is the board of many teams on a wall: none hangs below it.
func manyTeams(t *testing.T, b context.Context) {
	s := set(t)
	p := open(t, b)
	p.run(chromedp.EmulateViewport(1920, 1080))
	made := 0
	var last string
	for _, many := range []int{5, 10, 24, 45, 90} {
		for ; made < many; made++ {
			last = s.team(fmt.Sprintf("チーム%02d", made+1), "a")
		}
		if many == 5 {
			s.phase(workshop.Running)
			s.decide(last, game.ChoiceID(0))
		}
		p.run(chromedp.Navigate(s.srv.URL + "/?lang=ja"))
		p.live()
		if over := p.eval("document.documentElement.scrollHeight - innerHeight"); over != "0" {
			t.Errorf("%d teams: %s pixels hang below the wall", many, over)
		}
		p.shot(fmt.Sprintf("many-%d", many), 1920, 1080, false)
	}
	shown := `[...document.querySelectorAll(".ranks > li")].filter(e => !e.hidden).length`
	if got := p.eval(shown); got != "45" {
		t.Errorf("of 90 teams %s are shown at once", got)
	}
	press(p, "ArrowRight")
	if got := p.eval(`document.querySelector(".pager").textContent`); got != "2/2 =" {
		t.Errorf("after the key the pager says %q", got)
	}
	p.clean(hostOf(s.srv))
	p.close()
}

// facilitatorViews is the page that leads, and a team's.
func facilitatorViews(t *testing.T, b context.Context) {
	s := setWith(t, scenario(t, os.DirFS("../../scenarios"), "shop-bot/shop-bot.md"))
	red := s.team("赤", "小林", "山下", "長谷")
	s.team("青", "森")
	p := open(t, b)
	p.run(chromedp.Navigate(s.srv.URL + "/facilitator?lang=ja"))
	p.fits("login-ja", screen{"laptop", 1280, 720, false}, screen{"phone", 390, 844, true})
	p.login(s)
	s.phase(workshop.Running)
	s.through(red)
	s.decide(red, 2)
	for _, lang := range []string{"ja", "en"} {
		for _, page := range []struct{ name, path string }{{"hall", "/facilitator"}, {"team", "/facilitator/team/" + red}} {
			p.run(chromedp.Navigate(s.srv.URL + page.path + "?lang=" + lang))
			p.fits(page.name+"-"+lang, screen{"laptop", 1280, 1000, false}, screen{"dark", 1280, 1000, true}, screen{"phone", 390, 844, false})
		}
	}
	s.phase(workshop.Debrief)
	s.topic(workshop.Topics(s.room.Head(), s.room.Table)[0].ID, workshop.LayerSpread)
	p.run(chromedp.Navigate(s.srv.URL + "/facilitator?lang=ja"))
	p.fits("hall-debrief-ja", screen{"laptop", 1280, 1000, false})
	p.clean(hostOf(s.srv))
	p.close()
}
