package twee

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/graph"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// The story format. Twine takes the newest one of the same number before the dot;
// nothing is used that 2.31 does not have.
const (
	format        = "SugarCube"
	formatVersion = "2.36.1"
)

// story is a scenario being written.
type story struct {
	sc    *game.Scenario
	rules *game.Rules
	text  *game.Text
	say   words.Text
	names *names
	notes map[string]game.Note
	lost  map[string]bool // what the story cannot do, by the end of the phrase's key
	first string          // the passage before the first scene
	about string          // the passage that says what is left out
	out   strings.Builder
}

// Write gives a scenario in a language as Twee 3 for SugarCube, and in whole
// sentences what is different there from the game.
func Write(sc *game.Scenario, lang string, say words.Text) (twee string, differs []string) {
	s := &story{
		sc: sc, rules: sc.Rules(), text: sc.Text(lang), say: say, names: newNames(sc.Rules()),
		notes: map[string]game.Note{}, lost: map[string]bool{"debrief": true}, first: "Start", about: "About",
	}
	for _, p := range slices.Sorted(maps.Keys(s.text.Notes)) {
		s.notes[p] = debrief.Note(p, s.text)
	}
	s.lost["names"] = s.names.changed
	s.lost["confidence"] = s.rules.Ask
	s.title()
	s.data()
	s.script()
	s.style()
	s.caption()
	s.init()
	s.start()
	at := s.places()
	for i := range s.rules.Scenes {
		s.scene(i, at[i])
	}
	for _, p := range slices.Sorted(maps.Keys(s.notes)) {
		s.note(p)
	}
	differs = s.differs()
	s.tell(differs)
	return s.out.String(), differs
}

// put writes a passage: its header, its lines, an empty line.
func (s *story) put(header string, lines ...string) {
	s.out.WriteString(header)
	for _, l := range lines {
		if l != "" {
			s.out.WriteString(l + "\n")
		}
	}
	s.out.WriteString("\n\n")
}

// line is a text on one line that begins no passage, for where no markup is read.
// Some compilers put it between tags as it is, so it has no tags of its own.
func line(s string) string {
	s = strings.NewReplacer("<", "\uff1c", ">", "\uff1e").Replace(typeset.Clean(s))
	s = strings.Join(strings.Fields(s), " ")
	if strings.HasPrefix(s, "::") {
		s = " " + s
	}
	return s
}

func (s *story) title() { s.put(":: StoryTitle\n", line(s.text.Title)) }

func (s *story) data() {
	data, err := json.MarshalIndent(map[string]any{
		"ifid": storyID(s.sc, s.text.Lang), "format": format, "format-version": formatVersion, "start": s.first,
		"tag-colors": map[string]string{"ending": "gray", "inject": "purple", "chance": "orange", "question": "green", "choose": "blue", "note": "yellow"},
	}, "", "  ")
	if err != nil {
		panic("a map of texts cannot be written as JSON: " + err.Error())
	}
	s.put(":: StoryData\n", string(data))
}

// init sets everything to what it is before a variant is chosen.
func (s *story) init() {
	var lines []string
	for _, v := range s.rules.Vars {
		lines = append(lines, fmt.Sprintf("<<set $%s to %s>>", s.names.vars[v.Name], literal(v, v.Start)))
	}
	for _, d := range s.rules.Scores {
		lines = append(lines, fmt.Sprintf("<<set $%s to 0>>", s.names.points[d.Name]))
	}
	if s.injects() {
		lines = append(lines, fmt.Sprintf("<<set $%s to []>><<set $%s to []>>", s.names.due, s.names.fired))
	}
	s.put(header("StoryInit", nil, -1, 0), lines...)
}

func (s *story) injects() bool {
	return slices.ContainsFunc(s.rules.Scenes, func(sc game.Scene) bool { return sc.When != nil })
}

// start is the page before the first scene: the lead, and a way in for each
// variant.
func (s *story) start() {
	lines := []string{"<h1>" + s.inline(s.text.Title) + "</h1>"}
	lines = append(lines, s.blocks(s.text.Lead)...)
	begin := func(label string, set []game.Stmt) string {
		return fmt.Sprintf("<p class=\"way\"><<link %s>>%s<</link>></p>", quote(label), once("_chosen", s.set(set)+s.goTo(quote(s.rules.Start))))
	}
	if len(s.rules.Variants) == 0 {
		lines = append(lines, begin(text(s.say.Say("twee.begin"), nil, false), nil))
	}
	for _, v := range s.rules.Variants {
		lines = append(lines, begin(s.inline(named(s.text.Variants, v.ID)), v.Set))
	}
	lines = append(lines, "<p class=\"small\">"+text(s.say.Say("twee.disclaimer"), nil, false)+"</p>")
	s.put(header(s.first, nil, 0, 0), lines...)
}

// go_ leaves for a scene, with an inject in between whose time has come.
func (s *story) goTo(to string) string {
	return once("_left", "<<goto `setup.next("+to+")`>>")
}

func named(labels map[string]string, id string) string {
	if l := labels[id]; l != "" {
		return l
	}
	return id
}

// caption shows the meters beside the page.
func (s *story) caption() {
	var lines []string
	for _, v := range s.rules.Vars {
		m := s.text.Vars[v.Name]
		if m.Label == "" {
			continue
		}
		value := "<<= setup.digits($" + s.names.vars[v.Name] + ")>>"
		switch v.Type {
		case game.Bool:
			value = fmt.Sprintf("<<if $%s>>%s<<else>>%s<</if>>", s.names.vars[v.Name], text(s.say.Say("twee.yes"), nil, false), text(s.say.Say("twee.no"), nil, false))
		case game.Enum:
			value = fmt.Sprintf("<<= setup.word(%s, $%s)>>", quote(v.Name), s.names.vars[v.Name])
		}
		lines = append(lines, fmt.Sprintf("<div class=\"meter\">%s <b>%s</b> %s</div>", s.inline(m.Label), value, s.inline(m.Unit)))
	}
	if len(lines) > 0 {
		s.put(header("StoryCaption", nil, -1, 0), lines...)
	}
}

// Distances of passages on Twine's map.
const mapStep = 150

// places lays the scenes out on Twine's map as on the drawing of the scenario,
// injects and loose scenes at the right.
func (s *story) places() [][2]int {
	g := graph.Draft(s.sc, s.text.Lang, "")
	at := make([][2]int, len(g.Nodes))
	wide, row := map[int]int{}, map[int]int{}
	for i, n := range g.Nodes {
		if !n.Aside && !n.Loose {
			at[i] = [2]int{mapStep * wide[n.Depth], mapStep * (n.Depth + 1)}
			wide[n.Depth]++
		}
	}
	most := 0
	for _, w := range wide {
		most = max(most, w)
	}
	for i, n := range g.Nodes {
		if n.Aside || n.Loose {
			at[i] = [2]int{mapStep * (most + 1 + n.Depth), mapStep * row[n.Depth]}
			row[n.Depth]++
		}
	}
	return at
}

func (s *story) note(p string) {
	note := s.notes[p]
	s.put(header(p, []string{"note"}, -1, 0), "<h1>"+s.inline(note.Title)+"</h1>", s.page(note.Markdown))
}

// differs lists in words what the story does not do as the game does.
func (s *story) differs() []string {
	var list []string
	if slices.ContainsFunc(s.rules.Scenes, func(sc game.Scene) bool { return sc.Decision.Kind == game.Chance }) {
		s.lost["luck"] = true
	}
	for _, key := range slices.Sorted(maps.Keys(s.lost)) {
		if s.lost[key] {
			list = append(list, s.say.Say("twee.lost."+key))
		}
	}
	return list
}

// tell writes a passage that nothing leads to, for whoever edits the story.
func (s *story) tell(differs []string) {
	lines := []string{"<p>" + text(s.say.Say("twee.about", graph.Made, s.sc.ID(), s.sc.Digest()), nil, false) + "</p>", "<ul>"}
	for _, d := range differs {
		lines = append(lines, "<li>"+text(d, nil, false)+"</li>")
	}
	s.put(header(s.about, []string{"about"}, -1, 0), append(lines, "</ul>")...)
}
