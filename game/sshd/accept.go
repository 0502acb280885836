package sshd

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"time"
)

const (
	// firstPause and longestPause are how long to wait after a failed accept.
	firstPause, longestPause = 5 * time.Millisecond, time.Second
	// spares is how many descriptors are held to be let go when the process has
	// no other left.
	spares = 8
)

// accept takes connections from l until it is closed.
func (d *Door) accept(l net.Listener) error {
	spare := hold(spares)
	defer func() { letGo(spare) }()
	pause := firstPause
	for {
		c, err := l.Accept()
		switch {
		case err == nil:
			pause = firstPause
			if !d.come() {
				_ = c.Close()
				continue
			}
			go func() {
				defer d.gone()
				d.welcome(c)
			}()
			continue
		case errors.Is(err, net.ErrClosed), d.isClosing():
			return err
		}
		// The error may hold an address.
		d.log.Error("accepting a connection failed", "out of descriptors", exhausted(err))
		if exhausted(err) && len(spare) > 0 {
			// Whoever waits would wait until others leave: better to hear no.
			letGo(spare)
			turnAwayNext(l)
			spare = hold(spares)
		}
		time.Sleep(pause)
		pause = min(2*pause, longestPause)
	}
}

// hold opens n descriptors, as far as there are any.
func hold(n int) (held []*os.File) {
	for range n {
		f, err := os.Open(os.DevNull)
		if err != nil {
			break
		}
		held = append(held, f)
	}
	return held
}

func letGo(held []*os.File) {
	for _, f := range held {
		_ = f.Close()
	}
}

// turnAwayNext closes the connection that waits longest, if one does.
func turnAwayNext(l net.Listener) {
	if d, ok := l.(interface{ SetDeadline(time.Time) error }); ok {
		_ = d.SetDeadline(time.Now().Add(firstPause))
		defer func() { _ = d.SetDeadline(time.Time{}) }()
		if c, err := l.Accept(); err == nil {
			_ = c.Close()
		}
	}
}

const (
	msgDisconnect      = 1
	tooManyConnections = 12

	// turnedAway is what a client's program shows of a connection for which
	// there is no room. Programs print nothing but ASCII there.
	turnedAway = "no room at the moment, please try again in a minute"

	// readOut is how long a client is given to take the answer. Closing at once
	// with bytes unread would lose it.
	readOut = 250 * time.Millisecond
)

// turnAway tells a client that there is no room, which the protocol allows
// before any key exchange, and closes the connection.
func (w *wire) turnAway() {
	_ = w.Conn.SetDeadline(time.Now().Add(readOut))
	if _, err := w.Conn.Write(disconnect(tooManyConnections, turnedAway)); err != nil {
		return
	}
	if half, ok := w.Conn.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(w.Conn, 16<<10))
}

// disconnect is the packet, unencrypted, that ends a connection with a reason.
func disconnect(reason uint32, why string) []byte {
	const block = 8
	body := []byte{msgDisconnect}
	body = binary.BigEndian.AppendUint32(body, reason)
	body = binary.BigEndian.AppendUint32(body, uint32(len(why)))
	body = append(body, why...)
	body = binary.BigEndian.AppendUint32(body, 0) // no language tag
	padding := block - (5+len(body))%block
	if padding < 4 {
		padding += block
	}
	p := binary.BigEndian.AppendUint32(nil, uint32(1+len(body)+padding))
	p = append(p, byte(padding))
	p = append(p, body...)
	return append(p, make([]byte, padding)...)
}
