package need

import (
	"os"
	"path/filepath"
	"testing"
)

// Modules gives the folder of the Node packages that .ci/npm pins, where they
// were installed (npm ci --prefix .ci/npm). They need the program node.
func Modules(tb testing.TB) string {
	tb.Helper()
	Program(tb, "node")
	at, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for at != filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			break
		}
		at = filepath.Dir(at)
	}
	dir := filepath.Join(at, ".ci", "npm", "node_modules")
	if _, err := os.Stat(dir); err != nil {
		Missing(tb, "the Node packages of .ci/npm are not installed")
	}
	return dir
}
