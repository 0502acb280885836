package lint

import (
	"math"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// How fast people read aloud to a table, and how long a table argues. Both are
// rough on purpose: the hint speaks only where the declared minutes cannot be.
const (
	charsPerMinute   = 500.0 // Japanese
	wordsPerMinute   = 200.0
	minutesToDecide  = 1.5 // the typical talk before a decision
	longestDeclared  = 3   // times the estimate
	chanceOfAnInject = 0.5
)

// readingTime is I608: a play cannot last as many minutes as the front matter
// says, because reading alone takes longer, or because there is far too little
// to read and to decide. A play is the mean over all ways through the links,
// every choice taken equally often and conditions left aside.
func readingTime(p *pass) {
	minutes := p.res.Base.Front.Minutes
	if minutes == 0 {
		return
	}
	visits := p.visits()
	value, _ := p.res.Base.Front.Root.Get("minutes")
	for _, f := range append([]*parse.File{p.res.Base}, p.res.Translations...) {
		at := f.Title.At
		if f == p.res.Base && value != nil {
			at = value.At
		}
		read, decisions := p.load(f, visits)
		estimate := read + minutesToDecide*decisions
		switch m := float64(minutes); {
		case read > m:
			p.report(f, at,
				game.Say("読むだけで約%d分かかります（minutes は%d分）", "reading alone takes about %d minutes (minutes says %d)", up(read), minutes),
				game.Say("minutes を増やすか、文を減らしてください", "raise minutes, or cut the text"))
		case f == p.res.Base && m > longestDeclared*max(estimate, 1):
			p.report(f, at,
				game.Say("読んで決めるのに約%d分です（minutes は%d分）", "to read and to decide takes about %d minutes (minutes says %d)", up(estimate), minutes),
				game.Say("minutes を減らしてください", "lower minutes"))
		}
	}
}

func up(v float64) int { return int(math.Ceil(v)) }

// load gives the minutes of reading in a play, and its decisions.
func (p *pass) load(f *parse.File, visits []float64) (minutes, decisions float64) {
	for i, o := range p.res.Origin {
		if i >= len(visits) || o.Scene == nil {
			continue
		}
		s := o.Scene
		if f != p.res.Base {
			if o.File != p.res.Base || f.Scene(s.ID) == nil {
				continue
			}
			s = f.Scene(s.ID)
		}
		minutes += visits[i] * sceneMinutes(s, f.Lang)
		if d := s.Decision; d != nil && (d.Kind == game.Question || d.Kind == game.Choose && len(d.Items) > 1) {
			decisions += visits[i]
		}
	}
	return minutes, decisions
}

// sceneMinutes is the time to read a scene, all its choices and the feedback to
// one of them. Of paragraphs with a condition, half are counted.
func sceneMinutes(s *parse.Scene, lang string) float64 {
	n := amount(s.Title.Text, lang)
	for _, b := range s.Blocks {
		share := 1.0
		if b.If != nil {
			share = 0.5
		}
		if everyoneReads(b) {
			n += share * blockMinutes(b, lang)
		}
	}
	if s.Decision == nil {
		return n
	}
	for it := range items(s) {
		n += amount(it.Label, lang)
		for _, b := range it.Feedback {
			n += blockMinutes(b, lang) / float64(len(s.Decision.Items))
		}
	}
	return n
}

func blockMinutes(b *parse.Block, lang string) (n float64) {
	for _, part := range b.Parts {
		n += amount(part.Text, lang)
	}
	return n
}

// amount is the minutes that a text takes: of the languages written without
// spaces by its characters, of others by its words.
func amount(text, lang string) float64 {
	if !writtenInCJK(lang) {
		return float64(len(strings.Fields(text))) / wordsPerMinute
	}
	chars := 0
	for i := range len(text) {
		if c := text[i]; c > ' ' && c < 0x7F || c >= 0xC2 { // the first byte of a character
			chars++
		}
	}
	return float64(chars) / charsPerMinute
}

// visits gives how often each scene of the rules is entered in a mean play.
// Ways that lead back are not followed: a play has no cycles.
func (p *pass) visits() []float64 {
	r := &p.res.Rules
	at := make(map[string]int, len(r.Scenes))
	for i := range r.Scenes {
		at[r.Scenes[i].ID] = i
	}
	visits := make([]float64, len(r.Scenes))
	order := topological(r, at)
	for i := range r.Scenes {
		if r.Scenes[i].When != nil {
			visits[i] = chanceOfAnInject
		}
	}
	if start, ok := at[r.Start]; ok {
		visits[start] = 1
	}
	done := make([]bool, len(visits))
	for _, i := range order {
		done[i] = true
		for n := 0; ; n++ {
			target, share, ok := way(&r.Scenes[i], n)
			if !ok {
				break
			}
			if j, ok := at[target]; ok && !done[j] {
				visits[j] += visits[i] * share
			}
		}
	}
	return visits
}

// way gives where a scene's way of number n leads, and how often it is taken.
func way(s *game.Scene, n int) (target string, share float64, ok bool) {
	d := &s.Decision
	switch {
	case d.Kind == game.Question && n < len(d.Then):
		return d.Then[n].Target, 1 / float64(len(d.Then)), true
	case d.Kind == game.Question || n >= len(d.Items):
		return "", 0, false
	case d.Kind == game.Chance:
		return d.Items[n].Target, float64(d.Items[n].Percent) / 100, true
	}
	return d.Items[n].Target, 1 / float64(len(d.Items)), true
}

// topological gives the scenes in an order in which links lead forwards, but
// for those that close a cycle. It keeps its own stack: a file may be one chain
// of two thousand scenes.
func topological(r *game.Rules, at map[string]int) []int {
	type frame struct{ scene, next int }
	seen := make([]bool, len(r.Scenes))
	order := make([]int, 0, len(r.Scenes))
	var stack []frame
	for root := range r.Scenes {
		if seen[root] {
			continue
		}
		seen[root] = true
		stack = append(stack, frame{root, 0})
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			target, _, ok := way(&r.Scenes[top.scene], top.next)
			if !ok {
				order = append(order, top.scene)
				stack = stack[:len(stack)-1]
				continue
			}
			top.next++
			if next, ok := at[target]; ok && !seen[next] {
				seen[next] = true
				stack = append(stack, frame{next, 0})
			}
		}
	}
	slices.Reverse(order)
	return order
}
