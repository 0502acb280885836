package parse

import (
	"bytes"
	"strings"

	"kobayashi/game"
	"kobayashi/game/markdown"
)

// builder makes scenes of the blocks of a file, in their order.
type builder struct {
	*parser
	scene *Scene // nil before the first
	fresh bool   // nothing but comments stands behind the scene's ## line
	slugs map[string]bool
	// titled tells that the next block is a ### line: what stands before it was
	// meant to begin a scene.
	titled bool
	stray  *Block // the last one behind the scene's decision
	// crowded counts the scenes beyond the limit.
	crowded int
	by      string // see reading
	mover   mover
}

// body reads the Markdown behind the front matter.
func (p *parser) body() {
	count := bytes.Count(p.f.Source, []byte("\n## "))
	b := builder{parser: p, slugs: make(map[string]bool, 2*count)} // of the ids and of the titles
	b.f.Scenes = make([]*Scene, 0, count)
	for _, c := range p.fs.memo.chunks(p.f.Source, p.text, p.f.Body) {
		b.stretch(c)
	}
	b.close(len(p.f.Source))
	p.f.byID = make(map[string]*Scene, len(p.f.Scenes))
	for _, sc := range p.f.Scenes {
		if first := p.f.byID[sc.ID]; first != nil {
			p.report("E012", sc.At,
				game.Say("場面「%s」が二つあります（一つ目は %d 行目）", "the scene %q is there twice, first in line %d", sc.ID, p.f.Pos(first.At.Start).Line),
				game.Say("どちらかの id を変えてください", "rename one of them"))
			continue
		}
		p.f.byID[sc.ID] = sc
	}
	p.handOut()
}

// handOut gives each scene its comments.
func (p *parser) handOut() {
	for _, c := range p.f.Comments {
		for _, sc := range p.f.Scenes {
			if c.Span.Start >= sc.Span.Start && c.Span.Start < sc.Span.End {
				sc.Comments = append(sc.Comments, c)
			}
		}
	}
}

func (b *builder) close(at int) {
	if b.scene != nil {
		b.scene.Span.End = at
	}
}

// top takes one block of the file's top level.
func (b *builder) top(n *node) {
	switch n.kind {
	case nHeading:
		b.heading(n)
		return
	case nList:
		b.list(n)
	case nHTML:
		var comments []Span
		b.htmlSpans(n, &Block{}, &comments)
		return // a comment leaves the place behind the heading free
	case nDefinition, nRule:
	case nParagraph:
		if b.meantScene(n) {
			return
		}
		if !b.answer(n) {
			b.add(b.paragraph(n))
		}
	default:
		b.add(b.block(n))
	}
	b.fresh = false
}

// add puts a block where it belongs. Text behind a decision is out of place:
// players would not see that it belongs to a choice.
func (b *builder) add(bl *Block) {
	switch {
	case bl == nil:
	case b.scene == nil && bl.Enter:
		b.report("E109", bl.Span,
			game.Say("最初の場面より前にコードは書けません", "code cannot stand before the first scene"),
			game.Say("場面（## id）の中に書いてください", "write it in a scene (## id)"))
	case b.scene == nil:
		b.f.Lead = append(b.f.Lead, bl)
	default:
		if b.scene.Decision != nil && bl.Kind < game.Facilitator {
			b.stray = bl
			if b.scene.Decision.Kind == game.Chance && b.reported(bl.Span) {
				b.withdraw("E024", b.scene.Decision.Items[0].PercentAt) // the rest may be in what is wrong here
			}
		}
		if b.stray == bl && !b.reported(bl.Span) {
			b.report("W021", bl.Span,
				game.Say("選択肢の後ろに段落があります", "a paragraph stands behind the decision"),
				game.Say("選択の理由なら半角空白二つで字下げし、地の文なら選択肢より前に置いてください", "indent it by two spaces if it belongs to a choice, or move it before the decision"))
		}
		b.scene.Blocks = append(b.scene.Blocks, bl)
	}
}

func (b *builder) heading(n *node) {
	switch {
	case n.level == 1 && b.f.Title.At.Empty() && b.scene == nil:
		t, _ := b.title(n, inLabel)
		b.f.Title = t
		b.slugs[markdown.Slug(t.Text)] = true
	case n.level == 2:
		b.open(n)
	case n.level == 3 && b.scene != nil && b.fresh:
		t, codes := b.title(n, inTitle)
		b.scene.Title, b.scene.Codes = t, codes
		b.titleCodes(b.scene)
		b.slugs[markdown.Slug(t.Text)] = true
		b.fresh = false
	case b.titled && b.meantID(n):
		// The title below would be its scene's, and every link to it would fail.
		b.report("E010", n.span, game.Say("場面の id の行は ## で始めます", "the line of a scene's id begins with ##"),
			game.Say("「## %s」と書いてください", "write ## %s", show(b.text[n.lines[0].Start:n.lines[0].End])))
		b.open(n)
	default:
		b.accidental(n)
		b.fresh = false
	}
}

// accidental reports a heading that the format has no place for.
func (p *parser) accidental(n *node) {
	mend := game.Say("見出しは #（題）、## id、その直後の ### 題名 だけです。文字の # は \\# と書きます", "there are # title, ## id and ### title just behind it; write \\# for the sign itself")
	if n.kind == nSetext {
		mend = game.Say("=== や --- の前に空行を置いてください", "put a blank line before === or ---")
	}
	p.report("E010", n.span, game.Say("ここに見出しは置けません", "no heading can stand here"), mend)
}

// title reads a heading's text and its codes.
func (b *builder) title(n *node, where place) (Title, []*Code) {
	var bl Block
	cuts := b.marks(n, &bl, where, 0)
	t := Title{At: n.span}
	if len(n.lines) > 0 {
		t.At = n.lines[0]
		for _, c := range cuts {
			if c.at.Start < t.At.End && strings.TrimSpace(b.text[c.at.End:t.At.End]) == "" || len(bl.Codes) > 0 && c.at == bl.Codes[0].Span {
				t.At.End = c.at.Start
				break
			}
		}
		t.At.End -= len(b.text[t.At.Start:t.At.End]) - len(strings.TrimRight(b.text[t.At.Start:t.At.End], " \t"))
		t.Text = b.oneLine(n.lines, n.lines[0], cuts)
	}
	return t, bl.Codes
}

// titleCodes settles role, end and when.
func (p *parser) titleCodes(sc *Scene) {
	for _, c := range sc.Codes {
		for _, st := range c.Stmts {
			switch st.Kind {
			case Role:
				if p.declaredName(st, p.names.roles, "roles") {
					sc.Role, sc.RoleAt = st.Name, st.NameAt
				}
			case End:
				sc.Ending, sc.EndingAt = st.Name, st.Span
				if st.Name == "" {
					sc.Ending = sc.ID
				} else if !p.declaredName(st, p.names.endings, "endings") {
					sc.Ending = sc.ID
				}
			case When:
				sc.When = game.And(sc.When, st.Expr)
			}
		}
	}
}

// declaredName reports a role, ending or tag that the front matter does not have.
func (p *parser) declaredName(st *Stmt, set map[string]bool, under string) bool {
	if set[st.Name] {
		return true
	}
	p.report("E054", st.NameAt,
		game.Say("「%s」は %s にありません", "there is no %q under %s", show(st.Name), under),
		didYouMean(st.Name, sorted(set), game.Say("先頭部の %s に足してください", "declare it under %s", under)))
	return false
}

// open begins a scene.
func (b *builder) open(n *node) {
	t, codes := b.title(n, inTitle)
	b.begin(n, t, codes)
}

func (b *builder) begin(n *node, t Title, codes []*Code) {
	b.close(n.span.Start)
	sc := &Scene{Span: Span{n.span.Start, n.span.End}, ID: t.Text, At: t.At}
	b.anchor(sc)
	if len(codes) > 0 {
		b.report("E109", codes[0].Span,
			game.Say("id の後ろにコードは書けません", "no code can stand behind an id"),
			game.Say("次の行に ### 題名 を置き、その後ろに書いてください", "write it behind the ### title in the next line"))
	}
	b.scene, b.fresh, b.stray = sc, true, nil
	if len(b.f.Scenes) == game.MaxScenes {
		if b.crowded == 0 {
			b.report("E006", n.span, game.Say("場面が多すぎます（%d まで）", "there are too many scenes (%d at most)", game.MaxScenes),
				game.Say("シナリオを分けてください", "split the scenario"))
		}
		b.crowded++
		return // it is read for its problems, and left out
	}
	b.f.Scenes = append(b.f.Scenes, sc)
}

// anchor settles a scene's id. The heading must be the anchor a code host makes
// of it, or its links lead nowhere there.
func (b *builder) anchor(sc *Scene) {
	slug := markdown.Slug(sc.ID)
	wrote, taken := sc.ID, b.slugs[slug]
	b.slugs[slug] = true
	if !isID(sc.ID) {
		sc.ID = slug
	}
	switch {
	case slug == "":
		b.report("E010", sc.At, game.Say("## の後ろに場面の id がありません", "## needs a scene's id"),
			game.Say("文字、数字、- と _ だけの id を書いてください", "write an id of letters, digits, - and _"))
	case slug != wrote:
		b.report("W011", sc.At,
			game.Say("見出し「%s」はそのままではリンク先になりません", "the heading %q is not its own anchor", show(wrote)),
			game.Say("「## %s」と書いてください", "write ## %s", show(slug)))
	case taken && !b.isScene(slug):
		b.report("W011", sc.At,
			game.Say("前に同じ見出しがあるので、「#%s」はそちらへ飛びます", "an earlier heading has the anchor #%s", show(slug)),
			game.Say("id か前の題名を変えてください", "change this id or the earlier title"))
	}
}

func (b *builder) isScene(id string) bool {
	for _, sc := range b.f.Scenes {
		if sc.ID == id {
			return true
		}
	}
	return false
}
