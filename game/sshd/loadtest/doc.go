// Package loadtest sits down at an SSH door many times at once and measures
// how long each has to wait: for the first frame, and from a key to what it
// changes on the screen.
//
// It is a client and nothing else: it plays what it is told to, knows nothing
// of the game, and checks no host key, since it sends nothing worth stealing.
package loadtest
