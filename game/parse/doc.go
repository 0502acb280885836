// Package parse reads a scenario from Markdown: its rules, its wording in every
// language, and every problem of its files, each with its place and its mend.
//
// It refuses what could harm or mislead before any library sees it: files too
// large or nested too deep, control characters, paths out of the folder. It
// never panics, and it never stops at the first problem of a file. It proves
// nothing about play, compares no translation with its base and silences no
// rule: that is the lint's, for which the tree keeps every place.
package parse
