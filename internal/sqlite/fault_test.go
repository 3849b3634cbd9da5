package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// pragma sets something on the writer's own connection.
func (s *Store) pragma(t *testing.T, q string) {
	t.Helper()
	if err := s.exec("PRAGMA " + q); err != nil {
		t.Fatal(err)
	}
}

// lines is how many lines of the audit the file holds.
func lines(t *testing.T, s *Store) int64 {
	t.Helper()
	m, err := s.Mark(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return m.Line
}

// long writes a line of the audit that takes several pages.
func long(t *testing.T, s *Store) error {
	return s.Do(t.Context(), func(tx count.Tx) error {
		return tx.Audit(count.Attempt{At: night, Officer: "officer-1", Outcome: count.Refused, Detail: strings.Repeat("x", 32<<10)})
	})
}

// On a full disk a form is refused with a name for why, nothing of it is there, all
// else can be read, and with room again the same store goes on.
func TestAFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	counted(t, s)
	var pages int
	if err := s.conn.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	s.pragma(t, fmt.Sprintf("max_page_count = %d", pages+4))
	before := lines(t, s)
	for range 3 {
		if err := long(t, s); !errors.Is(err, count.ErrStoreFull) {
			t.Fatalf("stored on a full disk: %v; want ErrStoreFull", err)
		}
	}
	if now := lines(t, s); now != before {
		t.Errorf("%d lines of what was refused are there", now-before)
	}
	if st, err := s.Standing(t.Context(), "islington-north"); err != nil || st.Stage() != count.StageDeclared {
		t.Errorf("the count cannot be read on a full disk: %v", err)
	}
	if _, err := Inspect(t.Context(), path); err != nil {
		t.Errorf("the file on a full disk: %v", err)
	}
	s.pragma(t, "max_page_count = 1000000")
	if err := long(t, s); err != nil || lines(t, s) != before+1 {
		t.Errorf("with room again: %v, %d lines more; want one", err, lines(t, s)-before)
	}
	if s.Fault() != nil {
		t.Errorf("a full disk is taken for a damaged file: %v", s.Fault())
	}
}

// held takes the file as another program would, until the returned function.
func held(t *testing.T, path string) (release func()) {
	t.Helper()
	other, err := sql.Open("sqlite", dsn(path, writing))
	if err != nil {
		t.Fatal(err)
	}
	tx, err := other.Begin() // immediate
	if err != nil {
		t.Fatal(err)
	}
	return func() { tx.Rollback(); other.Close() }
}

// While another program holds the file, forms wait; when it takes too long they are
// told so, and nothing of them is there.
func TestAFileHeldByAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	before := lines(t, s)
	s.pragma(t, "busy_timeout = 100")
	release := held(t, path)
	if err := long(t, s); !errors.Is(err, count.ErrStoreBusy) {
		t.Errorf("held too long: %v; want ErrStoreBusy", err)
	}
	if now := lines(t, s); now != before {
		t.Errorf("%d lines of what was refused are there", now-before)
	}
	s.pragma(t, "busy_timeout = 60000")
	answer := make(chan error, 1)
	go func() { answer <- long(t, s) }()
	release()
	if err := <-answer; err != nil || lines(t, s) != before+1 {
		t.Errorf("released in time: %v, %d lines more; want one", err, lines(t, s)-before)
	}
}

// A page that goes bad while a desk serves ends all storing, for good, and is told.
// What is known already can still be read.
func TestAPageThatGoesBad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	counted(t, s)
	if _, err := s.Standing(t.Context(), "islington-north"); err != nil {
		t.Fatal(err)
	}
	s.pragma(t, "wal_checkpoint(TRUNCATE)")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bad := append([]byte{}, whole...)
	for i := 4096; i < len(bad); i++ {
		bad[i] ^= 0x5a
	}
	if err := os.WriteFile(path, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	s.pragma(t, "shrink_memory")
	if err := long(t, s); !errors.Is(err, count.ErrStoreDamaged) {
		t.Fatalf("stored into a bad page: %v; want ErrStoreDamaged", err)
	}
	select {
	case <-s.Faulted():
	default:
		t.Error("nobody was told")
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := long(t, s); !errors.Is(err, count.ErrStoreDamaged) {
		t.Errorf("stored after a page was bad: %v; want ErrStoreDamaged", err)
	}
	if _, err := s.Standing(t.Context(), "islington-north"); err != nil {
		t.Errorf("what can be read is not read: %v", err)
	}
}
