package lint

import (
	"bytes"
	"net/netip"
	"regexp"
	"strings"
)

// The ranges that RFC 5737 and RFC 3849 keep for examples, and the machine
// itself, which is nobody else's.
var exampleRanges = []netip.Prefix{
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("::1/128"),
}

// exampleDomains are those of RFC 2606; a name may be one of them or below it.
var exampleDomains = []string{"example.com", "example.net", "example.org", "example", "test", "invalid", "localhost"}

// topLevels are the ends by which a bare word is taken for a domain. Ends that
// are better known from file names (.md, .sh, .zip, .py) are left out: with
// :// or @ before it, a name counts whatever its end is.
var topLevels = setOf(`com net org info biz io dev app ai me tv cc co jp us uk de fr it es nl be ch at se no fi dk ie
cn kr tw hk sg th vn id in au nz ca br mx ru ua tr eu asia edu gov mil int xyz shop online site store cloud tech club top
page blog news email tokyo osaka nagoya kyoto link click live life world space fun one work jobs bank game games`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// hosts looks at one run of letters, digits, -, . and : for an address or a
// domain.
func hosts(list []suspect, line []byte, start, end int) []suspect {
	for start < end && (line[start] == '.' || line[start] == '-') {
		start++
	}
	for end > start && (line[end-1] == '.' || line[end-1] == ':' || line[end-1] == '-') {
		end--
	}
	word := string(line[start:end])
	if a, err := netip.ParseAddr(word); err == nil {
		return address(list, a, word, start)
	}
	for from := 0; from < len(word); {
		part, _, _ := strings.Cut(word[from:], ":")
		if a, err := netip.ParseAddr(part); err == nil {
			list = address(list, a, part, start+from)
		} else if d := start + from; isDomain(part, announced(line, d)) {
			list = append(list, suspect{aDomain, part, d, d + len(part)})
		}
		from += len(part) + 1
	}
	return list
}

func address(list []suspect, a netip.Addr, word string, start int) []suspect {
	for _, r := range exampleRanges {
		if r.Contains(a) {
			return list
		}
	}
	return append(list, suspect{anAddress, word, start, start + len(word)})
}

// announced tells whether the text before a name says that a host follows.
func announced(line []byte, at int) bool {
	return at > 0 && line[at-1] == '@' || bytes.HasSuffix(line[:at], []byte("://"))
}

// isDomain tells whether a word is a domain that may be somebody's.
func isDomain(word string, announced bool) bool {
	if !announced && word != strings.ToLower(word) && word != strings.ToUpper(word) {
		return false // "the end.Then it began"
	}
	labels := strings.Split(strings.ToLower(word), ".")
	last := labels[len(labels)-1]
	for _, l := range labels {
		if l == "" {
			return false
		}
	}
	if len(labels) < 2 && !announced || strings.Trim(last, "0123456789-") == "" {
		return false
	}
	if !announced && labels[0] != "www" && !topLevels[last] {
		return false
	}
	word = "." + strings.ToLower(word)
	for _, d := range exampleDomains {
		if strings.HasSuffix(word, "."+d) {
			return false
		}
	}
	return true
}

// references are web addresses, alone or as the target of a link.
var references = regexp.MustCompile(`https?://[^\s)>]+`)

// withoutReferences blanks the web addresses and link targets of a note.
func withoutReferences(text []byte) []byte {
	text = references.ReplaceAllFunc(text, func(b []byte) []byte { return bytes.Repeat([]byte(" "), len(b)) })
	return targetsOf.ReplaceAllFunc(text, func(b []byte) []byte { return bytes.Repeat([]byte(" "), len(b)) })
}

var targetsOf = regexp.MustCompile(`\]\([^)\n]*\)`)
