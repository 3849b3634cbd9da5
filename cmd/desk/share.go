package main

import (
	"net"
	"net/netip"
	"sync"

	"resultsdesk/internal/broadcast"
)

// shares is a listener at which one network, an IPv4 address or an IPv6 /64, holds at
// most so many connections; what it opens beyond is closed at once. So one caller
// cannot take the places of all. A proxy speaks for many and is exempt, as is this
// machine.
type shares struct {
	net.Listener
	most   int
	exempt []netip.Prefix

	mu   sync.Mutex
	held map[netip.Prefix]int
}

func newShares(l net.Listener, most int, exempt []netip.Prefix) *shares {
	return &shares{Listener: l, most: most, exempt: exempt, held: map[netip.Prefix]int{}}
}

func (s *shares) Accept() (net.Conn, error) {
	for {
		c, err := s.Listener.Accept()
		if err != nil {
			return nil, err
		}
		at, err := netip.ParseAddrPort(c.RemoteAddr().String())
		if err != nil || among(at.Addr().Unmap().WithZone(""), s.exempt) {
			return c, nil // not of a network, as through a socket of this machine
		}
		from := broadcast.Network(at.Addr())
		if s.take(from) {
			return &share{Conn: c, give: func() { s.release(from) }}, nil
		}
		_ = c.Close() // whoever opened it has enough of them
	}
}

func (s *shares) take(from netip.Prefix) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[from] >= s.most {
		return false
	}
	s.held[from]++
	return true
}

func (s *shares) release(from netip.Prefix) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[from]--; s.held[from] == 0 {
		delete(s.held, from)
	}
}

// share is a connection that counts for its network until it is closed.
type share struct {
	net.Conn
	once sync.Once
	give func()
}

func (c *share) Close() error {
	c.once.Do(c.give)
	return c.Conn.Close()
}
