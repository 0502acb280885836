package lint

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A number of a text, by all the names under which its translation may write
// it: 20:00 may become 8 p.m., 3割 may become 30%, 4万8千 may become 48,000.
type number struct {
	written string
	names   []string
}

// numbers are the numbers of a text: those in digits, which a translation must
// have too, and all the names by which one of the other text may be found here.
// Numbers in words (二百, two hundred) are among these names, and nobody is
// obliged to repeat them.
type numbers struct {
	digits []number
	names  map[string]bool
}

// value stands in a text for the value of an expression: digits beside it belong
// to a number that nobody knows yet.
const value = "\x00"

var inDigits = regexp.MustCompile(strings.Join([]string{
	`\d+(?:\.\d+){2,}`,                      // an address, a version
	`(\d{1,2}):(\d{2})(?:\s*([ap])\.?m\b)?`, // 1 2 3: a time
	`(\d{1,2})時(?:(\d{1,2})分|(半))`,          // 4 5 6: a time in Japanese
	`(\d{1,2})\s*([ap])\.?m\b`,              // 7 8: an hour
	`((?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[百千万億兆]+)+(?:\d{1,3}(?:,\d{3})+|\d+)?)`,                      // 9: 4万8千
	`((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:\s*(割)|\s*(thousand|million|billion|hundred)\b|([kKM])\b)?`, // 10 11 12 13
}, "|"))

// numbersOf reads the numbers of a text.
func numbersOf(text string) numbers {
	text = halfWidth.Replace(linkTargets.ReplaceAllString(text, "]"))
	n := numbers{names: map[string]bool{}}
	for _, m := range inDigits.FindAllStringSubmatchIndex(text, -1) {
		if strings.HasSuffix(strings.TrimRight(text[:m[0]], ",."), value) || strings.HasPrefix(text[m[1]:], value) {
			continue
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		d := number{text[m[0]:m[1]], namesOf(group)}
		n.digits = append(n.digits, d)
		for _, name := range d.names {
			n.names[name] = true
		}
	}
	inWords(n.names, text)
	return n
}

var linkTargets = regexp.MustCompile(`\]\([^)]*\)`)

var halfWidth = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7",
	"８", "8", "９", "9", "，", ",", "．", ".", "：", ":", "％", "%")

// namesOf gives the names of one match of inDigits.
func namesOf(group func(int) string) []string {
	switch {
	case group(1) != "":
		return clock(atoi(group(1)), atoi(group(2)), group(3))
	case group(6) != "":
		return clock(atoi(group(4)), 30, "")
	case group(4) != "":
		return clock(atoi(group(4)), atoi(group(5)), "")
	case group(7) != "":
		return clock(atoi(group(7)), 0, group(8))
	case group(9) != "":
		return []string{plain(myriads(group(9)))}
	case group(10) != "":
		v := float(group(10))
		if group(11) != "" {
			return []string{plain(v), plain(v * 10)}
		}
		return []string{plain(v * scale[group(12)+group(13)])}
	}
	return []string{group(0)}
}

var scale = map[string]float64{"": 1, "hundred": 100, "thousand": 1e3, "k": 1e3, "K": 1e3, "million": 1e6, "M": 1e6, "billion": 1e9}

// clock names a time of day: of twenty-four hours and of twelve, a full hour
// also by its number alone.
func clock(hour, minute int, half string) []string {
	hours := []int{hour}
	switch {
	case half == "p" && hour < 12:
		hours = append(hours, hour+12)
	case half == "a" && hour == 12:
		hours = append(hours, 0, 24)
	case half == "" && hour > 12:
		hours = append(hours, hour-12)
	case half == "" && (hour == 0 || hour == 24):
		hours = append(hours, 12, 24-hour)
	}
	var names []string
	for _, h := range hours {
		names = append(names, strconv.Itoa(h)+":"+strconv.Itoa(100 + minute)[1:])
		if minute == 0 {
			names = append(names, strconv.Itoa(h))
		}
	}
	return names
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // the pattern lets nothing but digits through
	return n
}

func float(s string) float64 {
	v, _ := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return v
}

// plain writes a number without separators and without needless zeros.
func plain(v float64) string {
	s := strconv.FormatFloat(v, 'f', 6, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// myriads reads 4万8千 and 1億2000万.
func myriads(s string) float64 {
	var total, section, last float64
	for s != "" {
		if i := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789.,", r) }); i != 0 {
			if i < 0 {
				i = len(s)
			}
			last = float(s[:i])
			s = s[i:]
			continue
		}
		for _, r := range s {
			switch unit := units[r]; {
			case unit >= 1e4:
				total += max(section+last, 1) * unit
				section, last = 0, 0
			default:
				section += max(last, 1) * unit
				last = 0
			}
			s = s[len(string(r)):]
			break
		}
	}
	return total + section + last
}

var units = map[rune]float64{'十': 10, '百': 100, '千': 1e3, '万': 1e4, '億': 1e8, '兆': 1e12}

// lacks gives the numbers in digits that another text has under no name.
func (n numbers) lacks(other numbers) []string {
	var list []string
	for _, d := range n.digits {
		if !slices.ContainsFunc(d.names, func(name string) bool { return other.names[name] }) && !slices.Contains(list, d.written) {
			list = append(list, d.written)
		}
	}
	return list
}
