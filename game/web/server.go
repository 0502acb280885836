package web

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// Times of the server. A stream of events lengthens its own.
const (
	headerTime = 5 * time.Second
	readTime   = 15 * time.Second
	writeTime  = 30 * time.Second
	idleTime   = 60 * time.Second
	lastTime   = 5 * time.Second // for what is under way when the server ends
	maxHeader  = 16 << 10
	maxLines   = 1024 // connections at once
)

// Serve answers on a listener until ctx ends, lets what is under way come to its
// end, and closes the door. It gives nil when it ended because ctx did.
func (d *Door) Serve(ctx context.Context, l net.Listener) error {
	s := &http.Server{
		Handler: d, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime,
		IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		// What net/http says of broken connections has addresses in it.
		ErrorLog: log.New(io.Discard, "", 0),
		// What visitors can take is counted by connection, and a connection of
		// HTTP/2 has room for hundreds of them.
		TLSConfig: d.TLS, TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(done)
		d.Close() // the streams, which would be waited for otherwise
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastTime)
		defer cancel()
		if s.Shutdown(last) != nil {
			s.Close()
		}
	})
	lines := &limited{Listener: l, free: make(chan struct{}, maxLines)}
	serve := s.Serve
	if d.TLS != nil {
		serve = func(l net.Listener) error { return s.ServeTLS(l, "", "") }
	}
	err := serve(lines)
	if stop() {
		d.Close()
		s.Close()
		return err
	}
	<-done
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// limited is a listener with room for so many connections. One more is closed at
// once: who waits for a place in the queue of the system does not know why.
type limited struct {
	net.Listener
	free chan struct{}
}

func (l *limited) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.free <- struct{}{}:
			return &counted{Conn: c, leave: sync.OnceFunc(func() { <-l.free })}, nil
		default:
			c.Close()
		}
	}
}

type counted struct {
	net.Conn
	leave func()
}

func (c *counted) Close() error {
	err := c.Conn.Close()
	c.leave()
	return err
}
