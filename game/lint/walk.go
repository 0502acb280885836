package lint

import (
	"iter"

	"kobayashi/game/parse"
)

// blocks gives every block of a scene: its own, then the feedback of its items.
func blocks(s *parse.Scene) iter.Seq[*parse.Block] {
	return func(yield func(*parse.Block) bool) {
		for _, b := range s.Blocks {
			if !yield(b) {
				return
			}
		}
		for it := range items(s) {
			for _, b := range it.Feedback {
				if !yield(b) {
					return
				}
			}
		}
	}
}

// everyBlock gives every block of a file, the lead's first.
func everyBlock(f *parse.File) iter.Seq[*parse.Block] {
	return func(yield func(*parse.Block) bool) {
		for _, b := range f.Lead {
			if !yield(b) {
				return
			}
		}
		for _, s := range f.Scenes {
			for b := range blocks(s) {
				if !yield(b) {
					return
				}
			}
		}
	}
}

// items gives the lines of a scene's decision, then what follows a question.
func items(s *parse.Scene) iter.Seq[*parse.Item] {
	return func(yield func(*parse.Item) bool) {
		if s.Decision == nil {
			return
		}
		for _, it := range s.Decision.Items {
			if !yield(it) {
				return
			}
		}
		for _, it := range s.Decision.Then {
			if !yield(it) {
				return
			}
		}
	}
}

// codes gives every code span of a file.
func codes(f *parse.File) iter.Seq[*parse.Code] {
	return func(yield func(*parse.Code) bool) {
		each := func(list []*parse.Code) bool {
			for _, c := range list {
				if !yield(c) {
					return false
				}
			}
			return true
		}
		for b := range everyBlock(f) {
			if !each(b.Codes) {
				return
			}
		}
		for _, s := range f.Scenes {
			if !each(s.Codes) {
				return
			}
			for it := range items(s) {
				if !each(it.Codes) {
					return
				}
			}
		}
	}
}
