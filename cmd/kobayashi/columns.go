package main

import (
	"os"
	"strconv"

	"github.com/charmbracelet/x/term"
)

// How wide a page may be: narrower than the least nothing can be read, and
// beyond the most no line should be drawn out.
const (
	fewestColumns, usualColumns, mostColumns = 40, 80, 120
)

// columns is how wide the output is: what COLUMNS says, else the terminal, else
// the usual.
func (p *program) columns() int {
	n, err := strconv.Atoi(p.env("COLUMNS"))
	if out, ok := p.out.(*os.File); err != nil && ok && isTerminal(out) {
		n, _, err = term.GetSize(out.Fd())
	}
	if err != nil || n < 1 {
		return usualColumns
	}
	return max(fewestColumns, min(mostColumns, n))
}
