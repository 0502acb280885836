package line

import (
	"context"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

var promptLine = regexp.MustCompile(`^> ([a-z]+)(?: (\d+))?(?: 1-(\d+))?: `)

// TestScriptsPlayTheFlagship: four scripts play the whole scenario by the prompts
// alone, one in Japanese, and nobody is ever shown a word meant for another role.
func TestScriptsPlayTheFlagship(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole workshop")
	}
	res := parse.Read(os.DirFS("../../scenarios"), "shop-bot/shop-bot.md")
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	rules := captain()
	rules.Confidence = true
	s, _ := stage(t, res.Scenario, rules)
	langs := []string{"ja", "en", "en", "en"}
	var all []*person
	for i, name := range []string{"Ann", "Bob", "Cat", "Dan"} {
		place := s.placed(name)
		in, out := io.Pipe()
		p := begin(t, func(ctx context.Context, _ io.Reader, w io.Writer) (Outcome, error) {
			return Seat(ctx, SeatOptions{
				In: in, Out: w, Words: book().In(langs[i]), Setter: setter(), Room: s.room, Place: &place, Width: 4000,
				Sit: func(ctx context.Context, p workshop.Place) (func(), error) { return s.host.Sit(ctx, s.room, p) },
			})
		})
		p.in = out
		p.sees("> lobby")
		all = append(all, p)
	}
	s.lead().says("start")
	done := make(chan struct{})
	for i, p := range all {
		go func() { defer func() { done <- struct{}{} }(); script(p, i) }()
	}
	for range all {
		<-done
	}
	table := s.room.Table(s.room.Head().Teams[0].ID)
	if !table.Run.Over() || len(table.Run.Decisions()) < 5 {
		t.Fatalf("the run stands at step %d", len(table.Run.Steps))
	}
	own := map[string]bool{}
	for i, p := range all {
		seat := table.Seats[i]
		text := res.Scenario.Text(langs[i])
		for role, secrets := range privates(text, table.Run) {
			for _, secret := range secrets {
				switch found := strings.Contains(p.all(), secret); {
				case found && role != seat.Role:
					t.Errorf("%s (%s) reads what is for %s: %s", seat.Name, seat.Role, role, secret)
				case found:
					own[role] = true
				}
			}
		}
		if strings.Contains(p.all(), "<line.") || strings.Contains(p.all(), "<workshop.") || strings.Contains(p.all(), "%!") {
			t.Errorf("a phrase is missing: %s", p.all())
		}
	}
	if len(own) < 2 {
		t.Errorf("the play shows private text to %v alone", own)
	}
}

// placed seats somebody without their walking through the door.
func (s *scene) placed(name string) workshop.Place {
	p := s.member("red", name)
	table := s.room.Table(s.room.Head().Teams[0].ID)
	seat := table.Seats[len(table.Seats)-1].ID
	p.goes()
	return workshop.Place{Team: table.ID, Seat: seat}
}

// privates are the private texts of the scenes a run has passed, by role: what is
// left of them on a line of lines.
func privates(text *game.Text, run game.Run) map[string][]string {
	set := setting{setter(), 4000, typeset.Style{Ink: typeset.Plain, Lang: text.Lang, Safe: true}}
	list := map[string][]string{}
	for _, e := range run.Trace {
		if e.Kind != game.Entered {
			continue
		}
		for _, b := range text.Scenes[e.Scene].Blocks {
			if md, shown := run.Rules.Show(b, e.State, text.Lang); shown && b.For != "" {
				for _, line := range set.page(md, 0) {
					if line = strings.TrimSpace(line); len(line) > 12 {
						list[b.For] = append(list[b.For], line)
					}
				}
			}
		}
	}
	return list
}

// script answers prompts until the team is at its ending. It knows no word of
// either language but those of the prompts.
func script(p *person, i int) {
	at := 0
	for {
		p.mu.Lock()
		text := p.text.String()[at:]
		p.mu.Unlock()
		nl := strings.IndexByte(text, '\n')
		if nl < 0 {
			<-p.grew
			continue
		}
		line := text[:nl]
		at += nl + 1
		m := promptLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		// A prompt that is not the last thing written was overtaken by news.
		if strings.TrimSpace(text[nl:]) != "" && m[1] != "over" {
			continue
		}
		switch m[1] {
		case "over":
			return
		case "go":
			if i == 0 {
				p.says("")
			}
		case "vote":
			p.says([]string{"1", "2", "1", "１"}[i])
		case "sure":
			p.says("3")
		case "decide":
			p.says("d 1")
		}
	}
}
