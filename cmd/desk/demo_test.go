package main

import (
	"context"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

func TestDemoClock(t *testing.T) {
	start := time.Date(2024, 7, 4, 20, 59, 30, 0, time.UTC)
	until := time.Date(2024, 7, 5, 2, 0, 0, 0, time.UTC)
	began := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	now := began
	c := newDemoClock(start, until, func() time.Time { return now })
	fast := 5*time.Minute + 500*time.Millisecond // 5 h 0 min 30 s at a minute a second
	for _, at := range []struct {
		elapsed time.Duration
		want    time.Time
	}{
		{0, start}, {time.Second, start.Add(time.Minute)}, {500 * time.Millisecond, start.Add(30 * time.Second)},
		{fast, until}, {fast + time.Second, until.Add(time.Second)}, {fast + time.Hour, until.Add(time.Hour)},
	} {
		if now = began.Add(at.elapsed); !c.Now().Equal(at.want) {
			t.Errorf("after %v it is %v; want %v", at.elapsed, c.Now(), at.want)
		}
	}
	late := newDemoClock(until.Add(time.Minute), until, func() time.Time { return now })
	if now = now.Add(time.Second); !late.Now().Equal(until.Add(time.Minute + time.Second)) {
		t.Errorf("resumed after the fast part, a second later it is %v", late.Now())
	}
}

// The neighbours are counted to the end, with their real figures, and a demo that is
// resumed in the middle goes on and does nothing twice.
func TestNeighboursCountThemselves(t *testing.T) {
	ctx := t.Context()
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "demo.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2024, 7, 5, 0, 0, 0, 0, time.UTC)
	clocks := count.Clocks{Election: func() time.Time { return now }, Wall: time.Now}
	figures, err := readFigures()
	if err != nil {
		t.Fatal(err)
	}
	// start is a demo that is started now: it takes in the pack, closes the polls and
	// does what is due.
	start := func() {
		t.Helper()
		if err := prepareDemo(ctx, store, clocks); err != nil {
			t.Fatal(err)
		}
		desk := count.NewDesk(store, clocks, nil)
		if _, err := desk.ClosePolls(ctx); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(ctx)
		tick, counted := make(chan time.Time), make(chan error, 1)
		go func() { counted <- countNeighbours(ctx, desk, figures, tick) }()
		select {
		case tick <- now: // taken by one who waits: all that is due is done
			stop()
			err = <-counted
		case err = <-counted: // all is done
			stop()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	start()
	if n := declaredOf(t, store); n != 0 {
		t.Errorf("at 01:00 %d contests are declared; want none yet", n)
	}
	now = now.Add(time.Hour)
	start()
	if n := declaredOf(t, store); n != 5 {
		t.Errorf("at 02:00 %d contests are declared; want the 5 neighbours", n)
	}
	holborn, err := store.Standing(ctx, "holborn-and-st-pancras")
	if err != nil {
		t.Fatal(err)
	}
	if got := holborn.Tally(); got.Votes["5077"] != 18_884 || got.RejectedPapers() != 223 {
		t.Errorf("Holborn and St Pancras: Keir Starmer %d, rejected %d; want 18,884 and 223", got.Votes["5077"], got.RejectedPapers())
	}
	head := holborn.Head
	start()
	if again, err := store.Standing(ctx, "holborn-and-st-pancras"); err != nil || again.Head != head {
		t.Errorf("resumed once more, the ledger moved from %d to %d (%v)", head, again.Head, err)
	}
}

func declaredOf(t *testing.T, store *sqlite.Store) (n int) {
	t.Helper()
	all, err := store.Standings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.Declared != nil {
			n++
		}
	}
	return n
}

// The card has all that a newcomer needs: addresses, names and the figures to type.
func TestDemoCard(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	read, write := io.Pipe()
	env := environment{func(string) string { return "" }, strings.NewReader(""), write, io.Discard}
	done := make(chan error, 1)
	go func() {
		done <- demo(ctx, env, []string{"-addr", "127.0.0.1:0", "-db", filepath.Join(t.TempDir(), "demo.db")})
	}()
	buf := make([]byte, 8192)
	n, err := read.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	card := string(buf[:n])
	for _, says := range []string{
		"http://127.0.0.1:", "/contests/islington-north", "/desk/", demoOfficer, demoClerk, demoPassphrase,
		"49,195", "CORBYN, Jeremy", "24,120", "NARGUND, Praful", "16,873", "Want of official mark", "demo.db",
	} {
		if !strings.Contains(card, says) {
			t.Errorf("the card lacks %q", says)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func TestTakenPortIsSaidPlainly(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	getenv := func(name string) string {
		if name == "PORT" {
			return port
		}
		return ""
	}
	err = run(t.Context(), []string{"demo"}, getenv, strings.NewReader(""), io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "127.0.0.1:"+port+" is taken by another program") {
		t.Errorf("PORT=%s: %v", port, err)
	}
}
