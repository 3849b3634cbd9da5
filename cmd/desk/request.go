package main

import (
	"bufio"
	"net"
	"net/http"
	"time"
)

// observed measures and, at debug, logs the answers of one side. The address is
// counted by the pattern that answered it; one without is counted as such.
func (o *operations) observed(face string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		told := &sent{ResponseWriter: w}
		defer func() {
			route := r.Pattern
			if route == "" {
				route = "none"
			}
			took := time.Since(began)
			o.metrics.Request(face, route, told.code(), took)
			o.server.log.DebugContext(r.Context(), "request", "face", face, "route", route, "code", told.code(), "dur", took)
		}()
		next.ServeHTTP(told, r)
	})
}

// sent remembers the status of what was answered.
type sent struct {
	http.ResponseWriter
	status int
}

// code is the status; 200 where a handler only wrote.
func (a *sent) code() int {
	if a.status == 0 {
		return http.StatusOK
	}
	return a.status
}

func (a *sent) WriteHeader(status int) {
	if a.status == 0 || a.status < http.StatusOK { // after a 1xx comes the real one
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Hijack is how a socket takes its connection: 101.
func (a *sent) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(a.ResponseWriter).Hijack()
	if err == nil {
		a.status = http.StatusSwitchingProtocols
	}
	return conn, rw, err
}

// Unwrap is for http.ResponseController.
func (a *sent) Unwrap() http.ResponseWriter { return a.ResponseWriter }
