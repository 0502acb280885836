package workshop_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/parse"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// boardRoom is a room of the flagship that a test plays by hand.
type boardRoom struct {
	*testing.T
	*host.Room
	node string
}

func openBoardRoom(t *testing.T, rules workshop.Rules) boardRoom {
	t.Helper()
	res := parse.Read(os.DirFS("../../scenarios"), "shop-bot/shop-bot.md")
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	sc := res.Scenario
	h := host.New(host.Options{Log: &memory.Log{}, Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil }, Talk: slog.New(slog.DiscardHandler)})
	t.Cleanup(h.Close)
	r, err := h.Open(t.Context(), "w", workshop.Opened{
		Name: "room", Scenario: sc.ID(), Digest: sc.Digest(), Lang: "ja", Seed: 1234567890123, Nonce: "the-nonce", Join: "the-join-code", Rules: rules,
	})
	if err != nil {
		t.Fatal(err)
	}
	return boardRoom{t, r, h.Node()}
}

func (r boardRoom) do(team string, f workshop.Deciding) {
	r.Helper()
	if err := r.Do(r.Context(), team, f); err != nil {
		r.Fatal(err)
	}
}

func (r boardRoom) lead(f func(h *workshop.Head, now time.Time) ([]workshop.Entry, error)) {
	r.Helper()
	r.do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) { return f(h, now) })
}

// team makes a team of two, the second of whom always wants something else.
func (r boardRoom) team(name string) string {
	r.Helper()
	r.lead(func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) { return h.Make(name, name, now) })
	l, _ := r.Head().Called(name)
	for i, who := range []string{"Taro-" + name, "Hana-" + name} {
		seat := fmt.Sprint("s", i+1)
		r.do(l.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Join(h, who, "the-key", "the-code", now)
		})
		r.do(l.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Come(h, seat, seat, r.node, now)
		})
	}
	return l.ID
}

// play takes a team to its end, or through so many decisions.
func (r boardRoom) play(team string, most int) {
	r.Helper()
	for range most {
		t := r.Table(team)
		if t.Run.Over() {
			return
		}
		step, open := len(t.Run.Steps), t.Run.Open()
		if !t.Run.Rules.Free(t.Run.State) {
			r.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.GoOn(h, "s1", step, now)
			})
			continue
		}
		for i := range 2 {
			r.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Cast(h, fmt.Sprint("s", i+1), step, open[i%len(open)].ID, 0, now)
			})
		}
		r.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Lock(h, t.Decider(), step, open[0].ID, now)
		})
	}
}

func (r boardRoom) phase(p workshop.Phase) {
	r.Helper()
	r.lead(func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) { return h.SetPhase("lead", p, "", now) })
}

func (r boardRoom) topic(id string, layer workshop.Layer) {
	r.Helper()
	r.lead(func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.SetTopic("lead", id, layer, now)
	})
}

// known judges every decision alike, so that a test sees where it comes out.
func known(string, int) (game.Judgement, bool) {
	return game.Judgement{Regret: game.Fraction(7777, 2), Best: 1, Line: []game.Move{{Scene: "line-scene", N: 2}}}, true
}

// board is what goes out, as bytes.
func (r boardRoom) board() string {
	r.Helper()
	data, err := json.Marshal(r.Head().BoardState(r.Table, known, r.Now()))
	if err != nil {
		r.Fatal(err)
	}
	return string(data)
}

// uncovered says which of the signs are in what goes out, and which must not be.
func (r boardRoom) uncovered(when string, want ...string) {
	r.Helper()
	signs := []string{`"ending"`, `"options"`, `"items"`, `"first"`, `"took_ms"`, `"regret"`, `3888.5`, `line-scene`, `"best"`, `1234567890123`, `the-nonce`}
	got := r.board()
	for _, sign := range signs {
		should := strings.Contains(strings.Join(want, " "), sign)
		if strings.Contains(got, sign) != should {
			r.Errorf("%s: %s is there: %t, want %t in\n%s", when, sign, !should, should, got)
		}
	}
	for _, never := range []string{"the-join-code", "Taro", "Hana", "the-key", "the-code", r.node, workshop.Hash("w", "the-code")} {
		if strings.Contains(got, never) {
			r.Errorf("%s: %s goes out in\n%s", when, never, got)
		}
	}
}

// TestBoardStateKeepsCovered: nothing goes out before its time.
func TestBoardStateKeepsCovered(t *testing.T) {
	r := openBoardRoom(t, workshop.Rules{Lock: workshop.ByCaptain, Seats: 8, Teams: 10, Doors: true})
	red, blue := r.team("red"), r.team("blue")
	r.uncovered("lobby")
	r.phase(workshop.Running)
	r.play(red, 100)
	r.play(blue, 5)
	r.uncovered("running")
	r.lead(func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.SetBoard("lead", workshop.Revealed, nil, now)
	})
	r.uncovered("revealed", `"ending"`)
	r.lead(func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.SetBoard("lead", workshop.Live, nil, now)
	})
	r.phase(workshop.Debrief)
	r.uncovered("debrief without a topic")
	id := workshop.Topics(r.Head(), r.Table)[0].ID
	r.topic(id, workshop.LayerQuestion)
	r.uncovered("question", `"options"`)
	r.topic(id, workshop.LayerSpread)
	r.uncovered("spread", `"options"`, `"items"`, `"first"`, `"took_ms"`)
	r.topic(id, workshop.LayerVerdict)
	r.uncovered("verdict", `"options"`, `"items"`, `"first"`, `"took_ms"`, `"regret"`, `3888.5`, `line-scene`, `"best"`)
	r.phase(workshop.Ended)
	r.uncovered("ended", `1234567890123`, `the-nonce`)
}

// TestBoardStateCounts: votes of few people are not summed up, and counts are
// those of the tables.
func TestBoardStateCounts(t *testing.T) {
	for _, least := range []int{2, 5} {
		r := openBoardRoom(t, workshop.Rules{Lock: workshop.ByCaptain, Seats: 8, Teams: 10, Doors: true, Least: least})
		red, blue := r.team("red"), r.team("blue")
		r.phase(workshop.Running)
		r.play(red, 6)
		r.play(blue, 6)
		r.phase(workshop.Debrief)
		topic := workshop.Topics(r.Head(), r.Table)[0]
		got := r.Head().BoardTopic(workshop.TopicSet{Topic: topic.ID, Layer: workshop.LayerVerdict}, r.Table, known)
		var teams, first, last, best int
		for _, o := range got.Options {
			teams, first, last, best = teams+o.Teams, first+o.First, last+o.Last, best+o.Best
		}
		votes := 4
		if least > votes {
			votes = 0
		}
		if teams != 2 || first != votes || last != votes || best != 2 || got.Counted != (votes > 0) || got.Known != 2 {
			t.Errorf("least %d: got %d teams, %d then %d votes, best for %d, counted %t", least, teams, first, last, best, got.Counted)
		}
		for _, team := range got.Teams {
			if team.By != "seat" || team.Overruled != 1 || len(team.Items) != 1 || *team.Regret != 3888.5 {
				t.Errorf("got %+v", team)
			}
		}
	}
}

// TestVerdictsAskedEarly: they are asked for while the question is on the board,
// shown only when they are uncovered, and missed until they are known.
func TestVerdictsAskedEarly(t *testing.T) {
	r := openBoardRoom(t, workshop.Rules{Lock: workshop.ByCaptain, Seats: 8, Teams: 10, Doors: true, Least: 2})
	red := r.team("red")
	r.phase(workshop.Running)
	r.play(red, 6)
	r.phase(workshop.Debrief)
	topic := workshop.Topics(r.Head(), r.Table)[0]
	asked := 0
	verdicts := func(team string, step int) (game.Judgement, bool) {
		asked++
		j, _ := known(team, step)
		return j, asked > 2
	}
	for i, tt := range []struct {
		layer     workshop.Layer
		known     int
		unsettled bool
	}{{workshop.LayerQuestion, 0, false}, {workshop.LayerVerdict, 0, true}, {workshop.LayerVerdict, 1, false}, {workshop.LayerSpread, 0, false}} {
		got := r.Head().BoardTopic(workshop.TopicSet{Topic: topic.ID, Layer: tt.layer}, r.Table, verdicts)
		if asked != i+1 || got.Known != tt.known || got.Unsettled() != tt.unsettled || (got.Line != nil) != (tt.known > 0) {
			t.Errorf("%d: asked %d times, got %+v", i, asked, got)
		}
	}
	if (*workshop.BoardTopic)(nil).Unsettled() {
		t.Error("no topic is unsettled")
	}
}

// TestJudgeBeforeTheEnd: a run that is not over is judged for the decisions it
// has made, and for no others.
func TestJudgeBeforeTheEnd(t *testing.T) {
	r := openBoardRoom(t, workshop.Rules{Lock: workshop.ByCaptain, Seats: 8, Teams: 10, Doors: true})
	red := r.team("red")
	r.phase(workshop.Running)
	r.play(red, 6)
	run := r.Table(red).Run
	var asked game.Run
	list, err := workshop.Judge(run, func(whole game.Run) (game.Debrief, error) {
		asked = whole
		d := game.Debrief{Proved: true}
		for _, one := range whole.Decisions() {
			d.Decisions = append(d.Decisions, game.Judgement{Decided: one})
		}
		return d, nil
	})
	if err != nil || !asked.Over() || len(asked.Steps) <= len(run.Steps) {
		t.Fatalf("asked about a run of %d steps, over: %t, %v", len(asked.Steps), asked.Over(), err)
	}
	if want := len(run.Decisions()); len(list) != want || want == 0 {
		t.Errorf("got %d judgements, want %d", len(list), want)
	}
	for step := range list {
		if step >= len(run.Steps) {
			t.Errorf("step %d was never taken", step)
		}
	}
}
