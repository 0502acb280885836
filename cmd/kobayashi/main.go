// Command kobayashi is a tabletop exercise for the terminal: stop the shop, or
// keep selling? All wiring is here; everything it wires lives in game.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	w := world{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		env: os.Getenv, environ: os.Environ(),
		screen: isTerminal(os.Stdin) && isTerminal(os.Stdout),
	}
	code := run(ctx, w, os.Args[1:])
	stop()
	os.Exit(code)
}

// world is what the program touches outside itself.
type world struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	environ  []string
	screen   bool // both ends are a terminal
}

// Exit codes are a contract: done, the thing asked about failed, wrong usage.
const (
	done = iota
	failed
	misused
)

// run is the program without its process: it answers with the exit code.
func run(ctx context.Context, w world, args []string) int {
	p, err := newProgram(w, args)
	if err != nil {
		return report(w, p.words, err)
	}
	root := p.root()
	root.SetArgs(args)
	if err := root.ExecuteContext(ctx); err != nil {
		return report(w, p.words, err)
	}
	return done
}
