// Package game holds the rules of an exercise: what a scenario is, what a
// choice does, and what a run remembers.
//
// It is pure. It uses the standard library only, does no IO, reads no clock and
// knows no randomness but the run's seed, so that a run replayed anywhere gives
// the same states and the same score to the last point.
package game
