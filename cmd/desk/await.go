package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"time"

	"resultsdesk/internal/sqlite"
)

// lockLook is how often a desk that waits looks whether the one before has ended.
const lockLook = 10 * time.Millisecond

// lockWithin locks a desk's file. Where another desk still serves it, that one has
// the given time to end.
func lockWithin(ctx context.Context, path string, wait time.Duration, log *slog.Logger) (unlock func() error, err error) {
	unlock, err = sqlite.Lock(path)
	if wait <= 0 || !errors.Is(err, sqlite.ErrLocked) {
		return unlock, err
	}
	log.Info("waiting for the desk before to end", "db", path, "dur", wait.Seconds())
	began, look := time.Now(), time.NewTicker(lockLook)
	defer look.Stop()
	for errors.Is(err, sqlite.ErrLocked) && time.Since(began) < wait {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-look.C:
			unlock, err = sqlite.Lock(path)
		}
	}
	return unlock, err
}

// placeOf is the file itself, by whatever name it is called: lock and head file stand
// beside it.
func placeOf(path string) string {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		return file
	}
	return path
}
