package workshop_test

import (
	"slices"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

func votes(choices ...game.ChoiceID) []workshop.Cast {
	var list []workshop.Cast
	for i, c := range choices {
		list = append(list, workshop.Cast{Seat: "s" + string(rune('1'+i)), Choice: c})
	}
	return list
}

func sure(list []workshop.Cast, percent ...int) []workshop.Cast {
	for i := range list {
		list[i].Sure = percent[i]
	}
	return list
}

// at gives the sample's run at a scene.
func at(t *testing.T, scene string) game.Run {
	t.Helper()
	sc := sample(t)
	run, err := game.BeginAt(sc, game.Record{ID: "r", Seed: 7}, sc.SceneIndex(scene), nil)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestOutcome(t *testing.T) {
	for _, tt := range []struct {
		name    string
		scene   string
		votes   []workshop.Cast
		decider string
		want    game.ChoiceID
		none    bool
		even    bool
	}{
		{name: "nobody", scene: "alarm", none: true},
		{name: "one", scene: "alarm", votes: votes(2), want: 2},
		{name: "most", scene: "alarm", votes: votes(2, 1, 2), decider: "s2", want: 2},
		{name: "more of three than of the decider", scene: "alarm", votes: votes(0, 1, 1), decider: "s1", want: 1},
		{name: "even, with the decider", scene: "alarm", votes: votes(0, 1), decider: "s2", want: 1, even: true},
		{name: "even, the decider elsewhere, by confidence", scene: "alarm", votes: sure(votes(0, 0, 1, 1, 2), 50, 50, 50, 90, 100), decider: "s5", want: 1, even: true},
		{name: "even, no decider, by confidence", scene: "alarm", votes: sure(votes(0, 1), 60, 70), want: 1, even: true},
		{name: "the decider before confidence", scene: "alarm", votes: sure(votes(0, 1), 50, 100), decider: "s1", want: 0, even: true},
		{name: "even in everything: the first of the file", scene: "alarm", votes: votes(2, 1), want: 1, even: true},
		{name: "a question, more than half", scene: "report", votes: votes(0b011, 0b001, 0b101), want: 0b001},
		{name: "a question, exactly half with the decider", scene: "report", votes: votes(0b011, 0b101), decider: "s1", want: 0b011, even: true},
		{name: "a question, exactly half without", scene: "report", votes: votes(0b011, 0b101), want: 0b001, even: true},
		{name: "a question, the decider did not vote", scene: "report", votes: votes(0b010, 0b000), decider: "s9", want: 0, even: true},
		{name: "a question, the decider alone is not half", scene: "report", votes: votes(0b001, 0, 0), decider: "s1", want: 0},
		{name: "a question, all tick nothing", scene: "report", votes: votes(0, 0, 0), want: 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			run := at(t, tt.scene)
			got, ok := workshop.Outcome(run, tt.votes, tt.decider)
			if got != tt.want || ok == tt.none {
				t.Errorf("got %b, %v, want %b", got, ok, tt.want)
			}
			if even := workshop.Even(run, tt.votes); even != tt.even {
				t.Errorf("even is %v", even)
			}
			reversed := slices.Clone(tt.votes)
			slices.Reverse(reversed)
			if again, _ := workshop.Outcome(run, reversed, tt.decider); again != got {
				t.Errorf("the order of votes makes it %b", again)
			}
		})
	}
}

func TestSpread(t *testing.T) {
	got := workshop.Spread(at(t, "alarm"), sure(votes(2, 0, 2), 50, 60, 70))
	if want := []workshop.Share{{0, 1, 60}, {1, 0, 0}, {2, 2, 120}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got = workshop.Spread(at(t, "report"), sure(votes(0b101, 0b001), 50, 60))
	if want := []workshop.Share{{1, 2, 110}, {2, 0, 0}, {4, 1, 50}}; !slices.Equal(got, want) {
		t.Errorf("of a question: got %v, want %v", got, want)
	}
}

// TestCaptainDecides: the blind round ends by itself, and the captain decides as
// it sees fit.
func TestCaptainDecides(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob", "Cat")
	if got := h.at[red].Decider(); got != "s1" {
		t.Fatalf("%s decides", got)
	}
	for i, role := range []string{"cio", "ops", "pr"} {
		if got := h.at[red].Seats[i].Role; got != role {
			t.Errorf("seat %d is %s, want %s", i+1, got, role)
		}
	}
	h.phase(workshop.Running)
	h.cast(red, "s1", 0)
	h.cast(red, "s2", 1)
	h.cast(red, "s2", 2) // changes its mind
	table := h.at[red]
	if table.Round() != 1 || len(table.Vote.First) != 2 {
		t.Fatalf("round %d after two of three", table.Round())
	}
	entries, err := table.Lock(h.h, "s1", 0, 1, h.now)
	h.refused("deciding while the votes are blind", workshop.ErrBlind, entries, err)
	entries, err = table.Close(h.h, "s2", 0, h.now)
	h.refused("another seat closes the vote", workshop.ErrNotYours, entries, err)
	h.cast(red, "s3", 2)
	if h.at[red].Round() != 2 {
		t.Fatal("the round does not end when everybody has voted")
	}
	h.cast(red, "s3", 0)
	entries, err = h.at[red].Lock(h.h, "s2", 0, 1, h.now)
	h.refused("another seat decides", workshop.ErrNotYours, entries, err)
	entries, err = h.at[red].Close(h.h, "s1", 0, h.now)
	h.refused("closing where the captain decides", workshop.ErrNotYours, entries, err)
	entries, err = h.at[red].Lock(h.h, "s1", 0, 9, h.now)
	h.refused("what is not offered", game.ErrNotOffered, entries, err)
	h.now = h.now.Add(time.Minute)
	h.lock(red, "s1", 1)
	past := h.at[red].Past[0]
	if past.By != "s1" || past.Choice != 1 || past.Scene != "alarm" || !slices.Equal(past.Overruled(), []string{"s3", "s1", "s2"}) || !slices.Equal(past.Shifted(), []string{"s3"}) {
		t.Errorf("kept %+v; overruled %v, shifted %v", past, past.Overruled(), past.Shifted())
	}
	if got := h.h.Took(past); got != time.Minute {
		t.Errorf("it took %v", got)
	}
	entries, err = h.at[red].Lock(h.h, "s1", 0, 1, h.now)
	h.refused("deciding again", workshop.ErrLate, entries, err)
	entries, err = h.at[red].Cast(h.h, "s1", 0, 1, 0, h.now)
	h.refused("voting on what is decided", workshop.ErrLate, entries, err)
}

// TestTheSceneNamesWhoDecides, the captain's seat is only for the others.
func TestTheSceneNamesWhoDecides(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob", "Cat")
	h.phase(workshop.Running)
	for range 3 {
		h.decide(red, 0)
	}
	if got := h.at[red].Decider(); got != "s3" {
		t.Errorf("in the scene of the press %s decides", got)
	}
	h.away(red, "s3")
	if got := h.at[red].Decider(); got != "s1" {
		t.Errorf("with that seat empty %s decides", got)
	}
	h.away(red, "s1")
	if got := h.at[red].Decider(); got != "s2" {
		t.Errorf("with both empty %s decides", got)
	}
	h.away(red, "s2")
	if got := h.at[red].Decider(); got != "s3" {
		t.Errorf("with nobody here %s decides", got)
	}
	h.must(h.at[red].Unseat(h.h, "me", "s3", "", h.now))
	if got := h.at[red].Decider(); got != "s1" {
		t.Errorf("with the role free %s decides", got)
	}
}

func TestMajorityDecides(t *testing.T) {
	r := rules()
	r.Lock, r.Confidence = workshop.ByMajority, true
	h := open(t, r)
	red := h.team("red", "Ann", "Bob", "Cat")
	h.phase(workshop.Running)
	h.cast(red, "s1", 0, 50)
	h.cast(red, "s2", 1, 90)
	h.cast(red, "s3", 1, 70)
	if h.at[red].Round() != 2 || len(h.at[red].Past) > 0 {
		t.Fatal("the first votes alone decide")
	}
	entries, err := h.at[red].Lock(h.h, "s1", 0, 0, h.now)
	h.refused("the captain decides alone", workshop.ErrNotYours, entries, err)
	h.cast(red, "s1", 1, 50)
	h.cast(red, "s2", 1, 90)
	h.cast(red, "s3", 0, 90)
	past := h.at[red].Past
	if len(past) != 1 || past[0].By != workshop.Majority || past[0].Made() != "majority" || past[0].Choice != 1 || h.at[red].Run.Steps[0].Sure != 70 {
		t.Fatalf("most votes come to %+v, sure %d", past, h.at[red].Run.Steps[0].Sure)
	}
	// An even question: the decider breaks it.
	h.cast(red, "s1", 0b011, 50)
	h.away(red, "s3")
	h.cast(red, "s2", 0b100, 50)
	h.must(h.at[red].Close(h.h, "s1", 1, h.now))
	if got := h.at[red].Past[1]; got.Choice != 0b011 || got.By != workshop.Majority || got.Made() != "decider" {
		t.Errorf("the even question comes to %b, made by %s", got.Choice, got.Made())
	}
}

// TestWhatSettledATie: a decision of even votes knows whether the decider's vote
// settled it, and one of a seat or of votes that were not even says nothing of a
// tie.
func TestWhatSettledATie(t *testing.T) {
	cut := func(seat string, choice game.ChoiceID) workshop.Cast {
		return workshop.Cast{Seat: seat, Choice: choice}
	}
	for _, tt := range []struct {
		name  string
		votes []workshop.Cast // of the second round; s1 is the decider
		want  string
	}{
		{"not even", []workshop.Cast{cut("s1", 0), cut("s2", 1), cut("s3", 1), cut("s4", 1)}, "majority"},
		{"even, the decider among them", []workshop.Cast{cut("s1", 1), cut("s2", 1), cut("s3", 0), cut("s4", 0)}, "decider"},
		{"even of three, the decider among them", []workshop.Cast{cut("s1", 2), cut("s2", 1), cut("s3", 0), cut("s4", 2), cut("s5", 1), cut("s6", 0)}, "decider"},
		{"even without the decider's", []workshop.Cast{cut("s1", 2), cut("s2", 1), cut("s3", 0), cut("s4", 1), cut("s5", 0)}, "even"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rules()
			r.Lock, r.Confidence, r.Seats = workshop.ByMajority, false, len(tt.votes)
			h := open(t, r)
			red := h.team("red", []string{"Ann", "Bob", "Cat", "Dan", "Eve", "Fay"}[:len(tt.votes)]...)
			h.phase(workshop.Running)
			for range 2 {
				for _, v := range tt.votes {
					h.cast(red, v.Seat, v.Choice, 0)
				}
			}
			past := h.at[red].Past
			if len(past) != 1 || past[0].Made() != tt.want {
				t.Fatalf("got %+v, want it made by %s", past, tt.want)
			}
			if tie := past[0].Tie != ""; tie != (tt.want != "majority") {
				t.Errorf("the tie is %q", past[0].Tie)
			}
		})
	}
}

func TestConfidenceOfTheTeam(t *testing.T) {
	for _, tt := range []struct {
		sure []int
		want int
	}{
		{[]int{50, 50, 50}, 50}, {[]int{50, 90, 70}, 70}, {[]int{50, 70, 70}, 70}, {[]int{10, 30, 30}, 30}, {[]int{0, 0, 0}, 0}, {[]int{0, 90, 0}, 90}, {[]int{50, 70, 0}, 50},
	} {
		r := rules()
		r.Lock = workshop.ByMajority
		h := open(t, r)
		red := h.team("red", "Ann", "Bob", "Cat")
		h.phase(workshop.Running)
		for range 2 {
			for i, n := range tt.sure {
				h.cast(red, "s"+string(rune('1'+i)), 0, n)
			}
		}
		if got := h.at[red].Run.Steps[0].Sure; got != tt.want {
			t.Errorf("%v is %d, want %d", tt.sure, got, tt.want)
		}
	}
	h := open(t, rules())
	red := h.team("red", "Ann")
	h.phase(workshop.Running)
	entries, err := h.at[red].Cast(h.h, "s1", 0, 0, 55, h.now)
	h.refused("a level that there is not", game.ErrNotOffered, entries, err)
	h.cast(red, "s1", 0, 70)
	h.lock(red, "s1", 1)
	if got := h.at[red].Run.Steps[0].Sure; got != 0 {
		t.Errorf("sure of another choice: %d", got)
	}
}
