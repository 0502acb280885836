package twee

import (
	"fmt"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// scene writes a scene as a passage: first the code that runs on entry, then what
// is told, then the way on.
func (s *story) scene(i int, at [2]int) {
	scene := s.rules.Scenes[i]
	tags := []string{scene.Decision.Kind.String()}
	if scene.Ending != "" {
		tags = []string{"ending"}
	}
	if scene.When != nil {
		tags = append(tags, "inject")
	}
	var lines []string
	for _, g := range scene.Enter {
		lines = append(lines, s.when(g.If, s.set(g.Do)))
	}
	lines = append(lines, "<h2>"+text(debrief.Title(s.sc, i, s.text), nil, false)+"</h2>")
	if scene.Role != "" {
		lines = append(lines, "<p class=\"small\">"+text(s.say.Say("twee.role", debrief.Plain(named(s.text.Roles, scene.Role))), nil, false)+"</p>")
	}
	lines = append(lines, s.blocks(s.text.Scenes[i].Blocks)...)
	if scene.Ending != "" {
		lines = append(lines, s.ending(scene.Ending)...)
	} else {
		lines = append(lines, "<div id=\"decide\">")
		lines = append(lines, s.decision(i)...)
		lines = append(lines, "</div>")
	}
	s.put(header(scene.ID, tags, at[0], at[1]), lines...)
}

// blocks writes what is told in play.
func (s *story) blocks(list []game.Block) []string {
	var lines []string
	for _, b := range list {
		if b.Kind == game.Facilitator {
			s.lost["facilitator"] = true
			continue
		}
		if b.Kind == game.Lesson {
			continue
		}
		lines = append(lines, s.when(b.If, s.block(b)))
	}
	return lines
}

func (s *story) block(b game.Block) string {
	told := s.prose(b.Parts)
	switch b.Kind {
	case game.Speech:
		name := b.Who
		if a, known := s.text.Cast[b.Who]; known && a.Name != "" {
			name = a.Name
		}
		told = fmt.Sprintf("<div class=\"say\"><span class=\"who\">%s</span>%s</div>", text(name, nil, false), told)
	case game.Tip:
		told = fmt.Sprintf("<div class=\"tip\"><span class=\"aside\">%s</span>%s</div>", text(s.say.Say("twee.tip"), nil, false), told)
	case game.Banner:
		told = "<div class=\"banner\">" + told + "</div>"
	}
	if b.For == "" {
		return told
	}
	s.lost["private"] = true
	label := text(s.say.Say("twee.private", debrief.Plain(named(s.text.Roles, b.For))), nil, false)
	return fmt.Sprintf("<div class=\"private\"><<linkreplace %s>><b>%s</b> %s<</linkreplace>></div>", quote(label), label, told)
}

// ending writes the result: the points, what is to be learnt, and the way back to
// the start.
func (s *story) ending(id string) []string {
	lines := []string{"<p class=\"ending\">" + text(s.say.Say("twee.ending", debrief.Plain(named(s.text.Endings, id))), nil, false) + "</p>"}
	if len(s.rules.Scores) > 0 {
		lines = append(lines, "<table>")
		var total []string
		for _, d := range s.rules.Scores {
			name := s.names.points[d.Name]
			total = append(total, fmt.Sprintf("$%s * %d", name, d.Weight))
			lines = append(lines, fmt.Sprintf("<tr><th>%s</th><td><<= setup.digits($%s)>> &#47; %s</td></tr>", s.inline(named(s.text.Scores, d.Name)), name, game.Digits(d.Max)))
		}
		lines = append(lines, fmt.Sprintf("<tr><th>%s</th><td><<= setup.digits(%s)>> &#47; %s</td></tr>", text(s.say.Say("twee.total"), nil, false), strings.Join(total, " + "), game.Digits(s.sc.MaxTotal())), "</table>")
	}
	lines = append(lines, s.lessons()...)
	return append(lines, fmt.Sprintf("<p class=\"way\"><<link %s>><<run Engine.restart()>><</link>></p>", quote(text(s.say.Say("twee.again"), nil, false))))
}

// lessons lists what the scenes that were entered teach. A lesson that hangs on
// the state of a play is not told: that state is past.
func (s *story) lessons() []string {
	var lines []string
	for i, scene := range s.text.Scenes {
		for _, b := range scene.Blocks {
			if b.Kind != game.Lesson {
				continue
			}
			if b.If != nil || len(b.Parts) != 1 || b.Parts[0].Expr != nil {
				s.lost["lessons"] = true
				continue
			}
			lines = append(lines, fmt.Sprintf("<<if hasVisited(%s)>><div class=\"lesson\">%s</div><</if>>", quote(s.rules.Scenes[i].ID), s.prose(b.Parts)))
		}
	}
	if len(lines) > 0 {
		lines = append([]string{"<h3>" + text(s.say.Say("twee.lessons"), nil, false) + "</h3>"}, lines...)
	}
	return lines
}

// cleaned is a word of the interface for a macro's argument.
func (s *story) cleaned(key string, args ...any) string {
	return quote(text(typeset.Clean(s.say.Say(key, args...)), nil, false))
}
