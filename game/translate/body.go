package translate

import (
	"slices"
	"strings"

	"kobayashi/game/edit"
	"kobayashi/game/parse"
)

// copyOf gives a stretch of the base with the mark before all its words, without
// the base's comments. Given texts stand in place of the base's by their keys, and
// speakers are called by their translated names.
func copyOf(f *parse.File, at parse.Span, units []unit, texts, names map[string]string) string {
	var list []edit.Change
	move := func(s parse.Span) parse.Span { return parse.Span{Start: s.Start - at.Start, End: s.End - at.Start} }
	for _, u := range units {
		if name := names[u.who]; name != "" && u.block != nil {
			list = append(list, edit.Change{At: move(u.block.WhoAt), Text: name})
		}
		text := u.text(f)
		given, ok := texts[u.key]
		switch {
		case ok:
			list = append(list, edit.Change{At: move(u.at), Text: u.frame(given)})
		case hasWords(text):
			list = append(list, edit.Change{At: move(u.at), Text: u.frame(marked(text))})
		}
	}
	for _, c := range f.Comments {
		if s, alone := ownLines(f, c.Span); alone && s.Start >= at.Start && s.End <= at.End {
			list = append(list, edit.Change{At: move(s)})
		}
	}
	return string(edit.Splice(f.Source[at.Start:at.End], list))
}

// ownLines are the lines of a comment that has them for itself, with a blank
// line behind.
func ownLines(f *parse.File, at parse.Span) (parse.Span, bool) {
	src := string(f.Source)
	start := strings.LastIndexByte(src[:at.Start], '\n') + 1
	end := at.End
	if i := strings.IndexByte(src[end:], '\n'); i >= 0 {
		end += i + 1
	} else {
		end = len(src)
	}
	if strings.TrimSpace(src[start:at.Start]) != "" || strings.TrimSpace(src[at.End:end]) != "" {
		return parse.Span{}, false
	}
	if strings.HasPrefix(src[end:], "\n") && (start == 0 || strings.HasSuffix(src[:start], "\n\n")) {
		end++
	}
	return parse.Span{Start: start, End: end}, true
}

// leadSpan is what stands before the first scene.
func leadSpan(f *parse.File) parse.Span {
	end := len(f.Source)
	if len(f.Scenes) > 0 {
		end = f.Scenes[0].Span.Start
	}
	return parse.Span{Start: f.Body, End: end}
}

// unique are the scenes of a file, those left out whose id was there before.
func unique(f *parse.File) []*parse.Scene {
	return slices.DeleteFunc(slices.Clone(f.Scenes), func(s *parse.Scene) bool { return f.Scene(s.ID) != s })
}

// joined puts the parts of a file together with a blank line between.
func joined(parts []string) string {
	var b strings.Builder
	for i, p := range parts {
		switch {
		case strings.TrimSpace(p) == "":
		case i < len(parts)-1:
			p = strings.TrimRight(p, "\n") + "\n" + gapOf(p)
		default:
			p = strings.TrimRight(p, " \t\n") + "\n"
		}
		b.WriteString(p)
	}
	return b.String()
}

// gapOf is what stands behind the words of a part: at least a blank line.
func gapOf(p string) string {
	if n := len(p) - len(strings.TrimRight(p, "\n")); n > 2 {
		return strings.Repeat("\n", n-1)
	}
	return "\n"
}
