package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"strings"
	"syscall"
)

// owner is who the server runs as: it refuses to run as root.
type owner struct{ credential *syscall.Credential }

// unprivileged finds somebody who is not root and gives him the folder.
func unprivileged(dir string) (owner, error) {
	if os.Getuid() != 0 {
		return owner{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
		gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(errUID, errGID); err != nil {
			return owner{}, err
		}
		who := owner{&syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		return who, os.Chown(dir, int(uid), int(gid))
	}
	return owner{}, errors.New("there is neither a user postgres nor nobody to run PostgreSQL as")
}

// lend makes a program run as the owner, in a group of its own, so that a
// ctrl+c meant for the tests lets them clear up first.
func (o owner) lend(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: o.credential, Setpgid: true}
}

// killAll kills a process and its children. It is stopped first, so that it can
// neither start another one nor notice.
func killAll(pid int) error {
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		return err
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	for word := range strings.FieldsSeq(string(text)) {
		child, errWord := strconv.Atoi(word)
		if errWord != nil {
			return errWord
		}
		// It may have ended by itself in between.
		_ = syscall.Kill(child, syscall.SIGKILL)
	}
	return errors.Join(err, syscall.Kill(pid, syscall.SIGKILL))
}
