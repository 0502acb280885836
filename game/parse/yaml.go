package parse

import (
	"bytes"
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"

	"kobayashi/game"
)

// Limits on front matter. Hashes of the base's scenes are counted apart: there
// is one for each scene.
const (
	maxFront     = 16 << 10
	maxFrontAll  = 128 << 10
	maxDepthYAML = 8
	maxKeys      = 200  // in one map
	maxKeysAll   = 4000 // with hashes
)

// frontMatter finds the lines between --- and ---, and reads them. It gives the
// offset where the Markdown begins.
func (p *parser) frontMatter() {
	f := p.f
	f.Front = &Front{}
	if !bytes.HasPrefix(f.Source, []byte("---\n")) {
		if p.role != asInclude {
			p.report("E001", Span{},
				game.Say("ファイルが --- で始まっていません", "the file does not begin with ---"),
				game.Say("先頭に --- の行を二つ置き、あいだに format: 1 などを書いてください", "begin with front matter between two lines of ---"))
			p.f.Body = p.unopened()
		}
		return
	}
	for i := 4; i < len(f.Source); {
		end := f.lineEnd(i)
		if line := bytes.TrimRight(f.Source[i:end], " \t"); string(line) == "---" {
			f.Front.Span, f.Body = Span{4, i}, min(end+1, len(f.Source))
			if p.scanYAML(f.Front.Span) && !p.wideIndent() {
				p.loadYAML()
			}
			return
		}
		i = end + 1
	}
	f.Body = len(f.Source)
	p.report("E001", Span{0, 3},
		game.Say("先頭部が閉じていません", "the front matter is never closed"),
		game.Say("YAML の後に --- だけの行を置いてください", "close it with a line of --- alone"))
}

// unopened is where the Markdown begins behind front matter whose first --- was
// forgotten, or 0: Markdown would take what is there for a heading.
func (p *parser) unopened() int {
	if n := runEnd(p.text, isIDRune); n == 0 || !strings.HasPrefix(p.text[n:], ": ") {
		return 0
	}
	if i := strings.Index(p.text, "\n---\n"); i >= 0 && i < maxFront {
		return i + len("\n---\n")
	}
	return 0
}

// oneLineBreak blanks what YAML takes for the end of a line and we do not: every
// one of them is refused already (E006), and lines must be counted alike.
func oneLineBreak(src []byte) []byte {
	for _, br := range []string{"\r", "\u0085", "\u2028", "\u2029"} {
		src = bytes.ReplaceAll(src, []byte(br), bytes.Repeat([]byte(" "), len(br)))
	}
	return src
}

// loadYAML reads the front matter into values with places.
func (p *parser) loadYAML() {
	at := p.f.Front.Span
	src := oneLineBreak(p.f.Source[at.Start:at.End])
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil && len(bytes.TrimSpace(src)) > 0 {
		p.badYAML(err)
		return
	}
	if doc.Kind == 0 || len(doc.Content) == 0 {
		p.f.Front.Root = &Value{Kind: Map, At: at}
		return
	}
	conv := converter{p: p, line: 1}
	root := conv.value(doc.Content[0], 1, false)
	if conv.refused {
		return
	}
	if root.Kind != Map {
		p.report("E004", root.At,
			game.Say("先頭部は「名前: 値」の並びです", "front matter is a list of name: value"),
			game.Say("たとえば format: 1", "for example format: 1"))
		return
	}
	p.f.Front.Root = root
}

func (p *parser) badYAML(err error) {
	if p.wideColons() || p.unseen() {
		return
	}
	front := p.f.Front.Span
	at, message := Span{front.Start, front.Start}, err.Error()
	var bad *yaml.LoadError
	if errors.As(err, &bad) {
		message = bad.Message
		for _, mark := range []yaml.Mark{bad.Mark, bad.ContextMark} {
			if o := p.f.offset(mark.Line+1, mark.Column); mark.Line > 0 && o < front.End {
				at = Span{o, o + 1}
				break
			}
		}
	}
	p.report("E002", at,
		game.Say("YAML として読めません: %[2]s", "this is not YAML: %[1]s", show(message), show(inJapanese(message))),
		game.Say("字下げ、引用符、かっこ、「: 」の後の空白を確かめてください", "look at indentation, quotes, brackets and the space after a colon"))
}

// inJapanese says what the YAML library says.
func inJapanese(message string) string {
	for _, m := range [][2]string{
		{"mapping values are not allowed", "ここに「: 」は置けません（値は引用符で囲めます）"},
		{"did not find expected ',' or ']'", "「[」が閉じていません"},
		{"did not find expected ',' or '}'", "「{」が閉じていません"},
		{"found unexpected end of stream", "引用符が閉じていません"},
		{"cannot start any token", "この文字では値を始められません"},
		{"did not find expected key", "名前があるはずです（字下げがそろっていません）"},
		{"could not find expected ':'", "「: 」がありません"},
		{"did not find expected '-' indicator", "「- 」があるはずです"},
		{"unknown escape character", "知らない逆斜線の書き方です"},
	} {
		if strings.Contains(message, m[0]) {
			return m[1]
		}
	}
	return message
}

// converter makes values of YAML's nodes, and counts what it sees.
type converter struct {
	p       *parser
	line    int // lines before the YAML
	keys    int
	refused bool
}

func (c *converter) value(n *yaml.Node, depth int, hashes bool) *Value {
	p := c.p
	start := p.f.offset(n.Line+c.line, n.Column)
	v := &Value{Text: n.Value, At: Span{start, start}}
	if depth > maxDepthYAML {
		c.refuse("E006", v.At, game.Say("先頭部の入れ子が深すぎます", "the front matter is nested too deeply"))
		return v
	}
	switch n.Kind {
	case yaml.MappingNode:
		v.Kind = Map
		c.pairs(n, v, depth, hashes)
	case yaml.SequenceNode:
		v.Kind = List
		v.Items = make([]*Value, 0, len(n.Content))
		for _, item := range n.Content {
			v.Items = append(v.Items, c.value(item, depth+1, false))
		}
	case yaml.AliasNode:
		c.refuse("E005", v.At, game.Say("YAML の参照は使えません", "YAML aliases are refused"))
		return v
	}
	if n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		c.refuse("E005", v.At, game.Say("YAML の名札や型の印は使えません", "YAML anchors and tags are refused"))
	}
	c.close(n, v)
	if v.Quoted && !plain(v.Text) {
		c.refuse("E006", v.At, game.Say("引用符の中の書き方が、使えない文字になります", "an escape in these quotes stands for a refused character"))
	}
	return v
}

func (c *converter) refuse(rule string, at Span, message game.Phrase) {
	c.refused = true
	mend := game.Say("値をそのまま書いてください", "write the value itself")
	if rule == "E006" {
		mend = game.Say("短く、浅くしてください", "make it shorter and flatter")
	}
	c.p.report(rule, at, message, mend)
}

func (c *converter) pairs(n *yaml.Node, v *Value, depth int, hashes bool) {
	most := maxKeys
	if hashes {
		most = game.MaxScenes
	}
	c.keys += len(n.Content) / 2
	if len(n.Content)/2 > most || c.keys > maxKeysAll {
		c.refuse("E006", v.At, game.Say("先頭部の項目が多すぎます（一か所に %d まで）", "too many keys (%d in one place at most)", most))
		return
	}
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := c.value(n.Content[i], depth+1, false)
		switch {
		case key.Kind != Scalar:
			c.refuse("E004", key.At, game.Say("名前は一語です", "a key is one word"))
			continue
		case n.Content[i].Tag == "!!merge":
			c.refuse("E005", key.At, game.Say("YAML の差し込み（<<）は使えません", "YAML merge keys are refused"))
			continue
		case seen[key.Text]:
			c.p.report("E002", key.At,
				game.Say("「%s」が二度あります", "%q is there twice", show(key.Text)),
				game.Say("一つにまとめてください", "keep one of them"))
			continue
		}
		seen[key.Text] = true
		value := c.value(n.Content[i+1], depth+1, depth == 1 && key.Text == "hashes")
		v.Keys, v.Items = append(v.Keys, key), append(v.Items, value)
	}
}

// close works out where a value ends: YAML only says where it begins.
func (c *converter) close(n *yaml.Node, v *Value) {
	src := c.p.f.Source[:c.p.f.Front.Span.End]
	v.Null = n.Kind == yaml.ScalarNode && n.Tag == "!!null"
	v.Quoted = n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
	start := min(v.At.Start, len(src))
	switch {
	case v.Kind != Scalar:
		end := start
		if len(v.Items) > 0 {
			end = min(v.Items[len(v.Items)-1].At.End, len(src))
		}
		if n.Style&yaml.FlowStyle != 0 {
			if i := bytes.IndexAny(src[end:], "]}"); i >= 0 {
				end += i + 1
			}
		}
		v.At.End = end
	case v.Quoted:
		v.At.End = quotedEnd(src, start)
	case bytes.HasPrefix(src[start:], []byte(n.Value)):
		v.At.End = start + len(n.Value)
	default:
		v.At.End = c.p.f.lineEnd(start)
	}
}

// quotedEnd is the place behind the quote that closes the one at start.
func quotedEnd(src []byte, start int) int {
	if start >= len(src) {
		return start
	}
	quote := src[start]
	for i := start + 1; i < len(src); i++ {
		switch {
		case src[i] == '\\' && quote == '"':
			i++
		case src[i] == quote && quote == '\'' && i+1 < len(src) && src[i+1] == quote:
			i++
		case src[i] == quote:
			return i + 1
		}
	}
	return start + 1
}
