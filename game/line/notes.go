package line

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// notes writes the list of technical notes, or one of them by number or name. It
// gives a phrase if there is none of that name.
func (t *table) notes(arg string) string {
	paths := slices.Sorted(maps.Keys(t.text.Notes))
	t.out.part()
	switch {
	case isSources(arg) && len(t.text.Sources) > 0:
		t.sources()
		return ""
	case len(paths) == 0:
		return t.say.Say("line.notes.none")
	case arg == "":
		t.puts(t.say.Say("line.notes"))
		for i, p := range paths {
			note := t.text.Notes[p]
			t.out.put(t.set.list(strconv.Itoa(i+1)+". ", literally(note.Title)+" \\("+literally(t.short(p))+"\\)")...)
		}
		t.out.part()
		t.puts(t.say.Say("line.notes.how"))
		if len(t.text.Sources) > 0 {
			t.puts(t.say.Say("line.notes.sources"))
		}
		return ""
	}
	names := make([][]string, len(paths))
	for i, p := range paths {
		names[i] = []string{t.short(p), t.text.Notes[p].Title}
	}
	found := find(arg, names)
	if found < 0 {
		return t.say.Say("line.notes.unknown", brief(arg))
	}
	t.out.put(t.set.page(t.text.Notes[paths[found]].Markdown, 0)...)
	t.out.part()
	t.puts(t.say.Say("line.notes.end"))
	return ""
}

// brief is what a player typed, short enough to be repeated.
func brief(arg string) string {
	const cells = 40
	return typeset.Truncate(typeset.Clean(arg), cells)
}

// isSources reports whether the list of sources is asked for. It is called so in
// both languages.
func isSources(arg string) bool { return strings.EqualFold(arg, "sources") || arg == "出典" }

// sources writes the citations of the scenario.
func (t *table) sources() {
	t.puts(t.say.Say("line.sources.list"))
	for i, s := range t.text.Sources {
		t.out.put(t.set.list(strconv.Itoa(i+1)+". ", literally(s.Citation))...)
	}
}

// short is a note's name to type: notes/bot.en.md is "bot".
func (t *table) short(p string) string {
	name := strings.TrimSuffix(path.Base(p), ".md")
	return strings.TrimSuffix(name, "."+t.text.Lang)
}

// glossary writes the list of terms, or one of them.
func (t *table) glossary(arg string) string {
	t.out.part()
	if len(t.text.Glossary) == 0 {
		return t.say.Say("line.glossary.none")
	}
	if arg == "" {
		t.puts(t.say.Say("line.glossary"))
		for i, term := range t.text.Glossary {
			t.out.put(t.set.list(strconv.Itoa(i+1)+". ", literally(term.Word))...)
		}
		t.out.part()
		t.puts(t.say.Say("line.glossary.how"))
		return ""
	}
	names := make([][]string, len(t.text.Glossary))
	for i, term := range t.text.Glossary {
		names[i] = []string{term.Word, term.Key}
	}
	found := find(arg, names)
	if found < 0 {
		return t.say.Say("line.glossary.unknown", brief(arg))
	}
	t.term(t.text.Glossary[found])
	return ""
}

func (t *table) term(term game.Term) {
	t.out.put(t.set.hang(term.Word+": ", literally(term.Line), 2)...)
	if term.Note != "" {
		t.puts(t.say.Say("line.glossary.note", t.set.name(t.short(term.Note))))
	}
}

// find gives the place meant by an argument: a number from 1, a whole name, the
// beginning of one, or a part of one; -1 if it is none of these. The first of
// several is taken, whole names before beginnings before parts.
func find(arg string, names [][]string) int {
	if nums := numbers(arg); len(nums) == 1 && nums[0] >= 1 && nums[0] <= len(names) {
		return nums[0] - 1
	}
	arg = strings.ToLower(arg)
	for _, fits := range []func(name, arg string) bool{
		func(name, arg string) bool { return name == arg }, strings.HasPrefix, strings.Contains,
	} {
		for i, all := range names {
			for _, name := range all {
				if fits(strings.ToLower(narrow(typeset.Clean(name))), arg) {
					return i
				}
			}
		}
	}
	return -1
}
