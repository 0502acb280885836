package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"kobayashi/game/need"
)

// TestNeovim plays a session of an author in a real editor, with the settings
// that the manual gives.
func TestNeovim(t *testing.T) {
	need.Program(t, "nvim")
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/editor",
		RequireExplicitExec: true,
		UpdateScripts:       goldenWrite(),
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"} {
				env.Setenv(name, env.WorkDir)
			}
			env.Setenv("LANG", "en_GB.UTF-8")
			return nil
		},
	})
}
