package translate

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/edit"
	"kobayashi/game/parse"
)

// matcher finds for the units of a base's scene those of its translation.
type matcher struct {
	base, own *parse.File
	names     map[string]string // of speakers, base to translation
	ratio     float64           // how long the translation is, against the base
	fresh     map[any]bool      // blocks and items of the base that are known to be new
	found     map[string]unit   // by the base's key
}

// scene pairs the units of two scenes. Sum is the hash of the wording that was
// translated, or "".
func (m *matcher) scene(a, b *parse.Scene, sum string) {
	m.fresh = inserted(m.base, a, sum)
	if !a.Title.At.Empty() && !b.Title.At.Empty() {
		m.found["#"+a.ID+"/title"] = sceneUnits(m.own, b)[0]
	}
	units := unitsBy(sceneUnits(m.base, a))
	owns := unitsBy(sceneUnits(m.own, b))
	m.blocks(shown(a.Blocks), shown(b.Blocks), units, owns)
	if a.Decision == nil || b.Decision == nil {
		return
	}
	if (a.Decision.Kind == game.Question) == (b.Decision.Kind == game.Question) {
		m.items(a.Decision.Items, b.Decision.Items, units, owns)
	}
	m.items(a.Decision.Then, b.Decision.Then, units, owns)
}

// unitsBy finds units by their block or item.
func unitsBy(list []unit) map[any]unit {
	by := map[any]unit{}
	for _, u := range list {
		switch {
		case u.block != nil:
			by[u.block] = u
		case u.item != nil:
			by[u.item] = u
		}
	}
	return by
}

func (m *matcher) blocks(a, b []*parse.Block, units, owns map[any]unit) {
	for i, j := range align(len(a), len(b), func(i, j int) float64 {
		if m.fresh[a[i]] {
			return 0
		}
		like := m.likeBlock(a[i], b[j], units[a[i]], owns[b[j]])
		if like > 0 {
			like += place(i, len(a), j, len(b))
		}
		return like
	}) {
		if j >= 0 {
			m.found[units[a[i]].key] = owns[b[j]]
		}
	}
}

func (m *matcher) items(a, b []*parse.Item, units, owns map[any]unit) {
	for i, j := range align(len(a), len(b), func(i, j int) float64 {
		if m.fresh[a[i]] {
			return 0
		}
		return m.likeItem(a[i], b[j], leading(b, b[j].Target), units, owns) + place(i, len(a), j, len(b))/2
	}) {
		if j >= 0 {
			m.found[units[a[i]].key] = owns[b[j]]
			m.blocks(shown(a[i].Feedback), shown(b[j].Feedback), units, owns)
		}
	}
}

// likeBlock says how much two blocks look like one and its translation; not
// above zero means not at all.
func (m *matcher) likeBlock(a, b *parse.Block, u, v unit) float64 {
	if reader(a.Kind) != reader(b.Kind) {
		return 0
	}
	like := 4.0
	if a.Kind != b.Kind {
		like--
	}
	switch who := shownOr(m.names[a.Who], a.Who); {
	case a.Who == "" && b.Who == "":
	case who == b.Who || a.Who == b.Who:
		like += 4
	default:
		like -= 2
	}
	return like + sameSnippets(a.Codes, b.Codes) + m.likeText(u.text(m.base), v.text(m.own))
}

// likeItem goes by the code first: it is what an author changes least. A target
// says little where several items have it.
func (m *matcher) likeItem(a, b *parse.Item, same int, units, owns map[any]unit) float64 {
	like := 2 + 2.5*sameSnippets(a.Codes, b.Codes) + m.likeText(units[a].text(m.base), owns[b].text(m.own))
	if a.Target == b.Target {
		like += 4 / float64(max(1, same))
	}
	if a.Percent == b.Percent && a.Ticked == b.Ticked {
		like++
	}
	x, y := shown(a.Feedback), shown(b.Feedback)
	if len(x) > 0 && len(y) > 0 {
		like += m.likeText(units[x[0]].text(m.base), owns[y[0]].text(m.own))
	}
	return max(like, 0.1)
}

// leading counts the items that lead to a target.
func leading(list []*parse.Item, target string) int {
	n := 0
	for _, it := range list {
		if it.Target == target {
			n++
		}
	}
	return n
}

// sameSnippets compares code: statement by statement, and by what it speaks of.
func sameSnippets(a, b []*parse.Code) float64 {
	x, y := snippets(a), snippets(b)
	if len(x)+len(y) == 0 {
		return 0.5
	}
	about := func(list []string) []string {
		var out []string
		for _, s := range list {
			out = append(out, numerals.ReplaceAllString(s, ""))
		}
		return out
	}
	return -1 + 2.5*overlap(x, y) + 2.5*overlap(about(x), about(y))
}

// overlap is how much of two lists is in both.
func overlap(a, b []string) float64 {
	both, rest := 0, slices.Clone(b)
	for _, s := range a {
		if i := slices.Index(rest, s); i >= 0 {
			both, rest = both+1, slices.Delete(rest, i, i+1)
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// place favours what stands where it stood, from the beginning or from the end.
func place(i, n, j, m int) float64 {
	switch {
	case i == j:
		return 0.8
	case n-i == m-j:
		return 0.4
	}
	return 0
}

func shownOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

var numerals = regexp.MustCompile(`[0-9]+`)

// likeText compares length, numerals and links' targets. What is not translated
// yet is the base's own text, or is going to be thrown away.
func (m *matcher) likeText(base, own string) float64 {
	if bare, isMarked := unmarked(own); isMarked {
		if bare == base {
			return 6
		}
		return -1
	}
	like := 0.0
	if a, b := numerals.FindAllString(base, -1), numerals.FindAllString(own, -1); len(a)+len(b) > 0 {
		slices.Sort(a)
		slices.Sort(b)
		like--
		if slices.Equal(slices.Compact(a), slices.Compact(b)) {
			like += 3
		}
	}
	if a, b := targets.FindAllString(base, -1), targets.FindAllString(own, -1); len(a)+len(b) > 0 {
		like--
		if slices.Equal(a, b) {
			like += 4
		}
	}
	ratio := float64(utf8.RuneCountInString(own)+4) / float64(utf8.RuneCountInString(base)+4)
	return like + max(-1, 2-2*math.Abs(math.Log(ratio/m.ratio)))
}

// align pairs two lists in their order so that the sum of likenesses is largest:
// for each of the first list the place in the second, or -1.
func align(n, m int, like func(i, j int) float64) []int {
	best := make([][]float64, n+1)
	for i := range best {
		best[i] = make([]float64, m+1)
	}
	score := make([][]float64, n)
	for i := n - 1; i >= 0; i-- {
		score[i] = make([]float64, m)
		for j := m - 1; j >= 0; j-- {
			score[i][j] = like(i, j)
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if score[i][j] > 0 {
				best[i][j] = max(best[i][j], score[i][j]+best[i+1][j+1])
			}
		}
	}
	pairs := make([]int, n)
	j := 0
	for i := range pairs {
		pairs[i] = -1
		for j < m {
			if score[i][j] > 0 && best[i][j] == score[i][j]+best[i+1][j+1] {
				pairs[i] = j
				j++
				break
			}
			if best[i][j] == best[i+1][j] {
				break
			}
			j++
		}
	}
	return pairs
}

// reader tells apart the kinds of block that different people read.
func reader(k game.BlockKind) game.BlockKind {
	if k < game.Facilitator {
		return game.Para
	}
	return k
}

// snippets are the statements of code spans, in the house's form. Values in a
// sentence may stand in another order in another language.
func snippets(codes []*parse.Code) []string {
	var list []string
	for _, c := range codes {
		for st := range strings.SplitSeq(edit.Respace(c.Text), ";") {
			list = append(list, strings.TrimSpace(st))
		}
	}
	if !slices.ContainsFunc(list, func(s string) bool {
		return !strings.HasPrefix(s, "=") && !strings.HasPrefix(s, "if ") && !strings.HasPrefix(s, "for ")
	}) {
		slices.Sort(list)
	}
	return list
}
