package twee

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/google/uuid"

	"kobayashi/game"
)

// names gives what the story calls variables and scores. SugarCube takes letters,
// digits and _ of ASCII alone.
type names struct {
	vars, points map[string]string
	taken        map[string]bool
	changed      bool // some variable could not keep its name
	due, fired   string
}

var (
	simple = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)
	// inherited are names that every object of JavaScript has already, and args,
	// which SugarCube uses itself.
	inherited = regexp.MustCompile(`^(args|constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf)$`)
)

func newNames(rules *game.Rules) *names {
	n := &names{vars: map[string]string{}, points: map[string]string{}, taken: map[string]bool{}}
	for i, v := range rules.Vars {
		name := v.Name
		if !simple.MatchString(name) || inherited.MatchString(name) {
			name, n.changed = fmt.Sprintf("var_%d", i+1), true
		}
		n.vars[v.Name] = n.free(name)
		n.changed = n.changed || n.vars[v.Name] != v.Name
	}
	for i, s := range rules.Scores {
		name := "points_" + s.Name
		if !simple.MatchString(name) {
			name = fmt.Sprintf("points_%d", i+1)
		}
		n.points[s.Name] = n.free(name)
	}
	n.due, n.fired = n.free("inject_due"), n.free("inject_fired")
	return n
}

// free gives a name that nothing else has.
func (n *names) free(name string) string {
	own := name
	for i := 2; n.taken[own]; i++ {
		own = name + "_" + strconv.Itoa(i)
	}
	n.taken[own] = true
	return own
}

// quote writes a text as a string of JavaScript that is nothing else anywhere: in
// a macro, in a script element, in a line of Twee.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '\\' || r == '"':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || strings.ContainsRune("<>`[]{}$", r) || r == 0x2028 || r == 0x2029 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04X\u%04X`, high, low)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// header is the first line of a passage.
func header(name string, tags []string, x, y int) string {
	escape := strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`)
	line := ":: " + escape.Replace(name)
	if len(tags) > 0 {
		safe := make([]string, len(tags))
		for i, t := range tags {
			safe[i] = escape.Replace(strings.Join(strings.Fields(t), "-"))
		}
		line += " [" + strings.Join(safe, " ") + "]"
	}
	if x >= 0 {
		line += fmt.Sprintf(` {"position":"%d,%d","size":"100,100"}`, x, y)
	}
	return line + "\n"
}

// stories is the namespace of the ids of our stories.
const stories = "3f0c8e6a-2d1b-5c94-9a57-6f1e0b7c44d2"

// storyID names a story for libraries and saved games: the same rules in the same
// language have the same id, always.
func storyID(sc *game.Scenario, lang string) string {
	return strings.ToUpper(uuid.NewSHA1(uuid.MustParse(stories), []byte(sc.Digest()+" "+lang)).String())
}
