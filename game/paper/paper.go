// Package paper is what the printed pages of the house have in common: a style
// that reads well on a screen and prints on A4, the policy that keeps a page
// from loading anything, and how text of a scenario gets into a style or a link.
//
// It knows no report and no booklet, and lays nothing out.
package paper

import (
	_ "embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"unicode"
)

//go:embed base.css
var base string

// policy is the content security policy of a page that needs nothing else: no
// script, no picture, no font from elsewhere.
const policy template.HTML = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`

// Funcs are what every page's template may call: base is the common style,
// quoted a text as a CSS string, link the web address in a citation, and policy
// the tag with the page's policy.
func Funcs() template.FuncMap {
	return template.FuncMap{
		"base": func() template.CSS { return template.CSS(base) }, "quoted": Quoted, "link": Link,
		"policy": func() template.HTML { return policy },
	}
}

// Quoted writes a text as a CSS string. All but letters and digits is written by
// its number, so that no sign in it means anything to the style or the page; the
// template's own escaping would take "Friday: the shop" for an address and drop it.
func Quoted(s string) template.CSS {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\%x ", r)
		}
	}
	b.WriteByte('"')
	return template.CSS(b.String())
}

// Link gives the address in a citation if it is one of the web, so that the
// page can point there; it loads nothing from it.
func Link(citation string) string {
	for _, field := range strings.Fields(citation) {
		u, err := url.Parse(strings.TrimRight(field, "。、.,)）"))
		if err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
			return u.String()
		}
	}
	return ""
}
