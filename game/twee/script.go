package twee

import (
	_ "embed"
	"fmt"
	"strings"

	"kobayashi/game"
	"kobayashi/game/graph"
)

//go:embed story.js
var javascript string

//go:embed story.css
var stylesheet string

// script is the story's own JavaScript: what its macros call, when each inject's
// time has come, and the words of values.
func (s *story) script() {
	var injects, values []string
	for _, sc := range s.rules.Scenes {
		if sc.When != nil {
			injects = append(injects, fmt.Sprintf("  { scene: %s, when: (v) => %s },", quote(sc.ID), s.names.expr(sc.When, script)))
		}
	}
	for _, v := range s.rules.Vars {
		if v.Type != game.Enum {
			continue
		}
		var list []string
		for i, name := range v.Values {
			list = append(list, quote(name)+": "+quote(text(s.text.Word(v, i), nil, false)))
		}
		values = append(values, fmt.Sprintf("  %s: { %s },", quote(v.Name), strings.Join(list, ", ")))
	}
	s.put(":: Story JavaScript [script]\n",
		"// "+graph.Made,
		fmt.Sprintf("setup.due = %s; setup.fired = %s;", quote(s.names.due), quote(s.names.fired)),
		"setup.injects = [", strings.Join(injects, "\n"), "];",
		"setup.words = {", strings.Join(values, "\n"), "};",
		fmt.Sprintf("l10nStrings.savesTitle = %s; l10nStrings.restartTitle = %s;", quote(s.say.Say("twee.saves")), quote(s.say.Say("twee.restart"))),
		strings.TrimSpace(javascript))
}

func (s *story) style() { s.put(":: Story Stylesheet [stylesheet]\n", strings.TrimSpace(stylesheet)) }
