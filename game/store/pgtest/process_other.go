//go:build !linux

package pgtest

import (
	"errors"
	"os"
	"os/exec"
)

// owner is who the server runs as.
type owner struct{}

func unprivileged(string) (owner, error) {
	if os.Getuid() == 0 {
		return owner{}, errors.New("PostgreSQL does not run as root")
	}
	return owner{}, nil
}

func (owner) lend(*exec.Cmd) {}

// killAll kills the first process; its children end when they notice.
func killAll(pid int) error {
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return p.Kill()
}
