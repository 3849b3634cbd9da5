package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"resultsdesk/internal/backup"
	"resultsdesk/internal/count"
	"resultsdesk/internal/space"
	"resultsdesk/internal/sqlite"
)

// safety is what looks after a desk's file while it serves. Of a nil one nothing is
// looked after.
type safety struct {
	store   *sqlite.Store
	space   *space.Watch
	backups *backup.Schedule // nil where no folder was named
	every   time.Duration    // between backups
	log     *slog.Logger
}

const spaceTick = 10 * time.Second // how often the disks are looked at for the log

// run makes backups and watches the disks until ctx ends.
func (s *safety) run(ctx context.Context) {
	if s == nil {
		return
	}
	var group sync.WaitGroup
	group.Go(func() {
		tick := time.NewTicker(spaceTick)
		defer tick.Stop()
		s.space.Run(ctx.Done(), tick.C)
	})
	group.Go(func() {
		select {
		case <-s.store.Faulted():
			s.log.Error("the database is damaged: nothing is stored any more until it is replaced; see docs/the-night.md", "err", s.store.Fault())
		case <-ctx.Done():
		}
	})
	if s.backups == nil {
		s.log.Warn("no backups are made: there is no -backup-dir")
	} else {
		group.Go(func() {
			tick := time.NewTicker(s.every)
			defer tick.Stop()
			s.backups.Soon()
			s.backups.Run(ctx, tick.C)
		})
	}
	group.Wait()
}

// committed asks for a backup after a declaration and whatever follows it.
func (s *safety) committed(standing *count.Standing) {
	if s == nil || s.backups == nil {
		return
	}
	if stage := standing.Stage(); stage == count.StageDeclared || stage == count.StageWithdrawn {
		s.backups.Soon()
	}
}

// sparing is the store for officers' work, of which none begins on a full disk. What
// is stored already is published, and polls are closed, in the room that is left.
func (s *safety) sparing(st store) count.Store {
	if s == nil {
		return st
	}
	return sparing{st, s.space}
}

type sparing struct {
	count.Store
	space *space.Watch
}

// Do runs fn unless the disk is full; see count.Store.
func (s sparing) Do(ctx context.Context, fn func(count.Tx) error) error {
	if err := s.space.Refuses(); err != nil {
		return err
	}
	return s.Store.Do(ctx, fn)
}

// remedy adds to why a file is not served which backup could take its place, and how.
func (b backupFlags) remedy(ctx context.Context, db string, err error) error {
	bad := errors.Is(err, sqlite.ErrDamaged) || errors.Is(err, sqlite.ErrForeign) || errors.Is(err, errGone)
	if !bad || *b.dir == "" {
		return err
	}
	e, c, passed, none := backup.Sound(ctx, *b.dir, backup.DeskOf(db))
	if none != nil {
		return fmt.Errorf("%w\nThere is no good backup either: %w", err, none)
	}
	return fmt.Errorf("%w\nThe newest good backup (newer ones that are damaged too: %d) is %s: %s\nTo put it in place, keeping what is there aside:\n  desk restore -from %s -db %s",
		err, len(passed), e.Path, reach(c), e.Path, db)
}

// reach says how far a file goes.
func reach(c sqlite.Contents) string {
	if c.Seq == 0 {
		return "nothing was counted in it."
	}
	return fmt.Sprintf("its last act is %d, of %s.", c.Seq, c.At.UTC().Format("2 January 2006, 15:04:05 MST"))
}
