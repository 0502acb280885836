// Package translate makes and keeps the translations of a scenario: a new file
// with the base's words in it, the same file after the base has changed, what is
// still to be done, and tables for those who translate with other tools.
//
// What is not translated yet bears a mark, and only what bears it is ever
// replaced: finished wording is moved with its place, and kept aside where its
// place is gone. Ids, code, targets, ticks and percentages are always the
// base's. Nothing here writes to a disk.
package translate
