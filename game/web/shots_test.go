package web_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// TestShots looks at every view of the board and of the facilitator's pages in
// both languages, both inks, on a wall, on a laptop and on a telephone: nothing
// may hang over the edge. SHOTS=folder keeps the pictures for a person.
func TestShots(t *testing.T) {
	b := browser(t)
	s := setWith(t, scenario(t, os.DirFS("../../scenarios"), "shop-bot/shop-bot.md"))
	look := func(view string) {
		for _, lang := range []string{"ja", "en"} {
			p := open(t, b)
			p.run(chromedp.Navigate(s.srv.URL + "/?lang=" + lang))
			p.until("live", func() bool { return p.eval(`document.getElementById("line").dataset.state`) == "live" })
			for _, w := range []struct {
				name          string
				width, height int64
				dark          bool
			}{{"wall", 1920, 1080, false}, {"wall-dark", 1920, 1080, true}, {"laptop", 1280, 720, false}, {"phone", 390, 844, true}} {
				p.run(chromedp.EmulateViewport(w.width, w.height))
				if over := p.eval("document.documentElement.scrollWidth - innerWidth"); over != "0" {
					t.Errorf("%s %s %s: %s pixels hang over the edge", view, lang, w.name, over)
				}
				p.shot(fmt.Sprintf("%s-%s-%s", view, lang, w.name), w.width, w.height, w.dark)
			}
			p.clean(hostOf(s.srv))
			p.close()
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
			wait(t, "verdicts", func() bool { return len(s.get("/api/v1/state").body) > 0 && known(s) })
		}
		look(fmt.Sprintf("debrief-%d", layer))
	}
	s.view(workshop.Revealed)
	s.phase(workshop.Ended)
	look("ended")
}

func known(s *stage) bool {
	b := s.state()
	return b.Topic != nil && b.Topic.Known == len(b.Topic.Teams)
}

// TestShotsOfMany is the board of many teams.
func TestShotsOfMany(t *testing.T) {
	b := browser(t)
	for _, many := range []int{10, 24, 45, 90} {
		s := set(t)
		var last string
		for i := range many {
			last = s.team(fmt.Sprintf("チーム%02d", i+1), "a")
		}
		s.phase(workshop.Running)
		s.decide(last, game.ChoiceID(0))
		p := open(t, b)
		p.run(chromedp.EmulateViewport(1920, 1080), chromedp.Navigate(s.srv.URL+"/?lang=ja"))
		p.until("live", func() bool { return p.eval(`document.getElementById("line").dataset.state`) == "live" })
		if over := p.eval("document.documentElement.scrollHeight - innerHeight"); over != "0" {
			t.Errorf("%d teams: %s pixels hang below the wall", many, over)
		}
		p.shot(fmt.Sprintf("many-%d", many), 1920, 1080, false)
		p.clean(hostOf(s.srv))
	}
}

// TestShotsOfTheFacilitator is the page that leads.
func TestShotsOfTheFacilitator(t *testing.T) {
	b := browser(t)
	s := setWith(t, scenario(t, os.DirFS("../../scenarios"), "shop-bot/shop-bot.md"))
	red := s.team("赤", "小林", "山下", "長谷")
	s.team("青", "森")
	p := open(t, b)
	p.run(chromedp.Navigate(s.srv.URL + "/facilitator?lang=ja"))
	p.shot("login-ja-laptop", 1280, 720, false)
	p.shot("login-ja-phone", 390, 844, true)
	p.run(chromedp.SendKeys(chromedp.CSS(`input[name=token]`), s.token()), chromedp.SendKeys(chromedp.CSS(`input[name=name]`), "森"), chromedp.Submit(chromedp.CSS(`form.login`)))
	p.until("in", func() bool { return p.eval(`document.body?.className`) == "lead" })
	s.phase(workshop.Running)
	s.through(red)
	s.decide(red, 2)
	for _, lang := range []string{"ja", "en"} {
		for _, page := range []struct{ name, path string }{{"hall", "/facilitator"}, {"team", "/facilitator/team/" + red}} {
			p.run(chromedp.Navigate(s.srv.URL + page.path + "?lang=" + lang))
			for _, w := range []struct {
				name          string
				width, height int64
				dark          bool
			}{{"laptop", 1280, 1000, false}, {"dark", 1280, 1000, true}, {"phone", 390, 844, false}} {
				p.run(chromedp.EmulateViewport(w.width, w.height))
				if over := p.eval("document.documentElement.scrollWidth - innerWidth"); over != "0" {
					t.Errorf("%s %s %s: %s pixels hang over the edge", page.name, lang, w.name, over)
				}
				p.shot(fmt.Sprintf("%s-%s-%s", page.name, lang, w.name), w.width, w.height, w.dark)
			}
		}
	}
	s.phase(workshop.Debrief)
	s.topic(workshop.Topics(s.room.Head(), s.room.Table)[0].ID, workshop.LayerSpread)
	p.run(chromedp.Navigate(s.srv.URL + "/facilitator?lang=ja"))
	p.shot("hall-debrief-ja-laptop", 1280, 1000, false)
	p.clean(hostOf(s.srv))
}
