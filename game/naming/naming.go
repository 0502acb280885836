// Package naming judges the names of teams and of people: what may stand on a
// board, beside a line of chat or in a report, and which two names a hasty eye
// takes for one.
//
// It cleans what is harmless (spaces, forms of the same sign) and refuses the
// rest: signs nobody sees, towers of marks, names too wide for a column, and
// names that speak for the server or the facilitator. It cannot know whether a
// name is somebody's real one: doors say beforehand that it need not be.
package naming

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"golang.org/x/text/unicode/norm"

	"kobayashi/game/visible"
)

// MaxCells is how wide a name may be, in cells of a terminal that draws signs of
// uncertain width wide.
const MaxCells = 24

// maxTyped is how much is looked at, in bytes: the longest name of the widest
// normal form is far below it.
const maxTyped = 1 << 10

// Why something is no name.
var (
	ErrEmpty    = errors.New("a name needs a letter or a digit")
	ErrWide     = errors.New("the name is too wide")
	ErrSign     = errors.New("the name holds a sign that cannot be used in one")
	ErrReserved = errors.New("the name speaks for somebody else")
)

// Reason names why something is no name, in one word that phrases are found by;
// "" for any other error.
func Reason(err error) string {
	for _, r := range []struct {
		err  error
		word string
	}{{ErrEmpty, "empty"}, {ErrWide, "wide"}, {ErrSign, "sign"}, {ErrReserved, "reserved"}} {
		if errors.Is(err, r.err) {
			return r.word
		}
	}
	return ""
}

// Team makes what somebody typed the name of a team, and gives its skeleton.
func Team(typed string) (name, skeleton string, err error) {
	name, skeleton, err = named(typed)
	switch {
	case err != nil:
	case !sendable(name):
		err = ErrSign
	case reserved(program, skeleton):
		err = ErrReserved
	}
	if err != nil {
		return "", "", err
	}
	return name, skeleton, nil
}

// Person makes what somebody typed what the others at the table call them. Many
// people are called Kobayashi.
func Person(typed string) (string, error) {
	name, _, err := named(typed)
	return name, err
}

func named(typed string) (name, skeleton string, err error) {
	name, err = tidy(typed)
	if err != nil {
		return "", "", err
	}
	skeleton = Skeleton(name)
	if reserved(words, skeleton) {
		return "", "", ErrReserved
	}
	return name, skeleton, nil
}

// sendable reports whether ssh takes a name as that of a user: a team is reached
// by what stands on the board. OpenSSH refuses these before it connects.
func sendable(name string) bool {
	return !strings.ContainsAny(name, "'`\";&<>|(){}") && !strings.HasPrefix(name, "-") &&
		!strings.Contains(name, " -") && !strings.HasSuffix(name, `\`)
}

// tidy gives the normal form of a name: NFKC, one space between words.
func tidy(typed string) (string, error) {
	if len(typed) > maxTyped {
		return "", ErrWide
	}
	if !utf8.ValidString(typed) {
		return "", ErrSign
	}
	// A variation selector only chooses a picture; it would keep a mark from the
	// letter below it.
	name := norm.NFKC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return r
	}, typed))
	name = strings.Join(strings.Fields(name), " ")
	if err := seen(name); err != nil {
		return "", err
	}
	switch {
	case !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }):
		return "", ErrEmpty
	case displaywidth.Options{EastAsianWidth: true}.String(name) > MaxCells:
		return "", ErrWide
	}
	return name, nil
}

// seen refuses what a reader cannot see, what stands on nothing, and too many
// marks on one sign.
func seen(name string) error {
	marks := visible.MaxMarks
	for _, r := range name {
		switch {
		case visible.Unseen(r), r == utf8.RuneError, unicode.Is(unicode.Co, r), unicode.IsSpace(r) && r != ' ':
			return ErrSign
		case r == ' ':
			marks = visible.MaxMarks
		case !visible.Mark(r):
			marks = 0
		case marks >= visible.MaxMarks:
			return ErrSign
		default:
			marks++
		}
	}
	return nil
}

// words that speak for the machine, for who leads, or for a rule. They are
// compared by their skeletons.
var words = []string{
	"facilitator", "facilitators", "board", "submit", "solo", "admin", "administrator", "root", "system",
	"server", "host", "clock", "majority", "moderator", "game master", "gm", "staff", "official", "everyone", "everybody", "all", "nobody",
	"進行役", "進行係", "進行", "司会", "司会者", "ファシリテーター", "ファシリテータ", "管理者", "管理人", "運営", "事務局", "主催者", "公式",
	"サーバー", "サーバ", "システム", "時計", "多数決", "掲示板", "順位表", "ボード", "提出", "ソロ", "全員", "全チーム",
}

// program are the names of the program, which no team has.
var program = []string{"kobayashi", "小林丸", "コバヤシ", "コバヤシマル", "こばやし", "こばやしまる", "kobayashi maru"}

func reserved(words []string, skeleton string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return Skeleton(w) == skeleton })
}
