package graph

import (
	"fmt"
	"io"
	"strings"

	"kobayashi/game"
	"kobayashi/game/words"
)

// Mermaid refuses more than this unless the page that shows it says otherwise.
const (
	mermaidText  = 50_000 // characters
	mermaidEdges = 500
)

// MermaidFits reports whether a drawing can be shown by Mermaid as it comes.
func MermaidFits(text string, g *Graph) bool {
	return len(text) <= mermaidText && len(g.pairs()) <= mermaidEdges
}

// WriteMermaid writes a graph as a flowchart for Mermaid. Labels are cut shorter
// where the whole would be longer than Mermaid takes.
func WriteMermaid(w io.Writer, g *Graph, say words.Text) error {
	var text string
	for _, cells := range [...]int{60, 28, 0} {
		if text = g.mermaid(cells, say); len(text) <= mermaidText {
			break
		}
	}
	_, err := io.WriteString(w, text)
	return err
}

// The shapes of scenes in a flowchart, around their label.
var mermaidShapes = map[game.Kind][2]string{
	game.Choose: {"[", "]"}, game.Question: {"[/", "/]"}, game.Route: {"{{", "}}"},
	game.Chance: {"{", "}"}, game.End: {"([", "])"},
}

func (g *Graph) mermaid(cells int, say words.Text) string {
	var b strings.Builder
	b.WriteString("flowchart TD\n  %% " + Made + "\n")
	fmt.Fprintf(&b, "  accTitle: %s\n  accDescr: %s\n", mermaidLine(g.heading(say)), mermaidLine(strings.Join(g.facts(say), " ")))
	for i, n := range g.Nodes {
		if !n.Aside && !n.Loose {
			g.mermaidNode(&b, "  ", i, say)
		}
	}
	g.mermaidGroup(&b, "injects", say.Say("graph.injects"), func(n Node) bool { return n.Aside }, say)
	g.mermaidGroup(&b, "loose", say.Say("graph.loose"), func(n Node) bool { return n.Loose }, say)
	g.mermaidEdges(&b, cells, say)
	b.WriteString("  classDef start stroke-width:4px\n  classDef ending fill:#2b3547,color:#ffffff,stroke:#2b3547\n" +
		"  classDef inject stroke:#7a3ea8,stroke-width:3px\n  classDef never stroke-dasharray:6 4,color:#5b6672,fill:#f1f3f5\n")
	for _, class := range []struct {
		name string
		fits func(Node) bool
	}{
		{"start", func(n Node) bool { return n.Start }},
		{"ending", func(n Node) bool { return n.ends() && n.Entered }},
		{"inject", func(n Node) bool { return n.Inject }},
		{"never", func(n Node) bool { return !n.Entered }},
	} {
		var ids []string
		for i, n := range g.Nodes {
			if class.fits(n) {
				ids = append(ids, nodeID(i))
			}
		}
		if len(ids) > 0 {
			fmt.Fprintf(&b, "  class %s %s\n", strings.Join(ids, ","), class.name)
		}
	}
	return b.String()
}

func nodeID(i int) string { return fmt.Sprintf("n%d", i+1) }

func (g *Graph) mermaidNode(b *strings.Builder, indent string, i int, say words.Text) {
	shape := mermaidShapes[g.Nodes[i].Kind]
	fmt.Fprintf(b, "%s%s%s\"%s\"%s\n", indent, nodeID(i), shape[0], mermaidLabel(g.named(i, say)), shape[1])
}

func (g *Graph) mermaidGroup(b *strings.Builder, id, name string, fits func(Node) bool, say words.Text) {
	open := false
	for i, n := range g.Nodes {
		if !fits(n) {
			continue
		}
		if !open {
			fmt.Fprintf(b, "  subgraph %s[\"%s\"]\n", id, mermaidLabel([]string{name}))
			open = true
		}
		g.mermaidNode(b, "    ", i, say)
	}
	if open {
		b.WriteString("  end\n")
	}
}

func (g *Graph) mermaidEdges(b *strings.Builder, cells int, say words.Text) {
	returned := false
	for _, p := range g.pairs() {
		arrow := "-->"
		switch {
		case p.never:
			arrow = "-.->"
		case p.flow >= widths[1].below:
			arrow = "==>"
		}
		to := "back"
		if p.to >= 0 {
			to = nodeID(p.to)
		} else if !returned {
			returned = true
			fmt.Fprintf(b, "  back([\"%s\"])\n", mermaidLabel([]string{game.Return}))
		}
		label := ""
		if text := mermaidLabel(g.label(p, cells, say)); text != "" {
			label = "|\"" + text + "\"|"
		}
		fmt.Fprintf(b, "  %s %s%s %s\n", nodeID(p.from), arrow, label, to)
	}
}

// mermaidLabel joins lines into a label. Every sign that could mean something to
// Mermaid, Markdown or HTML is written as its number.
func mermaidLabel(lines []string) string {
	coded := make([]string, len(lines))
	for i, line := range lines {
		coded[i] = mermaidLine(line)
	}
	return strings.Join(coded, "<br/>")
}

func mermaidLine(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 && strings.ContainsRune("\"#&<>`\\|[]{}();*_~$%^=@!'", r) {
			fmt.Fprintf(&b, "#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
