package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"kobayashi/game"
)

// What SQLite puts beside the database: the write-ahead log, which holds
// decisions, its index, which does not, and, for the moment in which it begins a
// file, a rollback journal, which must not be met by another file of that name.
const (
	logSuffix      = "-wal"
	indexSuffix    = "-shm"
	rollbackSuffix = "-journal"
)

// state is what was found at the path before it was opened.
type state struct {
	fresh bool  // no file, or an empty one
	size  int64 // of the database, bytes
	log   int64 // of the write-ahead log, bytes
}

// leastPage is the smallest page that a database can begin with, bytes. SQLite
// takes a file cut below that for a new one and writes over it.
const leastPage = 512

// Looking through a file costs about 4 ms a MiB. Up to small that is done at each
// start, up to bearable only where there is a reason.
const (
	small    = 128 << 10 // some twenty runs
	bearable = 1 << 20
)

// doubtful reports whether the file should be looked through before it is used.
// The reason may be a log: the last program has not closed the file, or is
// still running. Steps carry their own check values and are safe without.
func (s state) doubtful() bool {
	return !s.fresh && (s.size <= small || s.log > 0 && s.size <= bearable)
}

// resolve gives the file that a link stands for, because the log lies beside
// that one.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real, nil
	}
	return path, nil
}

// look finds out what lies at path. A log without its database is damage: SQLite
// would begin a new database and delete the log.
func look(path string) (state, error) {
	var found state
	// The log first: a program that begins at this moment writes the database
	// before its log.
	log, err := os.Stat(path + logSuffix)
	if err == nil {
		found.log = log.Size()
	}
	file, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return found, err
	case !file.Mode().IsRegular():
		return found, fmt.Errorf("%w: it is no file", game.ErrReadOnly)
	default:
		found.size = file.Size()
	}
	found.fresh = found.size == 0
	switch {
	case found.fresh && found.log > 0:
		return found, damaged("the file", errors.New("it is empty, but its log is not"))
	case !found.fresh && found.size < leastPage:
		return found, damaged("the file", fmt.Errorf("%d bytes are no database", found.size))
	}
	return found, nil
}

// makeFolder makes the data folder and sees to it that it is there after a power
// cut too.
func makeFolder(dir string) error {
	_, err := os.Stat(dir)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := makeFolder(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(parent)
}

// settle gives a new database its mode, which the files beside it copy, and
// makes its name durable: without that a power cut takes the file and all that
// was synced into it. The file is never opened for this: closing it again would
// drop the locks that SQLite holds on it in this process.
func settle(path string) error {
	if err := os.Chmod(path, 0o600); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// probe writes a little into the folder and gives the system's error.
func probe(dir string) error {
	f, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, 4096)) // a page, as much as the database wants at least
	return errors.Join(err, f.Close(), os.Remove(f.Name()))
}

// fileError finds the journal's name for what the system said, or nil.
func fileError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return game.ErrFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ENOENT):
		return game.ErrReadOnly
	}
	return nil
}

// SetAside renames a damaged database, with its log, to
// kobayashi.damaged-TIME.db in the same folder, so that a new one can be begun.
// Nothing is deleted. It gives the new path. No store may have the file open.
func SetAside(path string, now time.Time) (string, error) {
	path, err := resolve(path)
	if err != nil {
		return "", err
	}
	dir, name := filepath.Split(path)
	ext := filepath.Ext(name)
	aside := filepath.Join(dir, name[:len(name)-len(ext)]+".damaged-"+now.UTC().Format("20060102T150405.000Z")+ext)
	// The database goes first: should the program die here, a log alone is
	// noticed at the next start, a database without its log is not.
	for _, suffix := range []string{"", logSuffix, indexSuffix, rollbackSuffix} {
		if _, err := os.Lstat(aside + suffix); err == nil {
			return "", fmt.Errorf("setting %s aside: %s: %w", path, aside+suffix, fs.ErrExist)
		}
		err := os.Rename(path+suffix, aside+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("setting %s aside: %w", path, classify(err, dir))
		}
	}
	if err := syncFolder(dir); err != nil {
		return "", fmt.Errorf("setting %s aside: %w", path, classify(err, dir))
	}
	return aside, nil
}
