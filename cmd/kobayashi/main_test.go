package main

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kobayashi": main})
}

// TestStories runs the program as a user would, one story a file.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       goldenWrite(),
		Setup: func(env *testscript.Env) error {
			env.Setenv("KOBAYASHI_HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("LANG", "ja_JP.UTF-8")
			return nil
		},
	})
}
