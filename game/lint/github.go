package lint

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"kobayashi/game"
)

// WriteGitHub writes each problem as a workflow command, from which GitHub makes
// an annotation beside the line of the file. A problem of more than one line has
// no columns: they would be refused.
func WriteGitHub(w io.Writer, problems []game.Problem, lang string) error {
	out := bufio.NewWriter(w)
	for _, p := range problems {
		word := level(p.Rule)
		if word == "note" {
			word = "notice"
		}
		from, to := place(p)
		fmt.Fprintf(out, "::%s file=%s,line=%d,endLine=%d", word, property(filepath.ToSlash(p.From.File)), from.Line, to.Line)
		if from.Line == to.Line {
			fmt.Fprintf(out, ",col=%d,endColumn=%d", from.Column, to.Column)
		}
		said := p.Rule + " " + visible(p.Message.In(lang))
		if len(p.Play) > 0 {
			said += "\n" + playLabel.In(lang) + ": " + visible(route(p.Play))
		}
		if !p.Mend.Empty() {
			said += "\n" + mendLabel.In(lang) + ": " + visible(p.Mend.In(lang))
		}
		fmt.Fprintf(out, ",title=%s::%s\n", property("kobayashi "+p.Rule), data(said))
	}
	return out.Flush()
}

// data writes a command's message on one line.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property writes a value beside others.
func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(visible(s))
}
