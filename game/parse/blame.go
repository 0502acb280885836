package parse

import (
	"slices"

	"kobayashi/game"
)

// named are the rules that look a name up in what the front matter declares.
var named = []string{"E004", "E050", "E054", "E056", "E104", "E107", "E110"}

// blame leaves to a front matter that cannot be read what follows from it: every
// name of the scenes would be unknown, in every language, and the one line to
// mend would be lost among them. What can be seen without it is still said.
func (l *loader) blame() {
	if l.res.Base == nil || l.res.Base.Front.Root != nil {
		return
	}
	base := l.res.Base.Path
	l.res.Problems = slices.DeleteFunc(l.res.Problems, func(p game.Problem) bool {
		return slices.Contains(named, p.Rule) && (p.Rule != "E050" || p.From.File != base)
	})
}
