package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/scenarios"
)

// shelf reads every exercise that came with the program, in order.
func shelf() ([]*game.Scenario, error) {
	var list []*game.Scenario
	for _, path := range scenarios.Shelf() {
		sc, err := shipped(path)
		if err != nil {
			return nil, err
		}
		list = append(list, sc)
	}
	return list, nil
}

func shipped(path string) (*game.Scenario, error) {
	res := parse.Read(scenarios.FS(), path)
	if res.Scenario == nil {
		return nil, broken(path, res)
	}
	res.Scenario.About.Path = "" // a path names a file of the player's own
	return res.Scenario, nil
}

// scenario finds what a player named: an id on the shelf, else a file, the base
// of a translation, or the only scenario in a folder.
func (p *program) scenario(name string) (*game.Scenario, error) {
	for _, path := range scenarios.Shelf() {
		if folder, _, _ := strings.Cut(path, "/"); folder == name {
			return shipped(path)
		}
	}
	files, err := scenarioFiles([]string{name})
	switch {
	case err != nil:
		return nil, err
	case len(files) != 1:
		return nil, wrong("cmd.preview.many", name, len(files))
	}
	name = files[0]
	res, done, err := read(name)
	if err != nil {
		return nil, err
	}
	defer done()
	if res.Scenario == nil {
		return nil, broken(name, res)
	}
	full, err := filepath.Abs(name)
	if err != nil {
		return nil, fails(err, "cmd.error.file", name, err)
	}
	res.Scenario.About.Path = full
	return res.Scenario, nil
}

// read parses a file. The parser sees its folder through os.Root, so that
// nothing a scenario names can lie outside of it.
func read(name string) (*parse.Result, func(), error) {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, nil, fails(err, "cmd.error.file", name, errors.Unwrap(err))
	}
	return parse.Read(root.FS(), filepath.Base(name)), func() { root.Close() }, nil
}

func broken(name string, res *parse.Result) error {
	var errs int
	for _, problem := range res.Problems {
		if problem.Severity() == game.Error {
			errs++
		}
	}
	return fails(nil, "cmd.error.broken", name, errs)
}
