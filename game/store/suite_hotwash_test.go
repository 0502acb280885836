package store_test

import (
	"errors"
	"strings"
	"testing"

	"kobayashi/game"
)

func TestHotwash(t *testing.T) {
	most := strings.Repeat("策", game.MaxHotwash)
	full := game.Hotwash{Strength: most, Gap: most, Action: most, Owner: most, Due: most}
	quoted := game.Hotwash{Strength: "'); DROP TABLE hotwash --", Gap: "=1+1", Action: "<b>&amp;", Owner: "%s", Due: "\\"}
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		for _, run := range []string{"r", "other"} {
			must(t, j.Begin(t.Context(), record(run, 2)))
		}
		washed(t, j, "r", game.Hotwash{}) // nothing was written yet
		for _, h := range []game.Hotwash{wash, full, quoted, {}, {Gap: "only this"}} {
			must(t, j.KeepHotwash(t.Context(), "r", h))
			washed(t, j, "r", h)
			must(t, j.Close())
			j = reopen()
			washed(t, j, "r", h)
		}
		washed(t, j, "other", game.Hotwash{})
		load(t, j, record("r", 2))
		must(t, j.Append(t.Context(), "r", 2, step(2), nil)) // the run can still go on
		load(t, j, record("r", 3))
		washed(t, j, "r", game.Hotwash{Gap: "only this"})
		if err := j.KeepHotwash(t.Context(), "nobody", wash); !errors.Is(err, game.ErrUnknownRun) {
			t.Errorf("of an unknown run: got %v, want %v", err, game.ErrUnknownRun)
		}
		washed(t, j, "nobody", game.Hotwash{})
	})
}

// A text that no door lets through is refused, and what was there stays.
func TestHotwashThatDoesNotFit(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		must(t, j.Begin(t.Context(), record("r", 1)))
		must(t, j.KeepHotwash(t.Context(), "r", wash))
		for name, text := range map[string]string{
			"long": strings.Repeat("a", game.MaxHotwash+1), "not-utf-8": "a\xff", "escape": "\x1b]0;x\a", "nul": "a\x00b",
			"two-lines": "a\nb", "c1": "\u009b31m", "bidi": "a\u202eb", "hidden": "a\u200bb", "tag": "\U000e0041", "line-separator": "\u2028",
		} {
			t.Run(name, func(t *testing.T) {
				for i, h := range []game.Hotwash{{Strength: text}, {Gap: text}, {Action: text}, {Owner: text}, {Due: text}} {
					if err := j.KeepHotwash(t.Context(), "r", h); err == nil || strings.Contains(err.Error(), text) {
						t.Errorf("text %d: got %v, want an error without the text", i, err)
					}
				}
				washed(t, j, "r", wash)
			})
		}
	})
}
