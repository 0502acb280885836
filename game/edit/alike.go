package edit

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// alike tells whether two readings of a file say the same: the same values in
// front, the same scenes with the same words, code and decisions.
func alike(a, b *parse.File) bool {
	return sameValue(a.Front.Root, b.Front.Root) && a.Title.Text == b.Title.Text && sameBlocks(a.Lead, b.Lead) &&
		slices.EqualFunc(a.Scenes, b.Scenes, sameScene) &&
		slices.EqualFunc(a.Comments, b.Comments, func(a, b *parse.Comment) bool {
			return rows(a.Text) == rows(b.Text) && a.LintOK == b.LintOK
		})
}

func sameValue(a, b *parse.Value) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && a.Text == b.Text && a.Quoted == b.Quoted && a.Null == b.Null &&
		slices.EqualFunc(a.Keys, b.Keys, sameValue) && slices.EqualFunc(a.Items, b.Items, sameValue)
}

func sameScene(a, b *parse.Scene) bool {
	return a.ID == b.ID && a.Title.Text == b.Title.Text && a.Role == b.Role && a.Ending == b.Ending &&
		sameCode(a.Codes, b.Codes) && sameBlocks(a.Blocks, b.Blocks) && sameDecision(a.Decision, b.Decision) &&
		len(a.Comments) == len(b.Comments)
}

func sameDecision(a, b *parse.Decision) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && slices.EqualFunc(a.Items, b.Items, sameItem) && slices.EqualFunc(a.Then, b.Then, sameItem)
}

func sameItem(a, b *parse.Item) bool {
	return a.Ticked == b.Ticked && (a.Box == "") == (b.Box == "") && a.Percent == b.Percent && a.Number == b.Number &&
		a.Label == b.Label && a.Target == b.Target && sameCode(a.Codes, b.Codes) && sameBlocks(a.Feedback, b.Feedback)
}

func sameBlocks(a, b []*parse.Block) bool { return slices.EqualFunc(a, b, sameBlock) }

func sameBlock(a, b *parse.Block) bool {
	if a.Kind != b.Kind || a.Enter != b.Enter || a.Who != b.Who || a.For != b.For || a.Bold != b.Bold ||
		!sameCode(a.Codes, b.Codes) || len(a.Links) != len(b.Links) || len(a.Images) != len(b.Images) || len(a.Parts) != len(b.Parts) {
		return false
	}
	for i := range a.Parts {
		same := lines(a.Parts[i].Text) == lines(b.Parts[i].Text)
		if a.Kind == game.Table {
			same = rows(a.Parts[i].Text) == rows(b.Parts[i].Text)
		}
		if (a.Parts[i].Expr == nil) != (b.Parts[i].Expr == nil) || !same {
			return false
		}
	}
	return true
}

// lines is a text in which both ways to break a line are one, without blanks at
// the ends of lines.
func lines(s string) string {
	if !strings.Contains(s, " \n") && !strings.Contains(s, "\t\n") {
		return s
	}
	list := strings.Split(s, "\n")
	for i, l := range list[:len(list)-1] {
		bare := strings.TrimRight(l, " \t")
		if strings.HasSuffix(l, "  ") && bare != "" {
			bare += `\`
		}
		list[i] = bare
	}
	return strings.Join(list, "\n")
}

// rows is a table without blanks at the ends of its lines, where they mean
// nothing.
func rows(s string) string {
	list := strings.Split(s, "\n")
	for i, l := range list[:len(list)-1] {
		list[i] = strings.TrimRight(l, " \t")
	}
	return strings.Join(list, "\n")
}

// sameCode compares code sign by sign, without its spaces.
func sameCode(a, b []*parse.Code) bool {
	return slices.EqualFunc(a, b, func(a, b *parse.Code) bool { return a.Bad == b.Bad && bare(a) == bare(b) })
}

func bare(c *parse.Code) string {
	var list []string
	for st := range strings.SplitSeq(c.Text, ";") {
		tokens, ok := tokensOf(strings.ReplaceAll(st, "\n", " "))
		if !ok {
			return c.Text
		}
		if len(tokens) > 0 {
			list = append(list, strings.Join(tokens, "\x00"))
		}
	}
	return strings.Join(list, ";")
}
