package main

import (
	"fmt"
	"io/fs"

	"kobayashi/assets"
	"kobayashi/game"
)

// catalogues reads the lists of framework ids that ship with the program.
func catalogues() ([]game.Catalogue, error) {
	files, err := fs.Glob(assets.Maps, "maps/*.json")
	if err != nil {
		return nil, fmt.Errorf("listing frameworks: %w", err)
	}
	lists := make([]game.Catalogue, 0, len(files))
	for _, name := range files {
		data, err := fs.ReadFile(assets.Maps, name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		list, err := game.ReadCatalogue(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		lists = append(lists, list)
	}
	return lists, nil
}
