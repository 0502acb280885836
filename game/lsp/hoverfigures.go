package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// index is the place of a scene among those of the rules, or -1.
func (h *here) index(file, id string) int {
	return slices.IndexFunc(h.sc.res.Origin, func(o parse.Origin) bool { return o.File.Path == file && o.Scene.ID == id })
}

func (s *server) aboutChoice(ctx context.Context, h *here, scene string, item int, it *parse.Item) string {
	text := s.titled("choice", fmt.Sprintf("%s %d", scene, item+1), it.Label)
	home := h.name
	if h.translation() {
		home = h.sc.res.Base.Path
	}
	i := h.index(home, scene)
	f := s.facts(ctx, h)
	if i < 0 || f == nil {
		return text + s.unknown(h, f)
	}
	kind := h.sc.res.Rules.Scenes[i].Decision.Kind
	if least, most, known := f.regret(i, item); known && kind == game.Choose {
		switch {
		case most == (game.Points{Num: 0, Den: 1}):
			text += "\n\n" + s.say("hover.best")
		case least == most:
			text += "\n\n" + s.say("hover.regret.same", most)
		default:
			text += "\n\n" + s.say("hover.regret", least, most)
		}
	}
	taken := f.sharesOf(func(v *variantFacts) (int, int) {
		if item >= len(v.visits.Taken[i]) {
			return 0, 0
		}
		return v.visits.Taken[i][item], v.visits.Met[i]
	})
	if taken != "" {
		text += "\n\n" + s.say("hover.taken", taken)
	}
	return text + s.unknown(h, f)
}

// facts asks for what the exact pass knows, for a while.
func (s *server) facts(ctx context.Context, h *here) *facts {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return s.know.of(ctx, s, h.sc.res)
}

// unknown says why something is not told.
func (s *server) unknown(h *here, f *facts) string {
	switch {
	case h.sc.res.Scenario == nil:
		return "\n\n" + s.say("hover.errors")
	case f == nil:
		return "\n\n" + s.say("hover.wait")
	case !f.ok:
		return "\n\n" + s.say("hover.notproved")
	}
	return ""
}

// shares writes what share of random plays something has, in each variant.
func (f *facts) shares(count func(*variantFacts) int) string {
	return f.sharesOf(func(v *variantFacts) (int, int) { return count(v), v.visits.Plays })
}

func (f *facts) sharesOf(count func(*variantFacts) (n, of int)) string {
	if f == nil {
		return ""
	}
	var list []string
	for i := range f.variants {
		v := &f.variants[i]
		if v.visits.Plays == 0 {
			continue
		}
		n, of := count(v)
		share := percent(n, of)
		if v.label != "" && len(f.variants) > 1 {
			share = v.label + " " + share
		}
		list = append(list, share)
	}
	return strings.Join(list, ", ")
}

// percent writes a share, and never all or nothing for what is not quite so.
func percent(n, of int) string {
	switch {
	case of == 0 || n == 0:
		return "0%"
	case n*200 < of:
		return "< 1%"
	case n < of && (of-n)*200 < of:
		return "> 99%"
	}
	return fmt.Sprintf("%.0f%%", 100*float64(n)/float64(of))
}
