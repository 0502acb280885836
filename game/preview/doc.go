// Package preview shows a scenario while it is being written. After each save
// the author stands at the same point of the play, with the problems beside it
// and the value of every variable in view, those that a player never sees too.
//
// Nothing of it is kept in a journal. A file that cannot be read does not end
// it: the last version that could be played stays, and the errors say why. It
// refuses to guess what became of a choice: where one no longer fits, the play
// goes as far as it can, and says which step it was.
package preview
