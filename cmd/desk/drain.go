package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// leadAway is how long those who keep a connection open have to send what they
	// are about to send: it is answered, and the connection closed with the answer.
	// Closed while idle, it would take along a form that is just on its way, and a
	// browser need not send a form again by itself.
	leadAway = time.Second
	// formsFinish is how long a form in flight has to arrive and to be answered.
	formsFinish = 10 * time.Second
	// pagesFinish is how long a viewer's request has, where viewers have a listener of
	// their own: it can be sent again, and one that dawdles must not hold up officers.
	pagesFinish = 2 * time.Second
)

// drain leads callers away from a desk that ends, so that its successor gets them.
type drain struct {
	begun atomic.Bool

	mu    sync.Mutex
	fresh map[net.Conn]struct{} // connected, with nothing sent yet
}

// watch has the servers' callers led away once the drain has begun.
func (d *drain) watch(servers ...*http.Server) {
	d.fresh = map[net.Conn]struct{}{}
	for _, s := range servers {
		next := s.Handler
		s.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if d.begun.Load() {
				w.Header().Set("Connection", "close")
			}
			next.ServeHTTP(w, r)
		})
		s.ConnState = d.note
	}
}

func (d *drain) note(c net.Conn, state http.ConnState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if state == http.StateNew {
		d.fresh[c] = struct{}{}
		return
	}
	delete(d.fresh, c)
}

// closeFresh closes connections on which nothing was ever sent. Browsers open some in
// advance; http.Server.Shutdown would wait five seconds for each.
func (d *drain) closeFresh() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for c := range d.fresh {
		c.Close()
	}
}

// shutdown ends serving. New connections are left to the successor, who may hold the
// same listeners; forms in flight are answered; viewers are told to come back. The
// store is still open when it returns.
func (s *server) shutdown(at listeners) error {
	s.ops.draining.Store(true)
	s.drain.begun.Store(true)
	err := at.closeSides()
	var group sync.WaitGroup
	group.Go(func() { s.public.Close(context.Background()) })
	group.Go(func() { s.officers.Close(context.Background()) })
	time.Sleep(leadAway)
	s.drain.closeFresh()
	group.Go(func() { s.finish("desk", s.faces.desk, formsFinish) })
	if s.faces.public != nil {
		group.Go(func() { s.finish("public", s.faces.public, pagesFinish) })
	}
	group.Wait()
	s.finish("ops", s.faces.ops, pagesFinish) // last: operators see it stop
	return err
}

// finish waits for the requests in flight and cuts those that take too long.
func (s *server) finish(face string, f *http.Server, within time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	err := f.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = errors.Join(err, f.Close())
	}
	if err != nil && !errors.Is(err, net.ErrClosed) {
		s.log.Warn("requests were cut off", "face", face, "err", err)
	}
}
