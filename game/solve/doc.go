// Package solve looks at a whole game: every state that can be reached, what is
// the best that can still be had from it, and so what each choice gives away.
//
// Values are exact fractions, worked out by backward induction over all
// reachable states. What it refuses is to guess: where a limit stops it, it
// says how far it came and proves nothing. It knows no wording and no screen.
package solve
