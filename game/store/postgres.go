package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Of the connections to a server, per program. Writers of workshops share one
// transaction, so that few are busy at once; a server has 100 to give by default.
const (
	connections = 16
	idleFor     = 5 * time.Minute
	dialFor     = 5 * time.Second
)

// restart is how long a server may be away before somebody hears of it.
const restart = 10 * time.Second

// postgres is PostgreSQL as an engine.
type postgres struct {
	config  *pgx.ConnConfig
	db      *sql.DB
	secrets []string
	node    string // who announces, so that nobody hears himself
	channel string // of announcements
	offset  atomic.Int64
	waits   time.Duration         // how long it is patient
	found   atomic.Pointer[error] // danger that came up while in use
	renewed atomic.Int64          // when, in nanoseconds
	stop    context.CancelFunc
	working sync.WaitGroup
}

// OpenURL gives the store in the PostgreSQL database (15 or later) at a
// postgres:// or postgresql:// address and makes its tables where there are none.
// Many programs may do so at once. It answers game.ErrNewer, ErrReadOnly, ErrFull
// and ErrBusy like Open, ErrAway where no server answers, and ErrUnsafe where one
// would lose what it has confirmed. No password stands in an error.
func OpenURL(ctx context.Context, address string) (*Store, error) {
	e, err := parseAddress(address)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	e.db = stdlib.OpenDB(*e.config, stdlib.OptionAfterConnect(e.greet))
	e.db.SetMaxOpenConns(connections)
	e.db.SetMaxIdleConns(connections)
	e.db.SetConnMaxIdleTime(idleFor)
	s := newStore(e.db, e)
	if err := e.prepare(ctx, s); err != nil {
		return nil, fmt.Errorf("opening %s: %w", e.place(), errors.Join(e.classify(err), e.db.Close()))
	}
	background, stop := context.WithCancel(context.Background())
	e.stop = stop
	e.working.Go(func() { e.keepTime(background) })
	return s, nil
}

// parseAddress reads an address. What is wrong with it is told without it: there
// may be a password in any part of an address that is not understood.
func parseAddress(address string) (*postgres, error) {
	scheme, _, found := strings.Cut(address, "://")
	if !found || scheme != "postgres" && scheme != "postgresql" {
		return nil, errors.New("its address does not begin with postgres:// or postgresql://")
	}
	if _, err := url.Parse(address); err != nil {
		return nil, errors.New("its address is no URL; characters such as @ : / ? # in a password are written as %40 %3A %2F %3F %23")
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, errors.New("its address has an unknown or wrong part")
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = dialFor
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "kobayashi"
	}
	e := &postgres{config: config, node: rand.Text(), waits: restart}
	if config.Password != "" {
		e.secrets = []string{config.Password, url.QueryEscape(config.Password), url.PathEscape(config.Password)}
	}
	return e, nil
}

// prepare brings the database to the point where it can be used.
func (e *postgres) prepare(ctx context.Context, s *Store) error {
	err := e.db.PingContext(ctx)
	for until := time.Now().Add(restart); err != nil && starting(err) && time.Now().Before(until); {
		time.Sleep(50 * time.Millisecond)
		err = e.db.PingContext(ctx)
	}
	if err != nil {
		return err
	}
	var schema string
	if err := e.db.QueryRowContext(ctx, `SELECT COALESCE(current_schema(), '')`).Scan(&schema); err != nil {
		return err
	}
	// Programs in other schemas of the same database need not hear of it.
	e.channel = "kobayashi_" + hash("channel", schema)
	if err := s.reading(ctx, func(ctx context.Context) error { return migrate(ctx, e.db, e, migrations()) }); err != nil {
		return err
	}
	return e.setTime(ctx)
}

// greet looks at a new connection before it is used.
func (e *postgres) greet(ctx context.Context, conn *pgx.Conn) error {
	// A program that stops in the middle of a transaction, as a laptop does that
	// falls asleep, would keep a workshop locked for all others.
	const idle = `, set_config('idle_in_transaction_session_timeout', '5s', false)`
	var commit, flush, encoding, set string
	if err := conn.QueryRow(ctx, safety+idle).Scan(&commit, &flush, &encoding, &set); err != nil {
		return err
	}
	return danger(commit, flush, encoding)
}

// safety asks what danger judges.
const safety = `SELECT current_setting('synchronous_commit'), COALESCE(current_setting('fsync', true), 'on'), current_setting('server_encoding')`

func danger(commit, flush, encoding string) error {
	switch {
	case commit == "off":
		return fmt.Errorf("%w: its setting synchronous_commit is off; set it to on", ErrUnsafe)
	case flush == "off":
		return fmt.Errorf("%w: its setting fsync is off; set it to on", ErrUnsafe)
	case encoding != "UTF8":
		return fmt.Errorf("%w: its encoding is %s; make a database with ENCODING 'UTF8'", ErrUnsafe, encoding)
	}
	return nil
}

// keepTime measures the server's time now and then, and looks whether it is
// still safe: its settings can be changed while it runs.
func (e *postgres) keepTime(ctx context.Context) {
	const often = 30 * time.Second // a clock drifts by less than 3 ms
	tick := time.NewTicker(often)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		limited, cancel := context.WithTimeout(ctx, dialFor)
		// A server that is away keeps the time it had.
		_ = e.look(limited)
		cancel()
	}
}

// look measures the time and keeps what it finds unsafe.
func (e *postgres) look(ctx context.Context) error {
	var commit, flush, encoding string
	if err := e.db.QueryRowContext(ctx, safety).Scan(&commit, &flush, &encoding); err != nil {
		return err
	}
	e.found.Store(nil)
	if err := danger(commit, flush, encoding); err != nil {
		e.found.Store(&err)
	}
	return e.setTime(ctx)
}

// setTime measures how far the server's clock is from this one's. Of a few
// answers the fastest is nearest to the truth.
func (e *postgres) setTime(ctx context.Context) error {
	const questions = 3
	best := time.Hour
	for range questions {
		var there time.Time
		asked := time.Now()
		if err := e.db.QueryRowContext(ctx, `SELECT clock_timestamp()`).Scan(&there); err != nil {
			return err
		}
		if took := time.Since(asked); took < best {
			best = took
			e.offset.Store(int64(there.Sub(asked.Add(took / 2))))
		}
	}
	return nil
}

func (e *postgres) now() time.Time { return time.Now().Add(time.Duration(e.offset.Load())).UTC() }
