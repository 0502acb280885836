package main

import (
	"bufio"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// scenarioFiles finds the scenarios that some paths mean, each once.
func scenarioFiles(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		found, err := bases(path)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

// bases finds the scenarios a path means: all below a folder, a file itself, or
// the base of a translation.
func bases(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fails(err, "cmd.error.scenario", path)
	}
	if !info.IsDir() {
		if of := front(path, "of:"); of != "" {
			return []string{filepath.Join(filepath.Dir(path), filepath.Base(of))}, nil
		}
		return []string{path}, nil
	}
	var found []string
	err = filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != path && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.Type().IsRegular() && strings.HasSuffix(file, ".md") && front(file, "title:") != "" && front(file, "of:") == "":
			found = append(found, file)
		}
		return nil
	})
	if err != nil {
		return nil, fails(err, "cmd.error.file", path, err)
	}
	if len(found) == 0 {
		return nil, fails(nil, "cmd.error.nothing", path)
	}
	return found, nil
}

// front looks for a key of a file's front matter without reading the file: only
// to tell scenarios, translations and notes apart. What the key says is the
// parser's to judge.
func front(path, key string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for n := 0; lines.Scan() && n < 400; n++ {
		line := bytes.TrimRight(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")), "\r ")
		if open := string(line) == "---"; n == 0 != open {
			return ""
		}
		if value, ok := bytes.CutPrefix(line, []byte(key)); ok {
			return strings.Trim(strings.TrimSpace(string(value)), `"'`)
		}
	}
	return ""
}
