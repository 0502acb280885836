// Package tui is the full-screen game: a title, a shelf of exercises, the play
// itself, and what is read around it.
//
// A seat at the table of a workshop reads and votes with the same screens
// ([NewSeat]); what a role alone may read reaches that seat alone.
//
// New gives a tea.Model that knows no terminal, clock or environment: all that
// comes in through Options and messages, so the same model serves one person at
// a desk and hundreds over SSH. A decision is painted only after the journal has
// kept it.
//
// It refuses to paint outside the window, to let a control character of a
// scenario through, and to say anything by colour alone.
package tui
