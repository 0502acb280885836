package report_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/solve"
)

const paper = `---
format: 1
id: paper
title: 一枚の紙
lang: ja
score: {report: {label: 報告, max: 20}, care: {label: 備え, max: 10, weight: 2}}
vars: {calm: {label: 落ち着き, min: 0, max: 9, start: 0}}
endings: {good: 伝わった, bad: 伝わらない}
tags: {stop: 止める側, continue: 続ける側, late: 遅らせる側, request: 求める, spend: 費用をかける側}
goals:
  tell: {label: 一枚で報告できる, scenes: [page]}
  weigh: {label: 天秤にかけられる, scenes: [call, when]}
  never: {label: この回では見ない, scenes: [aside]}
---

# 一枚の紙

## call
### 電話

まず[報告](notes/report.md)を読む。

- [止める](#on) ` + "`score.care += 1; score.report += 1` `tag stop`" + `

  止めた。[備え](notes/care.md)を見る。
- [待つ](#on) ` + "`score.care += 5; calm += 2` `tag spend`" + `

  待った。落ち着きは` + "`= calm`" + `。
- [続ける](#aside) ` + "`tag continue`" + `

  続けた。

## on
### つぎへ

- [進む](#page)

## page
### 紙

- [x] 見つけた時刻
- [x] 決めてほしいこと ` + "`tag request`" + `
- [ ] 漏えいはない
- [ ] 次は進展があれば ` + "`tag late`" + `

[送る](#when) ` + "`score.report += 3 * hits - 2 * wrong`" + `

## when
### いつ送るか

> [!IMPORTANT]
> 早さも中身のうち。[続き](notes/late.md)。

- [いま](#dice) ` + "`score.report += 4`" + `

  いま送った。
- [あした](#dice) ` + "`tag late`" + `

  あした送った。

## aside
### わき道

- [戻る](#page)
- [帰る](#page)

## dice
### さいころ

- 50% [よい目](#good) ` + "`score.care += 2`" + `
- 50% [悪い目](#bad)

## good
### 伝わった ` + "`end`" + `

よく[伝わった](notes/report.md)。

## bad
### 伝わらない ` + "`end`" + `

伝わらなかった。
`

func paperScenario(t testing.TB) *game.Scenario {
	return read(t, "paper.md", paper, "notes/report.md", "# 報告\n", "notes/care.md", "# 備え\n", "notes/late.md", "# 早さ\n")
}

// TestBuild: small plays, worked out by hand. The best play: wait (care 5, twice
// weighted: 10), both facts alone (6), now (4), and 2 of the dice: 22.
func TestBuild(t *testing.T) {
	sc := paperScenario(t)
	sol := solved(t, sc, "")
	tests := []struct {
		name     string
		moves    []game.Step
		regrets  string // of the decisions
		grades   string
		slips    string // kind item cost
		leanings string
		goals    string
		met      string
		line     string // of the first decision
	}{
		{
			name: "the best", moves: []game.Step{n(2), ticks(1, 2), n(1)},
			regrets: "0 0 0", grades: "great great great", goals: "tell P 1 0/10, weigh P 2 0/14, never - 0 0/0",
			met: "notes/report.md", line: "call 2, page [1 2], when 1",
		},
		{
			name: "stopped, and everything wrong", moves: []game.Step{n(1), ticks(3, 4), n(2)},
			regrets: "7 10 4", grades: "weak weak weak",
			slips: "page: omitted 0 3, no-request 1 3, asserted 2 2, late 3 2; when: late 1 4", leanings: "stop 1 7",
			goals: "tell U 1 10/10, weigh U 2 11/14, never - 0 0/0", met: "notes/report.md notes/care.md", line: "call 2, page [1 2], when 1",
		},
		{
			name: "went on, asked for nothing", moves: []game.Step{n(3), n(1), ticks(1), n(1)},
			regrets: "10 0 3 0", grades: "weak ungraded okay great", slips: "page: no-request 1 3", leanings: "continue 1 10",
			goals: "tell S 1 3/10, weigh U 2 10/14, never P 1 0/0", met: "notes/report.md", line: "call 2, page [1 2], when 1",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := moves(t, sc, game.Record{Seed: 3}, tt.moves...)
			d := built(t, run, sol)
			addsUp(t, d)
			slipsAgree(t, d, sol)
			if d.Best != game.Whole(22) || d.Luckiest != 24 || !d.Proved {
				t.Errorf("best %v, luckiest %d", d.Best, d.Luckiest)
			}
			got := summary(d)
			for what, want := range map[string]string{"regrets": tt.regrets, "grades": tt.grades, "slips": tt.slips, "leanings": tt.leanings, "goals": tt.goals, "met": tt.met, "line": tt.line} {
				if got[what] != want {
					t.Errorf("%s: got %q, want %q", what, got[what], want)
				}
			}
		})
	}
}

// summary writes the parts of a debrief that a table can hold.
func summary(d game.Debrief) map[string]string {
	var regrets, grades, slips, leanings, goals, line []string
	for _, j := range d.Decisions {
		regrets, grades = append(regrets, j.Regret.String()), append(grades, j.Grade.String())
		var of []string
		for _, s := range j.Slips {
			of = append(of, fmt.Sprintf("%s %d %s", s.Kind, s.Item, s.Cost))
		}
		if len(of) > 0 {
			slips = append(slips, d.Run.Rules.SceneID(j.Event.Scene)+": "+strings.Join(of, ", "))
		}
	}
	for _, l := range d.Leanings {
		leanings = append(leanings, fmt.Sprintf("%s %d %s", l.Tag, l.Times, l.Lost))
	}
	for _, g := range d.Goals {
		goals = append(goals, fmt.Sprintf("%s %c %d %s/%s", g.ID, g.Mark, g.Decisions, g.Regret, g.Stake))
	}
	for _, m := range d.Decisions[0].Line {
		if m.N > 0 {
			line = append(line, fmt.Sprintf("%s %d", m.Scene, m.N))
		} else {
			line = append(line, fmt.Sprintf("%s %v", m.Scene, m.Ticks))
		}
	}
	return map[string]string{
		"regrets": strings.Join(regrets, " "), "grades": strings.Join(grades, " "), "slips": strings.Join(slips, "; "),
		"leanings": strings.Join(leanings, ", "), "goals": strings.Join(goals, ", "), "met": strings.Join(d.NotesMet, " "), "line": strings.Join(line, ", "),
	}
}

const road = `---
format: 1
id: road
title: 道
lang: ja
score: {way: {label: 道, max: 20}}
endings: {end: おわり}
tags: {stop: 止める側}
---

# 道
%s
## die
### さい

- 50%% [右](#after)
- 50%% [左](#after)

## after
### そのあと

- [よい](#end) ` + "`score.way += 3` `tag stop`" + `
- [わるい](#end) ` + "`tag stop`" + `

## end
### おわり ` + "`end`" + `

おわった。
`

// TestLine: a line has six moves at most, passes what is no decision without a
// word, and stops where a chance or an ending comes.
func TestLine(t *testing.T) {
	var scenes strings.Builder
	for i := range 8 {
		next := fmt.Sprintf("s%d", i+1)
		if i == 7 {
			next = "die"
		}
		fmt.Fprintf(&scenes, "\n## s%d\n### 場面%d\n\n- [だめ](#p%d)\n- [よし](#p%d) `score.way += 1`\n\n## p%d\n### 通り道%d\n\n- [進む](#%s)\n", i, i, i, i, i, i, next)
	}
	sc := read(t, "road.md", fmt.Sprintf(road, scenes.String()))
	run := played(t, sc, game.Record{}, func(run game.Run) game.ChoiceID {
		open := run.Rules.Open(run.State)
		return open[len(open)-1].ID // the good one, but for the last
	})
	d := built(t, run, solved(t, sc, ""))
	for i, want := range map[int]string{
		0: "s0 2, s1 2, s2 2, s3 2, s4 2, s5 2", 1: "s1 2, s2 2, s3 2, s4 2, s5 2, s6 2", 3: "s3 2, s4 2, s5 2, s6 2, s7 2", 7: "s7 2", 8: "after 1",
	} {
		var got []string
		for _, m := range d.Decisions[i].Line {
			got = append(got, fmt.Sprintf("%s %d", m.Scene, m.N))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("decision %d: got %v, want %s", i+1, got, want)
		}
	}
	// The last choice lost points, but the better one leans the same way.
	if last := d.Decisions[8]; last.Regret != game.Whole(3) || len(d.Leanings) != 0 {
		t.Errorf("%v given away, leanings %v", last.Regret, d.Leanings)
	}
}

// TestRivals: who reported badly was beaten in every dimension; who waited was
// not by the play that stopped.
func TestRivals(t *testing.T) {
	sc := paperScenario(t)
	sol := solved(t, sc, "")
	for _, tt := range []struct {
		moves []game.Step
		want  string
	}{
		{[]game.Step{n(1), ticks(3, 4), n(2)}, "good 24 true, bad 20 true"},
		{[]game.Step{n(1), ticks(1, 2), n(1)}, "good 24 false, bad 20 false"}, // stopping alone scores 1 more in the report
	} {
		d := built(t, moves(t, sc, game.Record{Seed: 3}, tt.moves...), sol)
		var got []string
		for _, r := range d.Rivals {
			got = append(got, fmt.Sprintf("%s %d %v", r.Ending, r.Total, r.Better))
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%v: got %v, want %s", tt.moves, got, tt.want)
		}
	}
}

// TestForecasts: answers count where something was at stake, and came true where
// nothing was given away; the history takes them in.
func TestForecasts(t *testing.T) {
	sc := paperScenario(t)
	sol := solved(t, sc, "")
	run := moves(t, sc, game.Record{}, n(3), n(1), ticks(1), n(1))
	for i, sure := range []int{90, 70, 0, 50} {
		run.Steps[i].Sure = sure
	}
	// The first was wrong, in the second nothing was at stake, the third was not
	// asked, the fourth was right.
	want := []game.Forecast{{Sure: 90}, {Sure: 50, Right: true}}
	got, err := report.Forecasts(run, sol)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v (%v), want %v", got, err, want)
	}
	d := built(t, run, sol, game.Forecast{Sure: 10}, game.Forecast{Sure: 30})
	if d.Confidence.N != 2 || d.History.N != 4 || d.Confidence.Gap() != game.Whole(20) || d.Decisions[1].Sure != 70 {
		t.Errorf("got %+v and %+v", d.Confidence, d.History)
	}
}

func TestRefusals(t *testing.T) {
	sc := paperScenario(t)
	sol := solved(t, sc, "")
	open, err := game.Begin(sc, game.Record{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := report.Build(open, sol, nil); !errors.Is(err, report.ErrOpen) {
		t.Errorf("an open run: got %v", err)
	}
	run := moves(t, sc, game.Record{Seed: 3}, n(2), ticks(1), n(1))
	d := report.Unproved(run, fmt.Errorf("solving: %w", &solve.LimitError{States: 7, Limit: 5}))
	if d.Proved || d.States != 7 || d.Limit != 5 || d.Actual != sc.Total(run.Score) || len(d.Decisions) != 3 || len(d.NotesMet) != 1 {
		t.Errorf("got %+v", d)
	}
}
