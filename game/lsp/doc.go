// Package lsp is a language server for scenario files: what an editor shows of
// them while they are written.
//
// It reads what is open in the editor over what is on the disk, and of the disk
// the folder of a scenario alone. It tells the problems of the text at once and
// those of the exact pass when it is done. It changes no file: a rename and a
// mend are edits that the editor makes.
//
// It refuses to guess. A rename that would change what the scenario means, or
// that cannot be seen through because of a fault, is not begun.
package lsp
