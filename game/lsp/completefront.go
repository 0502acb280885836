package lsp

import (
	"path"
	"slices"
	"strings"

	"kobayashi/game/parse"
)

// Keys of the front matter, in the order an author meets them.
var (
	baseKeys = []string{
		"format", "id", "title", "summary", "lang", "minutes", "level", "authors", "license", "as_of", "cast", "roles", "vars", "score",
		"endings", "variants", "tags", "order", "confidence", "goals", "glossary", "sources", "maps", "allow", "tests",
	}
	translationKeys = []string{
		"of", "lang", "title", "summary", "authors", "cast", "roles", "vars", "score", "endings", "variants", "tags", "goals", "glossary", "sources", "hashes",
	}
	// Below the ids of a key, and below what an author names there.
	partKeys = map[string][]string{
		"vars": {"label", "unit", "min", "max", "start", "values"}, "score": {"label", "max", "weight"},
		"cast": {"role", "portrait", "player"}, "variants": {"label", "set"}, "goals": {"label", "scenes"},
		"glossary": {"text", "note"}, "maps": {"version", "ids"}, "tests": {"name", "variant", "seed", "play", "ending", "score"},
	}
	partTranslated = map[string][]string{
		"vars": {"label", "unit", "values"}, "score": {"label"}, "cast": {"name", "role"}, "variants": {"label"}, "goals": {"label"},
		"glossary": {"term", "text", "note"},
	}
)

// frontBefore gives the front matter up to an offset, if the offset is in it.
func frontBefore(raw string, at int) (string, bool) {
	text := strings.TrimPrefix(raw[:at], byteOrderMark)
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if !strings.HasPrefix(text, "---\n") {
		return "", false
	}
	text = text[len("---\n"):]
	return text, !strings.HasPrefix(text, "---\n") && !strings.Contains(text, "\n---\n") && !strings.HasSuffix(text, "\n---")
}

// cursor is a place in front matter: the keys above it, and whether a key or the
// value of the last one is being written.
type cursor struct {
	path  []string
	value bool
	word  string // what was begun
}

// cursorIn reads front matter up to where somebody writes. It need not be whole.
func cursorIn(front string) cursor {
	lines := strings.Split(front, "\n")
	last := lines[len(lines)-1]
	var c cursor
	depth := indent(last)
	for i := len(lines) - 2; i >= 0 && depth > 0; i-- {
		key, value, ok := strings.Cut(strings.TrimLeft(lines[i], " -"), ":")
		if d := indent(lines[i]); ok && d < depth && strings.Trim(value, " {[") == "" {
			c.path = append([]string{unquote(key)}, c.path...)
			depth = d
		}
	}
	// A dash and a space begin an item; `--` may begin a number.
	rest := strings.TrimLeft(last, " ")
	for strings.HasPrefix(rest, "- ") {
		rest = strings.TrimLeft(rest[2:], " ")
	}
	c.flow(rest)
	return c
}

// indent is how deep a line stands. The mark of a list stands as deep as what
// follows it, less one.
func indent(line string) int {
	n := len(line) - len(strings.TrimLeft(line, " "))
	if strings.HasPrefix(line[n:], "- ") {
		n++
	}
	return n
}

func unquote(key string) string { return strings.Trim(strings.TrimSpace(key), `"'`) }

// flow reads what stands on one line, with braces and brackets.
func (c *cursor) flow(line string) {
	type frame struct{ list, named bool }
	var open []frame
	key, from, value := "", 0, false
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ':':
			if i+1 == len(line) || line[i+1] == ' ' {
				key, value, from = unquote(line[from:i]), true, i+1
			}
		case '{', '[':
			if open = append(open, frame{line[i] == '[', value}); value {
				c.path = append(c.path, key)
			}
			value, from = false, i+1
		case '}', ']':
			if n := len(open); n > 0 {
				if open[n-1].named {
					c.path = c.path[:len(c.path)-1]
				}
				open = open[:n-1]
			}
			value, from = false, i+1
		case ',':
			value, from = false, i+1
		}
	}
	c.word = strings.TrimLeft(line[from:], " ")
	if value {
		c.path = append(c.path, key)
	}
	c.value = value || len(open) > 0 && open[len(open)-1].list
}

// inFront is completion in the front matter.
func (c *completer) inFront(front string) {
	at := cursorIn(front)
	if at.value {
		c.frontValue(at)
		return
	}
	top := ""
	if len(at.path) > 0 {
		top = at.path[0]
	}
	translated := c.translation() || strings.Contains("\n"+front, "\nof:")
	switch {
	case len(at.path) == 0 && translated:
		c.keys(at.word, translationKeys)
	case len(at.path) == 0:
		c.keys(at.word, baseKeys)
	case top == "tests" && at.path[len(at.path)-1] == "play":
		c.keys(at.word, []string{"scene", "n", "ticks"})
	case top == "tests" && at.path[len(at.path)-1] == "score":
		c.scoresOfFront(at.word)
	case top == "tests":
		c.keys(at.word, partKeys["tests"])
	case top == "variants" && len(at.path) == 3 && at.path[2] == "set":
		for _, v := range c.front.Vars {
			c.offer(at.word, itemVariable, v.ID+": ", v.ID, v.Label)
		}
	case len(at.path) == 1 && translated:
		c.baseIDs(at.word, top)
	case len(at.path) == 2 && translated:
		c.keys(at.word, partTranslated[top])
	case len(at.path) == 2:
		c.keys(at.word, partKeys[top])
	}
}

// keys offers keys that are not there yet, so far as can be told.
func (c *completer) keys(word string, list []string) {
	for _, key := range list {
		detail := ""
		if slices.Contains(baseKeys, key) || slices.Contains(translationKeys, key) {
			detail = c.say("key." + key)
		}
		c.offer(word, itemProperty, key+": ", key, detail)
	}
}

func (c *completer) scoresOfFront(word string) {
	for _, e := range c.front.Score {
		c.offer(word, itemProperty, e.ID+": ", e.ID, e.Label)
	}
}

// baseIDs offers in a translation what the base has under a key.
func (c *completer) baseIDs(word, key string) {
	if c.sc.res.Base == nil {
		return
	}
	if key == "hashes" {
		c.sceneIDs(word, ": ")
		return
	}
	v, _ := c.front.Root.Get(key)
	if v == nil || v.Kind != parse.Map {
		return
	}
	own, _ := c.file.Front.Root.Get(key)
	for _, k := range v.Keys {
		if there, _ := own.Get(k.Text); there == nil {
			c.offer(word, itemProperty, k.Text+": ", k.Text, "")
		}
	}
}

func (c *completer) sceneIDs(word, behind string) {
	scenes := c.file.Scenes
	if c.sc.res.Base != nil {
		scenes = c.sc.res.Base.Scenes
	}
	for _, s := range scenes {
		c.offer(word, itemReference, s.ID+behind, s.ID, s.Title.Text)
	}
}

// frontValue offers values, where there are few or they are names.
func (c *completer) frontValue(at cursor) {
	if len(at.path) == 0 {
		return
	}
	fixed := map[string][]string{
		"format": {"1"}, "lang": {"ja", "en"}, "order": {"shuffled", "fixed"}, "confidence": {"off", "ask"}, "level": {"1", "2", "3", "4", "5"}, "player": {"true", "false"},
	}
	top, key := at.path[0], at.path[len(at.path)-1]
	switch {
	case key == "scene" && top == "tests", key == "scenes" && top == "goals", top == "maps" && len(at.path) > 3:
		c.sceneIDs(at.word, "")
	case key == "ending" && top == "tests":
		c.labels(at.word, "endings", c.front.Endings)
	case key == "variant" && top == "tests":
		for _, v := range c.front.Variants {
			c.offer(at.word, itemConstant, v.ID, v.ID, v.Label)
		}
	case top == "glossary" && (key == "note" || len(at.path) == 2):
		for _, note := range c.notes() {
			c.offer(at.word, itemFile, note, note, c.noteTitle(note))
		}
	case key == "of" && len(at.path) == 1:
		defer c.view.again(c.dir).done()
		for _, base := range basesIn(c.view) {
			if path.Dir(base) == path.Dir(c.name) {
				c.offer(at.word, itemFile, path.Base(base), path.Base(base), "")
			}
		}
	case len(at.path) == 1 || key == "player":
		for _, value := range fixed[key] {
			c.offer(at.word, itemValue, value, value, "")
		}
	}
}
