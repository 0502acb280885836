// Package debrief says in words what a debrief found, in the language of the
// reader: the same sentences on the screen, in line mode and in the report.
//
// Its functions take values and give plain text of one line each: no Markdown,
// no colour, no line breaking. Marks in a scenario's labels are read and left
// out; what could steer a terminal is for the doors to clean, as ever. It works
// nothing out: figures come from game.Debrief. It uses no sign whose width
// depends on the terminal, and speaks of "the decisions", not of "you", so that
// a sentence fits the player and also the manager who reads the report.
package debrief
