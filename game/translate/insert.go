package translate

import (
	"slices"
	"strings"

	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// Limits on the search of what was put in: so many pieces at once, and so many
// tries.
const (
	mostPieces = 3
	mostTries  = 6000
)

// inserted finds what was put into a scene since it was translated, if nothing
// else was changed: without it, the scene has the hash it had then.
func inserted(f *parse.File, s *parse.Scene, sum string) map[any]bool {
	if sum == "" || strings.EqualFold(sum, lint.SceneHash(f, s)) {
		return nil
	}
	pieces := piecesOf(s)
	tries := 0
	var search func(from int, taken []int) []int
	search = func(from int, taken []int) []int {
		if len(taken) > 0 {
			if tries++; lackingSum(f, s, pieces, taken) == sum {
				return taken
			}
		}
		for i := from; i < len(pieces) && len(taken) < mostPieces && tries < mostTries; i++ {
			if got := search(i+1, append(slices.Clone(taken), i)); got != nil {
				return got
			}
		}
		return nil
	}
	fresh := map[any]bool{}
	for _, i := range search(0, nil) {
		fresh[pieces[i].what] = true
	}
	return fresh
}

// piece is a part of a scene that can be put in by itself.
type piece struct {
	what any // *parse.Block or *parse.Item
	at   parse.Span
}

func piecesOf(s *parse.Scene) []piece {
	var list []piece
	add := func(blocks []*parse.Block) {
		for _, b := range blocks {
			list = append(list, piece{b, b.Span})
		}
	}
	add(s.Blocks)
	if s.Decision == nil {
		return list
	}
	for _, it := range slices.Concat(s.Decision.Items, s.Decision.Then) {
		list = append(list, piece{it, it.Span})
		add(it.Feedback)
	}
	return list
}

// lackingSum is the hash of a scene without some pieces.
func lackingSum(f *parse.File, s *parse.Scene, pieces []piece, without []int) string {
	text := []byte(f.Text(s.Span))
	slices.Sort(without)
	for _, i := range slices.Backward(without) {
		start := pieces[i].at.Start - s.Span.Start
		end := min(pieces[i].at.End-s.Span.Start, len(text))
		for start > 0 && text[start-1] != '\n' {
			start--
		}
		for end < len(text) && text[end] != '\n' {
			end++
		}
		end = min(end+1, len(text))
		if end < len(text) && text[end] == '\n' && start > 1 && text[start-2] == '\n' {
			end++
		}
		text = slices.Delete(text, start, max(start, end))
	}
	return lint.SceneHash(&parse.File{Source: text}, &parse.Scene{Span: parse.Span{End: len(text)}})
}
