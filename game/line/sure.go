package line

import (
	"context"
	"slices"
	"strings"

	"kobayashi/game"
)

// asksSure reports whether to ask how sure the player is of the choice at hand.
// Where there is nothing to decide there is nothing to be sure of.
func (t *table) asksSure() bool {
	return (t.o.Confidence || t.run.Asks()) && t.sc.Free(t.run.State)
}

// howSure asks how sure the player is of the choice just made, in percent, or 0
// to think again. An answer may be the number of a level or the level itself.
func (t *table) howSure(ctx context.Context) (int, error) {
	levels := game.Levels[:]
	t.levels()
	sure := 0
	prompt := t.wordSure
	if prompt == "" {
		prompt = t.say.Say("line.prompt.sure", len(levels))
	}
	err := t.ask(ctx, prompt, func(a answer) (string, bool, error) {
		switch n, ok := a.one(len(levels)); {
		case ok:
			sure = levels[n-1]
		case a.cmd == back || slices.Equal(a.nums, []int{0}):
		case len(a.nums) == 1 && slices.Contains(levels, a.nums[0]):
			sure = a.nums[0]
		case a.cmd == noCommand:
			return t.say.Say("line.answer.sure", len(levels)), false, nil
		default:
			refused, err := t.obey(a)
			if err == nil && refused == "" {
				t.levels()
			}
			return refused, false, err
		}
		return "", true, nil
	})
	return sure, err
}

// levels writes the question with the answers it may have.
func (t *table) levels() {
	var list []string
	for i, percent := range game.Levels {
		list = append(list, t.say.Say("line.sure.level", i+1, percent))
	}
	t.out.part()
	t.puts(t.say.Say("line.sure"))
	t.puts(strings.Join(list, t.say.Say("line.and")))
}

// sure says how sure the player was of a choice, if that was asked.
func (t *table) sure(percent int) {
	if percent > 0 {
		t.puts(t.say.Say("line.sure.was", percent))
	}
}
