package lint

import (
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// identicalChoices is W301: two choices of one decision that differ in nothing
// but their words.
func identicalChoices(p *pass) {
	for _, f := range p.files {
		for _, s := range f.Scenes {
			if s.Decision == nil || s.Decision.Kind != game.Choose || !sound(p.res, f, s) {
				continue // what tells two choices apart may be what could not be read
			}
			for i, it := range s.Decision.Items[1:] {
				for j, other := range s.Decision.Items[:i+1] {
					if it.Target == other.Target && alike(it, other) {
						p.report(f, it.LabelAt,
							game.Say("この選択肢は%d番目と行き先も結果も同じです", "this choice leads to the same as choice %d", j+1),
							game.Say("行き先か結果を変えるか、一つにまとめてください", "give it another target or effect, or make one of the two"))
						break
					}
				}
			}
		}
	}
}

// alike tells whether two choices do the same under the same condition. Whoever
// leans to another tag, or is taken when time runs out, is told apart.
func alike(a, b *parse.Item) bool {
	return a.After == b.After && same(a.If, b.If) && slices.Equal(sortedTags(a), sortedTags(b)) && slices.Equal(effects(a), effects(b))
}

func sortedTags(it *parse.Item) []string { return slices.Sorted(slices.Values(it.Tags)) }

// effects writes out what an item does: in a fixed order if the order cannot
// matter, because every statement has its own name and reads no other.
func effects(it *parse.Item) []string {
	list := make([]string, 0, len(it.Do))
	free := true
	seen := map[string]bool{}
	for _, st := range it.Do {
		var b strings.Builder
		b.WriteString(string(st.Op) + " " + st.Name)
		write(&b, st.Expr)
		list = append(list, b.String())
		free = free && !seen[st.Name] && st.Expr != nil && len(st.Expr.Args) == 0 && st.Expr.Op != game.OpVar
		seen[st.Name] = true
	}
	if free {
		slices.Sort(list)
	}
	return list
}

func write(b *strings.Builder, e *game.Expr) {
	if e == nil {
		return
	}
	b.WriteString("(" + string(e.Op) + " " + e.Name + " " + strconv.Itoa(e.Int))
	for _, a := range e.Args {
		write(b, a)
	}
	b.WriteByte(')')
}

// scoredWithoutFeedback is W306: a choice that wins or loses points and never
// says why. A question tells its reasons by its items.
func scoredWithoutFeedback(p *pass) {
	for _, f := range p.files {
		for _, s := range f.Scenes {
			if s.Decision == nil || s.Decision.Kind != game.Choose || !sound(p.res, f, s) {
				continue // the reason may be what could not be read
			}
			for _, it := range s.Decision.Items {
				if len(it.Feedback) == 0 && slices.ContainsFunc(it.Do, func(st game.Stmt) bool { return st.Op == game.Award }) {
					p.report(f, it.LabelAt,
						game.Say("点が動く選択肢に、理由の説明がありません", "this choice moves the score and gives no reason"),
						game.Say("選択肢の下に、二字下げて結果と理由を書いてください", "write what came of it below the choice, indented by two spaces"))
				}
			}
		}
	}
}

// goalWithoutDecision is I307: a learning goal none of whose scenes lets anyone
// decide or answer.
func goalWithoutDecision(p *pass) {
	decides := map[string]bool{}
	for _, s := range p.res.Rules.Scenes {
		d := s.Decision
		decides[s.ID] = d.Kind == game.Question || d.Kind == game.Choose && len(d.Items) > 1
	}
	for _, g := range p.res.Base.Front.Goals {
		if !slices.ContainsFunc(g.Scenes, func(id parse.Label) bool { return decides[id.ID] }) {
			p.report(p.res.Base, g.At,
				game.Say("学習目標「%s」を試す決定がありません", "no decision puts the goal %q to the test", g.ID),
				game.Say("目標の scenes に、二つ以上から選ぶ場面か設問を加えてください", "add a scene with a choice of two or a question to its scenes"))
		}
	}
}
