package line

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"kobayashi/game/naming"
	"kobayashi/game/workshop"
)

func TestLeadDoor(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	tries := 0
	p := begin(t, func(ctx context.Context, in io.Reader, out io.Writer) (Outcome, error) {
		return Lead(ctx, LeadOptions{
			In: in, Out: out, Words: book().In("en"), Setter: setter(), Room: s.room, Namer: naming.Team,
			Redeem: func(_ context.Context, token, name string) error {
				if tries++; token != "GOOD" || name != "Mori" {
					return workshop.ErrSecret
				}
				return nil
			},
		})
	})
	p.sees("> name")
	p.says("root", "Mori")
	p.sees("kept for the facilitator", "> name", "> token")
	p.says("BAD")
	p.sees("The token is wrong", "> token")
	if strings.Contains(p.all(), "秋の演習") {
		t.Error("the workshop shows before the token is good")
	}
	p.says("GOOD")
	p.sees("Workshop: 秋の演習", "> lead")
	p.says("pause")
	p.sees("That cannot be done at this stage", "> lead")
	p.says("q")
	if got := p.ends(); got != Quit || tries != 2 {
		t.Errorf("ended as %v after %d tries", got, tries)
	}
	for _, fault := range []error{workshop.ErrSecret, workshop.ErrFast, errors.New("disk")} {
		var out strings.Builder
		got, err := Lead(t.Context(), LeadOptions{
			In: strings.NewReader("Mori\n" + strings.Repeat("x\n", 50)), Out: &out, Words: book().In("ja"), Setter: setter(), Room: s.room,
			Redeem: func(context.Context, string, string) error { return fault },
		})
		if got != Quit || err != nil || strings.Contains(out.String(), "> lead") {
			t.Errorf("%v: %v, %v", fault, got, err)
		}
	}
}

// TestLeadUsage: a command that was typed wrongly says how it is typed.
func TestLeadUsage(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	lead := s.lead()
	s.member("red", "Ann")
	s.member("blue", "Zoe")
	lead.says("nonsense")
	lead.sees("not understood", "> lead")
	if !strings.Contains(lead.all(), "Somebody has joined blue.") {
		t.Error("who joins is not told")
	}
	for _, tt := range []struct{ says, want string }{
		{"more", "more TEAM SECONDS"},
		{"more red", "more TEAM SECONDS"},
		{"more red many", "more TEAM SECONDS"},
		{"hold", "hold on [REASON]"},
		{"hold maybe", "hold on [REASON]"},
		{"doors", "doors open"},
		{"tell", "tell TEAM message"},
		{"tell red", "tell TEAM message"},
		{"tell nobody hint x", "tell TEAM message"},
		{"tell red shout x", "tell TEAM message"},
		{"tell red hint", "Nothing has been written"},
		{"tell all hint", "Nothing has been written"},
		{"rename red", "rename TEAM NAME"},
		{"rename red BLUE", "Another team has this name"},
		{"rename red board", "kept for the facilitator"},
		{"remove", "remove TEAM"},
		{"unseat red 2", "unseat TEAM SEAT"},
		{"unseat red", "unseat TEAM SEAT"},
		{"back red 1", "back TEAM STEP REASON"},
		{"back red 1 why", "made in the meantime"},
		{"release green", "There is no such team"},
		{"status green", "There is no such team"},
		{"next", "There is no decision to look at"},
		{"show", "There is no decision to look at"},
		{"dance", "not understood"},
		{"say hello", "not understood"},
		{"延長 red 9999", "too long"},
		{"doors close", "Done."},
		{"受付　開", "Done."},
		{"status", "The doors are open"},
		{"board", "1. blue"},
		{"freeze", "Done."},
		{"status", "The board is frozen."},
		{"reveal", "Done."},
		{"board", "Standings and endings"},
		{"live", "Done."},
		{"status RED", "1. Ann: here, Press office, decides"},
		{"log", "Mori: let the board run"},
		{"help", "q: leave"},
	} {
		lead.says(tt.says)
		got := lead.sees("> lead")
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.says, got, tt.want)
		}
	}
	if strings.Contains(lead.all(), "<line") || strings.Contains(lead.all(), "%!") {
		t.Error(lead.all())
	}
}

// TestLeadStatus shows a workshop in the middle of a vote, in both languages.
func TestLeadStatus(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			s, clock := stage(t, members(t), captain())
			s.lang = lang
			ann, bob, zoe := s.member("red", "Ann"), s.member("red", "Bob"), s.member("blue", "Zoe")
			lead := s.lead()
			lead.says("start")
			for _, p := range []*person{ann, bob, zoe} {
				p.sees("> vote 1")
			}
			ann.says("1")
			ann.sees("> wait 1")
			zoe.says("3", "d 3")
			zoe.sees("> vote 2")
			lead.sees("blue", "1")
			clock.add(20e9)
			lead.says("hold on", "status", "status red", "help")
			lead.sees("q: ", "> lead")
			p := lead.goes()
			_, text, _ := strings.Cut(lead.all(), "- red: ")
			golden(t, "lead-"+lang, "- red: "+text)
			if p != InputEnded {
				t.Error(p)
			}
		})
	}
}
