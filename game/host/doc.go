// Package host is the live side of a workshop: it keeps rooms in memory, appends
// what the doors ask for to the log, follows what other nodes append, and runs the
// clocks.
//
// A room is never ahead of its log: what is told to a door has been kept. Any
// number of hosts may share a log. None of them leads: each entry has its place,
// the first to take it has it, and the others look again.
//
// It knows no terminal, no web and no database.
package host
