package solve

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"kobayashi/game"
)

// disk is the folder of a cache. It holds one file for each solution, and only
// files it knows by their names are read or removed.
type disk struct {
	dir  string
	keep int64 // bytes of all files
}

const (
	fileEnd  = ".solved"
	draftEnd = ".solved-draft"
	// oldDraft is when a file that was never finished is nobody's any more.
	oldDraft = time.Hour
)

// errNotKept says that there is no file of a solution.
var errNotKept = errors.New("not kept")

// name is the file of a solution: the digest of the rules and the variant, or
// the variant's digest where it has signs that are not for file names.
func (d *disk) name(key cacheKey) string {
	variant := key.variant
	odd := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' }
	if strings.ContainsFunc(variant, odd) || len(variant) > 64 {
		sum := sha256.Sum256([]byte(variant))
		variant = hex.EncodeToString(sum[:])
	}
	return filepath.Join(d.dir, key.digest+"-"+variant+fileEnd)
}

func (d *disk) read(ctx context.Context, sc *game.Scenario, key cacheKey, told func(float64)) (*Solution, error) {
	if d.dir == "" || d.keep <= 0 {
		return nil, errNotKept
	}
	name := d.name(key)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > d.keep {
		return nil, errNotKept
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	sol, err := read(&watch{ctx: ctx, told: told}, file, sc, key.variant)
	if err == nil {
		now := time.Now()
		_ = os.Chtimes(name, now, now) // that it was used; else it only goes earlier
	}
	return sol, err
}

// write keeps a solution if it can. The file appears under its name only once it
// is whole.
func (d *disk) write(sol *Solution, key cacheKey) {
	if d.dir == "" || d.keep <= 0 || os.MkdirAll(d.dir, 0o700) != nil {
		return
	}
	draft, err := os.CreateTemp(d.dir, "*"+draftEnd)
	if err != nil {
		return
	}
	err = sol.Write(draft)
	info, statErr := draft.Stat()
	if errors.Join(err, statErr, draft.Close()) != nil || info.Size() > d.keep || os.Rename(draft.Name(), d.name(key)) != nil {
		_ = os.Remove(draft.Name()) // or later, as an old draft
	}
	d.trim()
}

// trim removes the files used least lately until the others may be kept.
func (d *disk) trim() {
	list, err := os.ReadDir(d.dir)
	if err != nil {
		return
	}
	var files []os.FileInfo
	for _, entry := range list {
		info, err := entry.Info()
		switch {
		case err != nil || !info.Mode().IsRegular():
		case strings.HasSuffix(entry.Name(), fileEnd):
			files = append(files, info)
		case strings.HasSuffix(entry.Name(), draftEnd) && time.Since(info.ModTime()) > oldDraft:
			_ = os.Remove(filepath.Join(d.dir, entry.Name()))
		}
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), strings.Compare(a.Name(), b.Name()))
	})
	var all int64
	for _, info := range files {
		if all += info.Size(); all > d.keep {
			_ = os.Remove(filepath.Join(d.dir, info.Name()))
		}
	}
}
