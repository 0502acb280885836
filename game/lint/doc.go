// Package lint tells an author what is wrong with a scenario, with the place and
// the mend of each fault, and explains every rule by a page of its own.
//
// It adds to the parser's problems those that need the whole file, its
// translations or its notes, and leaves out what an author marked as meant. One
// rule is one function; the table in rules.go lists them all.
//
// Check looks at the text alone. Prove looks at every state that plays can reach,
// with the values the solver gives them, and finds what no look at the text can.
// Try plays the plays that a scenario's own tests record.
//
// It mends nothing, and it refuses to guess: what was not looked at to the end
// is called not proved.
package lint
