package lint

import (
	"slices"
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
	digits, sizes, end := dial(line, start)
	if end < len(line) && (letter(line[end]) || masked(line[end:])) {
		return 0
	}
	plus := start > 0 && line[start-1] == '+'
	n := len(digits)
	switch {
	case fictional(digits):
	case plus && n >= 9 && n <= 15,
		digits != "" && digits[0] == '0' && (n == 10 || n == 11) && len(sizes) <= 4,
		slices.Equal(sizes, []int{3, 3, 4}) && digits[0] > '1':
		return end
	}
	return 0
}

// dial reads groups of digits with one or two of -, space and brackets between
// them.
func dial(line []byte, start int) (digits string, sizes []int, end int) {
	var b strings.Builder
	i := start
	for i < len(line) {
		from := i
		for i < len(line) && line[i] >= '0' && line[i] <= '9' {
			b.WriteByte(line[i])
			i++
		}
		if i == from {
			break
		}
		sizes, end = append(sizes, i-from), i
		for i < len(line) && i < end+2 && strings.IndexByte("- ()", line[i]) >= 0 {
			i++
		}
	}
	return b.String(), sizes, end
}

// masked tells whether what follows a number goes on with hidden digits.
func masked(rest []byte) bool {
	s := strings.TrimLeft(string(rest[:min(len(rest), 8)]), "-() ")
	r, _ := utf8.DecodeRuneInString(s)
	return len(s) < len(rest) && strings.ContainsRune("〇○◯xXｘＸ*＊", r) && r != utf8.RuneError
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// fictional tells whether a number is one of those that North America keeps
// for stories: 555-0100 to 555-0199.
func fictional(digits string) bool {
	n := len(digits)
	return n >= 7 && digits[n-7:n-2] == "55501"
}

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
