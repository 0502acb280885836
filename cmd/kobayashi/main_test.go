package main

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kobayashi": main, "sampleworkshop": sampleWorkshop, "answers": answers})
}

// TestStories runs the program as a user would, one story a file.
func TestStories(t *testing.T) {
	dir, files := "testdata", []string(nil)
	if testing.Short() {
		// The race detector makes every look at all states take minutes.
		dir, files = "", []string{"testdata/play.txtar", "testdata/lint.txtar"}
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		Files:               files,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       goldenWrite(),
		Setup: func(env *testscript.Env) error {
			env.Setenv("KOBAYASHI_HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("LANG", "ja_JP.UTF-8")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("SSH", freePort())
			env.Setenv("WEB", freePort())
			return nil
		},
	})
}
