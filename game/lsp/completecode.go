package lsp

import (
	"regexp"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// statements begin code, in the order they are offered.
var statements = []string{"if", "when", "end", "role", "for", "after", "tag"}

var (
	// compared is a name whose values may follow: `mode == ` or `mode = `.
	compared = regexp.MustCompile(`([\p{L}_][\p{L}\p{M}\p{Nd}_]*)[ \t]*(?:==|!=|=)[ \t]*$`)
	assigned = regexp.MustCompile(`(?:^|[^=!<>])(?:=|\+=|-=)`)
)

// code offers what can follow in a code span.
func (c *completer) code(code string) {
	stmt := code[1+strings.LastIndexByte(code, ';'):]
	word := begun(stmt)
	before := strings.TrimSuffix(stmt, word)
	first, _, _ := strings.Cut(strings.TrimSpace(before), " ")
	switch bare := strings.TrimSpace(before); {
	case strings.HasSuffix(before, "#"):
		for _, sc := range c.file.Scenes {
			if sc.ID != "" {
				c.offer("#"+word, itemReference, "#"+sc.ID, "#"+sc.ID, sc.Title.Text)
			}
		}
	case strings.HasSuffix(before, "score."):
		c.scores(word, "")
	case bare == "end":
		c.labels(word, "endings", c.front.Endings)
	case bare == "role" || bare == "for":
		c.labels(word, "roles", c.front.Roles)
	case bare == "tag":
		c.labels(word, "tags", c.front.Tags)
	case bare == "after":
		for _, time := range []string{"30s", "60s", "90s", "2m"} {
			c.offer(word, itemValue, time, time, "")
		}
	case bare == "":
		c.statement(word)
	case first == "if" || first == "when" || strings.HasPrefix(first, "=") || assigned.MatchString(before):
		c.expression(before, word)
	}
}

// statement offers what a statement can begin with.
func (c *completer) statement(word string) {
	for _, name := range statements {
		c.offer(word, itemKeyword, name, name, c.say("word."+name))
	}
	c.variables(word)
	c.scores(word, "score.")
}

func (c *completer) variables(word string) {
	for _, v := range c.front.Vars {
		c.offer(word, itemVariable, v.ID, v.ID, c.label("vars", v.ID, v.Label))
	}
}

func (c *completer) scores(word, prefix string) {
	for _, e := range c.front.Score {
		c.offer(word, itemProperty, prefix+e.ID, prefix+e.ID, c.label("score", e.ID, e.Label))
	}
}

func (c *completer) labels(word, key string, list []parse.Label) {
	for _, e := range list {
		c.offer(word, itemConstant, e.ID, e.ID, c.label(key, e.ID, e.Text))
	}
}

// expression offers what can stand in a condition or a sum.
func (c *completer) expression(before, word string) {
	if m := compared.FindStringSubmatch(before); m != nil {
		for _, v := range c.sc.res.Rules.Vars {
			if v.Name == m[1] && v.Type == game.Enum {
				for _, value := range v.Values {
					c.offer(word, itemValue, value, value, "")
				}
				return
			}
		}
	}
	c.variables(word)
	for _, name := range []string{"and", "or", "not", "true", "false"} {
		c.offer(word, itemKeyword, name, name, c.say("word."+name))
	}
	if s := c.scene(); s != nil && s.Decision != nil && s.Decision.Kind == game.Question {
		for _, name := range []string{game.Hits, game.Wrong, game.Missed} {
			c.offer(word, itemVariable, name, name, c.say("word."+name))
		}
	}
}
