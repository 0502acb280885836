package sshd

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	gossh "golang.org/x/crypto/ssh"
)

// hostKeyFile is the host key's name in its folder.
const hostKeyFile = "ssh_host_ed25519_key"

// HostKey reads the door's own key from the folder dir. The first time it makes
// the key, so that a second start shows the same fingerprint; of two processes
// that do so at once, one makes it and both use it. The folder is made for its
// owner alone if it does not exist. A key that others can read is refused.
func HostKey(dir string) (gossh.Signer, error) {
	path := filepath.Join(dir, hostKeyFile)
	key, err := readHostKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeHostKey(dir, path); err == nil {
			key, err = readHostKey(path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("host key: %w", err)
	}
	return key, nil
}

func readHostKey(path string) (gossh.Signer, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > 64<<10 {
		return nil, fmt.Errorf("%s is no key file", path)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s can be read by others; chmod 600 it, or delete it to get a new one", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := gossh.ParsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return key, nil
}

// makeHostKey writes a new key under another name first and links it in place
// once it is on the disk, so that neither a crash nor another process ever sees
// half of it.
func makeHostKey(dir, path string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	block, err := gossh.MarshalPrivateKey(key, "kobayashi")
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, hostKeyFile+".new*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.Write(pem.EncodeToMemory(block))
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		// Some file systems know no links.
		if err := os.Rename(file.Name(), path); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

// syncDir makes the key's name last as well as its content.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
