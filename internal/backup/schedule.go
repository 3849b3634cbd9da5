package backup

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"resultsdesk/internal/sqlite"
)

// Schedule makes backups while a desk serves: at every tick at which something was
// added since the last, and at once when it is asked to.
type Schedule struct {
	Store  *sqlite.Store
	Folder Folder
	Policy Policy
	Wall   func() time.Time
	// Room returns an error where the folder has no room for so many bytes more; nil: it
	// is not asked.
	Room func(bytes int64) error
	Log  *slog.Logger

	once sync.Once
	soon chan struct{}

	mu   sync.Mutex
	last Last
	mark sqlite.Mark // of the last backup that this process made
}

// Last is how it went with the last backup. All of it is zero before the first.
type Last struct {
	Entry Entry         // the last that was made and found whole; zero before the first
	Took  time.Duration // copy, check and sync of that one
	Tried time.Time     // wall time at which one was last tried, or found not to be needed
	Err   error         // why the last try failed; nil where it did not
}

// Last is how it went. Safe for any goroutine.
func (s *Schedule) Last() Last {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// Soon asks for a backup now, as after a declaration. It never blocks; what is asked
// while one is being made is answered by the one after it.
func (s *Schedule) Soon() {
	select {
	case s.asked() <- struct{}{}:
	default: // one that will hold it is due already
	}
}

func (s *Schedule) asked() chan struct{} {
	s.once.Do(func() { s.soon = make(chan struct{}, 1) })
	return s.soon
}

// Run makes backups until ctx ends.
func (s *Schedule) Run(ctx context.Context, tick <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick:
		case <-s.asked():
		}
		s.round(ctx)
	}
}

// round makes a backup where there is something new, and thins the folder.
func (s *Schedule) round(ctx context.Context) {
	last := s.Last()
	was := last.Err
	mark, err := s.Store.Mark(ctx)
	if err == nil && (mark != s.mark || was != nil) {
		began := s.Wall()
		var e Entry
		if e, err = s.make(ctx); err == nil {
			last.Entry, last.Took, s.mark = e, s.Wall().Sub(began), mark
			s.Log.Info("backup", "file", e.Path, "seq", e.Seq, "bytes", e.Size, "dur", last.Took)
			err = s.Folder.Thin(s.Policy)
		}
	}
	if ctx.Err() != nil {
		return // the desk stops; that is no failure
	}
	if err != nil {
		s.Log.Error("backup", "folder", s.Folder.Path, "err", err)
	}
	last.Tried, last.Err = s.Wall(), err
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = last
}

func (s *Schedule) make(ctx context.Context) (Entry, error) {
	if s.Room != nil {
		size, err := s.Store.Size()
		if err == nil {
			err = s.Room(size)
		}
		if err != nil {
			return Entry{}, err
		}
	}
	return Make(ctx, s.Store, s.Folder, s.Wall)
}
