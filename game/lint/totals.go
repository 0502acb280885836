package lint

import (
	"math"

	"github.com/clipperhouse/displaywidth"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// peaksReached is W211 and W212: the declared maximum of a dimension is not what
// plays reach at most.
func (x *exact) peaksReached() {
	awarded := usesOf(x.files()).scores
	for d, p := range x.most {
		entry := x.res.Base.Front.Score[d]
		from, to := x.res.Base.Range(entry.MaxAt)
		switch {
		case !awarded[entry.ID]: // W055
		case p.most < entry.Rule.Max:
			x.report("W211", from, to, nil,
				game.Say("「%s」は、どう遊んでも %s 点までです", "no play has more than %[2]s points of %[1]q", entry.ID, game.Digits(p.most)),
				game.Say("max を %d にするか、効果を見直してください", "write max: %d, or look at the effects again", p.most))
		case p.most > entry.Rule.Max:
			x.report("W212", from, to, p.play,
				game.Say("「%s」が %s 点になる遊び方があります", "a play comes to %[2]s points of %[1]q", entry.ID, game.Digits(p.most)),
				game.Say("max を %d にするか、効果を見直してください", "write max: %d, or look at the effects again", p.most))
		}
	}
}

// Hints of a scenario as a whole.
const (
	luckShare     = 0.20 // of the points, moved by luck alone: more is too much
	tellDecisions = 5    // fewer decisions show no habit
	tellShare     = 0.80
)

// chance is I308: with the best choices throughout, luck alone moves the total
// by more than a fifth of the way from the worst expected total to the best.
func (x *exact) chance() {
	if x.luck.share <= luckShare {
		return
	}
	x.reportWhole("I308", x.res.Base,
		game.Say("最善の選択を続けても、運だけで %d 点から %d 点まで動きます（幅の %d%%、%d%% まで）", "with the best choices throughout, luck alone moves the total from %d to %d (%d%% of the range, %d%% at most)",
			x.luck.least, x.luck.most, int(math.Round(100*x.luck.share)), int(100*luckShare)),
		game.Say("運の後の損得を小さくするか、決定に差をつけてください", "let less hang on the dice, or more on the decisions"))
}

// telltale is I304: who looks at the place or the length of the labels alone
// finds the best choice.
func (x *exact) telltale() {
	if x.rules.Fixed {
		if all, fits := x.habit(x.res.Base, func(_ *parse.Decision) int { return 0 }); telling(all, fits) {
			x.reportWhole("I304", x.res.Base,
				game.Say("最善の選択肢が、%d問中%d問で先頭にあります", "in %[2]d of %[1]d decisions the best choice stands first", all, fits),
				game.Say("並びを変えるか、order: shuffled にしてください", "change the order, or write order: shuffled"))
		}
	}
	for _, f := range append([]*parse.File{x.res.Base}, x.res.Translations...) {
		if all, fits := x.habit(f, longest); telling(all, fits) {
			x.reportWhole("I304", f,
				game.Say("最善の選択肢が、%d問中%d問でいちばん長い文です", "in %[2]d of %[1]d decisions the best choice has the longest label", all, fits),
				game.Say("ほかの選択肢も同じくらい具体的に書いてください", "write the other choices in as much detail"))
		}
	}
}

// habit counts the decisions in which the choice that a look picks gives nothing
// away in any state. A look that cannot decide picks -1.
func (x *exact) habit(f *parse.File, pick func(*parse.Decision) int) (all, fits int) {
	for i, d := range x.decisions {
		if d.items == nil || !d.stake {
			continue
		}
		s := x.res.Origin[i].Scene
		if f.Lang != x.res.Base.Lang {
			if s = f.Scene(x.rules.Scenes[i].ID); s == nil || s.Decision == nil || len(s.Decision.Items) != len(d.items) {
				continue
			}
		}
		all++
		if n := pick(s.Decision); n >= 0 && d.items[n].times > 0 && d.items[n].best {
			fits++
		}
	}
	return all, fits
}

// telling tells a habit from chance.
func telling(all, fits int) bool {
	return all >= tellDecisions && float64(fits) >= tellShare*float64(all)
}

// longest is the one choice with the widest label, or -1.
func longest(d *parse.Decision) int {
	best, wide := -1, 0
	for n, it := range d.Items {
		switch w := displaywidth.String(it.Label); {
		case w > wide:
			best, wide = n, w
		case w == wide:
			best = -1
		}
	}
	return best
}

// reportWhole reports what is true of a whole file, at its title.
func (x *exact) reportWhole(rule string, f *parse.File, message, mend game.Phrase) {
	from, to := f.Range(f.Title.At)
	x.report(rule, from, to, nil, message, mend)
}
