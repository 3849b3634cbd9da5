package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"resultsdesk/internal/backup"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// The steps between the check of a sheet and the broadcast of what it changed, at
// which a desk is killed. The seams are decorators around the store and the head
// file; they exist in the test binary only.
var killSteps = []string{
	"checked",          // the sheet was checked, nothing is written
	"appended",         // the act is written, the transaction open
	"before-commit",    // act and audit are written, not committed
	"committed",        // on disk; the officer was not answered
	"publishing",       // the feed has read the act
	"kept",             // the bulletins are written, not committed
	"published",        // on disk; the head file is old
	"head-written",     // the head file is on disk; nobody was told
	"answered-or-told", // some time later
}

// seam kills this process at the nth time that it comes to a step.
type seam struct {
	step string
	n    int
}

func (s *seam) at(step string) {
	if step != s.step {
		return
	}
	if s.n--; s.n == 0 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

type killStore struct {
	*sqlite.Store
	seam *seam
}

func (k killStore) Do(ctx context.Context, fn func(count.Tx) error) error {
	err := k.Store.Do(ctx, func(tx count.Tx) error {
		err := fn(killTx{tx, k.seam})
		k.seam.at("before-commit")
		return err
	})
	k.seam.at("committed")
	return err
}

func (k killStore) Publish(ctx context.Context, fn func(feed.Tx) error) error {
	return k.Store.Publish(ctx, func(tx feed.Tx) error {
		w := &killFeed{Tx: tx, seam: k.seam}
		err := fn(w)
		if w.kept {
			k.seam.at("kept")
		}
		return err
	})
}

type killTx struct {
	count.Tx
	seam *seam
}

func (k killTx) Append(a count.Act) (*count.Standing, error) {
	k.seam.at("checked")
	s, err := k.Tx.Append(a)
	k.seam.at("appended")
	return s, err
}

type killFeed struct {
	feed.Tx
	seam *seam
	kept bool
}

func (k *killFeed) Keep(p *feed.Published) error {
	k.seam.at("publishing")
	k.kept = true
	return k.Tx.Keep(p)
}

type killHeads struct {
	feed.HeadFile
	seam *seam
}

func (k killHeads) Write(h feed.Head) error {
	k.seam.at("published")
	err := k.HeadFile.Write(h)
	k.seam.at("head-written")
	return err
}

// TestMain runs the test binary as a desk that will be killed, where it is asked to,
// and as the program itself for the scripts.
func TestMain(m *testing.M) {
	if os.Getenv("DESK_HOLD_DB") != "" {
		if err := holdFile(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if os.Getenv("DESK_KILL_DB") == "" {
		testscript.Main(m, map[string]func(){"desk": main})
		return
	}
	if err := mortalDesk(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// mortalDesk serves a desk with seams and prints its address.
func mortalDesk() error {
	ctx, path := context.Background(), os.Getenv("DESK_KILL_DB")
	n, err := strconv.Atoi(os.Getenv("DESK_KILL_N"))
	if err != nil {
		return err
	}
	seam := &seam{os.Getenv("DESK_KILL_STEP"), n}
	return withStore(ctx, path, false, func(s *sqlite.Store, heads feed.HeadFile) error {
		l, err := net.Listen("tcp", os.Getenv("DESK_KILL_ADDR"))
		if err != nil {
			return err
		}
		log := slog.New(slog.DiscardHandler)
		dir, every, keep := os.Getenv("DESK_KILL_BACKUPS"), "1s", backup.DefaultPolicy
		safety, err := backupFlags{&dir, &keep, &every}.safety(s, path, log)
		if err != nil {
			return err
		}
		server, err := newServer(ctx, parts{
			store: killStore{s, seam}, heads: killHeads{heads, seam},
			clocks: count.Clocks{Election: time.Now, Wall: time.Now}, log: log, safety: safety,
		})
		if err != nil {
			return err
		}
		fmt.Println("serving")
		return server.run(ctx, listeners{desk: l})
	})
}
