package lint

import (
	"reflect"
	"testing"

	"kobayashi/game/solve"
)

// TestJoin: what was seen in one variant is added to what was seen in others,
// and a variant in which a choice never stood says nothing of it.
func TestJoin(t *testing.T) {
	whole := func(n int64) solve.Points { return solve.Whole(int(n)) }
	a := weighedChoice{times: 2, best: true, worst: true, least: whole(1), most: whole(4), betters: 0b11, ends: 0b01, fixes: true, early: true}
	tests := []struct {
		name      string
		one, want weighedChoice
	}{
		{"never offered", weighedChoice{}, a},
		{"the same again", a, weighedChoice{times: 4, best: true, worst: true, least: whole(1), most: whole(4), betters: 0b11, ends: 0b01, fixes: true, early: true}},
		{
			"otherwise",
			weighedChoice{times: 3, least: whole(0), most: whole(9), betters: 0b10, ends: 0b10},
			weighedChoice{times: 5, least: whole(0), most: whole(9), betters: 0b10, ends: 0b11},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := a
			if got.join(tt.one); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
			d := weighed{times: 2, states: 7, items: []weighedChoice{a}}
			d.join(weighed{times: 3, states: 5, stake: true, items: []weighedChoice{tt.one}})
			if want := (weighed{times: 5, states: 7, stake: true, items: []weighedChoice{tt.want}}); !reflect.DeepEqual(d, want) {
				t.Errorf("got %+v, want %+v", d, want)
			}
		})
	}
}

// TestVariantsTogether: it makes no difference which variant stands first, nor
// that one is there twice.
func TestVariantsTogether(t *testing.T) {
	head := "vars: {late: false}\nscore: {calm: {label: 落ち着き, max: 3}}\nvariants: {"
	body := "}\n---\n\n# 朝\n\n## start\n### 始まり\n\n- [売る](#noon) `score.calm += 2` `if late`\n\n  よし。\n- [閉める](#noon) `score.calm += 1`\n\n  はい。\n- [待つ](#noon)\n\n" +
		"## noon\n### 昼\n\n- [続ける](#evening) `score.calm += 4` `if late`\n\n  よし。\n- [閉める](#evening)\n" + evening
	first, second := "a: {label: 早い, set: {late: false}}", "b: {label: 遅い, set: {late: true}}"
	var said []string
	for _, list := range []string{first + ", " + second, second + ", " + first, first + ", " + second + ", c: {label: また, set: {late: true}}"} {
		text := "---\nformat: 1\nid: morning\ntitle: 朝\nlang: ja\n" + head + list + body
		got := everythingIn(t, text)
		if count(got, "W212") != 1 {
			t.Errorf("want W212, got\n%s", tell(t, got))
		}
		said = append(said, tell(t, got))
	}
	if said[0] != said[1] || said[0] != said[2] {
		t.Errorf("got\n%s\nand\n%s\nand\n%s", said[0], said[1], said[2])
	}
}
