package sqlite

import (
	"os"
	"path/filepath"
	"testing"
)

// The file, what lies beside it and its copies hold secrets: their owner alone reads
// them.
func TestFilesAreTheirOwnersAlone(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "desk.db"))
	counted(t, s)
	if err := s.CopyTo(t.Context(), filepath.Join(dir, "copy.db")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"desk.db", "desk.db-wal", "desk.db-shm", "copy.db"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want 0600", name, info.Mode(), err)
		}
	}
}
