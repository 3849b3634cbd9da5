package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// keyPair is a certificate and its key on disk. It is read again when either file has
// changed, so that a certificate is renewed without a restart.
type keyPair struct {
	cert, key string
	log       *slog.Logger

	mu     sync.Mutex
	seen   [2]version
	loaded *tls.Certificate
}

// version tells whether a file is still the one that was read.
type version struct {
	at   time.Time
	size int64
}

// newKeyPair reads a pair for the first time; nil where neither file is named.
func newKeyPair(cert, key string, log *slog.Logger) (*keyPair, error) {
	if cert == "" && key == "" {
		return nil, nil
	}
	if cert == "" || key == "" {
		return nil, errors.New("a certificate needs its key: -tls-cert and -tls-key go together, and so do -public-tls-cert and -public-tls-key")
	}
	p := &keyPair{cert: cert, key: key, log: log}
	if err := p.read(); err != nil {
		return nil, fmt.Errorf("the certificate cannot be used: %w", err)
	}
	return p, nil
}

// certificate is asked at every handshake. A pair that cannot be read, perhaps because
// it is being written, leaves the one before in use; that is logged once a change.
func (p *keyPair) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.read(); err != nil {
		p.log.Error("the new certificate cannot be used; the one before stays", "cert", p.cert, "err", err)
	}
	return p.loaded, nil
}

// read loads the files where they are other ones than those that were read last.
func (p *keyPair) read() error {
	var now [2]version
	for i, name := range []string{p.cert, p.key} {
		f, err := os.Stat(name)
		if err != nil {
			if now == p.seen && p.loaded != nil {
				return nil // said before
			}
			p.seen = now
			return err
		}
		now[i] = version{f.ModTime(), f.Size()}
	}
	if now == p.seen {
		return nil
	}
	p.seen = now
	loaded, err := tls.LoadX509KeyPair(p.cert, p.key)
	if err != nil {
		return err
	}
	p.loaded = &loaded
	return nil
}

// config is TLS 1.2 or later with HTTP/2; the suites are Go's. Browsers open sockets
// over HTTP/1.1, which is offered beside it.
func (p *keyPair) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: p.certificate, NextProtos: []string{"h2", "http/1.1"}}
}
