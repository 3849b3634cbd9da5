package main

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"resultsdesk/internal/draft"
	"resultsdesk/web"
	"resultsdesk/web/desk"
	"resultsdesk/web/static"
)

// listeners are where a server is reached. Without one of its own the public side
// is at the officers' address too: one port, for the demo and small use.
type listeners struct {
	desk   net.Listener
	public net.Listener // nil where the sides share a port
	ops    net.Listener // operators' own; nil where they have none
}

// faces are the sides of the desk as the network sees them, each with a server, and
// so with connections and limits, of its own: no crowd of viewers takes the
// officers' place.
type faces struct {
	desk    *http.Server
	public  *http.Server // nil where the sides share a port
	ops     *http.Server
	limits  limits
	proxies []netip.Prefix
}

// newFaces makes the servers: one for each side, or one for both.
func (s *server) newFaces() (faces, error) {
	files, err := static.Load()
	if err != nil {
		return faces{}, err
	}
	deskURL := "/desk/"
	if s.apart {
		deskURL = "" // viewers are not shown where officers work
	}
	public, err := web.New(web.Options{Board: s.board, Live: s.public, DeskURL: deskURL, BaseURL: s.base, Words: s.words, Drawn: s.drawn, Log: s.log, Archive: s.store, Settle: time.Second})
	if err != nil {
		return faces{}, err
	}
	network := s.network
	network.limits = network.limits.withDefaults()
	options := desk.Options{
		Desk: s.desk, Accounts: s.accounts, Drafts: draft.NewBook(s.store, s.clocks.Wall), Board: s.board, Files: files,
		Origin: s.origin, Secure: secure(s.origin), People: s.people, Watch: s.officers, Log: s.log, Operation: s.ops.state,
	}
	ops := newHTTPServer(s.ops.private(), network.limits, nil, s.log)
	viewing := s.ops.observed("public", public)
	if !s.apart {
		names := slices.Concat(network.deskNames, network.publicNames)
		front := network.front(names, s.origin, maxTarget, s.log, s.ops.healthBefore(onePort(s.ops.observed("desk", desk.New(options)), viewing)))
		return faces{desk: newHTTPServer(front, network.limits, network.deskKeys, s.log), ops: ops, limits: network.limits, proxies: network.proxies}, nil
	}
	options.PublicURL = s.base
	officers := network.front(network.deskNames, s.origin, maxTarget, s.log, s.ops.observed("desk", desk.New(options)))
	viewers := network.front(network.publicNames, s.base, maxTargetOpen, s.log, viewing)
	return faces{
		desk:   newHTTPServer(officers, network.limits, network.deskKeys, s.log),
		public: newHTTPServer(viewers, network.limits, network.publicKeys, s.log),
		ops:    ops, limits: network.limits, proxies: network.proxies,
	}, nil
}

// onePort has each side answer where both share a port. A mux would answer some
// addresses itself, without the headers of either.
func onePort(officers, viewers http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/desk" || strings.HasPrefix(r.URL.Path, "/desk/") {
			officers.ServeHTTP(w, r)
			return
		}
		viewers.ServeHTTP(w, r)
	})
}

// newHTTPServer is a server with the time that a caller has for each step. A socket
// leaves them behind when it is accepted; a photograph is given more. Without keys
// it speaks plain HTTP.
func newHTTPServer(h http.Handler, l limits, keys *keyPair, log *slog.Logger) *http.Server {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: l.header,
		ReadTimeout:       l.request,
		WriteTimeout:      l.answer,
		IdleTimeout:       l.idle,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	if keys != nil {
		server.TLSConfig = keys.config()
	}
	return server
}

// serve answers at the listeners and tells of the first that fails. Where the sides
// share a port, they share its connections.
func (f faces) serve(at listeners) <-chan error {
	failed := make(chan error, 3)
	if at.ops != nil {
		go func() { failed <- f.ops.Serve(at.ops) }()
	}
	if f.public == nil {
		go func() {
			failed <- answerAt(f.desk, limited(at.desk, f.limits.deskConnections+f.limits.publicConnections, f.proxies))
		}()
		return failed
	}
	go func() { failed <- answerAt(f.desk, limited(at.desk, f.limits.deskConnections, f.proxies)) }()
	go func() { failed <- answerAt(f.public, limited(at.public, f.limits.publicConnections, f.proxies)) }()
	return failed
}

func answerAt(server *http.Server, l net.Listener) error {
	if server.TLSConfig != nil {
		return server.ServeTLS(l, "", "") // the configuration has the certificate
	}
	return server.Serve(l)
}

// all are the servers of the two sides.
func (f faces) all() []*http.Server {
	if f.public == nil {
		return []*http.Server{f.desk}
	}
	return []*http.Server{f.desk, f.public}
}
