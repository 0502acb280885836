package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// follow listens on a connection of its own, and on another one when that has
// broken. What was missed in between nobody knows, so all is told.
func (e *postgres) follow(ctx context.Context, tell func(place), up func()) {
	const first, longest = 10 * time.Millisecond, time.Second
	heard, pause := false, first
	for ctx.Err() == nil {
		// The cause of an end does not matter: what follows is the same.
		_ = e.listen(ctx, tell, func() {
			if heard {
				tell(everywhere)
			} else {
				up()
			}
			heard, pause = true, first
		})
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			pause = min(2*pause, longest)
		}
	}
}

// listen tells what comes over one connection until it ends.
func (e *postgres) listen(ctx context.Context, tell func(place), up func()) error {
	conn, err := pgx.ConnectConfig(ctx, e.config)
	if err != nil {
		return err
	}
	defer func() {
		// A server that is gone is not waited for.
		end, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = conn.Close(end)
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{e.channel}.Sanitize()); err != nil {
		return err
	}
	up()
	for {
		word, err := e.wait(ctx, conn)
		if err != nil {
			return err
		}
		if p, others := e.heard(word); others {
			tell(p)
		}
	}
}

// wait gives the next notification. A line on which nothing comes is tried now
// and then: one that is dead is silent too.
func (e *postgres) wait(ctx context.Context, conn *pgx.Conn) (string, error) {
	const silence, answer = 15 * time.Second, 5 * time.Second
	for {
		limited, cancel := context.WithTimeout(ctx, silence)
		word, err := conn.WaitForNotification(limited)
		cancel()
		switch {
		case err == nil:
			return word.Payload, nil
		case ctx.Err() != nil || !pgconn.Timeout(err) && !errors.Is(err, context.DeadlineExceeded):
			return "", err
		}
		limited, cancel = context.WithTimeout(ctx, answer)
		err = conn.Ping(limited)
		cancel()
		if err != nil {
			return "", err
		}
	}
}
