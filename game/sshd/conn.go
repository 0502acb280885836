package sshd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// conn is a client that was let in.
type conn struct {
	*gossh.ServerConn
	door    *Door
	visitor *visitor
	wire    *wire
	key     string

	ctx    context.Context // ends with the connection
	cancel context.CancelCauseFunc

	mu       sync.Mutex
	running  int // sessions open
	taken    int // of these, with somebody seated
	opened   int // sessions ever
	refused  int // channels refused
	alone    *time.Timer
	asking   atomic.Bool // a keepalive is on its way
	sessions sync.WaitGroup
}

// keyKind is under what name the verified key is kept.
type keyKind struct{}

var errTooManyExchanges = errors.New("too many key exchanges")

// signer is the host key for one connection: it sees when the server has done
// its part of a key exchange, and how often.
type signer struct {
	gossh.Signer
	each func() error
}

func (s signer) Sign(rand io.Reader, data []byte) (*gossh.Signature, error) {
	if err := s.each(); err != nil {
		return nil, err
	}
	return s.Signer.Sign(rand, data)
}

// config is how one connection is let in.
func (d *Door) config(v *visitor) *gossh.ServerConfig {
	granted, last := maxExchanges, time.Now()
	each := func() error {
		if now := time.Now(); now.Sub(last) > exchangeEvery {
			granted, last = min(granted+1, maxExchanges), now
		}
		if granted--; granted < 0 {
			return errTooManyExchanges
		}
		d.gate.signed(v, d.limits.Person)
		return nil
	}
	c := &gossh.ServerConfig{
		ServerVersion:           serverVersion,
		PublicKeyAuthAlgorithms: gossh.SupportedAlgorithms().PublicKeyAuths,
		PublicKeyCallback: func(gossh.ConnMetadata, gossh.PublicKey) (*gossh.Permissions, error) {
			return nil, nil // a mere offer proves nothing and is not kept
		},
		VerifiedPublicKeyCallback: func(_ gossh.ConnMetadata, key gossh.PublicKey, _ *gossh.Permissions, _ string) (*gossh.Permissions, error) {
			return &gossh.Permissions{ExtraData: map[any]any{keyKind{}: hashed(key)}}, nil
		},
		KeyboardInteractiveCallback: func(_ gossh.ConnMetadata, ask gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
			_, err := ask("", "", nil, nil)
			return nil, err
		},
	}
	c.AddHostKey(signer{d.hostKey, each})
	return c
}

// hashed is the hex SHA-256 of the key's fingerprint. A certificate stands for
// the key in it: who issued it is not checked, but its signature was made with
// that key.
func hashed(key gossh.PublicKey) string {
	if cert, ok := key.(*gossh.Certificate); ok {
		key = cert.Key
	}
	sum := sha256.Sum256([]byte(gossh.FingerprintSHA256(key)))
	return hex.EncodeToString(sum[:])
}

// signed notes that the server has done its part of the first key exchange: from
// here on it may be a person who is waited for.
func (g *gate) signed(v *visitor, patience time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v.ofAll != nil && v.stage == greeting {
		g.place(v, waiting)
		v.wire.extend(patience)
	}
}

// host serves a client that was let in until it goes.
func (c *conn) host(channels <-chan gossh.NewChannel, requests <-chan *gossh.Request) {
	alive := time.NewTicker(c.door.limits.Keepalive)
	defer alive.Stop()
	for {
		select {
		case ch, ok := <-channels:
			if !ok {
				return
			}
			if !c.open(ch) {
				return
			}
		case req, ok := <-requests:
			if !ok {
				return
			}
			if req.WantReply {
				_ = req.Reply(false, nil) // forwarding, above all
			}
		case <-c.alone.C:
			if c.empty() {
				return
			}
		case <-alive.C:
			c.askForLife()
		}
	}
}

// askForLife asks a quiet client to say something. The answer does not matter;
// that nothing comes ends the read.
func (c *conn) askForLife() {
	if c.wire.quiet() < c.door.limits.Keepalive/2 || !c.asking.CompareAndSwap(false, true) {
		return
	}
	go func() {
		_, _, _ = c.SendRequest("keepalive@openssh.com", true, nil)
		c.asking.Store(false)
	}()
}

func (c *conn) empty() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.running == 0
}

// open answers a client that wants a channel. False means that it asked too
// often.
func (c *conn) open(ch gossh.NewChannel) bool {
	c.mu.Lock()
	full, often := c.running >= c.door.limits.Sessions, c.opened >= maxOpened
	other := ch.ChannelType() != "session"
	if full || often || other {
		c.refused++
		tired := c.refused > maxRefused
		c.mu.Unlock()
		reason, why := gossh.ResourceShortage, "no more sessions on this connection"
		if other {
			reason, why = gossh.Prohibited, "only sessions are served here"
		}
		return !tired && !often && ch.Reject(reason, why) == nil
	}
	c.running++
	c.opened++
	c.mu.Unlock()
	c.restage()
	channel, requests, err := ch.Accept()
	if err != nil {
		c.closed(false)
		return false
	}
	c.sessions.Go(func() { (&seat{conn: c, ch: channel}).run(requests) })
	return true
}

// closed says that a session is over.
func (c *conn) closed(wasSeated bool) {
	c.mu.Lock()
	c.running--
	if wasSeated {
		c.taken--
	}
	if c.running == 0 {
		c.alone.Reset(c.door.limits.Loose)
	}
	c.mu.Unlock()
	c.restage()
}

// sit says that somebody is seated in a session.
func (c *conn) sit() {
	c.mu.Lock()
	c.taken++
	c.mu.Unlock()
	c.restage()
}

// restage tells the gate what the connection is worth.
func (c *conn) restage() {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.taken > 0:
		c.door.gate.move(c.visitor, seated)
	case c.running > 0:
		c.door.gate.move(c.visitor, guest)
	default:
		c.door.gate.move(c.visitor, loose)
	}
}
