package main

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/netutil"
)

// limits bound what callers can take of the machine. A zero field has the default
// that docs/security.md gives the reason of.
type limits struct {
	deskConnections   int // at one time, to the officers' face; or the only one
	publicConnections int // to the public face
	viewers           int // sockets of the public side
	perAddress        int // of these, from one address or IPv6 /64
	perSession        int // sockets of one officer's session

	header, request, answer, idle time.Duration // see newHTTPServer
}

const (
	maxHeader     = 16 << 10 // bytes of a request's header
	maxTarget     = 4 << 10  // bytes of an address with its query
	maxTargetOpen = 2 << 10  // the same on the public side: 16 topics and what was seen
	sendBuffer    = 64 << 10 // bytes that the kernel holds for a caller that takes nothing; left to itself megabytes
	spareFiles    = 256      // descriptors for the database, logs, listeners and copies
)

func (l limits) withDefaults() limits {
	l.deskConnections = cmp.Or(l.deskConnections, 1_000)
	l.publicConnections = cmp.Or(l.publicConnections, 16_000)
	l.viewers = cmp.Or(l.viewers, l.publicConnections-l.publicConnections/8)
	l.perAddress = cmp.Or(l.perAddress, 2_000)
	l.perSession = cmp.Or(l.perSession, 32)
	l.header = cmp.Or(l.header, 5*time.Second)
	l.request = cmp.Or(l.request, 10*time.Second)
	l.answer = cmp.Or(l.answer, 15*time.Second)
	l.idle = cmp.Or(l.idle, 60*time.Second)
	return l
}

// check says what does not fit together.
func (l limits) check() error {
	if min(l.deskConnections, l.publicConnections, l.viewers, l.perAddress, l.perSession) < 0 {
		return errors.New("a limit of connections must be 1 or more")
	}
	if l = l.withDefaults(); l.viewers >= l.publicConnections {
		return fmt.Errorf("-max-viewers %d leaves no connection of %d for pages; give more -public-connections", l.viewers, l.publicConnections)
	}
	return nil
}

// within lowers what viewers may take until the files that this process may open are
// enough for all of it, and says so: officers and the database keep theirs.
func (l limits) within(files uint64, log *slog.Logger) limits {
	l = l.withDefaults()
	need := uint64(l.deskConnections + l.publicConnections + spareFiles)
	if files >= need {
		return l
	}
	l.publicConnections = max(64, int(files)-l.deskConnections-spareFiles)
	l.viewers = min(l.viewers, l.publicConnections-l.publicConnections/8)
	log.Warn("this process may open fewer files than its limits need; viewers' connections are lowered",
		"may", files, "need", need, "public-connections", l.publicConnections, "max-viewers", l.viewers)
	return l
}

// openFiles is how many files this process may open. Go has raised it to the hard
// limit at the start.
func openFiles() (uint64, error) {
	var r syscall.Rlimit
	err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r)
	return r.Cur, err
}

// short bounds what the kernel holds for each connection.
type short struct{ net.Listener }

func (s short) Accept() (net.Conn, error) {
	c, err := s.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(sendBuffer) // a connection that is gone already is found so when it is used
	}
	return c, err
}

// limited accepts so many connections at one time, the next wait in the kernel; and a
// quarter of them from one address, unless it is of a proxy or this machine.
func limited(l net.Listener, most int, proxies []netip.Prefix) net.Listener {
	exempt := append(slices.Clone(proxies), netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128"))
	return netutil.LimitListener(newShares(short{l}, max(1, most/4), exempt), most)
}

// bounded turns away what no page and no program of the desk sends: an address that
// is too long, and a body that says it is packed, because its size says nothing then.
func bounded(target int, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		coding := r.Header.Get("Content-Encoding")
		switch {
		case len(r.RequestURI) > target:
			refuse(w, http.StatusRequestURITooLong, "This address is too long.")
		case coding != "" && !strings.EqualFold(coding, "identity"):
			w.Header().Set("Accept-Encoding", "identity")
			refuse(w, http.StatusUnsupportedMediaType, "Send it as it is: the desk takes nothing that is packed.")
		default:
			next.ServeHTTP(w, r)
		}
	})
}
