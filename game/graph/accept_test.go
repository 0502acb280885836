package graph_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/graph"
	"kobayashi/game/need"
	"kobayashi/game/parse"
	"kobayashi/scenarios"
)

// hostile are words that mean something to one of the forms.
var hostile = []string{
	`quote " and ' and ` + "`" + `tick`, `back\slash \n \" \N \L end\`, `<script>alert(1)</script>`, `</text></svg>]]> --> <!--`,
	`&amp; &#34; &lt; #quot; #35;`, `[a](b) {c} (d) |e| ((f)) [[g]]`, `end subgraph x; %% note`, `-->|no| n1 --- n2`,
	`$a <<set $b to 1>> :: c ?d @@e@@`, `言葉「かぎ」、。 😀 é`, `%s %[1]d %!`, `click n1 call x() :::never ~~~`, "a;b;c", `*b* _i_ ~~s~~ __u__`,
}

// dressed is a scenario whose every word is hostile, in the model itself: what a
// parser would never let through is here too.
func dressed(t testing.TB) *graph.Graph {
	t.Helper()
	g := made(t, everything(t), "en", "")
	n := 0
	next := func() string { n++; return hostile[n%len(hostile)] }
	g.Title, g.Variant = next(), next()
	for i := range g.Nodes {
		node := &g.Nodes[i]
		node.Title = next()
		if node.Kind == game.End {
			node.Ending = next()
		}
		if node.Role != "" {
			node.Role = next()
		}
		if node.When != "" {
			node.When = next()
		}
		for k := range node.Items {
			node.Items[k].Label, node.Items[k].If = next(), next()
		}
	}
	return g
}

// graphs are those that every form is tried with.
func graphs(t *testing.T) map[string]*graph.Graph {
	list := map[string]*graph.Graph{"hostile": dressed(t), "everything": made(t, everything(t), "ja", ""), "200": graph.Draft(read(t, long(200)), "en", "")}
	for _, path := range scenarios.Shelf()[:3] {
		sc := parse.Read(scenarios.FS(), path).Scenario
		list[sc.ID()] = graph.Draft(sc, "ja", "")
	}
	return list
}

// TestSVG reads the drawing as XML: nothing runs in it, nothing is fetched, every
// text of the graph is there as it was.
func TestSVG(t *testing.T) {
	for name, g := range graphs(t) {
		out := written(t, g, "svg", "en", 0)
		var title, desc bool
		var text strings.Builder
		for dec := xml.NewDecoder(strings.NewReader(out)); ; {
			tok, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				if !slices.Contains([]string{"svg", "title", "desc", "style", "rect", "path", "g", "text"}, tok.Name.Local) {
					t.Errorf("%s: <%s>", name, tok.Name.Local)
				}
				title, desc = title || tok.Name.Local == "title", desc || tok.Name.Local == "desc"
				for _, a := range tok.Attr {
					if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") || strings.Contains(a.Value, "url(") || strings.Contains(a.Value, "NaN") {
						t.Errorf("%s: %s=%q", name, a.Name.Local, a.Value)
					}
				}
			case xml.CharData:
				text.Write(tok)
			}
		}
		if !title || !desc {
			t.Errorf("%s: title %v, desc %v", name, title, desc)
		}
		for _, n := range g.Nodes {
			if !strings.Contains(text.String(), n.Title) {
				t.Errorf("%s: %q is not in the drawing", name, n.Title)
			}
		}
	}
}

// TestDOT gives the graph to Graphviz and reads in its drawing what it understood.
func TestDOT(t *testing.T) {
	dot := need.Program(t, "dot")
	type group struct {
		Class string   `xml:"class,attr"`
		Title string   `xml:"title"`
		Text  []string `xml:"text"`
		A     struct {
			Text []string `xml:"text"`
		} `xml:"g>a"`
	}
	for name, g := range graphs(t) {
		cmd := exec.Command(dot, "-Tsvg")
		cmd.Stdin = strings.NewReader(written(t, g, "dot", "en", 0))
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil || errs.Len() > 0 {
			t.Fatalf("%s: %v %s", name, err, errs.String())
		}
		var doc struct {
			Groups []group `xml:"g>g"`
		}
		if err := xml.Unmarshal(out.Bytes(), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		nodes, edges := 0, 0
		for _, o := range doc.Groups {
			if o.Class == "edge" {
				edges++
			}
			if o.Class != "node" || !strings.HasPrefix(o.Title, "n") {
				continue
			}
			nodes++
			n, err := strconv.Atoi(o.Title[1:])
			if err != nil {
				t.Fatal(err)
			}
			lines := append(o.Text, o.A.Text...)
			want := g.Nodes[n-1].Title
			if len(lines) == 0 || strings.ReplaceAll(lines[0], "\u00a0", " ") != want {
				t.Errorf("%s: %s is %q, want %q", name, o.Title, lines, want)
			}
		}
		if nodes != len(g.Nodes) || edges == 0 {
			t.Errorf("%s: %d nodes of %d, %d edges", name, nodes, len(g.Nodes), edges)
		}
	}
}

// TestMermaid gives the flowchart to Mermaid's own parser and compares the labels
// that it would show.
func TestMermaid(t *testing.T) {
	modules := need.Modules(t)
	type chart struct {
		Error    string
		Vertices []struct{ ID, Text string }
		Edges    []struct{ Start, End, Text string }
	}
	all := graphs(t)
	var names, texts []string
	for name, g := range all {
		names, texts = append(names, name), append(texts, written(t, g, "mermaid", "en", 0))
	}
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(need.Program(t, "node"), "testdata/mermaid.mjs", modules)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var charts []chart
	if err := json.Unmarshal(out, &charts); err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		c, g := charts[i], all[names[i]]
		if c.Error != "" {
			t.Errorf("%s is refused: %s", name, c.Error)
			continue
		}
		k := 0
		for _, v := range c.Vertices {
			if !strings.HasPrefix(v.ID, "n") {
				continue
			}
			n, err := strconv.Atoi(v.ID[1:])
			if err != nil {
				t.Fatal(err)
			}
			want := g.Nodes[n-1].Title
			if got, _, _ := strings.Cut(v.Text, "<br>"); got != want {
				t.Errorf("%s: %s is %q, want %q", name, v.ID, got, want)
			}
			k++
		}
		if k != len(g.Nodes) || len(c.Edges) == 0 {
			t.Errorf("%s: %d nodes of %d, %d edges", name, k, len(g.Nodes), len(c.Edges))
		}
	}
}

// TestMermaidFits: the shelf is shown as it comes, and what is too long says so.
func TestMermaidFits(t *testing.T) {
	for _, path := range scenarios.Shelf() {
		for _, lang := range []string{"ja", "en"} {
			g := graph.Draft(parse.Read(scenarios.FS(), path).Scenario, lang, "")
			if text := written(t, g, "mermaid", lang, 0); !graph.MermaidFits(text, g) {
				t.Errorf("%s: %d characters", path, len(text))
			}
		}
	}
	g := graph.Draft(read(t, long(1990)), "en", "")
	if graph.MermaidFits(written(t, g, "mermaid", "en", 0), g) {
		t.Error("2,000 scenes fit")
	}
}

// TestTextHostile: an outline is text, whatever the words are.
func TestTextHostile(t *testing.T) {
	out := written(t, dressed(t), "text", "en", 80)
	for _, r := range out {
		if r < ' ' && r != '\n' {
			t.Errorf("%U", r)
		}
	}
	if !strings.Contains(strings.Join(strings.Fields(out), " "), hostile[2]) {
		t.Errorf("got\n%s", out)
	}
}
