package workshop_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

func TestPhases(t *testing.T) {
	all := []workshop.Phase{workshop.Lobby, workshop.Running, workshop.Paused, workshop.Debrief, workshop.Ended, "dance"}
	ways := map[workshop.Phase]string{
		workshop.Lobby: "running ended", workshop.Running: "paused debrief ended", workshop.Paused: "running debrief ended",
		workshop.Debrief: "running ended", workshop.Ended: "",
	}
	paths := map[workshop.Phase][]workshop.Phase{
		workshop.Running: {workshop.Running}, workshop.Paused: {workshop.Running, workshop.Paused},
		workshop.Debrief: {workshop.Running, workshop.Debrief}, workshop.Ended: {workshop.Ended}, workshop.Lobby: {},
	}
	for from, path := range paths {
		for _, to := range all {
			h := open(t, rules())
			for _, p := range path {
				h.phase(p)
			}
			err := h.do(h.h.SetPhase("me", to, "why", h.now))
			if ok := err == nil; ok != slices.Contains(strings.Fields(ways[from]), string(to)) || !ok && !errors.Is(err, workshop.ErrPhase) {
				t.Errorf("from %s to %s: %v", from, to, err)
			}
			if err == nil && (h.h.Phase != to || h.h.Deeds[len(h.h.Deeds)-1].Reason != "why" || h.h.Deeds[len(h.h.Deeds)-1].Who != "me") {
				t.Errorf("from %s to %s: %+v", from, to, h.h.Deeds)
			}
		}
	}
	h := open(t, rules())
	entries, err := h.h.SetPhase("me", workshop.Running, strings.Repeat("長", workshop.MaxReason+1), h.now)
	h.refused("a reason without an end", workshop.ErrLong, entries, err)
}

// TestWhatEachPhaseRefuses goes through all deeds in all phases.
func TestWhatEachPhaseRefuses(t *testing.T) {
	type deed struct {
		name string
		do   func(h *hall, team string) ([]workshop.Entry, error)
		// what each phase answers: lobby, running, paused, debrief, ended
		want [5]error
	}
	phase, paused, doors := workshop.ErrPhase, workshop.ErrPaused, workshop.ErrDoors
	deeds := []deed{
		{"make", func(h *hall, _ string) ([]workshop.Entry, error) { return h.h.Make("new", "new", h.now) }, [5]error{nil, nil, nil, doors, doors}},
		{"join", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].Join(h.h, "x", "", "c", h.now) }, [5]error{nil, nil, nil, doors, doors}},
		{"come", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].Come(h.h, "s1", "l", "n", h.now) }, [5]error{}},
		{"go", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].Go("s1", "line-s1", h.now) }, [5]error{}},
		{"cast", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].Cast(h.h, "s1", 0, 0, 0, h.now) }, [5]error{phase, nil, paused, phase, phase}},
		{"lock", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].Lock(h.h, "s1", 0, 0, h.now) }, [5]error{phase, workshop.ErrBlind, paused, phase, phase}},
		{"close", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].Close(h.h, "s1", 0, h.now) }, [5]error{phase, workshop.ErrEmpty, paused, phase, phase}},
		{"go on", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].GoOn(h.h, "s1", 0, h.now) }, [5]error{phase, workshop.ErrBlind, paused, phase, phase}},
		{"say", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].Say(h.h, "s1", "hi", h.now) }, [5]error{nil, nil, nil, nil, phase}},
		{"note", func(h *hall, id string) ([]workshop.Entry, error) {
			return h.at[id].Note(h.h, "s1", game.Hotwash{Gap: "x"}, h.now)
		}, [5]error{phase, phase, phase, nil, phase}},
		{"doors", func(h *hall, _ string) ([]workshop.Entry, error) { return h.h.SetDoors("me", false, h.now) }, [5]error{4: phase}},
		{"hold", func(h *hall, _ string) ([]workshop.Entry, error) { return h.h.SetHold("me", true, "", h.now) }, [5]error{4: phase}},
		{"tell", func(h *hall, _ string) ([]workshop.Entry, error) {
			return h.h.Tell("me", workshop.Hint, "look", h.now)
		}, [5]error{4: phase}},
		{"tell a team", func(h *hall, id string) ([]workshop.Entry, error) {
			return h.at[id].Tell(h.h, "me", workshop.Inject, "look", h.now)
		}, [5]error{4: phase}},
		{"board", func(h *hall, _ string) ([]workshop.Entry, error) {
			return h.h.SetBoard("me", workshop.Revealed, nil, h.now)
		}, [5]error{}},
		{"topic", func(h *hall, _ string) ([]workshop.Entry, error) {
			return h.h.SetTopic("me", "alarm", workshop.LayerSpread, h.now)
		}, [5]error{phase, phase, phase, nil, phase}},
		{"rename", func(h *hall, id string) ([]workshop.Entry, error) { return h.h.Rename("me", id, "x", "x", "", h.now) }, [5]error{4: phase}},
		{"remove", func(h *hall, id string) ([]workshop.Entry, error) { return h.h.Remove("me", id, "", h.now) }, [5]error{4: phase}},
		{"unseat", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].Unseat(h.h, "me", "s1", "", h.now) }, [5]error{4: phase}},
		{"more", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].More(h.h, "me", 30, "", h.now) }, [5]error{4: phase}},
		{"back", func(h *hall, id string) ([]workshop.Entry, error) { return h.at[id].SendBack(h.h, "me", 0, "r", h.now) }, [5]error{workshop.ErrLate, workshop.ErrLate, workshop.ErrLate, workshop.ErrLate, phase}},
	}
	for _, d := range deeds {
		for i, path := range [][]workshop.Phase{{}, {workshop.Running}, {workshop.Running, workshop.Paused}, {workshop.Running, workshop.Debrief}, {workshop.Running, workshop.Ended}} {
			h := open(t, rules())
			red := h.team("red", "Ann")
			for _, p := range path {
				h.phase(p)
			}
			entries, err := d.do(h, red)
			if !errors.Is(err, d.want[i]) || err == nil && len(entries) == 0 {
				t.Errorf("%s when %s: got %v, want %v", d.name, h.h.Phase, err, d.want[i])
			}
			h.must(entries, nil) // what is let through can be folded
		}
	}
}

func TestTeamsAndNames(t *testing.T) {
	h := open(t, rules())
	red, blue := h.team("red", "Ann"), h.team("blue", "Bob")
	if red == blue {
		t.Fatal("two teams are one")
	}
	entries, err := h.h.Make("RED", "red", h.now)
	h.refused("the same name", workshop.ErrName, entries, err)
	entries, err = h.h.Rename("me", blue, "Red", "red", "", h.now)
	h.refused("renaming to another's name", workshop.ErrName, entries, err)
	h.must(h.h.Rename("me", red, "Red", "red", "", h.now)) // to its own
	entries, err = h.h.Rename("me", "t99", "x", "x", "", h.now)
	h.refused("renaming nobody", workshop.ErrNoTeam, entries, err)
	entries, err = h.h.Remove("me", "t99", "", h.now)
	h.refused("removing nobody", workshop.ErrNoTeam, entries, err)
	h.team("green")
	entries, err = h.h.Make("grey", "grey", h.now)
	h.refused("a fourth of three", workshop.ErrTeams, entries, err)
	h.must(h.h.Remove("me", red, "noise", h.now))
	if _, ok := h.h.Team(red); ok || !h.h.Gone(red) {
		t.Error("the removed team is there")
	}
	for what, f := range map[string]func() ([]workshop.Entry, error){
		"coming": func() ([]workshop.Entry, error) { return h.at[red].Come(h.h, "s1", "l", "n", h.now) },
		"saying": func() ([]workshop.Entry, error) { return h.at[red].Say(h.h, "s1", "x", h.now) },
	} {
		entries, err = f()
		h.refused(what+" at a removed team", workshop.ErrStranger, entries, err)
	}
	entries, err = h.at[red].Join(h.h, "x", "", "", h.now)
	h.refused("joining a removed team", workshop.ErrNoTeam, entries, err)
	if id := h.team("red", "Ann"); id == red || len(h.at[id].Seats) != 1 {
		t.Errorf("the new red is the old one: %s", id)
	}
	h.must(h.h.SetDoors("me", false, h.now))
	entries, err = h.at[blue].Join(h.h, "x", "", "", h.now)
	h.refused("joining behind closed doors", workshop.ErrDoors, entries, err)
	h.must(h.at[blue].Come(h.h, "s1", "back", "n", h.now)) // who has a seat comes back
}

func TestWords(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann")
	for text, want := range map[string]error{"": workshop.ErrEmpty, " \t": workshop.ErrEmpty, strings.Repeat("あ", workshop.MaxText): nil, strings.Repeat("あ", workshop.MaxText+1): workshop.ErrLong} {
		for what, f := range map[string]func() ([]workshop.Entry, error){
			"say":  func() ([]workshop.Entry, error) { return h.at[red].Say(h.h, "s1", text, h.now) },
			"tell": func() ([]workshop.Entry, error) { return h.h.Tell("me", workshop.Message, text, h.now) },
		} {
			if _, err := f(); !errors.Is(err, want) {
				t.Errorf("%s %d letters: %v", what, len(text), err)
			}
		}
	}
	entries, err := h.h.Tell("me", "shout", "x", h.now)
	h.refused("another manner", workshop.ErrPhase, entries, err)
	entries, err = h.at[red].Say(h.h, "s9", "x", h.now)
	h.refused("a stranger speaks", workshop.ErrStranger, entries, err)
	for i := range 250 {
		h.must(h.at[red].Say(h.h, "s1", "line "+string(rune('a'+i%26)), h.now.Add(time.Duration(i)*time.Second)))
	}
	chat := h.at[red].Chat
	if len(chat) != 200 || chat[199].At != h.now.Add(249*time.Second) || chat[0].At != h.now.Add(50*time.Second) {
		t.Errorf("%d lines are kept", len(chat))
	}
	for _, w := range []struct {
		h    game.Hotwash
		want error
	}{{game.Hotwash{}, workshop.ErrEmpty}, {game.Hotwash{Gap: strings.Repeat("x", game.MaxHotwash+1)}, workshop.ErrLong}, {game.Hotwash{Gap: "x"}, nil}} {
		h := h.again()
		h.phase(workshop.Running)
		h.phase(workshop.Debrief)
		if _, err := h.at[red].Note(h.h, "s1", w.h, h.now); !errors.Is(err, w.want) {
			t.Errorf("noting %d letters: %v", len(w.h.Gap), err)
		}
	}
}

// TestSecrets: a token lets one person in, once, within its time.
func TestSecrets(t *testing.T) {
	h := open(t, rules())
	later := h.now.Add(10 * time.Minute)
	h.must(h.h.Mint("tok", workshop.Token, "", later, h.now))
	for _, tt := range []struct {
		hash string
		use  workshop.SecretUse
		at   time.Time
		want bool
	}{
		{"tok", workshop.Token, h.now, true},
		{"tok", workshop.Token, later.Add(-time.Second), true},
		{"tok", workshop.Token, later, false},
		{"tok", workshop.Pass, h.now, false},
		{"no", workshop.Token, h.now, false},
		{"", workshop.Token, h.now, false},
	} {
		if _, ok := h.h.Secret(tt.hash, tt.use, tt.at); ok != tt.want {
			t.Errorf("%+v opens: %v", tt, ok)
		}
	}
	pass := workshop.Minted{Hash: "pass", Use: workshop.Pass, Until: later, Name: "Mori"}
	entries, err := h.h.Redeem("no", pass, h.now)
	h.refused("a wrong token", workshop.ErrSecret, entries, err)
	entries, err = h.h.Redeem("tok", workshop.Minted{Use: workshop.Token}, h.now)
	h.refused("a token for a token", workshop.ErrSecret, entries, err)
	entries, err = h.h.Redeem("tok", pass, later)
	h.refused("a token that is too old", workshop.ErrSecret, entries, err)
	h.must(h.h.Redeem("tok", pass, h.now))
	if m, ok := h.h.Secret("pass", workshop.Pass, h.now); !ok || m.Name != "Mori" {
		t.Errorf("the pass is %+v, %v", m, ok)
	}
	entries, err = h.h.Redeem("tok", workshop.Minted{Hash: "other", Use: workshop.Key, Until: later}, h.now)
	h.refused("a token used twice", workshop.ErrSecret, entries, err)
	// When the pass is over and others were made, the token stays used.
	h.now = later.Add(time.Hour)
	h.must(h.h.Mint("tok2", workshop.Token, "", h.now.Add(time.Hour), h.now))
	if _, ok := h.h.Secret("pass", workshop.Pass, h.now); ok {
		t.Error("an old pass opens")
	}
	entries, err = h.h.Redeem("tok", pass, h.now.Add(-2*time.Hour))
	h.refused("a used token whose pass is over", workshop.ErrSecret, entries, err)
	if got, want := h.h.Opened.Commitment(), (workshop.Opened{Seed: 7, Nonce: "m"}).Commitment(); got == want || len(got) != 64 {
		t.Errorf("the commitment is %s", got)
	}
}

// TestRevoke: a pass that was given back opens nothing, others still do.
func TestRevoke(t *testing.T) {
	h := open(t, rules())
	until := h.now.Add(time.Hour)
	for _, hash := range []string{"a", "b"} {
		h.must(h.h.Mint(hash, workshop.Pass, "Mori", until, h.now))
	}
	for _, use := range []workshop.SecretUse{workshop.Token, workshop.Key} {
		if entries, err := h.h.Revoke("a", use, h.now); err != nil || len(entries) > 0 {
			t.Errorf("as a %s: %d entries, %v", use, len(entries), err)
		}
	}
	h.must(h.h.Revoke("a", workshop.Pass, h.now))
	for hash, want := range map[string]bool{"a": false, "b": true} {
		if _, good := h.h.Secret(hash, workshop.Pass, h.now); good != want {
			t.Errorf("pass %s opens: %v", hash, good)
		}
	}
	if entries, err := h.h.Revoke("a", workshop.Pass, h.now); err != nil || len(entries) > 0 {
		t.Errorf("a second time: %d entries, %v", len(entries), err)
	}
}

// TestTouches: the seats of a team hear of their own table and of the room, but
// not of every team that is made.
func TestTouches(t *testing.T) {
	for _, c := range []struct {
		stream string
		fact   workshop.Fact
		want   bool
	}{
		{"red", workshop.Voted{}, true},
		{"blue", workshop.Voted{}, false},
		{"", workshop.PhaseSet{}, true},
		{"", workshop.TeamRemoved{}, true},
		{"", workshop.Told{}, true},
		{"", workshop.TeamMade{}, false},
		{"", workshop.Minted{}, false},
		{"", workshop.Revoked{}, false},
	} {
		if got := workshop.Write(c.stream, "x", morning, c.fact).Touches("red"); got != c.want {
			t.Errorf("%T in stream %q: %v", c.fact, c.stream, got)
		}
	}
}
