package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// create writes a file that must not be there yet.
func create(name string, content []byte) error {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fails(err, "cmd.error.exists", name)
	case err != nil:
		return cannotWrite(name, err)
	}
	_, err = out.Write(content)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return cannotWrite(name, errors.Join(err, os.Remove(name)))
	}
	return nil
}

// cause is what the system said, without the path that the phrase has anyway.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// rewrite puts another text into a file that is there, whole or not at all. A
// link stays a link.
func rewrite(name string, content []byte) error {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return cannotWrite(name, err)
	}
	return overwrite(real, content)
}
