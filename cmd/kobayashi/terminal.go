package main

import (
	"os"

	"github.com/mattn/go-isatty"
)

func isTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// plain reports whether the game goes on line by line: no terminal at one end,
// one that cannot be drawn on, or a player who asked for it.
func (w world) plain(asked bool) bool {
	return asked || !w.screen || w.env("TERM") == "dumb" || w.env("ACCESSIBLE") != ""
}
