package lint

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kobayashi/game/parse"
)

// proof is a scenario, and what the exact pass finds in it: "RULE line", and
// behind it the play that shows it, if there is one.
type proof struct {
	name, text string
	want       []string
}

func (p proof) run(t *testing.T) {
	t.Run(p.name, func(t *testing.T) {
		res := parse.Read(tree(map[string][]byte{"morning.md": []byte(p.text)}), "morning.md")
		problems, _, err := Prove(t.Context(), res, 5000)
		if err != nil || res.Scenario == nil {
			t.Fatal(err, tell(t, res.Problems))
		}
		var got []string
		for _, q := range problems {
			line := fmt.Sprintf("%s %d", q.Rule, q.From.Line)
			if q.Play != nil {
				line += ": " + route(q.Play)
			}
			got = append(got, line)
		}
		if !slices.Equal(got, p.want) {
			t.Errorf("got\n%s\nwant\n%s\nin\n%s", strings.Join(got, "\n"), strings.Join(p.want, "\n"), numbered(p.text))
		}
	})
}

// day is a scenario whose first scene stands in line 11, if the front matter has
// one more line than it must, and whose last one is the evening.
func day(front string, scenes ...string) string {
	return "---\nformat: 1\nid: morning\ntitle: 朝\nlang: ja\n" + front + "\n---\n\n# 朝\n" + strings.Join(scenes, "") + evening
}

// scene has its items four lines below its id's.
func scene(id string, items ...string) string {
	return "\n## " + id + "\n### 場面\n\n" + strings.Join(items, "\n") + "\n"
}

func calm(most int) string { return fmt.Sprintf("score: {calm: {label: 落ち着き, max: %d}}", most) }

const twoDays = "vars: {b: false}\nvariants: {x: {label: x, set: {b: true}}, y: {label: y, set: {b: false}}}\n"

func TestAtStake(t *testing.T) {
	win := scene("start", "- [売る](#noon) `score.calm += 3`", "- [待つ](#noon)")
	for _, p := range []proof{
		{"choices alike", day(calm(3), win, scene("noon", "- [右](#evening)", "- [左](#evening)")), []string{"W305 17"}},
		{"a single choice", day(calm(3), win, scene("noon", "- [右](#evening)")), nil},
		{"never two at a time", day(twoDays+calm(3), win, scene("noon", "- [右](#evening) `if b`", "- [左](#evening) `if not b`")), nil},
		{"at stake in one variant", day(twoDays+calm(4), win, scene("noon", "- [右](#evening) `score.calm += 1` `if b`", "- [左](#evening)", "- [中](#evening)")), nil},
		{"a question", day(calm(3), win, scene("noon", "- [x] 右", "- [ ] 左", "", "[送る](#evening)")), []string{"W305 17"}},
		{"a question that counts", day(calm(4), win, scene("noon", "- [x] 右", "- [ ] 左", "", "[送る](#evening) `score.calm += hits`")), nil},
		{"no scores at all", day("minutes: 3", scene("start", "- [右](#evening)", "- [左](#evening)")), nil},
		{"made up for later", day(calm(3), scene("start", "- [売る](#noon) `score.calm += 3`", "- [待つ](#late)"), scene("noon", "- [先へ](#evening)"), scene("late", "- [先へ](#evening) `score.calm += 3`")), []string{"W305 11"}},
		{"silenced", day(calm(3), win, scene("noon", "<!-- lint-ok W305: 気持ちの場面 -->", "", "- [右](#evening)", "- [左](#evening)")), nil},
		{"without a reason", day(calm(3), win, scene("noon", "<!-- lint-ok W305 -->", "", "- [右](#evening)", "- [左](#evening)")), []string{"W305 17"}},
	} {
		p.run(t)
	}
}

func TestPeaks(t *testing.T) {
	for _, p := range []proof{
		{"out of reach", day(calm(4), scene("start", "- [売る](#evening) `score.calm += 3`", "- [待つ](#evening)")), []string{"W211 6"}},
		{"exceeded", day(calm(4), scene("start", "- [売る](#noon) `score.calm += 3`", "- [待つ](#noon)"), scene("noon", "- [帰る](#evening)", "- [残る](#evening) `score.calm += 2`")), []string{"W212 6: start 1 > noon 2"}},
		{"by luck", day(calm(2), scene("start", "- [売る](#noon) `score.calm += 1`", "- [待つ](#noon)"), scene("noon", "- 90% [外れ](#evening)", "- 10% [当たり](#evening) `score.calm += 2`")), []string{"W212 6: start 1 > noon 2", "I308 9"}},
		{"by no luck at all", day(calm(1), scene("start", "- [売る](#noon) `score.calm += 1`", "- [待つ](#noon)"), scene("noon", "- 100% [外れ](#evening)", "- 0% [当たり](#evening) `score.calm += 2`")), nil},
		{"in one variant", day(twoDays+calm(3), scene("start", "- [売る](#evening) `score.calm += 3` `if b`", "- [待つ](#evening)", "- [帰る](#evening) `score.calm += 1`")), nil},
		{"on entry", day(calm(3), "\n## start\n### 場面\n\n`score.calm += 1`\n\n- [売る](#evening) `score.calm += 3`\n- [待つ](#evening)\n"), []string{"W212 6: start 1"}},
		{"never awarded", day("score: {calm: {label: 落ち着き, max: 3}, spare: {label: 余り, max: 3}}", scene("start", "- [売る](#evening) `score.calm += 3`", "- [待つ](#evening)")), nil},
		{"each for itself", day("score: {calm: {label: 落ち着き, max: 3}, sales: {label: 売り上げ, max: 2}}", scene("start", "- [売る](#evening) `score.calm += 3`", "- [待つ](#evening) `score.sales += 1`")), []string{"W211 6"}},
	} {
		p.run(t)
	}
}

func TestLuck(t *testing.T) {
	dice := func(win, luck int) string {
		return day(calm(win+luck), scene("start", fmt.Sprintf("- [売る](#noon) `score.calm += %d`", win), "- [待つ](#noon)"),
			scene("noon", fmt.Sprintf("- 50%% [当たり](#evening) `score.calm += %d`", luck), "- 50% [外れ](#evening)"))
	}
	for _, p := range []proof{
		{"a fifth", dice(10, 2), nil},
		{"more", dice(9, 2), []string{"I308 9"}},
		{"behind a worse choice", day(calm(9), scene("start", "- [売る](#evening) `score.calm += 9`", "- [賭ける](#noon)"), scene("noon", "- 50% [当たり](#evening) `score.calm += 9`", "- 50% [外れ](#evening)")), nil},
	} {
		p.run(t)
	}
}

const twoScores = "score: {calm: {label: 落ち着き, max: 3}, sales: {label: 売り上げ, max: 3}}"

// TestNothingSpeaks is I302 and I303.
func TestNothingSpeaks(t *testing.T) {
	start := scene("start", "- [買う](#noon) `c += 1; score.sales -= 1`", "- [待つ](#noon)")
	number := "vars: {c: {label: 電池, min: 0, max: 1}}\n"
	good := "- [書く](#evening) `score.calm += 2; score.sales += 2`"
	other := "- [打つ](#evening) `score.calm += 3; score.sales += 4` `if c > 0`"
	for _, p := range []proof{
		{"nothing speaks for it", day(number+twoScores, start, scene("noon", good, other, "- [隠れる](#evening) `score.calm -= 1`")), []string{"I302 23"}},
		{"more of one score", day(number+twoScores, start, scene("noon", good, other, "- [隠れる](#evening) `score.calm -= 2; score.sales += 2`")), nil},
		{"not the worst", day(number+twoScores, start, scene("noon", good, other, "- [隠れる](#evening) `score.calm -= 1`", "- [逃げる](#evening) `score.calm -= 4; score.sales += 2`")), nil},
		{"as bad as another", day(number+twoScores, start, scene("noon", good, other, "- [隠れる](#evening) `score.calm -= 1`", "- [逃げる](#evening) `score.calm -= 3; score.sales += 2`")), nil},
		{"in one state alone", day("minutes: 3\nscore: {calm: {label: 落ち着き, max: 2}, sales: {label: 売り上げ, max: 2}}", scene("start", good, "- [隠れる](#evening)")), nil},
		{"more to win later", day(number+twoScores, start, scene("noon", good, other, "- [隠れる](#late) `score.calm -= 1`"), scene("late", "- [泣く](#evening) `score.calm -= 1; score.sales += 2`", "- [詫びる](#evening)")), nil},

		{"best in every state", day(twoDays2+calm(3), scene("start", "- [書く](#evening) `score.calm += 3`", "- [打つ](#evening) `score.calm += 2 * c`")), []string{"I303 16"}},
		{"best in one", day(twoDays2+calm(4), scene("start", "- [書く](#evening) `score.calm += 3`", "- [打つ](#evening) `score.calm += 4 * c`")), nil},
		{"as good in one", day(twoDays2+calm(3), scene("start", "- [書く](#evening) `score.calm += 3`", "- [打つ](#evening) `score.calm += 3 * c`")), nil},
		{"the others always alike", day(twoDays2+calm(3), scene("start", "- [書く](#evening) `score.calm += 3`", "- [打つ](#evening) `score.calm += 1` `if c > 0`", "- [待つ](#evening)")), nil},
	} {
		p.run(t)
	}
}

const twoDays2 = "vars: {c: {label: 電池, min: 0, max: 1}}\nvariants: {x: {label: x, set: {c: 1}}, y: {label: y, set: {c: 0}}}\n"

func TestEndingFixed(t *testing.T) {
	noon := scene("noon", "- [配る](#late) `score.calm += 1`", "- [待つ](#late)")
	late := scene("late", "- [見る](#evening) `score.calm += 1`", "- [帰す](#dark)")
	dark := "\n## dark\n### 夜 `end`\n\n暗い。\n"
	for _, p := range []proof{
		{"the first decision", day(calm(3), scene("start", "- [売る](#noon) `score.calm += 1`", "- [閉める](#dark)"), noon, late, dark), []string{"I309 15: start 2"}},
		{"the second", day(calm(3), scene("start", "- [売る](#noon) `score.calm += 1`", "- [待つ](#noon)"), scene("noon", "- [配る](#late) `score.calm += 1`", "- [閉める](#dark)"), late, dark), []string{"I309 21: start 1 > noon 2"}},
		{"by the shorter way", day(calm(3), scene("start", "- [売る](#detour) `score.calm += 1`", "- [待つ](#noon)"), scene("detour", "- [先へ](#noon)"), scene("noon", "- [配る](#late) `score.calm += 1`", "- [閉める](#dark)"), late, dark), []string{"I309 26: start 2 > noon 2"}},
		{"the last", day(calm(3), scene("start", "- [売る](#noon) `score.calm += 1`", "- [待つ](#noon)"), noon, late, dark), nil},
		{"no mistake", day(calm(3), scene("start", "- [売る](#noon) `score.calm += 1`", "- [閉める](#dark) `score.calm += 4`"), noon, late, dark), []string{"W212 6: start 2"}},
		{"two endings left", day(calm(3), scene("start", "- [売る](#noon) `score.calm += 1`", "- [閉める](#late)"), noon, late, dark), nil},
		{"only together with another", day("vars: {b: false}\n"+calm(3), scene("start", "- [売る](#noon) `score.calm += 1`", "- [待つ](#noon) `b = true`"),
			scene("noon", "- [配る](#late) `score.calm += 1`", "- [閉める](#sunk)"), late, scene("sunk", "1. [夜へ](#dark) `if b`", "2. [先へ](#late)"), dark), []string{"I302 22"}},
		{"one ending in all", day(calm(3), scene("start", "- [売る](#noon) `score.calm += 1`", "- [閉める](#evening)"), noon, scene("late", "- [見る](#evening) `score.calm += 1`", "- [帰す](#evening)")), nil},
	} {
		p.run(t)
	}
}

// five are decisions whose best choice stands first, or last where it says so.
func five(last ...int) []string {
	names := []string{"start", "b", "c", "d", "e", "evening"}
	var list []string
	for i, id := range names[:5] {
		good, bad := fmt.Sprintf("- [する](#%s) `score.calm += 1`", names[i+1]), fmt.Sprintf("- [やめる](#%s)", names[i+1])
		if slices.Contains(last, i) {
			good, bad = bad, good
		}
		list = append(list, scene(id, good, bad))
	}
	return list
}

func TestTelltale(t *testing.T) {
	long := func(s string) string { return strings.ReplaceAll(s, "[する]", "[よく考えてする]") }
	english := func(label string) string {
		text := "---\nof: morning.md\nlang: en\ntitle: Morning\n---\n\n# Morning\n"
		for _, s := range five() {
			text += strings.NewReplacer("場面", "Scene", "[する]", "["+label+"]", "[やめる]", "[Don't]").Replace(s)
		}
		return text + "\n## evening\n### Evening `end`\n\nOpen.\n"
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"always first", map[string]string{"morning.md": day("order: fixed\n"+calm(5), five()...)}, []string{"morning.md:10"}},
		{"first but shuffled", map[string]string{"morning.md": day(calm(5), five()...)}, nil},
		{"four of five", map[string]string{"morning.md": day("order: fixed\n"+calm(5), five(2)...)}, []string{"morning.md:10"}},
		{"three of five", map[string]string{"morning.md": day("order: fixed\n"+calm(5), five(2, 4)...)}, nil},
		{"four decisions", map[string]string{"morning.md": strings.ReplaceAll(day("order: fixed\n"+calm(4), five()[:4]...), "(#e)", "(#evening)")}, nil},
		{"always longest", map[string]string{"morning.md": long(day(calm(5), five(0, 1)...))}, []string{"morning.md:9"}},
		{"longest in English", map[string]string{"morning.md": day(calm(5), five()...), "morning.en.md": english("Go ahead and do it")}, []string{"morning.en.md:7"}},
		{"as long in English", map[string]string{"morning.md": day(calm(5), five()...), "morning.en.md": english("Do it")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := map[string][]byte{}
			for name, text := range tt.files {
				data[name] = []byte(text)
			}
			problems, _, err := Prove(t.Context(), parse.Read(tree(data), "morning.md"), 0)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems {
				if p.Rule == "I304" {
					got = append(got, fmt.Sprintf("%s:%d", p.From.File, p.From.Line))
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q\n%s", got, tt.want, tell(t, problems))
			}
		})
	}
}

// TestReadBehindEntry: what a scene shows is decided after its entry code ran.
func TestReadBehindEntry(t *testing.T) {
	body := "\n## start\n### 場面\n\n- [押す](#noon) `b = true`\n- [待つ](#noon)\n\n## noon\n### 場面\n\n`b = false` `if b`\n\n押された。 `if b`\n\n- [先へ](#evening)\n\n  %s\n"
	for _, p := range []proof{
		{"a paragraph", day("vars: {b: false}", fmt.Sprintf(body, "はい。")), []string{"W205 22"}},
		{"and a choice's feedback", day("vars: {b: false}", fmt.Sprintf(body, "はい。 `if not b`")), []string{"W205 22", "W205 26"}},
		{"a question's way", day("vars: {b: false}", scene("start", "- [x] 右 `b = true`", "- [ ] 左", "", "1. [先へ](#noon) `if b or hits < 1`", "2. [奥へ](#evening)"), scene("noon", "- [先へ](#evening)")), []string{"W205 17"}},
		{"an inject at once", day("vars: {n: {label: 数, min: 0, max: 2}}", scene("start", "- [押す](#evening) `n += 1`", "- [待つ](#evening)"), "\n## in\n### 割り込み `when n < 1`\n\n- [先へ](#return)\n"), []string{"W205 18"}},
		{"an inject behind another", day("vars: {n: {label: 数, min: 0, max: 2, start: 1}}", scene("start", "- [押す](#evening)"),
			"\n## a\n### 一つ目 `when n == 1`\n\n- [先へ](#return) `n += 1`\n", "\n## b\n### 二つ目 `when n == 2`\n\n- [先へ](#return)\n"), []string{"W205 17", "W205 22"}},
		{"three times as wide", day("vars: {n: {label: 数, min: 0, max: 6}}", scene("start", "- [押す](#evening) `n += 2`", "- [待つ](#evening)")), nil},
		{"wider", day("vars: {n: {label: 数, min: 0, max: 7}}", scene("start", "- [押す](#evening) `n += 2`", "- [待つ](#evening)")), []string{"W404 6"}},
		{"wider, and not shown", day("vars: {n: {min: 0, max: 7}}", scene("start", "- [押す](#evening) `n += 2`", "- [待つ](#evening)")), []string{"W404 6"}},
		{"twice the same effect", day("vars: {n: {label: 数, min: 0, max: 2}}", scene("start", "- [押す](#evening) `n += 2; n += 1`", "- [待つ](#evening)")), []string{"W208 14"}},
	} {
		p.run(t)
	}
}

func TestTooLong(t *testing.T) {
	counting := func(n int) string {
		return day(fmt.Sprintf("vars: {n: {label: 数, min: 0, max: %d}}", n),
			scene("start", "1. [続ける](#go)"), scene("go", fmt.Sprintf("- [数える](#start) `n += 1` `if n < %d`", n), "- [終わる](#evening)"), scene("gone", "- [先へ](#evening)"))
	}
	res := parse.Read(tree(map[string][]byte{"morning.md": []byte(counting(501))}), "morning.md")
	problems, proofs, err := Prove(t.Context(), res, 0)
	if err != nil || len(proofs) != 0 || len(problems) != 1 {
		t.Fatalf("got %v, %v\n%s", proofs, err, tell(t, problems))
	}
	if p := problems[0]; p.Rule != "E209" || p.From.Line != 16 || len(p.Play) != 501 {
		t.Errorf("a play of %d\n%s", len(p.Play), tell(t, problems))
	}
	if text := route(problems[0].Play); strings.Count(text, ">") != 25 || !strings.Contains(text, "> (+ 476) >") {
		t.Errorf("the play is written as %s", text)
	}
	// With one round less the last decision has one way only, and is none.
	proof{"not yet", counting(500), []string{"W203 22"}}.run(t)
}

func TestUnproved(t *testing.T) {
	text := day("vars: {a: {label: あ, max: 90}, b: {label: い, max: 90}}\nvariants: {x: {label: x, set: {a: 90}}, y: {label: y, set: {a: 0}}}",
		scene("start", "- [一つ](#start) `a += 1` `if a < 90`", "- [二つ](#start) `b += 1` `if b < 90`", "- [終わる](#evening) `if a == b or a == 90`"), scene("gone", "- [先へ](#evening)"))
	res := parse.Read(tree(map[string][]byte{"morning.md": []byte(text)}), "morning.md")
	problems, proofs, err := Prove(t.Context(), res, 5000)
	if err != nil {
		t.Fatal(err)
	}
	// What is seen of one variant alone is said of none: `gone` is in no list.
	if len(problems) != 1 || problems[0].Rule != "E210" || problems[0].From.Line != 6 || !strings.Contains(problems[0].Message.EN, "(y)") {
		t.Errorf("got\n%s", tell(t, problems))
	}
	if len(proofs) != 2 || proofs[0].Limit != 0 || proofs[1].Limit != 5000 || proofs[1].States <= 5000 {
		t.Errorf("got %v", proofs)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Prove(ctx, res, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}
