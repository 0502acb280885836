package lint

import (
	"slices"
	"testing"

	"kobayashi/game/parse"
	"kobayashi/game/solve"
)

func TestReached(t *testing.T) {
	text := day("vars: {n: {label: 数, max: 9, start: 2}, once: false, mode: {label: 構え, values: [普段, 急ぎ, 無理]}}\nvariants: {x: {label: 一, set: {n: 1}}, y: {label: 二, set: {mode: 急ぎ}}}",
		scene("start", "- [足す](#gone) `n += 3`", "- [引く](#gone) `n -= 2`", "- [知らせる](#gone) `once = true`"),
		scene("gone", "- [足す](#evening) `n += 3` `if once or n < 3`", "- [終わる](#evening)"))
	res := parse.Read(tree(map[string][]byte{"morning.md": []byte(text)}), "morning.md")
	if res.Scenario == nil {
		t.Fatal(tell(t, res.Problems))
	}
	var solved []*solve.Solution
	for _, variant := range []string{"x", "y"} {
		sol, err := solve.Solve(t.Context(), res.Scenario, variant, 0)
		if err != nil {
			t.Fatal(err)
		}
		solved = append(solved, sol)
	}
	// 1 - 2 is cut to 0; 2 + 3 is 5, and no second addition is offered then.
	want := []solve.Range{{Least: 0, Most: 5}, {Least: 0, Most: 1}, {Least: 0, Most: 1}}
	if got, err := Reached(t.Context(), res, solved); err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if _, err := Reached(t.Context(), parse.Read(tree(map[string][]byte{"a.md": []byte("x")}), "a.md"), nil); err == nil {
		t.Error("a file with errors has ranges")
	}
}
