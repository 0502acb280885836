package edit

import (
	"math"
	"testing"
	"testing/fstest"

	"kobayashi/game/parse"
	"kobayashi/scenarios"
)

const counted = `---
format: 1
id: counted
title: 夜
lang: ja
cast: {甲: {}, 乙: {}}
roles: {pr: 広報}
vars: {hours: {label: 停止, min: 0, max: 9, start: 0}}
score: {a: {label: あ, max: 9}}
---

# 夜

五文字です。

## one
### 一 ` + "`role pr`" + `

**甲** 四文字だ。

**乙** 二つ。

> [!NOTE]
> 進行役だけが読む。

> [!CAUTION]
> 広報だけ。 ` + "`for pr`" + `

- [進む](#dice) ` + "`score.a += 1`" + `

  理由。
- [止まる](#end)
- [待つ](#end) ` + "`if hours > 3`" + `

## dice
### 二

- 25% [出た](#ask)
- 75% [出ない](#end)

## ask
### 三

- [x] い
- [x] ろ
- [ ] は

[送る](#step)

## step
### 四

- [次へ](#end)

## end
### 終 ` + "`end`" + `

終わり。
`

func measured(t *testing.T, text string, limit int) Stats {
	t.Helper()
	res := parse.Read(fstest.MapFS{"s.md": {Data: []byte(text)}}, "s.md")
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	s, err := Measure(t.Context(), res.Scenario, "ja", limit)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCounted counts a scenario that was counted by hand.
func TestCounted(t *testing.T) {
	s := measured(t, counted, 0)
	if s.Scenes != 5 || s.Endings != 1 || s.Choices != 1 || s.Questions != 1 || s.Options != 6 || s.Steps != 1 || s.Chances != 1 || s.Routes != 0 {
		t.Errorf("%+v", s)
	}
	v := s.Texts[0]
	// 夜 1, lead 6; 一 1, 四文字だ。5, 二つ。3, 広報だけ。5, 進む 2, 止まる 3, 待つ 2, 理由。3; 二 1, 出た 2, 出ない 3;
	// 三 1, い ろ は 3; 四 1, 次へ 2; 終 1, 終わり。4
	if want := 1 + 6 + 24 + 6 + 4 + 3 + 5; v.Players != want || v.Facilitator != 9 || !v.Characters {
		t.Errorf("%d and %d characters, want %d and 9", v.Players, v.Facilitator, want)
	}
	if v.Minutes != float64(v.Players)/500 {
		t.Errorf("%g minutes", v.Minutes)
	}
	if len(v.Speakers) != 2 || v.Speakers[0] != (Share{ID: "甲", Name: "甲", Lines: 1, Amount: 5, Part: 5.0 / 8}) {
		t.Errorf("speakers %+v", v.Speakers)
	}
	if len(v.Roles) != 2 || v.Roles[1] != (Share{ID: "pr", Name: "広報", Scenes: 1, Decisions: 1, Lines: 4, Amount: 24, Part: 24.0 / 48}) {
		t.Errorf("roles %+v", v.Roles)
	}
	c := s.Variants[0]
	// One decision; half of the plays throw dice, and a quarter of those answer.
	if !c.Exact || c.Least != 1 || c.Most != 2 || math.Abs(c.Mean-1.125) > 1e-12 {
		t.Errorf("%+v", c)
	}
	read := 6 + 1 + 5 + 3 + 2 + 3 + 2 + 3.0/3 + 0.5*6 + 0.125*4 + 0.125*3 + 5
	if got := c.Times[0]; math.Abs(got.Reading-read/500) > 1e-12 || math.Abs(got.Talking-1.125*1.5) > 1e-12 {
		t.Errorf("%+v, want %g minutes of reading", got, read/500)
	}
}

// TestSampled: where the states are too many, random plays come to nearly the
// same.
func TestSampled(t *testing.T) {
	exact, about := measured(t, counted, 0).Variants[0], measured(t, counted, 1).Variants[0]
	if about.Exact || about.Plays != randomPlays || about.Least != 1 || about.Most != 2 || math.Abs(about.Mean-exact.Mean) > 0.05 {
		t.Errorf("%+v", about)
	}
	if a, b := exact.Times[0], about.Times[0]; math.Abs(a.Reading-b.Reading) > 0.05*a.Reading {
		t.Errorf("%+v and %+v", a, b)
	}
}

// TestShelfIsMeasured: for the flagship the exact course and two thousand random
// plays agree.
func TestShelfIsMeasured(t *testing.T) {
	for _, base := range scenarios.Shelf()[:1] {
		t.Run(base, func(t *testing.T) {
			res := parse.Read(scenarios.FS(), base)
			s, err := Measure(t.Context(), res.Scenario, "en", 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range s.Variants {
				about, err := sample(t.Context(), res.Scenario, c.ID)
				if err != nil {
					t.Fatal(err)
				}
				if !c.Exact || math.Abs(c.Mean-about.Mean) > 0.05*c.Mean || about.Least < c.Least || about.Most > c.Most {
					t.Errorf("exact %+v\nabout %+v", c, about)
				}
				sum := 0.0
				for i, e := range c.Endings {
					sum += e.Part
					if math.Abs(e.Part-about.Endings[i].Part) > 0.06 {
						t.Errorf("%s: %g exactly, %g by play", e.ID, e.Part, about.Endings[i].Part)
					}
				}
				if math.Abs(sum-1) > 1e-9 {
					t.Errorf("the endings add up to %g", sum)
				}
				for i, x := range c.Times {
					if y := about.Times[i]; math.Abs(x.Reading-y.Reading) > 0.05*x.Reading {
						t.Errorf("%s: reading %g exactly, %g by play", x.Lang, x.Reading, y.Reading)
					}
				}
			}
		})
	}
}

// TestAsked: every set of ticks is as likely as any other, also where several
// come to the same. Of two right boxes and a wrong one, two hits are a quarter.
func TestAsked(t *testing.T) {
	s := measured(t, "---\nformat: 1\nid: asked\ntitle: 夜\nlang: ja\n---\n\n# 夜\n\n## ask\n### 問\n\n- [x] い\n- [x] ろ\n- [ ] は\n\n"+
		"1. [次へ](#more) `if hits == 2`\n2. [次へ](#end)\n\n## more\n### 続\n\n- [甲](#end)\n- [乙](#end)\n\n## end\n### 終 `end`\n\n終。\n", 0)
	if c := s.Variants[0]; c.Least != 1 || c.Most != 2 || math.Abs(c.Mean-1.25) > 1e-12 {
		t.Errorf("%+v", c)
	}
}
