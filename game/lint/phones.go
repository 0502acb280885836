package lint

import (
	"strings"
	"unicode/utf8"
)

// phone gives where a telephone number that begins at start ends, or 0. Three
// shapes are known: +81 and the like, a domestic number with its leading 0, and
// the ten digits of North America. What is masked by a letter or by 〇 is none.
func phone(line []byte, start int) int {
	if start > 0 && (line[start-1] == '.' || line[start-1] == '/' || line[start-1] == '#') {
		return 0
	}
	d := dial(line, start)
	if d.end < len(line) && (letter(line[d.end]) || masked(line[d.end:])) {
		return 0
	}
	plus := start > 0 && line[start-1] == '+'
	switch {
	case d.fictional():
	case plus && d.n >= 9 && d.n <= maxDigits,
		d.digits[0] == '0' && (d.n == 10 || d.n == 11) && d.groups <= 4,
		d.n == 10 && d.groups == 3 && d.sizes[0] == 3 && d.sizes[1] == 3 && d.digits[0] > '1':
		return d.end
	}
	return 0
}

// maxDigits is the length of the longest telephone number of the world (E.164).
const maxDigits = 15

// dialled is a run of digits in groups. It counts digits beyond the longest
// number and groups beyond the fifth, and keeps none of them.
type dialled struct {
	digits    [maxDigits]byte
	sizes     [5]int
	n, groups int
	end       int
}

// dial reads groups of digits with one or two of -, space and brackets between
// them.
func dial(line []byte, start int) (d dialled) {
	i := start
	for i < len(line) {
		from := i
		for ; i < len(line) && line[i] >= '0' && line[i] <= '9'; i++ {
			if d.n < maxDigits {
				d.digits[d.n] = line[i]
			}
			d.n++
		}
		if i == from {
			break
		}
		if d.groups < len(d.sizes) {
			d.sizes[d.groups] = i - from
		}
		d.groups, d.end = d.groups+1, i
		for i < len(line) && i < d.end+2 && strings.IndexByte("- ()", line[i]) >= 0 {
			i++
		}
	}
	return d
}

// fictional tells whether a number is one of those that North America keeps
// for stories: 555-0100 to 555-0199.
func (d *dialled) fictional() bool {
	return d.n >= 7 && d.n <= maxDigits && string(d.digits[d.n-7:d.n-2]) == "55501"
}

// masked tells whether what follows a number goes on with hidden digits.
func masked(rest []byte) bool {
	s := strings.TrimLeft(string(rest[:min(len(rest), 8)]), "-() ")
	r, _ := utf8.DecodeRuneInString(s)
	return len(s) < len(rest) && strings.ContainsRune("〇○◯xXｘＸ*＊", r) && r != utf8.RuneError
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// widePhone looks at a full-width sign for a number that begins there, as
// ０３－１２３４－５６７８, and gives the place behind what it read.
func widePhone(list []suspect, text []byte, start int) ([]suspect, int) {
	const zero, nine = '０', '９'
	first, size := utf8.DecodeRune(text[start:])
	if first < zero || first > nine {
		return list, start + size
	}
	n, i, end := 0, start, start
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		if r >= zero && r <= nine {
			n++
			end = i + size
		} else if !strings.ContainsRune("－ー‐−（）", r) {
			break
		}
		i += size
	}
	if first == zero && (n == 10 || n == 11) {
		list = append(list, suspect{aPhone, string(text[start:end]), start, end})
	}
	return list, end
}
