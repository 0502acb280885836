package naming

import (
	"strings"
	"unicode"

	"go.mau.fi/util/confusable"
	"golang.org/x/text/unicode/norm"
)

// Skeleton is what a name looks like to a hasty eye: two names with the same
// skeleton are taken for one. It is that of Unicode TS #39, and upper and lower
// case and spaces make no difference. It is for comparing, never for showing.
//
// Where the case and the look of a letter lead different ways (Greek capital nu
// looks like N, small nu like v) the look wins.
func Skeleton(name string) string {
	for range maxTurns {
		next := turn(name)
		if next == name {
			break
		}
		name = next
	}
	return name
}

// maxTurns bounds how often look and case are followed. What a sign looks like
// looks like itself, so that a few turns come to an end.
const maxTurns = 8

func turn(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
			continue
		}
		b.WriteString(looks(r))
	}
	return norm.NFKD.String(b.String())
}

// looks gives the plainest sign that r looks like, as it is or in its other case.
func looks(r rune) string {
	if r == 'i' {
		return "l" // I is both an i and an l
	}
	if r < unicode.MaxASCII && unicode.IsLower(r) && r != 'm' {
		return string(r)
	}
	if like := prototype(r); ascii(like) {
		return strings.ToLower(like)
	}
	low := unicode.ToLower(r)
	other := low
	if r == low {
		other = unicode.ToUpper(r)
	}
	if like := prototype(other); ascii(like) {
		return strings.ToLower(like)
	}
	return strings.ToLower(prototype(low))
}

func prototype(r rune) string {
	if like := confusable.GetReplacement(r); like != "" {
		return like
	}
	return string(r)
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}
