package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"kobayashi/game"
)

// classify finds the journal's name for an error, if it has one, and takes
// passwords out of its words.
func (e *postgres) classify(err error) error {
	unmade := unreached(err)
	err = e.hush(err)
	if unmade && !errors.Is(err, ErrAway) {
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	if nameOf(err) != nil {
		return err
	}
	if name := stateName(sqlState(err)); name != nil {
		return fmt.Errorf("%w: %w", name, err)
	}
	if broken(err) {
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	return err
}

// hush replaces an error that has a password in its words, or several lines.
// What it wraps is still there for errors.Is.
func (e *postgres) hush(err error) error {
	if err == nil {
		return nil
	}
	text := strings.ReplaceAll(err.Error(), "\n\t", " ")
	for _, secret := range e.secrets {
		text = strings.ReplaceAll(text, secret, "***")
	}
	if text == err.Error() {
		return err
	}
	return &hushed{text, err}
}

type hushed struct {
	text string
	err  error
}

func (h *hushed) Error() string { return h.text }

func (h *hushed) Is(target error) bool { return errors.Is(h.err, target) }

// sqlState is the server's number for an error, "" if it is not the server's.
func sqlState(err error) string {
	var fault *pgconn.PgError
	if errors.As(err, &fault) {
		return fault.Code
	}
	var h *hushed
	if errors.As(err, &h) {
		return sqlState(h.err)
	}
	return ""
}

func stateName(number string) error {
	switch number {
	case "53100": // disk full
		return game.ErrFull
	case "25006", "42501": // read-only transaction, no privilege
		return errForbidden
	case "XX001", "XX002": // data corrupted, index corrupted
		return game.ErrCorrupt
	case "40001", "40P01", "55P03": // serialization, deadlock, lock not available
		return game.ErrBusy
	case "53300", "57P01", "57P02", "57P03": // too many connections; shutdown, crash, not yet started
		return ErrAway
	}
	return nil
}

// starting reports whether the server says that it will be there soon.
func starting(err error) bool { return sqlState(err) == "57P03" }

// passing reports whether the next try may work: the server has ended or starts,
// the line is broken, or another transaction was in the way.
func (e *postgres) passing(err error) bool {
	if number := sqlState(err); number != "" {
		name := stateName(number)
		return strings.HasPrefix(number, "08") || number == "25P03" || name == ErrAway || name == game.ErrBusy
	}
	return errors.Is(err, ErrAway) || broken(err)
}

// broken reports whether the line to the server broke or could not be made.
func broken(err error) bool {
	if sqlState(err) != "" {
		return false
	}
	for _, end := range []error{driver.ErrBadConn, sql.ErrConnDone, pgconn.ErrConnClosed, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, end) {
			return true
		}
	}
	var network net.Error
	return unreached(err) || !errors.Is(err, context.Canceled) && errors.As(err, &network)
}

// unreached reports whether no server took the call.
func unreached(err error) bool {
	var connecting *pgconn.ConnectError
	return errors.As(err, &connecting) && sqlState(err) == "" && !errors.Is(err, context.Canceled)
}
