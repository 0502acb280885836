package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"kobayashi/game"
	"kobayashi/game/store"
)

// The test binary plays the other programs too: with this variable set it does
// one errand on the database at the path in its argument and ends.
const errand = "KOBAYASHI_STORE_ERRAND"

func TestMain(m *testing.M) {
	name := os.Getenv(errand)
	if name == "" {
		code := m.Run()
		if s := started.Load(); s != nil {
			if err := s.Close(); err != nil {
				fmt.Println("error:", err)
				code = max(code, 1)
			}
		}
		os.Exit(code)
	}
	if err := errands[name](os.Args[1], os.Args[2:]); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

var errands = map[string]func(path string, args []string) error{
	"append":   appendErrand,
	"entries":  entriesErrand,
	"lock":     lockErrand,
	"open":     openErrand,
	"race":     raceErrand,
	"limit":    limitErrand,
	"stubborn": stubbornErrand,
}

// other is another program at work on the database.
type other struct {
	*exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func start(t testing.TB, name, path string, args ...string) *other {
	t.Helper()
	o := &other{Cmd: exec.Command(os.Args[0], append([]string{path}, args...)...)}
	o.Env = append(os.Environ(), errand+"="+name)
	o.Stderr = os.Stderr
	var err error
	o.in, err = o.StdinPipe()
	must(t, err)
	out, err := o.StdoutPipe()
	must(t, err)
	o.out = bufio.NewScanner(out)
	must(t, o.Start())
	return o
}

// line waits for the next line that the other program prints.
func (o *other) line(t testing.TB) string {
	t.Helper()
	if !o.out.Scan() {
		t.Fatal("the other program says nothing: ", o.out.Err())
	}
	return o.out.Text()
}

// appendErrand appends steps to run r without end and prints, after each, its
// number and the size of the log.
func appendErrand(path string, _ []string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	if err := s.Begin(ctx, record("r", 0)); err != nil && !errors.Is(err, game.ErrTaken) {
		return err
	}
	rec, err := s.Load(ctx, "r")
	if err != nil {
		return err
	}
	for seq := len(rec.Steps); ; seq++ {
		if err := s.Append(ctx, "r", seq, step(seq), nil); err != nil {
			return err
		}
		log, err := os.Stat(path + "-wal")
		if err != nil {
			return err
		}
		fmt.Println(seq, log.Size())
	}
}

// entriesErrand appends so many entries to a stream of a workshop, without end if
// that is 0, each together with one in the workshop's own stream, and prints the
// number of each that is kept.
func entriesErrand(path string, args []string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	log, id, name := s.Log(), args[0], args[1]
	many, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	if err := log.Append(ctx, id, entry("", 0)); err != nil {
		return err
	}
	had, err := log.Read(ctx, id, name, 0)
	if err != nil {
		return err
	}
	for seq := len(had); many == 0 || seq < len(had)+many; seq++ {
		if err := log.Append(ctx, id, entry("", seq+1), entry(name, seq)); err != nil {
			return err
		}
		fmt.Println(seq)
	}
	return s.Close()
}

// lockErrand holds the write lock until its input ends.
func lockErrand(path string, _ []string) error {
	s, err := store.Open(context.Background(), path)
	if err != nil {
		return err
	}
	conn, err := store.Conn(context.Background(), s)
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(context.Background(), "BEGIN EXCLUSIVE"); err != nil {
		return err
	}
	fmt.Println("locked")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func openErrand(path string, _ []string) error {
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	s, err := store.Open(context.Background(), path)
	if err != nil {
		return err
	}
	fmt.Println("open")
	return s.Close()
}

// raceErrand decides step 0 of run r as the choice of its argument, when told.
func raceErrand(path string, args []string) error {
	s, err := store.Open(context.Background(), path)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	mine := step(0)
	mine.N = n
	err = s.Append(context.Background(), "r", 0, mine, nil)
	switch {
	case err == nil:
		fmt.Println("won")
	case errors.Is(err, game.ErrTaken):
		fmt.Println("taken")
	default:
		return err
	}
	return s.Close()
}

func number(t testing.TB, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// often is how many times chance is tried: more where the environment says so,
// less with -short.
func often(t testing.TB, variable string, usual int) int {
	t.Helper()
	if text := os.Getenv(variable); text != "" {
		return number(t, text)
	}
	if testing.Short() {
		return usual / 5
	}
	return usual
}
