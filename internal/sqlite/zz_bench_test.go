package sqlite_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

func TestZZBench(t *testing.T) {
	ctx := context.Background()
	closes := time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC)
	now := func() time.Time { return closes.Add(time.Hour) }
	path := filepath.Join(t.TempDir(), "d.db")
	st, err := sqlite.Open(ctx, path, now)
	if err != nil {
		t.Fatal(err)
	}
	book := account.NewBook(st, now)
	for id, role := range map[string]count.Role{"officer-1": count.RoleCountOfficer, "clerk-1": count.RoleReturningOfficer} {
		if err := book.Add(ctx, account.Officer{ID: id, Role: role}, "correct horse battery"); err != nil {
			t.Fatal(err)
		}
	}
	var cs []count.Contest
	for i := range 650 {
		c := count.Contest{ID: fmt.Sprintf("seat-%03d", i), Name: fmt.Sprintf("Seat %03d", i),
			Election: count.Election{Name: "GE", Date: "2024-07-04", Zone: "Europe/London", Closes: closes, Type: count.UKParliament, Mode: count.Rehearsal, Profile: "count", SecondPerson: "none"},
			System:   count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: count.PublishRunning, Electorate: &count.Electorate{Count: 70000, Final: true}}
		for j := range 7 {
			p := count.Party{ID: fmt.Sprintf("PP%d", j), Name: "P", Short: "P", Colour: "#000000"}
			c.Candidates = append(c.Candidates, count.Candidate{ID: fmt.Sprint(j + 1), Number: j + 1, Surname: fmt.Sprint("S", j), Parties: []count.Party{p}})
		}
		for j := range 6 {
			c.Units = append(c.Units, count.CountUnit{ID: fmt.Sprint("u", j), Name: fmt.Sprint("Mini-count ", j), Kind: count.MiniCount})
		}
		c.Previous = &count.Previous{Kind: count.Actual, Date: "2019-12-12", Votes: []count.PreviousVote{{ID: "a", Party: &c.Candidates[0].Parties[0], Label: "P", Votes: 10000}}}
		cs = append(cs, c)
	}
	desk := count.NewDesk(st, count.Clocks{Election: now, Wall: now}, nil)
	lap := func(what string, fn func() error) {
		t.Helper()
		b := time.Now()
		if err := fn(); err != nil {
			t.Fatal(what, err)
		}
		t.Logf("%-40s %v", what, time.Since(b))
	}
	pub := func() *feed.Publisher {
		return feed.NewPublisher(st, feed.HeadFile(path+".head"), func(*feed.Published) {}, slog.New(slog.DiscardHandler))
	}
	p := pub()
	lap("import 650", func() error { _, err := desk.Define(ctx, count.Definitions{Contests: cs}); return err })
	lap("publish start (650 defined)", func() error { return p.Start(ctx) })
	lap("ClosePolls 650", func() error { _, err := desk.ClosePolls(ctx); return err })
	lap("publish 650 closed", func() error { return p.Publish(ctx) })
	o := count.Officer{ID: "officer-1", Role: count.RoleCountOfficer}
	k := 0
	key := func() string { k++; return fmt.Sprint(k) }
	lap("650 x (verify + 6 sheets)", func() error {
		for _, c := range cs {
			if _, err := desk.Verify(ctx, o, count.Verification{Contest: c.ID, Key: key(), Layout: 1, Figures: count.Fields{"papers": "42000"}}); err != nil {
				return err
			}
			for _, u := range c.Units {
				f := count.Fields{}
				for _, cc := range c.Candidates {
					f[count.FieldVotes(cc.ID)] = fmt.Sprint(1000 - (cc.Number-4)*20)
				}
				for _, h := range count.UKParliament.Heads() {
					f[count.FieldHead(h.ID)] = "0"
				}
				if u.ID == "u5" {
					continue
				}
				if _, err := desk.Enter(ctx, o, count.Entry{Contest: c.ID, Unit: u.ID, Key: key(), Layout: 1, Figures: f}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	lap("publish them all in one pass", func() error { return p.Publish(ctx) })
	lap("empty pass", func() error { return p.Publish(ctx) })
	for range 3 {
		lap("My counts (Counts)", func() error { _, err := desk.Counts(ctx, o); return err })
	}
	lap("Count one", func() error { _, err := desk.Count(ctx, o, "seat-300"); return err })
	f := count.Fields{}
	for _, cc := range cs[0].Candidates {
		f[count.FieldVotes(cc.ID)] = "1000"
	}
	for _, h := range count.UKParliament.Heads() {
		f[count.FieldHead(h.ID)] = "0"
	}
	for i := range 3 {
		lap("one Enter", func() error {
			_, err := desk.Enter(ctx, o, count.Entry{Contest: cs[i].ID, Unit: "u5", Key: key(), Layout: 1, Figures: f})
			return err
		})
		lap("publish one", func() error { return p.Publish(ctx) })
	}
	lap("ClosePolls idle", func() error { _, err := desk.ClosePolls(ctx); return err })
	lap("close+open", func() error {
		if err := st.Close(); err != nil {
			return err
		}
		st, err = sqlite.Open(ctx, path, now)
		return err
	})
	desk = count.NewDesk(st, count.Clocks{Election: now, Wall: now}, nil)
	lap("start: Standings", func() error { _, err := st.Standings(ctx); return err })
	p = pub()
	lap("start: publisher", func() error { return p.Start(ctx) })
	lap("first Enter, cold", func() error {
		_, err := desk.Enter(ctx, o, count.Entry{Contest: cs[9].ID, Unit: "u5", Key: key(), Layout: 1, Figures: f})
		return err
	})
	lap("import again, unchanged", func() error { _, err := desk.Define(ctx, count.Definitions{Contests: cs}); return err })
	st.Close()
}
