package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/operation"
	"resultsdesk/internal/pack"
	"resultsdesk/internal/sqlite"
)

// demoFiles are the demo's election pack and the figures of its counts.
//
//go:embed demo
var demoFiles embed.FS

// The people of the demo. The neighbours are counted by two of their own, so that
// whoever tries the demo is never in somebody's way.
const (
	demoOfficer     = "officer-1"
	demoSecond      = "officer-2"
	demoClerk       = "returning-officer-clerk"
	neighbour       = "neighbour-officer"
	neighbourClerk  = "neighbour-clerk"
	demoPassphrase  = "count the papers twice"
	demoContest     = "islington-north"
	demoStart       = "2024-07-04T21:59:30+01:00"
	demoNormalSpeed = "2024-07-05T03:00:00+01:00"
)

// demo tries the desk out: a fresh database, a real election, this machine only.
func demo(ctx context.Context, env environment, args []string) error {
	f := env.flags("demo", "demo [-addr HOST:PORT] [-db FILE]")
	db := f.String("db", "", "keep the demo in this `FILE` and resume it; otherwise a fresh one in a temporary folder")
	addr := addrFlag(f.String, env, "127.0.0.1:")
	if err := f.Parse(args); err != nil {
		return err
	}
	listener, err := listen(ctx, *addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	path := *db
	if path == "" {
		folder, err := os.MkdirTemp("", "desk-demo-")
		if err != nil {
			return err
		}
		path = filepath.Join(folder, "desk.db")
	}
	faults := &operation.Faults{}
	log, err := operation.NewLog(env.stderr, "text", slog.LevelWarn, faults)
	if err != nil {
		return err
	}
	return withStore(ctx, path, false, func(s *sqlite.Store, heads feed.HeadFile) error {
		return runDemo(ctx, env, listener, s, heads, path, log, watched{faults: faults, rooms: map[string]string{"database": filepath.Dir(path)}})
	})
}

func runDemo(ctx context.Context, env environment, l net.Listener, s *sqlite.Store, heads feed.HeadFile, path string, log *slog.Logger, w watched) error {
	clock, err := resumeClock(ctx, s)
	if err != nil {
		return err
	}
	clocks := count.Clocks{Election: clock.Now, Wall: time.Now}
	if err := prepareDemo(ctx, s, clocks); err != nil {
		return err
	}
	figures, err := readFigures()
	if err != nil {
		return err
	}
	url := "http://" + l.Addr().String()
	server, err := newServer(ctx, parts{
		store: s, heads: heads, clocks: clocks, base: url, people: []string{demoOfficer, demoSecond, demoClerk}, second: account.SecondNobody, log: log, watched: w,
	})
	if err != nil {
		return err
	}
	standing, err := s.Standing(ctx, demoContest)
	if err != nil {
		return err
	}
	fmt.Fprint(env.stdout, demoCard(url, path, clock.Now(), standing, figures[demoContest]))

	ctx, stop := context.WithCancel(ctx)
	tick := time.NewTicker(pollTick)
	defer tick.Stop()
	counted := make(chan error, 1)
	go func() { counted <- countNeighbours(ctx, server.desk, figures, tick.C) }()
	err = server.run(ctx, listeners{desk: l})
	stop()
	return errors.Join(err, <-counted)
}

// resumeClock starts the night, or, in a file that was kept, goes on from the last
// act.
func resumeClock(ctx context.Context, s *sqlite.Store) (*demoClock, error) {
	start, err := time.Parse(time.RFC3339, demoStart)
	if err != nil {
		return nil, err
	}
	until, err := time.Parse(time.RFC3339, demoNormalSpeed)
	if err != nil {
		return nil, err
	}
	standings, err := s.Standings(ctx)
	for _, standing := range standings {
		if standing.At.After(start) {
			start = standing.At
		}
	}
	return newDemoClock(start, until, time.Now), err
}

// prepareDemo takes in the demo's election and people; a file that was kept has
// them already.
func prepareDemo(ctx context.Context, s *sqlite.Store, clocks count.Clocks) error {
	folder, err := fs.Sub(demoFiles, "demo/pack")
	if err != nil {
		return err
	}
	p, err := pack.Read(folder)
	if err != nil {
		return err
	}
	summary, err := define(ctx, count.NewDesk(s, clocks, nil), p, "the demo's pack")
	if err != nil {
		return err
	}
	if len(summary.Left) > 0 {
		return fmt.Errorf("this file holds another election (%v); the demo needs a file of its own", summary.Left)
	}
	book := account.NewBook(s, clocks.Wall, account.SecondNobody)
	var neighbours []string
	for _, c := range p.Definitions().Contests {
		if c.ID != demoContest {
			neighbours = append(neighbours, c.ID)
		}
	}
	for _, o := range []account.Officer{
		{ID: demoOfficer, Role: count.RoleCountOfficer, Contests: []string{demoContest}},
		{ID: demoSecond, Role: count.RoleCountOfficer, Contests: []string{demoContest}},
		{ID: demoClerk, Role: count.RoleReturningOfficer, Contests: []string{demoContest}},
		{ID: neighbour, Role: count.RoleCountOfficer, Contests: neighbours},
		{ID: neighbourClerk, Role: count.RoleReturningOfficer, Contests: neighbours},
	} {
		if _, err := s.Officer(ctx, o.ID); err == nil {
			continue
		}
		if err := book.Add(ctx, o, demoPassphrase); err != nil {
			return err
		}
	}
	return nil
}
