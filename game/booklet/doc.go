// Package booklet puts a scenario on paper: a booklet for the players, a guide
// for the facilitator with every answer in it, and the way back from what was
// written on the tally sheet to a run like any other.
//
// What the players' booklet must not tell, it does not hold: it is made without
// feedback, points, right ticks, notes for the facilitator or another role's
// private words, not made with them and then cut. It refuses to guess what a
// tally means: a row that does not fit is named.
package booklet
