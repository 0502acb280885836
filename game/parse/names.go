package parse

import (
	"iter"
	"maps"
	"slices"

	"kobayashi/game"
)

// names are what code may speak of: what the front matter of the base declares.
type names struct {
	vars                                   map[string]*game.Var
	scores, endings, roles, tags, variants map[string]bool
	order                                  []string // variables and enum values, for suggestions
}

func (n *names) known(name string) bool {
	return n.vars[name] != nil || n.scores[name] || n.value(name)
}

// value tells whether a name is a value of some list.
func (n *names) value(name string) bool {
	for _, v := range n.vars {
		if v.Type == game.Enum && slices.Contains(v.Values, name) {
			return true
		}
	}
	return false
}

// readable is every name a condition could mean.
func (n *names) readable(question bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range n.order {
			if !yield(name) {
				return
			}
		}
		for _, name := range []string{game.Hits, game.Wrong, game.Missed} {
			if question && !yield(name) {
				return
			}
		}
		_ = yield("true") && yield("false")
	}
}

func sorted(set map[string]bool) iter.Seq[string] {
	return slices.Values(slices.Sorted(maps.Keys(set)))
}

// namesOf gives the names that rules declare.
func namesOf(r *game.Rules) *names {
	n := &names{
		vars: map[string]*game.Var{}, scores: map[string]bool{}, endings: map[string]bool{},
		roles: map[string]bool{}, tags: map[string]bool{}, variants: map[string]bool{},
	}
	for i := range r.Vars {
		v := &r.Vars[i]
		n.vars[v.Name] = v
		n.order = append(n.order, v.Name)
	}
	for _, s := range r.Scores {
		n.scores[s.Name] = true
	}
	for set, list := range map[*map[string]bool][]string{&n.endings: r.Endings, &n.roles: r.Roles, &n.tags: r.Tags} {
		for _, id := range list {
			(*set)[id] = true
		}
	}
	for _, v := range r.Variants {
		n.variants[v.ID] = true
	}
	for i := range r.Vars {
		n.order = append(n.order, r.Vars[i].Values...)
	}
	return n
}

// reserved are the words of the language: none may name a variable.
func reserved(name string) bool {
	switch name {
	case "and", "or", "not", "true", "false", "if", "when", "end", "role", "for", "after", "tag", "score",
		game.Hits, game.Wrong, game.Missed:
		return true
	}
	return false
}
