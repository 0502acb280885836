package translate

import (
	"path"
	"strings"

	"kobayashi/game/edit"
	"kobayashi/game/parse"
)

// hash says which wording of the base's scene a translated scene belongs to.
type hash struct{ id, sum string }

// hashesOf are those of a translation, in its order.
func hashesOf(f *parse.File) []hash {
	var list []hash
	for _, h := range f.Front.Hashes {
		list = append(list, hash{h.ID, h.Text})
	}
	return list
}

func sumOf(list []hash, id string) string {
	for _, h := range list {
		if h.id == id {
			return h.sum
		}
	}
	return ""
}

func hashLines(list []hash) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("hashes:\n")
	for _, h := range list {
		b.WriteString("  " + edit.Scalar(h.id) + ": \"" + h.sum + "\"\n") // digits alone would be a number
	}
	return b.String()
}

// head writes a new translation's front matter.
func (fr *front) head(base *parse.File, lang string, hashes []hash) string {
	var b strings.Builder
	b.WriteString("---\nof: " + edit.Scalar(path.Base(base.Path)) + "\nlang: " + lang + "\n")
	if fr.section("title") == nil { // an included file need not have one
		b.WriteString("title: " + edit.Scalar(path.Base(base.Path)) + "\n")
	}
	for _, s := range fr.own {
		s.write(&b)
	}
	b.WriteString(hashLines(hashes) + "---\n\n")
	return b.String()
}

// rehead writes the front matter of a translation that is there: sections in
// which something changed, and the hashes if they did. All else stays as it is.
func (fr *front) rehead(own *parse.File, hashes []hash) string {
	var b strings.Builder
	done := map[string]bool{}
	at := own.Front.Span.Start
	b.WriteString(string(own.Source[:at]))
	keys := topKeys(own)
	anew := hashLines(hashes) != hashLines(hashesOf(own))
	rest := func() { // what has no place in the file yet
		for _, s := range fr.own {
			if !done[s.key] && fr.dirty[s.key] {
				s.write(&b)
			}
			done[s.key] = true
		}
	}
	for i, k := range keys {
		end := own.Front.Span.End
		if i+1 < len(keys) {
			end = keys[i+1].at
		}
		b.WriteString(string(own.Source[at:max(at, k.at)]))
		text := string(own.Source[max(at, k.at):end])
		at = end
		switch s := fr.section(k.name); {
		case k.name == "hashes":
			rest()
			if anew {
				text = hashLines(hashes)
			}
			done["hashes"] = true
		case fr.dirty[k.name]:
			tail := comments(text)
			if text = ""; s != nil {
				var anew strings.Builder
				s.write(&anew)
				text = anew.String()
			}
			text += tail
		}
		done[k.name] = true
		b.WriteString(text)
	}
	rest()
	if !done["hashes"] {
		b.WriteString(hashLines(hashes))
	}
	b.WriteString(string(own.Source[max(at, own.Front.Span.End):own.Body]))
	return b.String()
}

type topKey struct {
	name string
	at   int
}

// topKeys are the keys at the beginnings of lines, with their places.
func topKeys(f *parse.File) []topKey {
	var list []topKey
	if f.Front.Root == nil {
		return nil
	}
	for _, k := range f.Front.Root.Keys {
		list = append(list, topKey{k.Text, k.At.Start})
	}
	return list
}

// comments are the lines at the end of a section that belong to what follows.
func comments(text string) string {
	lines := strings.SplitAfter(text, "\n")
	i := len(lines)
	for i > 0 && (strings.TrimSpace(lines[i-1]) == "" || strings.HasPrefix(lines[i-1], "#")) {
		i--
	}
	return strings.Join(lines[i:], "")
}
