package translate

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// Kind says what a unit is, for those who translate it.
type Kind string

// The kinds of unit.
const (
	Front    Kind = "front"    // a text of the front matter
	Title    Kind = "title"    // a heading
	Prose    Kind = "prose"    // a paragraph, a quote, a table
	Speech   Kind = "speech"   // what somebody says
	Note     Kind = "note"     // for the facilitator
	Tip      Kind = "tip"      // an explanation
	Banner   Kind = "banner"   // something breaks in
	Lesson   Kind = "lesson"   // for the debrief
	Private  Kind = "private"  // for one role
	Choice   Kind = "choice"   // a choice, an outcome or a way
	Answer   Kind = "answer"   // a check box
	Feedback Kind = "feedback" // what a choice came to
)

// unit is a stretch of wording of a file.
type unit struct {
	key  string
	kind Kind
	who  string // the speaker
	region
	block *parse.Block // nil for a title or a label
	item  *parse.Item  // of a label
}

// Mark stands before what is not translated yet.
const Mark = lint.Untranslated

// marked gives a text with the mark, at a place where it breaks no table, list or
// picture.
func marked(text string) string {
	at := 0
	if m := openings.FindStringIndex(text); m != nil {
		at = m[1]
	}
	return text[:at] + Mark + " " + text[at:]
}

// openings are what a text may begin with that must stay at its beginning.
var openings = regexp.MustCompile(`^(?:[ \t]*(?:\||[-*+][ \t]|[0-9]+[.)][ \t]|#{1,6}[ \t]|>|!\[)[ \t]*)+`)

// unmarked gives a text without the mark, and whether it had one.
func unmarked(text string) (string, bool) {
	before, after, ok := strings.Cut(text, Mark)
	if !ok {
		return text, false
	}
	return before + strings.TrimPrefix(after, " "), true
}

// hasWords tells whether there is anything to translate: a letter outside of
// code and of links' targets.
func hasWords(text string) bool {
	text = codeSpans.ReplaceAllString(text, "")
	return strings.ContainsFunc(targets.ReplaceAllString(text, "]"), unicode.IsLetter)
}

var (
	codeSpans = regexp.MustCompile("``[^`]*(?:`[^`]+)*``|`[^`]*`")
	targets   = regexp.MustCompile(`\]\([^)]*\)`)
)

// shown are the blocks with words, in their order.
func shown(list []*parse.Block) []*parse.Block {
	var out []*parse.Block
	for _, b := range list {
		if !b.Enter {
			out = append(out, b)
		}
	}
	return out
}

// leadUnits are the heading of a file and what stands below it.
func leadUnits(f *parse.File) []unit {
	var list []unit
	if !f.Title.At.Empty() {
		list = append(list, unit{key: "heading", kind: Title, region: region{at: f.Title.At, line: true}})
	}
	return append(list, blockUnits(f, "lead/p", f.Lead, "")...)
}

// sceneUnits are the units of a scene, those without words too.
func sceneUnits(f *parse.File, s *parse.Scene) []unit {
	var list []unit
	if !s.Title.At.Empty() {
		list = append(list, unit{key: "#" + s.ID + "/title", kind: Title, region: region{at: s.Title.At, line: true}})
	}
	list = append(list, blockUnits(f, "#"+s.ID+"/p", s.Blocks, "")...)
	if s.Decision == nil {
		return list
	}
	for i, it := range s.Decision.Items {
		list = append(list, itemUnits(f, "#"+s.ID+"/c"+strconv.Itoa(i+1), it, s.Decision.Kind)...)
	}
	for i, it := range s.Decision.Then {
		list = append(list, itemUnits(f, "#"+s.ID+"/t"+strconv.Itoa(i+1), it, game.Route)...)
	}
	return list
}

func blockUnits(f *parse.File, prefix string, blocks []*parse.Block, as Kind) []unit {
	var list []unit
	for i, b := range shown(blocks) {
		kind := as
		if kind == "" || b.Kind == game.Speech || b.Kind >= game.Facilitator {
			kind = kindOf(b.Kind)
		}
		list = append(list, unit{key: prefix + strconv.Itoa(i+1), kind: kind, who: b.Who, region: ofBlock(f, b), block: b})
	}
	return list
}

func itemUnits(f *parse.File, key string, it *parse.Item, kind game.Kind) []unit {
	u := unit{key: key, kind: Choice, region: ofLabel(it, f), item: it}
	if kind == game.Question {
		u.kind = Answer
	}
	return append([]unit{u}, blockUnits(f, key+"/p", it.Feedback, Feedback)...)
}

func kindOf(k game.BlockKind) Kind {
	switch k {
	case game.Speech:
		return Speech
	case game.Facilitator:
		return Note
	case game.Tip:
		return Tip
	case game.Banner:
		return Banner
	case game.Lesson:
		return Lesson
	case game.Private:
		return Private
	}
	return Prose
}
