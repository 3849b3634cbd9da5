package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

// clockHeader is the header in which a rehearsal whose clock was set tells the hour, so
// that who plays it goes by the same clock.
const clockHeader = "Election-Clock"

// clockFlags set the election clock of a rehearsal.
type clockFlags struct {
	start *string
	speed *float64
}

func newClockFlags(f *flag.FlagSet) clockFlags {
	return clockFlags{
		start: f.String("election-clock", "", "rehearsals only: the election clock begins at `START`, such as 2024-07-04T21:55:00+01:00"),
		speed: f.Float64("speed", 1, "rehearsals only: and runs so many times as fast; needs -election-clock"),
	}
}

// errNoRehearsal: the file is of a real election, whose clock is the machine's.
var errNoRehearsal = errors.New("-election-clock is for rehearsals: this file is live, and its clock is that of this machine")

// errNoElection: the file holds nothing yet. What is imported while it is served may be
// live.
var errNoElection = errors.New("-election-clock is for rehearsals, and there is no election in this file yet: make it first, with desk rehearse prepare or desk import")

// clock is the election clock: the machine's, or for a rehearsal one that was set. One
// that is taken up again goes on from the last act. set is false for the machine's.
func (c clockFlags) clock(ctx context.Context, s *sqlite.Store) (now func() time.Time, set bool, err error) {
	if *c.start == "" && *c.speed == 1 {
		return time.Now, false, nil
	}
	start, err := time.Parse(time.RFC3339, *c.start)
	switch {
	case *c.start == "":
		return nil, false, errors.New("-speed needs -election-clock: the machine's own clock cannot run faster")
	case err != nil:
		return nil, false, fmt.Errorf("-election-clock %q: write it as 2024-07-04T21:55:00+01:00", *c.start)
	case !(*c.speed >= 0 && *c.speed <= 1000): // also what is no number
		return nil, false, fmt.Errorf("-speed %v: from 0, a clock that stands, to 1000", *c.speed)
	}
	standings, err := s.Standings(ctx)
	if err != nil {
		return nil, false, err
	}
	if len(standings) == 0 {
		return nil, false, errNoElection
	}
	for _, standing := range standings {
		if standing.Contest.Election.Mode != count.Rehearsal {
			return nil, false, errNoRehearsal
		}
		if acted := standing.At; len(standing.Events) > 0 && acted.After(start) {
			start = acted
		}
	}
	began, speed := time.Now(), *c.speed
	return func() time.Time { return start.Add(time.Duration(float64(time.Since(began)) * speed)) }, true, nil
}

// telling has every answer say what the election clock shows.
func telling(now func() time.Time, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(clockHeader, now().UTC().Format(time.RFC3339Nano))
		next.ServeHTTP(w, r)
	})
}
