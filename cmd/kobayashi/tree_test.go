package main

import (
	"io/fs"
	"testing/fstest"
)

// tree makes a folder of texts.
func tree(files map[string]string) fs.FS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}
