package graph

import (
	"fmt"
	"io"
	"strings"

	"kobayashi/game"
	"kobayashi/game/words"
)

// dotCells is how wide a label of an edge may be, in cells.
const dotCells = 44

var dotShapes = map[game.Kind]string{
	game.Choose: `shape=box`, game.Question: `shape=parallelogram`, game.Route: `shape=hexagon`,
	game.Chance: `shape=diamond`, game.End: `shape=box,style="rounded,filled",fillcolor="#2b3547",fontcolor="#ffffff"`,
}

// WriteDOT writes a graph for Graphviz.
func WriteDOT(w io.Writer, g *Graph, say words.Text) error {
	var b strings.Builder
	fmt.Fprintf(&b, "// "+Made+"\ndigraph scenario {\n  charset=\"UTF-8\";\n  label=%s;\n  labelloc=t;\n  fontsize=20;\n", dotLabel(append([]string{g.heading(say)}, g.facts(say)...)))
	b.WriteString("  rankdir=TB;\n  node [fontname=\"sans-serif\",fontsize=12,margin=\"0.15,0.08\"];\n  edge [fontname=\"sans-serif\",fontsize=10];\n")
	for i, n := range g.Nodes {
		if !n.Aside && !n.Loose {
			g.dotNode(&b, "  ", i, say)
		}
	}
	g.dotGroup(&b, "cluster_injects", say.Say("graph.injects"), func(n Node) bool { return n.Aside }, say)
	g.dotGroup(&b, "cluster_loose", say.Say("graph.loose"), func(n Node) bool { return n.Loose }, say)
	for i, p := range g.pairs() {
		g.dotEdge(&b, i, p, say)
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (g *Graph) dotNode(b *strings.Builder, indent string, i int, say words.Text) {
	n := g.Nodes[i]
	attrs := dotShapes[n.Kind]
	if n.Start {
		attrs += ",penwidth=4"
	}
	if n.Inject {
		attrs += `,color="#7a3ea8",peripheries=2`
	}
	if !n.Entered {
		attrs += `,style=dashed,color="#8793a1",fontcolor="#5b6672"`
	}
	fmt.Fprintf(b, "%s%s [%s,tooltip=%s,label=%s];\n", indent, nodeID(i), attrs, dotLabel([]string{n.ID}), dotLabel(g.named(i, say)))
}

func (g *Graph) dotGroup(b *strings.Builder, id, name string, fits func(Node) bool, say words.Text) {
	open := false
	for i, n := range g.Nodes {
		if !fits(n) {
			continue
		}
		if !open {
			fmt.Fprintf(b, "  subgraph %s {\n    label=%s;\n    style=rounded;\n    color=\"#b3bcc8\";\n", id, dotLabel([]string{name}))
			open = true
		}
		g.dotNode(b, "    ", i, say)
	}
	if open {
		b.WriteString("  }\n")
	}
}

// dotEdge writes an edge. Each way back from an inject ends in a point of its
// own, so that injects do not hang together.
func (g *Graph) dotEdge(b *strings.Builder, i int, p pair, say words.Text) {
	to := fmt.Sprintf("back%d", i+1)
	if p.to >= 0 {
		to = nodeID(p.to)
	} else {
		fmt.Fprintf(b, "  %s [shape=plaintext,fontsize=10,label=%s];\n", to, dotLabel([]string{game.Return}))
	}
	style := ""
	for _, step := range widths {
		if p.flow < step.below {
			style = fmt.Sprintf("penwidth=%g", step.width)
			break
		}
	}
	if p.never {
		style = `style=dotted,color="#8793a1",fontcolor="#5b6672"`
	}
	if e := g.Edges[p.edges[0]]; e.Way == Back {
		style += ",constraint=false"
	}
	fmt.Fprintf(b, "  %s -> %s [%s,label=%s];\n", nodeID(p.from), to, style, dotList(g.label(p, dotCells, say)))
}

// dotLabel writes lines as a quoted string, each in the middle.
func dotLabel(lines []string) string {
	return `"` + strings.Join(dotEscaped(lines), `\n`) + `"`
}

// dotList writes lines as a quoted string, each set to the left.
func dotList(lines []string) string {
	return `"  ` + strings.Join(dotEscaped(lines), `\l  `) + `\l"`
}

// dotEscaped keeps Graphviz from reading escapes, quotes and the names of signs.
func dotEscaped(lines []string) []string {
	safe := make([]string, len(lines))
	for i, line := range lines {
		safe[i] = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;").Replace(line)
	}
	return safe
}
