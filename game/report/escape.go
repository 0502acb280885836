package report

import "strings"

// special are the signs that mark something up somewhere in a line of GitHub's
// Markdown, tables and formulas with it.
const special = "\\`*_{}[]<>|~&#$"

// md writes plain text so that Markdown shows it as it is: nothing in it begins
// a heading, a list, a table cell, HTML or a link. It is for one line.
func md(s string) string {
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune(special, r) || i == 0 && strings.ContainsRune("-+=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return unlinked(unnumbered(b.String()))
}

// unnumbered keeps a number at the start from beginning a numbered list.
func unnumbered(s string) string {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') {
		return s[:digits] + "\\" + s[digits:]
	}
	return s
}

// unlinked keeps an address from becoming a link by itself, as it does on a code
// host. It reads the same.
func unlinked(s string) string {
	return strings.NewReplacer("://", `:\//`, "www.", `www\.`, "WWW.", `WWW\.`).Replace(s)
}
