// Package lint tells an author what is wrong with a scenario, with the place and
// the mend of each fault, and explains every rule by a page of its own.
//
// It adds to the parser's problems those that need the whole file, its
// translations or its notes, and leaves out what an author marked as meant. One
// rule is one function; the table in rules.go lists them all.
//
// It mends nothing, plays nothing and proves nothing about play: here no state
// space is searched.
package lint
