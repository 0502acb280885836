package edit

import (
	"regexp"
	"strings"
)

// plainScalar is what YAML takes for a text without quotes, in a map on one line
// too: it begins with a letter, and has no sign that means something there.
var plainScalar = regexp.MustCompile(`^\p{L}[^:#{}\[\],&*!|>'"%@` + "`" + `\\\x00-\x1f\x7f]*$`)

// otherThings are words that YAML takes for something else than a text.
var otherThings = regexp.MustCompile(`(?i)^(?:true|false|yes|no|on|off|null|y|n|nan|inf)$`)

// Scalar writes a text of one line as a value of YAML: as it is where nothing in
// it could be misread, else between double quotes.
func Scalar(s string) string {
	if plainScalar.MatchString(s) && !otherThings.MatchString(s) && strings.TrimSpace(s) == s {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// markdownSigns are those by which a text could become something else than text.
var markdownSigns = regexp.MustCompile("[\\\\`*_\\[\\]<>#~|&]")

// Plain writes a text so that Markdown shows it as it is.
func Plain(s string) string { return markdownSigns.ReplaceAllString(s, `\$0`) }
