package store_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/need"
	"kobayashi/game/store"
)

// TestEveryCallToTheDiskFails runs a program under strace again and again and
// makes the first write or sync fail, then the second, and so on until one run
// has none left to fail. What the program was told is kept must be there.
func TestEveryCallToTheDiskFails(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	need.Program(t, "strace")
	t.Parallel()
	for _, fault := range []string{"fsync,fdatasync:error=EIO", "pwrite64:error=ENOSPC", "ftruncate:error=EIO"} {
		name, _, _ := strings.Cut(fault, ":")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failed := 0
			for nth := 1; ; nth++ {
				path := filepath.Join(t.TempDir(), "data", store.FileName)
				trace := filepath.Join(t.TempDir(), "trace")
				cmd := exec.Command("strace", "-f", "-qq", "-o", trace, "-e", "trace="+name, "-e", fmt.Sprintf("inject=%s:when=%d", fault, nth), os.Args[0], path)
				cmd.Env = append(os.Environ(), errand+"=stubborn")
				out, err := cmd.CombinedOutput()
				if err != nil && failed == 0 && strings.Contains(string(out), "ptrace") {
					need.Missing(t, "strace may not look here: %s", out)
				}
				if err != nil {
					t.Fatalf("call %d: %v\n%s", nth, err, out)
				}
				if !strings.HasSuffix(string(out), "kept 3\n") {
					t.Fatalf("call %d: the program says\n%s", nth, out)
				}
				load(t, open(t, path), record("r", 4))
				if !strings.Contains(string(read(t, trace)), "(INJECTED)") {
					break
				}
				failed++
			}
			t.Logf("%d calls failed in turn, nothing acknowledged was lost", failed)
			if failed == 0 {
				t.Error("no call was made to fail")
			}
		})
	}
}

// stubbornErrand keeps four steps and tries everything again and again: strace
// counts the calls of each thread for itself, so that several may fail.
func stubbornErrand(path string, _ []string) error {
	ctx := context.Background()
	again := func(what string, do func() error) (err error) {
		for range 10 {
			if err = do(); err == nil {
				return nil
			}
			fmt.Println(what, "refused:", err)
		}
		return err
	}
	var s *store.Store
	err := again("open", func() (err error) { s, err = store.Open(ctx, path); return err })
	if err != nil {
		return err
	}
	if err := again("begin", func() error { return s.Begin(ctx, record("r", 0)) }); err != nil {
		return err
	}
	for seq := range 4 {
		fmt.Println("asked", seq)
		var end *game.Result
		if seq == 3 {
			end = &game.Result{Ending: "calm"}
		}
		if err := again("append", func() error { return s.Append(ctx, "r", seq, step(seq), end) }); err != nil {
			return err
		}
		fmt.Println("kept", seq)
		time.Sleep(20 * time.Millisecond) // what was put off until after the answer is done now
	}
	return nil // without closing, as at a kill
}

// TestAcknowledgedIsSynced reads in a program's calls that, whenever it says a
// step is kept, no byte of the database or its log and no name in the folder
// waits for a sync. Killing a program cannot show that; only a power cut could.
func TestAcknowledgedIsSynced(t *testing.T) {
	need.Program(t, "strace")
	dir := filepath.Join(t.TempDir(), "data")
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := exec.Command("strace", "-f", "-qq", "-y", "-o", trace, "-e", "trace=pwrite64,ftruncate,fsync,fdatasync,write,mkdirat,openat", os.Args[0], filepath.Join(dir, store.FileName))
	cmd.Env = append(os.Environ(), errand+"=stubborn")
	out, err := cmd.CombinedOutput()
	if err != nil && strings.Contains(string(out), "ptrace") {
		need.Missing(t, "strace may not look here: %s", out)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	waits := map[string]string{} // file or folder: the call that has to be synced
	kept, synced := 0, false
	for line := range strings.Lines(string(read(t, trace))) {
		call, name, file := traced(line)
		switch {
		case strings.HasSuffix(file, "-shm"): // made anew after a power cut
		case name == "pwrite64" || name == "ftruncate":
			waits[file] = call
		case name == "openat" && strings.Contains(call, "O_CREAT") && strings.Contains(call, dir):
			if _, opened, _ := strings.Cut(call, "= "); !strings.Contains(opened, "-shm") {
				waits[dir] = call
			}
		case name == "mkdirat" && strings.Contains(call, dir):
			waits[filepath.Dir(dir)] = call
		case name == "fsync" || name == "fdatasync":
			synced = synced || waits[file] != "" && strings.HasSuffix(file, "-wal")
			delete(waits, file)
		case name == "write" && strings.Contains(call, `"asked`):
			synced = false
		case name == "write" && strings.Contains(call, `"kept`):
			kept++
			if !synced {
				t.Errorf("step %d is acknowledged and nothing was synced since it was asked for", kept)
			}
			for file, call := range waits {
				t.Errorf("step %d is acknowledged while %s waits: %s", kept, file, call)
			}
		}
	}
	if kept != 4 {
		t.Errorf("%d steps were acknowledged, want 4", kept)
	}
}

// traced takes a line of strace apart: the call, its name, and the file that its
// first argument stands for.
func traced(line string) (call, name, file string) {
	_, call, _ = strings.Cut(strings.TrimSpace(line), " ") // the process
	call = strings.TrimSpace(call)
	name, rest, _ := strings.Cut(call, "(")
	_, file, _ = strings.Cut(rest, "<")
	file, _, _ = strings.Cut(file, ">")
	return call, name, file
}
