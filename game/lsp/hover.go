package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// patience is how long a hover waits for what the exact pass knows. Who points
// at the same place again finds it then.
const patience = 1500 * time.Millisecond

// hover tells what stands at a position: of a name what it means, of a choice
// what it gives away, of a problem what its rule is about.
func (s *server) hover(ctx context.Context, p positionParams) (*hover, error) {
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil || h.sc == nil {
		return nil, nil
	}
	var parts []string
	var at *span
	if h.file != nil {
		parts, at = s.about(ctx, h, p.Position)
	}
	parts = append(parts, s.rulePages(h, p.Position)...)
	if len(parts) == 0 {
		return nil, nil
	}
	return &hover{markup{"markdown", strings.Join(parts, "\n\n---\n\n")}, at}, nil
}

// about tells of the name or the choice at a position.
func (s *server) about(ctx context.Context, h *here, p position) ([]string, *span) {
	if site, ok := h.siteAt(p); ok {
		if text := s.aboutThing(ctx, h, site.thing); text != "" {
			r := h.spanIn(h.name, site.at)
			return []string{text}, &r
		}
		return nil, nil
	}
	at := h.at(p)
	for _, scene := range h.file.Scenes {
		if scene.Decision == nil || at < scene.Span.Start || at >= scene.Span.End {
			continue
		}
		for i, it := range scene.Decision.Items {
			if at >= it.Line.Start && at <= it.Line.End {
				r := h.spanIn(h.name, it.Line)
				return []string{s.aboutChoice(ctx, h, scene.ID, i, it)}, &r
			}
		}
	}
	return nil, nil
}

func (s *server) aboutThing(ctx context.Context, h *here, t thing) string {
	front := &parse.Front{}
	if h.sc.res.Base != nil {
		front = h.sc.res.Base.Front
	}
	switch t.sort {
	case aScene:
		return s.aboutScene(ctx, h, t)
	case aVariable:
		return s.aboutVariable(ctx, h, t.name)
	case aScore:
		for _, e := range front.Score {
			if e.ID == t.name {
				return s.titled("score", t.name, h.label("score", t.name, e.Label)) + "\n\n" + s.say("hover.score", e.Rule.Max, e.Rule.Weight)
			}
		}
	case anEnding:
		return s.aboutEnding(ctx, h, t.name, front)
	case aRole:
		return s.labelled("role", h, "roles", t.name, front.Roles)
	case aTag:
		return s.labelled("tag", h, "tags", t.name, front.Tags)
	case aSpeaker:
		for _, e := range front.Cast {
			if e.ID == t.name {
				return s.titled("speaker", e.Name, e.Role)
			}
		}
	case aVariant:
		for _, e := range front.Variants {
			if e.ID == t.name {
				return s.titled("variant", e.ID, h.label("variants", e.ID, e.Label))
			}
		}
	}
	return ""
}

// titled is the first line of a hover: what sort of thing, its name, its label.
func (s *server) titled(sort, name, label string) string {
	line := fmt.Sprintf("**%s** `%s`", s.say("sort."+sort), name)
	if label != "" {
		line += " " + label
	}
	return line
}

func (s *server) labelled(sort string, h *here, key, name string, list []parse.Label) string {
	for _, e := range list {
		if e.ID == name {
			return s.titled(sort, name, h.label(key, name, e.Text))
		}
	}
	return ""
}

// label gives a label in the document's language, or else the base's.
func (h *here) label(key, id, base string) string {
	if h.file == nil || !h.translation() {
		return base
	}
	all, _ := h.file.Front.Root.Get(key)
	v, _ := all.Get(id)
	if v != nil && v.Kind == parse.Map {
		v, _ = v.Get("label")
	}
	if v == nil || v.Kind != parse.Scalar || v.Text == "" {
		return base
	}
	return v.Text
}

func (s *server) aboutVariable(ctx context.Context, h *here, name string) string {
	rules := &h.sc.res.Rules
	i := slices.IndexFunc(rules.Vars, func(v game.Var) bool { return v.Name == name })
	if i < 0 {
		return ""
	}
	v := rules.Vars[i]
	label := ""
	for _, e := range h.sc.res.Base.Front.Vars {
		if e.ID == name {
			label = h.label("vars", name, e.Label)
		}
	}
	text := s.titled("variable", name, label) + "\n\n"
	switch v.Type {
	case game.Bool:
		text += s.say("hover.bool", valueOf(v, v.Start))
	case game.Enum:
		text += s.say("hover.enum", strings.Join(v.Values, ", "), valueOf(v, v.Start))
	default:
		text += s.say("hover.number", v.Min, v.Max, v.Start)
	}
	f := s.facts(ctx, h)
	switch {
	case f == nil || f.ranges == nil:
	case v.Type == game.Number:
		text += "\n\n" + s.say("hover.reached", f.ranges[i].Least, f.ranges[i].Most)
	case f.ranges[i].Least == f.ranges[i].Most:
		text += "\n\n" + s.say("hover.reached.same", valueOf(v, f.ranges[i].Least))
	default:
		text += "\n\n" + s.say("hover.reached", valueOf(v, f.ranges[i].Least), valueOf(v, f.ranges[i].Most))
	}
	return text + s.unknown(h, f)
}

// valueOf writes a value as the author would.
func valueOf(v game.Var, n int) string {
	switch {
	case v.Type == game.Bool:
		return fmt.Sprint(n != 0)
	case v.Type == game.Enum && n >= 0 && n < len(v.Values):
		return v.Values[n]
	}
	return fmt.Sprint(n)
}

func (s *server) aboutEnding(ctx context.Context, h *here, id string, front *parse.Front) string {
	text := s.labelled("ending", h, "endings", id, front.Endings)
	if text == "" {
		text = s.titled("ending", id, "")
	}
	f := s.facts(ctx, h)
	if share := f.shares(func(v *variantFacts) int {
		n := 0
		for i, scene := range h.sc.res.Rules.Scenes {
			if scene.Ending == id {
				n += v.visits.Entered[i]
			}
		}
		return n
	}); share != "" {
		text += "\n\n" + s.say("hover.ending", share)
	}
	return text + s.unknown(h, f)
}

func (s *server) aboutScene(ctx context.Context, h *here, t thing) string {
	var file *parse.File
	for _, f := range filesOf(h.sc.res) {
		if f.Path == t.in {
			file = f
		}
	}
	if file == nil || file.Scene(t.name) == nil {
		return ""
	}
	title := file.Scene(t.name).Title.Text
	if own := h.file.Scene(t.name); h.translation() && own != nil {
		title = own.Title.Text
	}
	text := s.titled("scene", t.name, title)
	i := h.index(t.in, t.name)
	f := s.facts(ctx, h)
	if i >= 0 {
		if share := f.shares(func(v *variantFacts) int { return v.visits.Entered[i] }); share != "" {
			text += "\n\n" + s.say("hover.scene", share)
		}
	}
	return text + s.unknown(h, f)
}

// rulePages gives the beginnings of the pages of what is wrong at a position.
func (s *server) rulePages(h *here, p position) []string {
	var parts []string
	lang := s.language()
	var seen []string
	for _, problem := range h.sc.problems {
		if problem.From.File != h.name || slices.Contains(seen, problem.Rule) || len(seen) == 3 {
			continue
		}
		r := problemRange(h.text, problem)
		if before(p, r.Start) || before(r.End, p) {
			continue
		}
		seen = append(seen, problem.Rule)
		page, ok := lint.Page(s.opts.Rules, problem.Rule, lang)
		if !ok {
			continue
		}
		// The examples that follow are for `explain`.
		body, _, _ := strings.Cut(strings.TrimPrefix(page, "# "+problem.Rule), "\n## ")
		parts = append(parts, fmt.Sprintf("**%s** %s", problem.Rule, strings.TrimSpace(body)))
	}
	return parts
}
