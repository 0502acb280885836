// Package workshop holds the rules of an exercise that groups play against each
// other: how a team of seats comes to a decision, what a facilitator may do, what
// the clocks and the board say, and how the debrief of the room goes.
//
// A workshop is its log: what happened, in order, in one stream for the workshop
// and one for each team. Everything else is worked out again from it, on every
// machine alike, which is how a workshop outlives a program, a laptop or a node.
//
// It is pure: no IO, no clock, no randomness. It refuses what is not anyone's to
// do or not the time for, and never takes a decision back but by a facilitator's
// entry in the log.
package workshop
