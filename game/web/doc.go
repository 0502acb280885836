// Package web is the web door of a workshop: the board for the projector, the
// facilitator's page, the feeds for other programs, and what a monitor asks for.
//
// What everybody may see it takes from workshop.BoardState and from nothing else,
// so that the board, its events and the feeds cannot tell more than that does. A
// facilitator sees and does what the facilitator's terminal does.
//
// It refuses actions by anything but POST from its own pages, asks no other host
// for anything, and shows a refusal as a phrase. It keeps no state but what one
// page load needs: a second door on another machine answers the same. Secrets
// and addresses stand in no log line.
package web
