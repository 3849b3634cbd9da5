package main

import (
	"log/slog"
	"net"
	"net/http"
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
}

// faces are the sides of the desk as the network sees them, each with a server, and
// so with connections and limits, of its own: no crowd of viewers takes the
// officers' place.
type faces struct {
	desk   *http.Server
	public *http.Server // nil where the sides share a port
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
	public, err := web.New(web.Options{Board: s.board, Live: s.public, DeskURL: deskURL, BaseURL: s.base, Log: s.log})
	if err != nil {
		return faces{}, err
	}
	options := desk.Options{
		Desk: s.desk, Accounts: s.accounts, Drafts: draft.NewBook(s.store, s.clocks.Wall), Board: s.board, Files: files,
		Origin: s.origin, Secure: strings.HasPrefix(s.origin, "https://"), People: s.people, Watch: s.officers, Log: s.log,
	}
	mux := http.NewServeMux()
	if !s.apart {
		mux.Handle("/desk/", desk.New(options))
		mux.Handle("/", public)
		return faces{desk: newHTTPServer(mux, s.log)}, nil
	}
	options.PublicURL = s.base
	mux.Handle("/desk/", desk.New(options))
	mux.Handle("GET /static/", files)
	mux.Handle("GET /{$}", http.RedirectHandler("/desk/", http.StatusSeeOther))
	return faces{desk: newHTTPServer(mux, s.log), public: newHTTPServer(public, s.log)}, nil
}

// newHTTPServer is a server with the time that a caller has for each step. A socket
// leaves them behind when it is accepted.
func newHTTPServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serve answers at the listeners and tells of the first that fails.
func (f faces) serve(at listeners) <-chan error {
	failed := make(chan error, 2)
	go func() { failed <- f.desk.Serve(at.desk) }()
	if f.public != nil {
		go func() { failed <- f.public.Serve(at.public) }()
	}
	return failed
}

// all are the servers of the faces.
func (f faces) all() []*http.Server {
	if f.public == nil {
		return []*http.Server{f.desk}
	}
	return []*http.Server{f.desk, f.public}
}
