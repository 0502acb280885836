package main

import (
	"context"
	"path/filepath"

	"kobayashi/game/store"
)

// journal opens the records in the data folder.
func (p *program) journal(ctx context.Context) (*store.Store, error) {
	dir, err := p.home()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, filepath.Join(dir, "kobayashi.db"))
}
