package report

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"kobayashi/game"
	"kobayashi/game/markdown"
)

// notes lists the note files that a run met, in the order in which their links
// were shown, and the others by path. Both are paths of the base language.
func notes(run game.Run) (met, missed []string) {
	base := run.Rules.Text("")
	r := reader{run: run, text: base}
	for i, e := range run.Trace {
		scene := base.Scenes[e.Scene]
		if e.Kind == game.Entered {
			r.blocks(scene.Blocks, e.State)
			for _, c := range run.Rules.Open(e.State) {
				if c.N <= len(scene.Items) {
					r.links(scene.Items[c.N-1].Label)
				}
			}
			continue
		}
		for n, item := range scene.Items {
			if taken(run, run.Trace[i-1].State, e.Choice, n) {
				r.blocks(item.Feedback, e.State)
			}
		}
	}
	for _, p := range slices.Sorted(maps.Keys(base.Notes)) {
		if !slices.Contains(r.met, p) {
			missed = append(missed, p)
		}
	}
	return r.met, missed
}

// taken reports whether an item is what was chosen, or one of those ticked.
func taken(run game.Run, before game.State, id game.ChoiceID, item int) bool {
	if run.Rules.Kind(before) == game.Question {
		return id&(1<<item) != 0
	}
	return int(id) == item
}

// reader collects the notes that shown texts link to.
type reader struct {
	run  game.Run
	text *game.Text
	met  []string
}

func (r *reader) blocks(list []game.Block, s game.State) {
	for _, b := range list {
		if b.Kind == game.Facilitator || b.Kind == game.Lesson {
			continue
		}
		if md, shown := r.run.Rules.Show(b, s, r.text.Lang); shown {
			r.links(md)
		}
	}
}

func (r *reader) links(md string) {
	if !strings.Contains(md, "](") {
		return
	}
	source := []byte(md)
	// The walker gives back no error of its own, and neither do we.
	_ = ast.Walk(markdown.New().Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if link, ok := n.(*ast.Link); ok && entering {
			file, _, _ := strings.Cut(string(link.Destination), "#")
			file = path.Clean(file)
			if _, known := r.text.Notes[file]; known && !slices.Contains(r.met, file) {
				r.met = append(r.met, file)
			}
		}
		return ast.WalkContinue, nil
	})
}
