package main

import (
	"crypto/tls"
	"crypto/x509"
	"time"
)

// secured is the web door's certificate, or nil where the door speaks plain HTTP.
func (s settings) secured() (*tls.Config, error) {
	if s.cert == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(s.cert, s.certKey)
	if err != nil {
		return nil, fails(err, "cmd.error.tls", err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// scheme is what the web door's addresses begin with.
func (s settings) scheme() string {
	if s.cert == "" {
		return "http"
	}
	return "https"
}

// secured looks at the web door's certificate: whether browsers will take it for
// this machine's, and for how long yet.
func (c *readiness) secured(s settings, now time.Time) {
	if s.cert == "" || s.noWeb {
		return
	}
	config, err := s.secured()
	var leaf *x509.Certificate
	if err == nil {
		leaf, err = x509.ParseCertificate(config.Certificates[0].Certificate[0])
	}
	if err != nil {
		c.bad("serve.check.tls", err)
		return
	}
	const soon = 48 * time.Hour
	until := leaf.NotAfter.Local().Format("2006-01-02 15:04")
	host := reach(s.host, s.web)[0]
	switch {
	case now.After(leaf.NotAfter) || now.Before(leaf.NotBefore):
		c.bad("serve.check.tls", wrong("serve.check.tls.dates", leaf.NotBefore.Local().Format("2006-01-02 15:04"), until))
		return
	case leaf.VerifyHostname(host) != nil:
		c.tell("serve.check.note", "serve.check.tls.host", host)
	case leaf.NotAfter.Sub(now) < soon:
		c.tell("serve.check.note", "serve.check.tls.soon", until)
	}
	c.good("serve.check.tls", until)
}
