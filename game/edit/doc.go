// Package edit turns the text of a scenario into text: it sets a file in the
// house's form, says what is in it, and writes what is safe to write.
//
// It refuses to change a rule or a word. What it has set is read again, and if
// the second reading differs from the first in anything but spaces, it says so
// and gives the text back as it was.
package edit
