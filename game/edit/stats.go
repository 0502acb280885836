package edit

import (
	"regexp"
	"strings"
	"unicode"

	"kobayashi/game"
	"kobayashi/game/lint"
)

// Stats is how much there is in a scenario, and how long it takes.
type Stats struct {
	ID, Title string
	// Scenes are all; Injects and Endings are among them.
	Scenes, Injects, Endings int
	// Choices are the scenes with two choices or more, Options the choices and
	// boxes in all of them and in the questions. Steps go on without a choice.
	Choices, Questions, Options, Steps, Chances, Routes int
	Notes, Terms, Sources                               int
	Texts                                               []Volume
	Variants                                            []Course
}

// Volume is what there is to read in a language. Amounts are characters or
// words.
type Volume struct {
	Lang        string
	Characters  bool
	Players     int     // what players can read
	Facilitator int     // notes for the facilitator, and lessons
	Minutes     float64 // to read all of the players' aloud
	Speakers    []Share // in the order of the cast
	Roles       []Share // in the order of the front matter; "" is everybody
}

// Share is what belongs to a speaker, or to a role: the scenes it decides, and
// what only it is told.
type Share struct {
	ID, Name  string
	Scenes    int // a role's
	Decisions int // a role's
	Lines     int // paragraphs
	Amount    int
	Part      float64 // of the amounts of all
}

// volume counts the wording of a language.
func volume(sc *game.Scenario, t *game.Text) Volume {
	pace, characters := lint.Pace(t.Lang)
	v := counter{sc: sc, text: t, out: Volume{Lang: t.Lang, Characters: characters}, speakers: map[string]*Share{}, roles: map[string]*Share{}}
	v.blocks(t.Lead, "")
	v.out.Players += v.amount(t.Title) + v.amount(t.Summary)
	for i, scene := range sc.Rules().Scenes {
		v.scene(&scene, &t.Scenes[i])
	}
	v.out.Minutes = float64(v.out.Players) / pace
	v.sum()
	return v.out
}

type counter struct {
	sc       *game.Scenario
	text     *game.Text
	out      Volume
	speakers map[string]*Share
	order    []string
	roles    map[string]*Share
}

var (
	hidden = regexp.MustCompile(`\]\([^)]*\)|[*_#>|]|:?-{3,}:?|` + "`")
	spoken = regexp.MustCompile(`[\pL\pN]`)
)

// amount is how much a text is, without its marks and the targets of its links.
func (c *counter) amount(text string) int {
	text = hidden.ReplaceAllString(text, " ")
	if !c.out.Characters {
		n := 0
		for _, word := range strings.Fields(text) {
			if spoken.MatchString(word) {
				n++
			}
		}
		return n
	}
	n := 0
	for _, r := range text {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

func (c *counter) role(id string) *Share {
	if c.roles[id] == nil {
		c.roles[id] = &Share{ID: id, Name: c.text.Roles[id]}
	}
	return c.roles[id]
}

func (c *counter) scene(rules *game.Scene, text *game.SceneText) {
	role := c.role(rules.Role)
	role.Scenes++
	if isDecision(rules) {
		role.Decisions++
	}
	c.add(role, text.Title)
	c.blocks(text.Blocks, rules.Role)
	for _, it := range text.Items {
		c.add(role, it.Label)
		c.blocks(it.Feedback, rules.Role)
	}
}

// add counts a line that everybody reads, in a role's scene.
func (c *counter) add(role *Share, text string) {
	n := c.amount(text)
	c.out.Players += n
	role.Amount += n
}

func (c *counter) blocks(list []game.Block, role string) {
	for _, b := range list {
		n := 0
		for _, p := range b.Parts {
			n += c.amount(p.Text)
			if p.Expr != nil {
				n++
			}
		}
		if b.Kind == game.Facilitator || b.Kind == game.Lesson {
			c.out.Facilitator += n
			continue
		}
		c.out.Players += n
		owner := role
		if b.For != "" {
			owner = b.For
		}
		share := c.role(owner)
		share.Lines, share.Amount = share.Lines+1, share.Amount+n
		if b.Kind == game.Speech {
			c.speech(b.Who, n)
		}
	}
}

func (c *counter) speech(who string, n int) {
	if c.speakers[who] == nil {
		c.speakers[who] = &Share{ID: who, Name: who}
		c.order = append(c.order, who)
	}
	c.speakers[who].Lines++
	c.speakers[who].Amount += n
}

// sum puts the shares in order and works their parts out.
func (c *counter) sum() {
	for _, who := range c.order {
		c.out.Speakers = append(c.out.Speakers, *c.speakers[who])
	}
	if len(c.sc.Rules().Roles) > 0 {
		for _, id := range append([]string{""}, c.sc.Rules().Roles...) {
			c.out.Roles = append(c.out.Roles, *c.role(id))
		}
	}
	parts(c.out.Speakers)
	parts(c.out.Roles)
}

func parts(list []Share) {
	all := 0
	for _, s := range list {
		all += s.Amount
	}
	for i := range list {
		if all > 0 {
			list[i].Part = float64(list[i].Amount) / float64(all)
		}
	}
}

// isDecision tells whether somebody decides something in a scene.
func isDecision(s *game.Scene) bool {
	return s.Decision.Kind == game.Question || s.Decision.Kind == game.Choose && len(s.Decision.Items) > 1
}
