package graph

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// Graph is a scenario in one language and one variant. Nodes stand in the order
// of the file, edges in the order of their scenes' items.
type Graph struct {
	ID, Title, Lang string
	Variant         string // its label, or "" where the scenario has none
	Variants        int
	Proof           Proof
	Nodes           []Node
	Edges           []Edge
	Depths          int // rows of scenes: one more than the largest Node.Depth
}

// Proof says what the figures rest on.
type Proof struct {
	States  int  // that were looked at
	Proved  bool // all there are: what was not entered is never entered
	Sampled int  // plays that shares were counted in; 0: all are exact
	Shares  bool // there are shares at all
	Regrets bool // there are regrets
	Why     Why  // what kept the solver from an answer
	Play    []game.Move
}

// Why is what kept the solver from an exact answer.
type Why int

// A play can go in circles or get stuck; there are too many states; the chances
// are too fine.
const (
	Nothing Why = iota
	Circle
	Stuck
	TooMany
	TooFine
)

// Node is a scene.
type Node struct {
	ID, Title string
	Kind      game.Kind
	Start     bool
	Inject    bool
	When      string // of an inject: its condition, as code
	Role      string // who decides there, in words
	Ending    string // label of the ending it is
	Aside     bool   // only injects lead here
	Loose     bool   // nothing leads here at all
	Depth     int    // row in the outline and in the drawing, from 0, its own part of it
	Entered   bool   // some play comes here; true where nothing was proved
	Share     float64
	Regret    game.Points // the largest of any answer; Den 0: nobody decides here
	Items     []Item
}

// Item is a line of a scene's decision. A way on has an edge; the items of a
// question have none, the ways behind it have.
type Item struct {
	N        int // from 1; 0: a way behind a question
	Label    string
	If       string // its condition, as code
	Percent  int
	After    int
	Tick     bool // an item of a question
	Expected bool
	Never    bool // it is offered in no state
	Edge     int  // its place among the edges; -1: none
	Regret   game.Points
}

// Way says how an edge is drawn.
type Way int

// A way leads down the rows, back up to a scene it may have come from, to a
// scene of another part of the drawing, or back to where an inject came in.
const (
	Down Way = iota
	Back
	Across
	Return
)

// Edge is a way from one scene to another. To is -1 for #return.
type Edge struct {
	From, To int
	Item     int // of From
	Kind     game.Kind
	Way      Way
	Never    bool
	Flow     float64 // how often it is taken in a random play, on average
}

// Draft makes the graph of a scenario's rules and wording, without figures.
func Draft(sc *game.Scenario, lang, variant string) *Graph {
	text, rules := sc.Text(lang), sc.Rules()
	g := &Graph{ID: sc.ID(), Title: plain(text.Title), Lang: text.Lang, Variants: len(rules.Variants)}
	if v := sc.Variant(variant); v != "" {
		g.Variant = orID(text.Variants[v], v)
	}
	for i, scene := range rules.Scenes {
		n := Node{
			ID: plain(scene.ID), Title: plain(debrief.Title(sc, i, text)), Kind: scene.Decision.Kind,
			Start: scene.ID == rules.Start, Inject: scene.When != nil, Entered: true,
		}
		if scene.When != nil {
			n.When = code(scene.When)
		}
		if scene.Role != "" {
			n.Role = orID(text.Roles[scene.Role], scene.Role)
		}
		if scene.Ending != "" {
			n.Ending = orID(text.Endings[scene.Ending], scene.Ending)
		}
		g.Nodes = append(g.Nodes, n)
		g.addItems(sc, i, text)
	}
	g.rank()
	return g
}

// addItems lists the lines of a scene's decision, and an edge for each way on.
func (g *Graph) addItems(sc *game.Scenario, scene int, text *game.Text) {
	d := sc.Rules().Scenes[scene].Decision
	n := &g.Nodes[scene]
	for k, it := range d.Items {
		item := Item{N: k + 1, Label: plain(debrief.Item(scene, k, text)), If: code(it.If), Percent: it.Percent, After: it.After, Edge: -1}
		if d.Kind == game.Question {
			item.Tick, item.Expected = true, it.Expected
		} else {
			item.Edge = g.edge(sc, scene, it.Target)
		}
		n.Items = append(n.Items, item)
	}
	for k, w := range d.Then {
		label := ""
		if then := text.Scenes[scene].Then; k < len(then) {
			label = plain(debrief.Plain(then[k]))
		}
		n.Items = append(n.Items, Item{Label: label, If: code(w.If), Edge: g.edge(sc, scene, w.Target)})
	}
}

func (g *Graph) edge(sc *game.Scenario, from int, target string) int {
	e := Edge{From: from, To: sc.SceneIndex(target), Item: len(g.Nodes[from].Items), Kind: g.Nodes[from].Kind}
	if target == game.Return {
		e.To, e.Way = -1, Return
	}
	g.Edges = append(g.Edges, e)
	return len(g.Edges) - 1
}

// plain is a text on one line, with nothing in it that could steer a reader.
func plain(s string) string { return strings.Join(strings.Fields(typeset.Clean(s)), " ") }

func orID(label, id string) string {
	if label == "" {
		label = id
	}
	return plain(debrief.Plain(label))
}
