package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/broadcast"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
	"resultsdesk/web"
	"resultsdesk/web/desk"
	"resultsdesk/web/lang"
)

// store is what the server needs of the database.
type store interface {
	count.Store
	feed.Store
	feed.Archive
	account.Store
	draft.Store
	Witness(func(sqlite.Witnessed))
	Stats() sqlite.Stats
	Pulse(ctx context.Context, began, used time.Time) (sqlite.Pulse, error)
	Writable(context.Context) error
	Sizes() (file, wal int64)
}

// parts are what a server is put together from.
type parts struct {
	store   store
	heads   feed.HeadStore
	clocks  count.Clocks
	set     bool     // the election clock is one of a rehearsal, and every answer tells it
	origin  string   // of the officers' side; empty: the host that was asked
	base    string   // of the public side, for what is copied elsewhere; may be empty
	apart   bool     // the two sides have listeners of their own
	people  []string // demo: officers whom anybody can become by one click
	second  account.Second
	network network // names, proxies, certificates and limits; the zero one is that of this machine alone
	log     *slog.Logger
	watched
	safety *safety // backups and disks; nil in the demo
}

// server is a running desk. Data moves one way: form, desk, store, publisher, board
// and hub.
type server struct {
	parts
	desk      *count.Desk // for officers
	own       *count.Desk // for what the desk does by itself, also on a full disk
	accounts  *account.Book
	publisher *feed.Publisher
	board     *feed.Board
	public    *broadcast.Hub // viewers
	officers  *desk.Watch    // officers' pages
	ops       *operations
	words     *lang.Catalogue // what viewers read, in every language
	drawn     string          // names this run
	frames    *web.Frames
	faces     faces
	drain     drain
}

// newServer puts a desk together and publishes what the ledger already holds.
func newServer(ctx context.Context, p parts) (*server, error) {
	words, err := lang.Load()
	if err != nil {
		return nil, err
	}
	s := &server{parts: p, board: feed.NewBoard(), words: words}
	s.drawn = strconv.FormatInt(p.clocks.Wall().UnixNano(), 36)
	s.frames = web.NewFrames(words, s.drawn)
	most := p.network.limits.withDefaults()
	s.public = broadcast.NewHub(broadcast.Options{
		CheckOrigin: broadcast.AnyOrigin, Compress: true, Log: p.log,
		Variants: s.frames.Variants(), Variant: s.frames.Variant, Differences: s.frames.Differences, Drawn: s.drawn,
		MaxViewers: most.viewers, Key: broadcast.ByAddress, MaxPerKey: most.perAddress,
	})
	s.officers = desk.NewWatch(desk.WatchOptions{Origin: s.ownOrigin, Wall: p.clocks.Wall, PerSession: most.perSession, Log: p.log})
	s.publisher = feed.NewPublisher(p.store, p.heads, s.deliver, p.log)
	s.desk = count.NewDesk(p.safety.sparing(p.store), p.clocks, s.committed)
	s.own = count.NewDesk(p.store, p.clocks, s.committed)
	s.accounts = account.NewBook(p.store, p.clocks.Wall, p.second)
	s.ops = newOperations(s, p.watched)
	if s.faces, err = s.newFaces(); err != nil {
		return nil, err
	}
	if p.set {
		for _, face := range s.faces.all() {
			face.Handler = telling(p.clocks.Election, face.Handler)
		}
	}
	s.drain.watch(s.faces.all()...)
	standings, err := p.store.Standings(ctx)
	if err != nil {
		return nil, err
	}
	for _, standing := range standings {
		s.officers.Changed(standing)
	}
	return s, s.publisher.Start(ctx)
}

// committed is told of every act that is on disk.
func (s *server) committed(standing *count.Standing) {
	s.publisher.Poke()
	if standing.LastIsNote() {
		return // no count changed
	}
	s.officers.Changed(standing)
	s.safety.committed(standing)
}

// deliver puts a bulletin where pages and files find it, and then tells viewers:
// who is told and asks finds it there.
func (s *server) deliver(p *feed.Published) {
	s.board.Put(p)
	if err := s.public.Publish(s.frames.Next(p)); err != nil {
		s.log.Error("broadcast", "topic", p.Bulletin.Topic, "err", err)
	}
}

const (
	pollTick   = 100 * time.Millisecond // how often the desk looks at the election clock
	importTick = 5 * time.Second        // how often it looks for polls that an import brought
)

// run serves until ctx ends; then forms in flight finish, viewers are told to come
// back, and what was committed is published.
func (s *server) run(ctx context.Context, at listeners) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	var group sync.WaitGroup
	group.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		s.publisher.Run(background, tick.C)
	})
	group.Go(func() { s.closePolls(background) })
	group.Go(func() { s.settle(background) })
	group.Go(func() { s.ops.keepLog(background) })
	group.Go(func() { s.safety.run(background) })

	var err error
	select {
	case err = <-s.faces.serve(at):
		err = errors.Join(err, s.shutdown(at))
	case <-ctx.Done():
		err = s.shutdown(at)
	}
	stop()
	group.Wait()
	return errors.Join(err, s.publisher.Publish(context.WithoutCancel(ctx)), s.accounts.Settle(context.WithoutCancel(ctx)))
}

// closePolls closes the polls when their hour has come, also after a late start.
// Between, it looks now and then for what an import brought.
func (s *server) closePolls(ctx context.Context) {
	tick := time.NewTicker(pollTick)
	defer tick.Stop()
	var next, looked time.Time
	for {
		due := !next.IsZero() && !s.clocks.Election().Before(next)
		if due || s.clocks.Wall().Sub(looked) >= importTick {
			var err error
			if next, err = s.own.ClosePolls(ctx); err != nil && ctx.Err() == nil {
				s.log.Error("close the poll", "err", err)
			}
			looked = s.clocks.Wall()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// settle has the audit tell of a crowd within a minute.
func (s *server) settle(ctx context.Context) {
	tick := time.NewTicker(account.SettleTick)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := s.accounts.Settle(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("not in the audit", "err", err)
		}
	}
}

// ownOrigin lets only the officers' own pages open the officers' socket.
func (s *server) ownOrigin(r *http.Request) bool {
	if s.origin != "" {
		return broadcast.ExactOrigin(s.origin)(r)
	}
	return broadcast.ExactOrigin("http://" + r.Host)(r) // a Host that names this machine: see known
}
