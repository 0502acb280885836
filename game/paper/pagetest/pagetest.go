// Package pagetest checks printed pages with a reader that knows nothing of how
// they were written. It is for tests.
package pagetest

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// void elements have no end tag.
var void = []string{"meta", "br", "link", "img", "input", "hr", "area", "base", "col", "embed", "source", "track", "wbr"}

// Check reads the tags of a page in a language one by one: all are closed, no id
// stands twice, headings skip no level, and nothing is on the page that could
// load, run or send anything.
func Check(t testing.TB, text, lang string) {
	t.Helper()
	c := pageCheck{t: t, ids: map[string]bool{}}
	tokens := html.NewTokenizer(strings.NewReader(text))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if !errors.Is(tokens.Err(), io.EOF) {
				t.Fatal(tokens.Err())
			}
			c.end(lang)
			return
		case html.StartTagToken:
			c.open(tokens.Token(), false)
		case html.SelfClosingTagToken:
			c.open(tokens.Token(), true)
		case html.EndTagToken:
			c.shut(tokens.Token().Data)
		case html.TextToken:
			c.text(tokens.Token().Data)
		case html.CommentToken:
			t.Error("a comment is on the page")
		}
	}
}

type pageCheck struct {
	t        testing.TB
	stack    []string
	ids      map[string]bool
	refs     []string
	level    int
	tops     int
	lang     string
	policy   string
	untitled []string // drawings whose title has not come yet
}

func (c *pageCheck) open(tok html.Token, closed bool) {
	name := tok.Data
	attr := map[string]string{}
	for _, a := range tok.Attr {
		if _, twice := attr[a.Key]; twice {
			c.t.Errorf("<%s> has %s twice", name, a.Key)
		}
		attr[a.Key] = a.Val
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "srcset" || a.Key == "xlink:href" || a.Key == "action" {
			c.t.Errorf("<%s> has %s=%q", name, a.Key, a.Val)
		}
	}
	c.rules(name, attr)
	if !closed && !slices.Contains(void, name) {
		c.stack = append(c.stack, name)
	}
}

func (c *pageCheck) rules(name string, attr map[string]string) {
	if slices.Contains([]string{"script", "iframe", "object", "embed", "link", "base", "form", "img", "image", "use", "foreignobject", "animate", "set"}, name) {
		c.t.Errorf("<%s> is on the page", name)
	}
	if href, ok := attr["href"]; ok && (name != "a" || !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://")) {
		c.t.Errorf("<%s href=%q>", name, href)
	}
	if id, ok := attr["id"]; ok {
		if c.ids[id] {
			c.t.Errorf("id %q stands twice", id)
		}
		c.ids[id] = true
	}
	c.refs = append(c.refs, strings.Fields(attr["aria-labelledby"])...)
	switch name {
	case "html":
		c.lang = attr["lang"]
	case "meta":
		if attr["http-equiv"] == "Content-Security-Policy" {
			c.policy = attr["content"]
		}
	case "th":
		if attr["scope"] == "" {
			c.t.Error("a <th> has no scope")
		}
	case "svg":
		if attr["aria-hidden"] != "true" {
			c.untitled = append(c.untitled, attr["viewbox"])
			if attr["role"] != "img" {
				c.t.Error("a drawing has no role")
			}
		}
	case "title":
		c.untitled = c.untitled[:max(0, len(c.untitled)-1)]
	case "h1", "h2", "h3", "h4":
		level := int(name[1] - '0')
		if level > c.level+1 {
			c.t.Errorf("<%s> follows a heading of level %d", name, c.level)
		}
		if c.level = level; level == 1 {
			c.tops++
		}
	}
}

func (c *pageCheck) shut(name string) {
	if n := len(c.stack); n == 0 || c.stack[n-1] != name {
		c.t.Fatalf("</%s> closes %v", name, c.stack[max(0, n-3):])
	}
	c.stack = c.stack[:len(c.stack)-1]
}

func (c *pageCheck) text(s string) {
	if n := len(c.stack); n > 0 && c.stack[n-1] == "style" {
		for _, bad := range []string{"url(", "@import", "http:", "https:", "expression", "<"} {
			if strings.Contains(s, bad) {
				c.t.Errorf("the style has %q", bad)
			}
		}
	}
	for _, bad := range []string{"<html.", "<report.", "<debrief.", "<booklet.", "%!", "ZgotmplZ", "<nil>", "NaN"} {
		if strings.Contains(s, bad) {
			c.t.Errorf("the page shows %q in %.80q", bad, s[max(0, strings.Index(s, bad)-20):])
		}
	}
}

func (c *pageCheck) end(lang string) {
	switch {
	case len(c.stack) != 0:
		c.t.Errorf("%v is never closed", c.stack)
	case c.lang != lang, c.tops != 1, len(c.untitled) != 0:
		c.t.Errorf("lang %q, %d top headings, drawings without a title: %v", c.lang, c.tops, c.untitled)
	case !strings.HasPrefix(c.policy, "default-src 'none'") || strings.Contains(c.policy, "script"):
		c.t.Errorf("policy %q", c.policy)
	}
	for _, id := range c.refs {
		if !c.ids[id] {
			c.t.Errorf("nothing has the id %q", id)
		}
	}
}

// Visible is the text of a page's body, spaces put together.
func Visible(t testing.TB, text string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title" {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
