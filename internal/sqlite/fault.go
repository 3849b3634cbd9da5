package sqlite

import (
	"errors"
	"fmt"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"resultsdesk/internal/count"
)

// broken is the fault after which a file takes nothing more.
type broken struct {
	mu   sync.Mutex
	err  error
	told chan struct{} // closed when err is set
}

// Fault is why the file takes nothing more, wrapping count.ErrStoreDamaged; nil while
// it does. Once there, it stays until the file is opened again: after a page was found
// broken, or a sync failed, nobody knows what else is not as it was written.
func (s *Store) Fault() error {
	s.broken.mu.Lock()
	defer s.broken.mu.Unlock()
	return s.broken.err
}

// Faulted is closed when there is a Fault.
func (s *Store) Faulted() <-chan struct{} { return s.broken.told }

// judged gives an error of SQLite its meaning for whoever stores and reads, and keeps
// the first one after which nothing more may be stored.
func (s *Store) judged(err error) error {
	meaning := meaningOf(err)
	if meaning == nil || errors.Is(err, meaning) {
		return err
	}
	err = fmt.Errorf("%w (%w)", meaning, err)
	if meaning == count.ErrStoreDamaged {
		s.broken.mu.Lock()
		defer s.broken.mu.Unlock()
		if s.broken.err == nil {
			s.broken.err = err
			close(s.broken.told)
		}
	}
	return err
}

// meaningOf reads SQLite's result code; nil for what is no fault of the file.
func meaningOf(err error) error {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		return nil
	}
	switch fault.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return count.ErrStoreFull
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return count.ErrStoreBusy
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return count.ErrStoreDamaged
	case sqlite3.SQLITE_IOERR:
		if fault.Code() == sqlite3.SQLITE_IOERR_SHMSIZE {
			return count.ErrStoreFull // no room for the index of the log: the only reason to fail there
		}
		return count.ErrStoreDamaged
	}
	return nil
}
