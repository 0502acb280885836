package lsp

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// completion offers what can stand at a position.
func (s *server) completion(ctx context.Context, p positionParams) (completionList, error) {
	list := completionList{Items: []completionItem{}}
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil || h.sc == nil || h.file == nil {
		return list, nil
	}
	raw := h.text.offset(p.Position)
	before, behind := h.text.around(raw)
	c := &completer{server: s, here: h, raw: raw, before: before, behind: behind, front: h.file.Front}
	if base := h.sc.res.Base; base != nil {
		c.front = base.Front
	}
	if front, in := frontBefore(h.text.raw, raw); in {
		c.inFront(front)
	} else {
		c.inBody()
	}
	list.Items = append(list.Items, c.items...)
	return list, nil
}

// completer gathers what is offered at one position.
type completer struct {
	*server
	*here
	raw            int
	before, behind string // of the line
	front          *parse.Front
	items          []completionItem
}

// offer adds an item that takes the place of what was begun, and of the rest of
// the same word.
func (c *completer) offer(begun string, kind int, name, label, detail string) {
	end := c.raw + wordEnd(c.behind)
	c.items = append(c.items, completionItem{
		Label: label, Kind: kind, Detail: detail, FilterText: name, SortText: fmt.Sprintf("%05d", len(c.items)),
		TextEdit: &textEdit{span{c.text.position(c.raw - len(begun)), c.text.position(end)}, name},
	})
}

// wordEnd is how much of a text still belongs to the word before it.
func wordEnd(s string) int {
	for i, r := range s {
		if !isID(string(r)) {
			return i
		}
	}
	return len(s)
}

// begun is the word at the end of a text.
func begun(s string) string {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !isID(string(r)) {
			break
		}
		i -= n
	}
	return s[i:]
}

var (
	inTarget  = regexp.MustCompile(`\]\(([^)\s]*)$`)
	inSpeaker = regexp.MustCompile(`^[ \t>]*\*\*([^*]*)$`)
	inAlert   = regexp.MustCompile(`^[ \t]*>[ \t]*(\[!?[A-Z]*)$`)
	inSilence = regexp.MustCompile(`<!--[ \t]*lint-ok[ \t]+([A-Z0-9]*)$`)
	inComment = regexp.MustCompile(`<!--[ \t]*([a-z-]*)$`)
)

// inBody is completion behind the front matter.
func (c *completer) inBody() {
	if code, in := codeBefore(c.before); in {
		c.code(code)
		return
	}
	if m := inTarget.FindStringSubmatch(c.before); m != nil {
		c.target(m[1])
	} else if m := inSpeaker.FindStringSubmatch(c.before); m != nil {
		c.speakers(m[1])
	} else if m := inAlert.FindStringSubmatch(c.before); m != nil {
		for _, alert := range []string{"NOTE", "TIP", "WARNING", "IMPORTANT", "CAUTION"} {
			c.offer(m[1], itemKeyword, "[!"+alert+"]", "[!"+alert+"]", c.say("alert."+alert))
		}
	} else if m := inSilence.FindStringSubmatch(c.before); m != nil {
		c.silenceable(m[1])
	} else if m := inComment.FindStringSubmatch(c.before); m != nil {
		c.offer(m[1], itemKeyword, "lint-ok", "lint-ok", c.say("word.lint-ok"))
	}
}

// codeBefore gives what stands in the code span that is open at the end of a
// line. Literal code, with two back-quotes, is none.
func codeBefore(line string) (string, bool) {
	open, from := 0, 0
	for i := 0; i < len(line); {
		if line[i] != '`' {
			i++
			continue
		}
		n := len(line[i:]) - len(strings.TrimLeft(line[i:], "`"))
		switch open {
		case 0:
			open, from = n, i+n
		case n:
			open = 0
		}
		i += n
	}
	return line[from:], open == 1
}

// target offers scenes, notes and parts behind ](.
func (c *completer) target(wrote string) {
	scene := c.scene()
	for _, sc := range c.file.Scenes {
		if sc.ID != "" {
			c.offer(wrote, itemReference, "#"+sc.ID, "#"+sc.ID, sc.Title.Text)
		}
	}
	if scene != nil && scene.When != nil {
		c.offer(wrote, itemKeyword, game.Return, game.Return, c.say("word.return"))
	}
	for _, note := range c.notes() {
		c.offer(wrote, itemFile, note, note, c.noteTitle(note))
	}
	if c.translation() {
		return // its links are the base's
	}
	for _, f := range c.sc.res.Includes {
		name := relativeTo(path.Dir(c.name), f.Path)
		for _, sc := range f.Scenes {
			c.offer(wrote, itemReference, name+"#"+sc.ID, name+"#"+sc.ID, sc.Title.Text)
		}
	}
}

// relativeTo gives a path as a link in a folder writes it, where that needs no
// way up.
func relativeTo(dir, name string) string {
	if dir == "." {
		return name
	}
	return strings.TrimPrefix(name, dir+"/")
}

// scene is the one that the position is in.
func (c *completer) scene() *parse.Scene {
	at := c.text.toSource(c.raw)
	for _, s := range c.file.Scenes {
		if s.Span.Start <= at && at <= s.Span.End {
			return s
		}
	}
	return nil
}

// notes lists the notes of the scenario, without their translations.
func (c *completer) notes() []string {
	dir := path.Join(path.Dir(c.sc.name), "notes")
	defer c.view.again(c.dir).done()
	entries, _ := c.view.ReadDir(dir) // without one there are no notes
	var list []string
	for _, e := range entries {
		stem, ok := strings.CutSuffix(e.Name(), ".md")
		base := strings.TrimSuffix(stem, path.Ext(stem)) + ".md"
		translated := path.Ext(stem) != "" && slices.ContainsFunc(entries, func(o fs.DirEntry) bool { return o.Name() == base })
		if ok && !translated {
			list = append(list, "notes/"+e.Name())
		}
	}
	return list
}

func (c *completer) noteTitle(note string) string {
	t := c.view.text(path.Join(path.Dir(c.sc.name), note))
	if t == nil {
		return ""
	}
	for line := range strings.Lines(t.raw) {
		if title, ok := strings.CutPrefix(line, "# "); ok {
			return strings.TrimSpace(title)
		}
	}
	return ""
}

// speakers offers the cast behind **, as this file names them.
func (c *completer) speakers(wrote string) {
	names := map[string]string{}
	for _, e := range c.file.Front.Cast {
		names[e.ID] = e.Name
	}
	closing := "** "
	if strings.HasPrefix(c.behind, "**") {
		closing = ""
	}
	for _, e := range c.front.Cast {
		name := e.ID
		if own, ok := names[name]; ok && c.translation() {
			name = own
		}
		c.offer(wrote, itemConstant, name+closing, name, e.Role)
	}
}

// silenceable offers the rules that have something to say in this scene.
func (c *completer) silenceable(wrote string) {
	var seen []string
	for _, p := range c.sc.problems {
		if p.From.File == c.name && !strings.HasPrefix(p.Rule, "E") && !slices.Contains(seen, p.Rule) {
			seen = append(seen, p.Rule)
			c.offer(wrote, itemConstant, p.Rule+": ", p.Rule, p.Message.In(c.language()))
		}
	}
}
