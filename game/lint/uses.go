package lint

import (
	"kobayashi/game"
	"kobayashi/game/parse"
)

// uses says which declared names the code of a scenario uses, and how.
type uses struct {
	read, written          map[string]bool // variables
	scores, endings, roles map[string]bool
}

func usesOf(files []*parse.File) uses {
	u := uses{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, f := range files {
		for c := range codes(f) {
			for _, st := range c.Stmts {
				u.note(st)
			}
		}
		for _, s := range f.Scenes {
			if s.Ending != "" {
				u.endings[s.Ending] = true
			}
		}
		for _, v := range f.Front.Variants {
			for _, st := range v.Set {
				u.written[st.Name] = true
			}
		}
	}
	return u
}

func (u *uses) note(st *parse.Stmt) {
	switch st.Kind {
	case parse.Effect:
		if st.Op == game.Award {
			u.scores[st.Name] = true
		} else {
			u.written[st.Name] = true
		}
	case parse.End:
		u.endings[st.Name] = true
	case parse.Role, parse.For:
		u.roles[st.Name] = true
	}
	u.reads(st.Expr)
}

func (u *uses) reads(e *game.Expr) {
	if e == nil {
		return
	}
	if e.Op == game.OpVar {
		u.read[e.Name] = true
	}
	for _, a := range e.Args {
		u.reads(a)
	}
}
