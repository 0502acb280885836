package parse

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// outline writes nodes with every place, to compare the two readers.
func outline(list []*node) string {
	var b strings.Builder
	var write func(list []*node, depth int)
	write = func(list []*node, depth int) {
		for _, n := range list {
			fmt.Fprintf(&b, "%*s%d %v lines %v level %d marker %q fence %q", depth*2, "", n.kind, n.span, n.lines, n.level, n.marker, n.fence)
			if n.kind == nList {
				fmt.Fprintf(&b, " blank %v", n.blank)
			}
			b.WriteByte('\n')
			for _, m := range n.marks {
				var segs []Span
				if m.segs != nil {
					segs, m.segs = *m.segs, nil
				}
				fmt.Fprintf(&b, "%*s mark %+v %v\n", depth*2, "", m, segs)
			}
			write(n.kids, depth+1)
		}
	}
	write(list, 0)
	return b.String()
}

// same compares the two readers, and tells whether the quick one read it all.
func same(t *testing.T, src string, start int) bool {
	t.Helper()
	got, slow, ok := quickNodes([]byte(src), src, start)
	if !ok {
		return false
	}
	if g, w := outline(got), outline(nodes([]byte(src), start)); g != w {
		t.Fatalf("%q\ngot\n%s\nwant\n%s", src, g, w)
	}
	return slow == 0
}

func TestQuick(t *testing.T) {
	example, err := os.ReadFile("testdata/members-page.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []string{string(example), string(sample(40))} {
		if !same(t, src, strings.Index(src, "\n# ")) {
			t.Error("it gave up")
		}
	}
	for _, src := range []string{
		"# a\n\n## b\n### c `end`\ntext\nmore\n## d\n",
		"## a\n\n- [b](#c)\n- [d](#e)\n\n  why\n  so\n\n  and\n\n1. [f](#g) `h`\n10. [i](#j)\n\nk\n",
		"## a\n\n> [!NOTE]\n> b\n>\n> c\n\n> d\n### e\n",
		"## a\n\n**b** c **d**e\n**f**\n",
		"## a\n\n**b（c）** d\n",
		"## a\n\n```text\nb\n\n## c\n```\nd\n",
		"## a\n\n<!-- b -->\nc\n",
		"## a\n\nb\n- c\n- d\n",
		"## a\n\nb `c` ``d ` e`` ` f `\n",
		"## a\n\n- b\nc\n\nd\n",
		"## a\n\n- b\n\n\n- c\n * d\n",
		"## a\n\n2026年 [x] b_c_d e! [f](g.md#h)\n",
		"## a\nb\n***\nc\n",
		"## a\n\n- [x] b\n- [ ] c\n-\n",
		"## a\n\n1. b\n2) c\n",
		"## a\n\nb  \nc \n\n",
		"## a #\n## b ##\n#c\n",
		"## a\n\n| b | c |\n|---|---|\n| d | e |\n\n## f\n\n[g]: h\n",
	} {
		same(t, src, 0)
	}
}

func FuzzQuick(f *testing.F) {
	f.Add(string(sample(10)))
	for _, s := range []string{
		"## a\n\n- [b](#c) `d`\n\n  e\n- 50% [f](g)\n\n> [!TIP]\n> **h** i\n\n1. j\n",
		"a **b** c_d `e` ``f`` [g](h) <!-- i -->\n<!-- j -->\n```\nk\n```\n",
		"- a\n  b\n\n  c\n- d\n\n## e\n### f\n**g** h\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		p := &parser{f: &File{}}
		normalise(p.f, []byte(src))
		p.text = string(p.f.Source)
		if !p.characters() || p.odd || !p.limits(0) {
			return
		}
		same(t, p.text, 0)
	})
}
