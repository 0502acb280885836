package screentest

import (
	"fmt"
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// audit reads what is sent to the screen as strictly as the most credulous
// terminal would be harmed by it.
type audit struct {
	width, height int
	x, y          int
}

// expected are the sequences a screen is painted with: cursor position, style,
// erasing, the modes paint turns on and off, its questions, the cursor's shape,
// the title and its stack.
var expected = regexp.MustCompile(`^(?:` +
	`\x1b\[(?:(\d+);(\d+))?H` +
	`|\x1b\[[0-9;:]{0,64}m` +
	`|\x1b\[2?[JK]` +
	`|\x1b\[\?(?:7|25|1002|1003|1004|1006|1049|2004|2026)[hl]` +
	`|\x1b\[\?2026\$p|\x1b\[6n|\x1b\]11;\?\x1b\\` +
	`|\x1b\[[0-6] q` +
	`|\x1b\]2;[^\x00-\x1f\x7f-\x{9f}]*\x1b\\` +
	`|\x1b\[2[23];2t` +
	`)`)

// check is what is wrong with a frame.
func (a *audit) check(s string) (faults []string) {
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf(format, args...))
	}
	for len(s) > 0 {
		if s[0] == 0x1b {
			m := expected.FindStringSubmatch(s)
			if m == nil {
				fault("an unexpected sequence: %.40q", s)
				return faults
			}
			if m[0][len(m[0])-1] == 'H' {
				a.x, a.y = position(m)
				if a.x >= a.width || a.y >= a.height {
					fault("the cursor to column %d, row %d of a %dx%d window", a.x, a.y, a.width, a.height)
				}
			}
			s = s[len(m[0]):]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 || !unicode.IsPrint(r) && r != 0x3000 {
			fault("%q", s[:n])
			s = s[n:]
			continue
		}
		g := displaywidth.StringGraphemes(s)
		g.Next()
		if a.x += g.Width(); a.x > a.width {
			fault("%q beyond column %d in row %d", g.Value(), a.width-1, a.y)
		}
		s = s[len(g.Value()):]
	}
	return faults
}

// position is the cell a cursor sequence names.
func position(m []string) (x, y int) {
	if m[1] == "" {
		return 0, 0
	}
	y, _ = strconv.Atoi(m[1])
	x, _ = strconv.Atoi(m[2])
	return x - 1, y - 1
}
