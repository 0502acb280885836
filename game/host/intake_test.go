package host_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/runfile"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

var begun = time.Date(2026, 11, 20, 16, 20, 0, 0, time.UTC)

// elsewhere is a run that was played to its end on another machine, always by the
// last option.
func elsewhere(t testing.TB, sc *game.Scenario, id string) runfile.File {
	t.Helper()
	run, err := game.Begin(sc, game.Record{ID: id, Player: "someone", Variant: sc.Variant(""), Lang: "ja", Seed: 3, Started: begun})
	for i := 1; err == nil && !run.Over(); i++ {
		open := run.Open()
		run, err = run.Choose(open[len(open)-1].ID, begun.Add(time.Duration(i)*time.Minute))
	}
	if err != nil {
		t.Fatal(err)
	}
	return runfile.File{Record: run.Record, Engine: "test", End: &runfile.End{Result: *run.Result()}}
}

func sent(t testing.TB, code, name string, f runfile.File) string {
	t.Helper()
	var out bytes.Buffer
	if err := runfile.Write(&out, f); err != nil {
		t.Fatal(err)
	}
	return code + "\n" + name + "\n" + out.String()
}

// intake is a room that takes runs of the flagship's first variant.
func intake(t testing.TB, log workshop.Log) host.Intake {
	t.Helper()
	rules := workshop.Rules{Lock: workshop.ByCaptain, Seats: 4, Teams: 9, Doors: true, Offline: true}
	return host.Intake{Room: room(t, log, "w", rules), Name: naming.Team}
}

func TestIntakeTakesARun(t *testing.T) {
	in := intake(t, &memory.Log{})
	f := elsewhere(t, in.Room.Scenario(), "abcd")
	f.Hotwash = game.Hotwash{Strength: "よく話した", Action: "連絡網"}
	got, err := in.Receive(t.Context(), strings.NewReader(sent(t, " 12-34\r", "東　支店", f)))
	if err != nil || got.Team != "rabcd" || got.Name != "東 支店" || got.Again || got.Result != f.End.Result {
		t.Fatalf("got %+v, %v", got, err)
	}
	table := in.Room.Table(got.Team)
	if !table.Offline || len(table.Run.Steps) != len(f.Record.Steps) || table.Run.Rules.Total(table.Run.Score) != f.End.Total || table.Run.Record.Player == "someone" {
		t.Errorf("the table holds %+v", table.Run.Record)
	}
	if len(table.Plan) != 1 || table.Plan[0].Action != "連絡網" {
		t.Errorf("the plan is %+v", table.Plan)
	}
	board := workshop.Standings(in.Room.Head(), in.Room.Table)
	if len(board) != 1 || !board[0].Offline || board[0].Points != f.End.Total {
		t.Errorf("the board says %+v", board)
	}
	// The same once more, under another name: it is there.
	again, err := in.Receive(t.Context(), strings.NewReader(sent(t, "1234", "another", f)))
	if err != nil || !again.Again || again.Name != got.Name || len(in.Room.Head().Teams) != 1 {
		t.Errorf("again: got %+v, %v, %d teams", again, err, len(in.Room.Head().Teams))
	}
}

// TestIntakeRefuses: whatever was done to a run or is wrong with it, there is no
// team afterwards.
func TestIntakeRefuses(t *testing.T) {
	in := intake(t, &memory.Log{})
	sc := in.Room.Scenario()
	var fault *runfile.Fault
	var misfit *game.Misfit
	is := func(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }
	as := func(target any) func(error) bool { return func(err error) bool { return errors.As(err, target) } }
	tests := []struct {
		name  string
		forge func(*runfile.File)
		text  func(string) string
		want  func(error) bool
	}{
		{name: "more points", forge: func(f *runfile.File) { f.End.Total++ }, want: is(host.ErrForged)},
		{name: "another most", forge: func(f *runfile.File) { f.End.Max++ }, want: is(host.ErrForged)},
		{name: "another ending", forge: func(f *runfile.File) { f.End.Ending = "best" }, want: is(host.ErrForged)},
		{name: "not over, and says so", forge: func(f *runfile.File) { f.End, f.Record.Steps = nil, f.Record.Steps[:2] }, want: is(host.ErrOpen)},
		{name: "not over, and says it is", forge: func(f *runfile.File) { f.Record.Steps = f.Record.Steps[:2] }, want: is(host.ErrForged)},
		{name: "over, and does not say so", forge: func(f *runfile.File) { f.End = nil }, want: is(host.ErrForged)},
		{name: "a mark of other rules", forge: func(f *runfile.File) { f.Record.Steps[0].Mark = "00000000" }, want: is(host.ErrForged)},
		{name: "a choice there is not", forge: func(f *runfile.File) { f.Record.Steps[0].N = game.MaxItems }, want: as(&misfit)},
		{name: "a step too many", forge: func(f *runfile.File) { f.Record.Steps = append(f.Record.Steps, f.Record.Steps[0]) }, want: as(&misfit)},
		{name: "a step left out", forge: func(f *runfile.File) { f.Record.Steps = slices.Delete(f.Record.Steps, 0, 1) }, want: as(&misfit)},
		{name: "other rules", forge: func(f *runfile.File) { f.Record.Digest = strings.Repeat("0", 64) }, want: is(workshop.ErrMisfit)},
		{name: "another scenario", forge: func(f *runfile.File) { f.Record.Scenario = "other" }, want: is(workshop.ErrMisfit)},
		{name: "another variant", forge: func(f *runfile.File) { f.Record.Variant = "no-backup" }, want: is(workshop.ErrMisfit)},
		{name: "a variant there is not", forge: func(f *runfile.File) { f.Record.Variant = "none" }, want: is(workshop.ErrMisfit)},
		{name: "changed by hand", text: func(s string) string { return strings.Replace(s, `"seed":"3"`, `"seed":"4"`, 1) }, want: as(&fault)},
		{name: "torn", text: func(s string) string { return s[:len(s)-9] }, want: as(&fault)},
		{name: "no run", text: func(string) string { return "1234\nteam\nhello\n" }, want: as(&fault)},
		{name: "too big", text: func(s string) string { return s + strings.Repeat(" ", runfile.MaxSize) }, want: as(&fault)},
		{name: "nothing", text: func(string) string { return "" }, want: is(workshop.ErrEmpty)},
		{name: "a code alone", text: func(string) string { return "1234" }, want: is(workshop.ErrEmpty)},
		{name: "a code without end", text: func(string) string { return strings.Repeat("1", 1<<20) }, want: is(workshop.ErrLong)},
		{name: "a name without end", text: func(string) string { return "1234\n" + strings.Repeat("a", 1<<20) }, want: is(workshop.ErrLong)},
		{name: "no name", text: func(s string) string { return strings.Replace(s, "team", "\x1b[2J", 1) }, want: is(naming.ErrSign)},
		{name: "the server's name", text: func(s string) string { return strings.Replace(s, "team", "server", 1) }, want: is(naming.ErrReserved)},
		{name: "a wrong code", text: func(s string) string { return "1235" + s[4:] }, want: is(workshop.ErrCode)},
	}
	for _, tt := range tests {
		f := elsewhere(t, sc, "abcd")
		if tt.forge != nil {
			tt.forge(&f)
		}
		text := sent(t, "1234", "team", f)
		if tt.text != nil {
			text = tt.text(text)
		}
		if _, err := in.Receive(t.Context(), strings.NewReader(text)); err == nil || !tt.want(err) {
			t.Errorf("%s: got %v", tt.name, err)
		}
		if n := len(in.Room.Head().Teams); n != 0 {
			t.Fatalf("%s: there are %d teams", tt.name, n)
		}
	}
}

// TestIntakeCountsOnce: one run a hundred times at once, through two nodes, is
// one team.
func TestIntakeCountsOnce(t *testing.T) {
	log := &memory.Log{}
	nodes := []host.Intake{intake(t, log), intake(t, log)}
	text := sent(t, "1234", "team", elsewhere(t, nodes[0].Room.Scenario(), "abcd"))
	var fresh, again atomic.Int32
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			got, err := nodes[i%2].Receive(t.Context(), strings.NewReader(text))
			switch {
			case err != nil:
				t.Error(err)
			case got.Again:
				again.Add(1)
			default:
				fresh.Add(1)
			}
		})
	}
	all.Wait()
	wait(t, func() bool { return len(nodes[0].Room.Head().Teams) == 1 && len(nodes[1].Room.Head().Teams) == 1 })
	if fresh.Load() != 1 || again.Load() != 99 {
		t.Errorf("%d counted, %d were there before", fresh.Load(), again.Load())
	}
}

// TestIntakeKnowsCopies: the same decisions at the same times are one run,
// whatever it is called; a removed team's run does not come back.
func TestIntakeKnowsCopies(t *testing.T) {
	in := intake(t, &memory.Log{})
	f := elsewhere(t, in.Room.Scenario(), "abcd")
	receive := func(name string, f runfile.File) error {
		_, err := in.Receive(t.Context(), strings.NewReader(sent(t, "1234", name, f)))
		return err
	}
	if err := receive("east", f); err != nil {
		t.Fatal(err)
	}
	f.Record.ID, f.Record.Player, f.Record.Lang = "efgh", "else", "en"
	if err := receive("west", f); !errors.Is(err, workshop.ErrOnce) {
		t.Errorf("a copy: got %v", err)
	}
	other := elsewhere(t, in.Room.Scenario(), "ijkl")
	other.Record.Started = begun.Add(time.Second)
	if err := receive("east", other); !errors.Is(err, workshop.ErrName) {
		t.Errorf("a name that is taken: got %v", err)
	}
	f.Record.ID = "abcd"
	f.Record.Steps[0].At = f.Record.Steps[0].At.Add(time.Second)
	if err := receive("east", f); !errors.Is(err, workshop.ErrOnce) {
		t.Errorf("another run under the same id: got %v", err)
	}
	do(t, in.Room, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Remove("me", "rabcd", "", now)
	})
	if err := receive("east", elsewhere(t, in.Room.Scenario(), "abcd")); !errors.Is(err, workshop.ErrOnce) {
		t.Errorf("a run that was removed: got %v", err)
	}
}

// TestIntakeAsksBeforeTheCode: a refusal by the hook comes first, wrong codes are
// told, and nothing behind a wrong code is read.
func TestIntakeAsksBeforeTheCode(t *testing.T) {
	in := intake(t, &memory.Log{})
	var wrong int
	in.Wrong = func() { wrong++ }
	in.May = func() error {
		if wrong >= 3 {
			return workshop.ErrFast
		}
		return nil
	}
	text := sent(t, "1234", "team", elsewhere(t, in.Room.Scenario(), "abcd"))
	for i := range 5 {
		want := workshop.ErrCode
		if i >= 3 {
			want = workshop.ErrFast
		}
		rest := &counted{Reader: strings.NewReader(strings.Repeat("x", 1<<20))}
		if _, err := in.Receive(t.Context(), io.MultiReader(strings.NewReader(fmt.Sprintf("%d\n", i)), rest)); !errors.Is(err, want) {
			t.Errorf("try %d: got %v", i, err)
		}
		if rest.n > 64<<10 {
			t.Errorf("%d bytes were read behind a wrong code", rest.n)
		}
	}
	if _, err := in.Receive(t.Context(), strings.NewReader(text)); !errors.Is(err, workshop.ErrFast) {
		t.Errorf("the right code after too many: got %v", err)
	}
	in.May = nil
	if _, err := in.Receive(t.Context(), strings.NewReader(text)); err != nil || wrong != 3 {
		t.Errorf("got %v after %d wrong ones", err, wrong)
	}
}

type counted struct {
	io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}

// TestIntakeIsLetGo: who sends nothing holds nobody up.
func TestIntakeIsLetGo(t *testing.T) {
	in := intake(t, &memory.Log{})
	from, to := io.Pipe()
	defer to.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := in.Receive(ctx, from); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestIntakeByTheRules: a workshop that takes no runs takes none.
func TestIntakeByTheRules(t *testing.T) {
	in := host.Intake{Room: room(t, &memory.Log{}, "w", workshop.Rules{Seats: 4, Teams: 9, Doors: true}), Name: naming.Team}
	f := elsewhere(t, in.Room.Scenario(), "abcd")
	if _, err := in.Receive(t.Context(), strings.NewReader(sent(t, "1234", "team", f))); !errors.Is(err, workshop.ErrNoRuns) {
		t.Errorf("got %v", err)
	}
}
