package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"kobayashi/game/typeset"
)

// hosts are the servers the user knows, as ssh keeps them.
type hosts struct {
	s       *sender
	file    string // where a new one is kept
	known   ssh.HostKeyCallback
	trusted []byte // the key that was found good
	refused error
}

// systemHosts is where an administrator tells all users of a machine of servers.
const systemHosts = "/etc/ssh/ssh_known_hosts"

// hosts reads the user's known hosts, and the machine's.
func (s *sender) hosts() (*hosts, error) {
	h := &hosts{s: s, file: s.file}
	files := []string{h.file}
	if h.file == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, wrong("cmd.error.home")
		}
		h.file = filepath.Join(home, ".ssh", "known_hosts")
		files = []string{h.file, systemHosts}
	}
	files = slices.DeleteFunc(files, func(name string) bool {
		_, err := os.Stat(name)
		return errors.Is(err, fs.ErrNotExist)
	})
	var err error
	if h.known, err = knownhosts.New(files...); err != nil {
		return nil, fails(err, "cmd.submit.hostsfile", err)
	}
	return h, nil
}

// algorithms are those of the keys the server is known by, so that it does not
// show another key it has as well. nil: any.
func (h *hosts) algorithms() []string {
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil
	}
	stranger, err := ssh.NewPublicKey(public)
	if err != nil {
		return nil
	}
	var differs *knownhosts.KeyError
	if !errors.As(h.known(h.s.address, noAddr{}, stranger), &differs) {
		return nil
	}
	var list []string
	for _, k := range differs.Want {
		if kind := k.Key.Type(); kind == ssh.KeyAlgoRSA {
			list = append(list, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		} else {
			list = append(list, kind)
		}
	}
	return list
}

// noAddr stands for an address that is not looked at: servers are known by the
// name that was typed.
type noAddr struct{}

func (noAddr) Network() string { return "tcp" }
func (noAddr) String() string  { return "0.0.0.0:0" }

// check is nil for the key of a server that is known, or that the user says to
// trust from now on.
func (h *hosts) check(ctx context.Context, key ssh.PublicKey) error {
	if h.refused = h.judge(ctx, key); h.refused == nil {
		h.trusted = key.Marshal()
	}
	return h.refused
}

func (h *hosts) judge(ctx context.Context, key ssh.PublicKey) error {
	if bytes.Equal(h.trusted, key.Marshal()) {
		return nil // keys are exchanged more than once on a long line
	}
	err := h.known(h.s.address, noAddr{}, key)
	var differs *knownhosts.KeyError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &differs):
		return fails(err, "cmd.submit.revoked", h.s.address, ssh.FingerprintSHA256(key))
	case len(differs.Want) > 0:
		was := differs.Want[0]
		return fails(err, "cmd.submit.changed", h.s.address, ssh.FingerprintSHA256(key), ssh.FingerprintSHA256(was.Key), was.Filename, was.Line)
	}
	if !h.s.acceptNew {
		answer, err := h.s.ask(ctx, "cmd.submit.trust", h.s.address, ssh.FingerprintSHA256(key))
		if err != nil {
			return err
		}
		if answer = strings.ToLower(answer); answer != "yes" && answer != "はい" {
			return fails(nil, "cmd.submit.unknown", h.s.address, ssh.FingerprintSHA256(key))
		}
	}
	return h.keep(key)
}

// keep writes a new server down, and says so.
func (h *hosts) keep(key ssh.PublicKey) error {
	const (
		folder = 0o700
		own    = 0o600
	)
	if err := os.MkdirAll(filepath.Dir(h.file), folder); err != nil {
		return cannotWrite(h.file, err)
	}
	before, err := os.ReadFile(h.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotWrite(h.file, err)
	}
	line := knownhosts.Line([]string{h.s.address}, key) + "\n"
	if len(before) > 0 && before[len(before)-1] != '\n' {
		line = "\n" + line
	}
	file, err := os.OpenFile(h.file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, own)
	if err != nil {
		return cannotWrite(h.file, err)
	}
	_, err = file.WriteString(line)
	if err = errors.Join(err, file.Close()); err != nil {
		return cannotWrite(h.file, err)
	}
	fmt.Fprintln(h.s.p.err, typeset.Clean(h.s.p.words.Say("cmd.submit.kept", h.s.address, ssh.FingerprintSHA256(key), h.file)))
	return nil
}
