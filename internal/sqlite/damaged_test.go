package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// An older copy is put over the file of a desk that crashed, and the log that lay
// beside that file is left there: SQLite takes the two for one. A start says so and
// does not count on top of it.
func TestRefusesADamagedFile(t *testing.T) {
	dir := t.TempDir()
	path, restored := filepath.Join(dir, "desk.db"), filepath.Join(dir, "restored.db")
	copyFile := func(from, to string) {
		t.Helper()
		data, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := open(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	copyFile(path, restored)
	s := open(t, path)
	for range 600 { // more than the log holds before SQLite begins to fold it in
		err := s.Do(t.Context(), func(tx count.Tx) error {
			return tx.Audit(count.Attempt{At: night, Officer: "officer-1", Outcome: count.Refused, Detail: strings.Repeat("x", 8<<10)})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	copyFile(path+"-wal", restored+"-wal")
	if s, err := Open(t.Context(), restored, wall); !errors.Is(err, ErrDamaged) {
		t.Errorf("opened with %v; want ErrDamaged", err)
		if err == nil {
			s.Close()
		}
	}
}
