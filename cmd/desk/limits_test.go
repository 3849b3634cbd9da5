package main

import (
	"io"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"testing"
)

// Where few files may be open, viewers' places are lowered, and never the officers',
// and the log says so.
func TestFewFilesCostViewersPlaces(t *testing.T) {
	for _, c := range []struct {
		files                                    uint64
		deskConnections, publicConnections, most int
	}{
		{1 << 20, 1000, 16_000, 14_000}, {17_256, 1000, 16_000, 14_000}, {17_255, 1000, 15_999, 14_000}, {4096, 1000, 2840, 2485}, {1024, 1000, 64, 56},
	} {
		var log strings.Builder
		l := limits{}.within(c.files, slog.New(slog.NewTextHandler(&log, nil)))
		if l.deskConnections != c.deskConnections || l.publicConnections != c.publicConnections || l.viewers != c.most {
			t.Errorf("with %d files: %+v", c.files, l)
		}
		if said := strings.Contains(log.String(), "may open fewer files"); said != (c.files < 17_256) {
			t.Errorf("with %d files the log has %q", c.files, log.String())
		}
	}
}

// One address holds its share of a listener's connections and no more; a proxy as many
// as there are. A connection that is closed makes room.
func TestOneAddressHoldsItsShare(t *testing.T) {
	open := func(exempt ...netip.Prefix) (dial func() net.Conn, held func(net.Conn) bool) {
		l := newShares(local(t), 2, exempt)
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				go func() { _, _ = io.Copy(c, c); _ = c.Close() }()
			}
		}()
		return func() net.Conn { return dialled(t, l.Addr().String()) }, func(c net.Conn) bool {
			_, err := c.Write([]byte("x"))
			if err == nil {
				_, err = c.Read(make([]byte, 1))
			}
			return err == nil
		}
	}
	dial, held := open()
	first, second := dial(), dial()
	if !held(first) || !held(second) {
		t.Fatal("the first two are not held")
	}
	if held(dial()) {
		t.Error("a third connection of one address is held")
	}
	if err := first.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(first); err != nil { // until the server has closed it
		t.Fatal(err)
	}
	if !held(dial()) {
		t.Error("a connection that was closed makes no room")
	}
	dial, held = open(netip.MustParsePrefix("127.0.0.0/8"))
	for i := range 5 {
		if !held(dial()) {
			t.Errorf("connection %d of a proxy is not held", i+1)
		}
	}
}
