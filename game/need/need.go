// Package need says what a test cannot do without on this machine: a program, a
// right, a kind of file system.
//
// It is test support. A test that lacks something says so and is skipped; with
// KOBAYASHI_ALL=1, where everything was installed on purpose, it fails instead,
// so that nothing is skipped unseen.
package need

import (
	"os"
	"os/exec"
	"testing"
)

// Program gives the path of a program the test starts.
func Program(tb testing.TB, name string) string {
	tb.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(tb, "the program %s is not installed", name)
	}
	return path
}

// Missing ends the test: something it needs is not here.
func Missing(tb testing.TB, format string, args ...any) {
	tb.Helper()
	if os.Getenv("KOBAYASHI_ALL") == "1" {
		tb.Fatalf("KOBAYASHI_ALL=1, but "+format, args...)
	}
	tb.Skipf(format, args...)
}
