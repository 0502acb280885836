package report_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/report"
	"kobayashi/game/runfile"
	"kobayashi/game/solve"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// played out on the sheet of paper, with roles.
func hallScenario(t testing.TB) *game.Scenario {
	with := strings.Replace(paper, "goals:\n", "roles: {cio: 小林（CIO）, pr: 長谷（広報）}\ngoals:\n", 1)
	return read(t, "paper.md", with, "notes/report.md", "# 報告\n", "notes/care.md", "# 備え\n", "notes/late.md", "# 早さ\n")
}

// evening is a workshop that a test plays.
type evening struct {
	testing.TB
	room   *host.Room
	solved *solve.Solution
	mu     sync.Mutex
	now    time.Time
}

func (e *evening) clock() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.now
}

func (e *evening) pass(d time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.now = e.now.Add(d)
}

func newEvening(t testing.TB, name string, rules workshop.Rules) *evening {
	t.Helper()
	sc := hallScenario(t)
	return (&evening{TB: t, now: begun, solved: solved(t, sc, "")}).open(sc, name, rules)
}

func (e *evening) open(sc *game.Scenario, name string, rules workshop.Rules) *evening {
	e.Helper()
	h := host.New(host.Options{Log: &memory.Log{Clock: e.clock}, Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil }, Talk: slog.New(slog.DiscardHandler)})
	e.Cleanup(h.Close)
	var err error
	e.room, err = h.Open(e.Context(), "friday", workshop.Opened{
		Name: name, Scenario: sc.ID(), Digest: sc.Digest(), Lang: "ja", Seed: 1<<64 - 1, Nonce: "K7XW", Join: "1234", Rules: rules,
	})
	if err != nil {
		e.Fatal(err)
	}
	return e
}

func (e *evening) do(team string, f workshop.Deciding) {
	e.Helper()
	if err := e.room.Do(e.Context(), team, f); err != nil {
		e.Fatal(err)
	}
}

// team makes a team of so many people, each with a line.
func (e *evening) team(name string, people int) string {
	e.Helper()
	_, skeleton, err := naming.Team(name)
	if err != nil {
		skeleton = name
	}
	e.do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Make(name, skeleton, now)
	})
	l, _ := e.room.Head().Called(skeleton)
	for i := range people {
		seat := "s" + string(rune('1'+i))
		e.do(l.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Join(h, "taro"+seat+l.ID, "", "code"+seat, now)
		})
		e.do(l.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Come(h, seat, "line"+seat, "node", now)
		})
	}
	return l.ID
}

func (e *evening) phase(p workshop.Phase) {
	e.Helper()
	e.do("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase("先生", p, "", now)
	})
}

// vote is what the seats vote, in their order: a choice and how sure.
type vote struct {
	choice game.ChoiceID
	sure   int
}

// decide lets a team vote, again if there is a second round, and its captain's
// seat decide. It passes what is no decision before.
func (e *evening) decide(team string, took time.Duration, first, second []vote, lock game.ChoiceID) {
	e.Helper()
	for t := e.room.Table(team); !t.Run.Rules.Free(t.Run.State); t = e.room.Table(team) {
		e.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.GoOn(h, "s1", len(t.Run.Steps), now)
		})
	}
	step := len(e.room.Table(team).Run.Steps)
	e.pass(took)
	for round, votes := range [][]vote{first, second} {
		for i, v := range votes {
			seat := "s" + string(rune('1'+i))
			e.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				if t.Round() != round+1 {
					e.Errorf("round %d in the place of %d", t.Round(), round+1)
				}
				return t.Cast(h, seat, step, v.choice, v.sure, now)
			})
		}
	}
	if e.room.Head().Opened.Rules.Lock == workshop.ByMajority {
		return
	}
	e.do(team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(h, "s1", step, lock, now)
	})
}

func (e *evening) lead(team string, f func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error)) {
	e.Helper()
	e.do(team, f)
}

// friday is a workshop with everything in it: a team of three that was sent back,
// one of two, one alone that does not finish, one that was removed, and one that
// played elsewhere. Name may be a hostile text, and stands wherever a text does
// that people write.
func friday(t testing.TB, rules workshop.Rules, name string) *evening {
	return newEvening(t, "秋の訓練"+name, rules).friday(name)
}

func (e *evening) friday(name string) *evening {
	e.Helper()
	red, blue, white, gone := e.team("赤"+name, 3), e.team("青"+name, 2), e.team("白"+name, 1), e.team("黒"+name, 1)
	e.pass(time.Minute)
	e.phase(workshop.Running)
	e.lead("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Remove("先生", gone, name+"帰った", now)
	})
	e.decide(red, 30*time.Second, []vote{{0, 90}, {0, 70}, {1, 50}}, []vote{{0, 90}}, 0)
	e.lead(red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.SendBack(h, "先生"+name, 0, name+"読み違い", now)
	})
	// All three, the first two for stopping; then one changes, and the captain
	// decides for what one wanted from the beginning.
	e.decide(red, 2*time.Minute, []vote{{0, 90}, {0, 70}, {1, 50}}, []vote{{0, 90}, {1, 70}, {1, 70}}, 1)
	e.decide(blue, time.Minute, []vote{{0, 70}, {1, 50}}, []vote{{0, 70}, {1, 50}}, 0)
	e.phase(workshop.Paused)
	e.pass(time.Hour)
	e.phase(workshop.Running)
	e.decide(red, time.Minute, []vote{{3, 90}, {3, 90}, {7, 30}}, nil, 3)
	e.lead("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Tell("先生", workshop.Inject, name+"新聞社から電話です。", now)
	})
	e.decide(red, time.Minute, []vote{{0, 90}, {0, 90}, {0, 90}}, nil, 0)
	e.decide(blue, time.Minute, []vote{{12, 90}, {3, 30}}, []vote{{12, 90}, {12, 30}}, 12)
	e.decide(blue, time.Minute, []vote{{1, 50}, {0, 50}}, nil, 1)
	e.decide(white, time.Minute, []vote{{2, 30}}, nil, 2)
	e.lead(white, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Tell(h, "先生", workshop.Hint, name+"急がなくてよい。", now)
	})
	e.lead(white, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Unseat(h, "先生", "s1", "早退", now)
	})
	e.offline("緑" + name)
	e.phase(workshop.Debrief)
	e.lead(red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Note(h, "s2", game.Hotwash{Strength: "声に出して決めた", Gap: strings.Join(strings.Fields(typeset.Clean(name)), " ") + "報告が遅れた", Action: "夜間の連絡網を作る", Owner: "広報", Due: "2026-12-11"}, now)
	})
	e.lead(red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Note(h, "s3", game.Hotwash{Gap: "控えがない"}, now)
	})
	return e
}

// offline sends in a run that plays best.
func (e *evening) offline(name string) {
	e.Helper()
	sc := e.room.Scenario()
	run := moves(e, sc, game.Record{ID: "abcd", Variant: sc.Variant(""), Lang: "ja", Seed: 5, Started: begun.Add(-24 * time.Hour)}, n(2), ticks(1, 2), n(1))
	var file bytes.Buffer
	doc := runfile.File{Record: run.Record, Engine: "0.5.0", End: &runfile.End{Result: *run.Result()}, Hotwash: game.Hotwash{Strength: "落ち着いていた"}}
	if err := runfile.Write(&file, doc); err != nil {
		e.Fatal(err)
	}
	in := host.Intake{Room: e.room, Name: func(typed string) (string, string, error) { return name, name, nil }}
	if _, err := in.Receive(e.Context(), strings.NewReader("1234\nx\n"+file.String())); err != nil {
		e.Fatal(err)
	}
}

func (e *evening) hall() report.Hall {
	e.Helper()
	return report.Hall{Head: e.room.Head(), Table: e.room.Table, Rules: e.room.Scenario(), Solved: e.solved}
}

var fridayRules = workshop.Rules{Lock: workshop.ByCaptain, Confidence: true, Seats: 4, Teams: 9, Doors: true, Offline: true, Least: 2, Retention: 30}

func (e *evening) report(lang string) report.HallReport {
	e.Helper()
	r, err := report.MakeHall(e.hall(), report.With{Engine: "0.5.0", Zone: begun.Location()}, book(e).In(lang))
	if err != nil {
		e.Fatal(err)
	}
	return r
}

func (e *evening) teamReport(team, lang string) report.TeamReport {
	e.Helper()
	r, err := report.MakeTeam(e.hall(), team, report.With{Engine: "0.5.0", Zone: begun.Location()}, book(e).In(lang))
	if err != nil {
		e.Fatal(err)
	}
	return r
}

func writtenHall(t testing.TB, format string, r report.HallReport) string {
	t.Helper()
	var out bytes.Buffer
	if err := report.WriteHall(&out, format, r, book(t).In(r.Lang)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func writtenTeam(t testing.TB, format string, r report.TeamReport) string {
	t.Helper()
	var out bytes.Buffer
	if err := report.WriteTeam(&out, format, r, book(t).In(r.Lang)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
