package runfile_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/runfile"
	"kobayashi/game/workshop"
)

// sampleRoom is a workshop with a team and a run of many steps in it.
func sampleRoom() runfile.Room {
	at := time.Date(2026, 11, 20, 16, 20, 0, int(7*time.Millisecond), time.UTC)
	rec := game.Record{ID: "abcd", Scenario: "paper", Digest: strings.Repeat("0", 64), Seed: 1<<64 - 1, Started: at}
	for range 400 {
		rec.Steps = append(rec.Steps, game.Step{Scene: "call <b> & \u2028", N: 1, Mark: "00000000", At: at})
	}
	facts := []struct {
		stream, actor string
		fact          workshop.Fact
	}{
		{"", workshop.Server, workshop.Opened{Name: "秋の訓練 <1>", Scenario: "paper", Seed: 1<<64 - 1, Nonce: "n", Join: "ABCD", Lang: "ja"}},
		{"", workshop.Server, workshop.TeamMade{Team: "t1", Name: "赤 & 白", Skeleton: "x"}},
		{"", workshop.Lead("先生"), workshop.PhaseSet{Phase: workshop.Running}},
		{"t1", "s1", workshop.Joined{Seat: "s1", Name: "someone", Code: "00"}},
		{"t1", "s1", workshop.Wrote{Seat: "s1", Hotwash: game.Hotwash{Gap: "遅れた"}}},
		{"rabcd", workshop.Server, workshop.Submitted{Record: rec}},
	}
	next := map[string]int{}
	room := runfile.Room{ID: "friday", Engine: "0.5.0"}
	for i, f := range facts {
		e := workshop.Write(f.stream, f.actor, at.Add(time.Duration(i)*time.Second), f.fact)
		e.Seq, e.Key = next[f.stream], "K"+string(rune('a'+i))
		next[f.stream]++
		room.Entries = append(room.Entries, e)
	}
	return room
}

func roomText(t testing.TB, room runfile.Room) string {
	t.Helper()
	var out bytes.Buffer
	if err := runfile.WriteRoom(&out, room); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRoomReadsBack(t *testing.T) {
	want := sampleRoom()
	text := roomText(t, want)
	got, err := runfile.ReadRoom(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if again := roomText(t, got); again != text {
		t.Error("written again it is another text")
	}
}

// TestRoomDamage: no byte can be changed, left out or put in, no line moved, and
// the file cannot stop anywhere.
func TestRoomDamage(t *testing.T) {
	room := sampleRoom()
	room.Entries = room.Entries[:5] // without the long one
	text := roomText(t, room)
	var fault *runfile.Fault
	refused := func(what, text string) {
		t.Helper()
		if got, err := runfile.ReadRoom(strings.NewReader(text)); !errors.As(err, &fault) || len(got.Entries) > 0 {
			t.Errorf("%s: got %d entries, %v", what, len(got.Entries), err)
		}
	}
	for i := range len(text) {
		refused("a bit flipped", text[:i]+string(text[i]^1)+text[i+1:])
		refused("a byte left out", text[:i]+text[i+1:])
		refused("torn", text[:i])
	}
	lines := strings.SplitAfter(text, "\n")
	for i := range len(lines) - 1 {
		refused("a line left out", strings.Join(lines[:i], "")+strings.Join(lines[i+1:], ""))
		refused("a line twice", strings.Join(lines[:i+1], "")+lines[i]+strings.Join(lines[i+1:], ""))
	}
	refused("more", text+"{}")
	refused("a run", "{\"format\":\"kobayashi-run/1\"}\n")
	refused("a line without end", lines[0]+strings.Repeat("x", runfile.MaxRoomLine+2))
	if fault.Reason != runfile.Long {
		t.Errorf("a line without end: %v", fault)
	}
}

// TestRoomOrder: what no log holds is not written.
func TestRoomOrder(t *testing.T) {
	for what, spoil := range map[string]func(*runfile.Room){
		"a gap":          func(r *runfile.Room) { r.Entries[1].Seq++ },
		"no beginning":   func(r *runfile.Room) { r.Entries = r.Entries[3:] },
		"opened twice":   func(r *runfile.Room) { r.Entries[1].Kind, r.Entries[1].Body = r.Entries[0].Kind, r.Entries[0].Body },
		"another kind":   func(r *runfile.Room) { r.Entries[2].Kind = "dance" },
		"no id":          func(r *runfile.Room) { r.ID = "" },
		"no key":         func(r *runfile.Room) { r.Entries[1].Key = "" },
		"a hidden sign":  func(r *runfile.Room) { r.Entries[1].Actor = "a\u202eb" },
		"a hidden sign ": func(r *runfile.Room) { r.ID = "a\x1b" },
		"nothing":        func(r *runfile.Room) { r.Entries = nil },
	} {
		room := sampleRoom()
		spoil(&room)
		var out bytes.Buffer
		if err := runfile.WriteRoom(&out, room); err == nil {
			if _, err := runfile.ReadRoom(&out); err == nil {
				t.Errorf("%s: it was written and read", what)
			}
		}
	}
}

// TestRoomSplice: a line of another workshop does not fit in, though it is whole
// and its place is right.
func TestRoomSplice(t *testing.T) {
	one, other := sampleRoom(), sampleRoom()
	other.Entries[1].Actor = "another"
	a, b := strings.SplitAfter(roomText(t, one), "\n"), strings.SplitAfter(roomText(t, other), "\n")
	for i := range len(a) - 1 {
		spliced := strings.Join(a[:i], "") + b[i] + strings.Join(a[i+1:], "")
		_, err := runfile.ReadRoom(strings.NewReader(spliced))
		var fault *runfile.Fault
		// The header and the first entry are the same in both.
		if want := i > 1; errors.As(err, &fault) != want || want && fault.Reason != runfile.Chain {
			t.Errorf("line %d: %v", i+1, err)
		}
	}
}
