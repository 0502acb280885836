package report

import "strings"

// special are the signs that mark something up somewhere in a line of GitHub's
// Markdown, tables and formulas with it.
const special = "\\`*_{}[]<>|~&#$"

// inline writes plain text so that Markdown shows it as it is: nothing in it is
// emphasis, code, HTML, a link or the end of a table cell.
func inline(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return unlinked(b.String())
}

// md is inline for the start of a line, where a list, a rule or the line below
// a heading could begin too.
func md(s string) string {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case s != "" && strings.Contains("-+=", s[:1]):
		return `\` + inline(s)
	case digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')'):
		return s[:digits] + `\` + inline(s[digits:])
	}
	return inline(s)
}

// unlinked keeps an address from becoming a link by itself, as it does on a code
// host. It reads the same.
func unlinked(s string) string {
	return strings.NewReplacer("://", `:\//`, "www.", `www\.`, "WWW.", `WWW\.`).Replace(s)
}
