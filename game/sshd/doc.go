// Package sshd is the SSH door of a workshop: it lets people in with a plain
// ssh, hands each of them to a function that plays the game, and keeps
// everything else out.
//
// The door knows no screen, no room and no database. It gives the game a
// [Session]: who knocks, with which key, a window, two streams.
//
// # What is refused
//
// Commands (exec), subsystems such as sftp, agent and X11 forwarding, port
// forwarding in both directions, signals and breaks. Of the environment only the
// language and what says how to draw come through, of terminal names only known
// ones. A pseudo terminal is a size and a name here: no terminal device is
// opened and no program started, whatever a client asks for.
//
// # Who somebody is
//
// Any public key is accepted as an identity and gives no rights. A client
// without one is let in by keyboard-interactive with no question, so that plain
// ssh always works. A key counts only after its signature was verified, on the
// connection the session runs on; what was merely offered leaves no trace.
//
// # Limits
//
// Connections are counted in total and per source before they cost a key
// exchange. Where there is no room, those that did least are closed first:
// silent, still greeting, let in without a session, sessions nobody is seated
// at. A seated session is never closed for the sake of a newcomer. Bytes from a
// client, windows, requests, key exchanges and sessions on one connection are
// bounded, readers that stop reading and peers that stop answering are closed.
//
// # Why not a framework
//
// The server below is golang.org/x/crypto/ssh's own. Frameworks on top of it
// hand one host key to all connections, and it is the signature with that key
// which tells, per connection, when the waiting is a person's (the question
// about an unknown host) and no longer a machine's, and how often keys were
// exchanged. Their session loop blocks on window changes, stores every
// environment variable and answers agent requests; it would be replaced whole.
//
// # What is not kept
//
// Addresses stay in memory. No address, key, user name or word typed is logged.
package sshd
