package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// damage is one way in which a file, or its log, comes back from a bad disk.
type damage struct {
	name string
	file []byte
	log  []byte // nil: there was none
}

// A file with a flaw anywhere is refused, or every count in it stands as it stood:
// never a wrong total, and never a panic. A log that ends early is an older state,
// which the head file tells from the newest one.
func TestADamagedFileTellsNoWrongTotals(t *testing.T) {
	dir := t.TempDir()
	early, log, file, want := aNight(t, dir)
	refused, right, older := 0, 0, 0
	for i, d := range append(damagedLogs(early, log), damagedFiles(file)...) {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		write(t, path, d.file)
		if d.log != nil {
			write(t, path+"-wal", d.log)
		}
		switch verdict := judge(t, path, want); verdict {
		case "refused":
			refused++
		case "right":
			right++
		case "older":
			older++
		default:
			t.Errorf("%s: %s", d.name, verdict)
		}
	}
	t.Logf("%d refused, %d of no consequence, %d read as the state of before and held back by the head file", refused, right, older)
	if refused < 10 || older == 0 {
		t.Errorf("%d were refused and %d older: the damage did nothing", refused, older)
	}
}

// judge opens a damaged file and compares what it says with what is right.
func judge(t *testing.T, path string, want *count.Standing) string {
	heads := feed.HeadFile(filepath.Join(filepath.Dir(path), "head"))
	s, err := Open(t.Context(), path, wall)
	if err != nil {
		return "refused"
	}
	defer s.Close()
	got, err := s.Standing(t.Context(), want.Contest.ID)
	if err != nil && !errors.Is(err, count.ErrNotFound) {
		return "refused"
	}
	if got == nil {
		got = &count.Standing{}
	}
	if reflect.DeepEqual(got, want) {
		return "right"
	}
	head, err := s.Head(t.Context())
	if err == nil && heads.Compare(head) != nil && got.Head < want.Head {
		return "older"
	}
	return fmt.Sprintf("act %d is taken for the whole night, which ends at %d", got.Head, want.Head)
}

// aNight is a count that is published, and how it stands: as a crash at its end leaves
// it, with everything in the log, and as one file.
func aNight(t *testing.T, dir string) (early, log, file []byte, want *count.Standing) {
	t.Helper()
	path := filepath.Join(dir, "night.db")
	s := open(t, path)
	s.pragma(t, "wal_autocheckpoint(0)")
	counted(t, s)
	if err := feed.NewPublisher(s, feed.HeadFile(filepath.Join(dir, "head")), func(*feed.Published) {}, nil).Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	want, err := s.Standing(t.Context(), "islington-north")
	if err != nil {
		t.Fatal(err)
	}
	early, log = readAll(t, path), readAll(t, path+"-wal")
	s.pragma(t, "wal_checkpoint(TRUNCATE)")
	return early, log, readAll(t, path), want
}

func readAll(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const pageSize = 4096

func flipped(b []byte, at ...int) []byte {
	b = append([]byte{}, b...)
	for _, i := range at {
		b[i] ^= 0x15
	}
	return b
}

// damagedFiles have bytes flipped on every tenth page, one by one and all together, and
// in the header, or end early.
func damagedFiles(file []byte) (all []damage) {
	for _, at := range []int{0, 3, 8, 100, 800, 2000, 2600, 3300, 3700, pageSize - 200, pageSize - 60, pageSize - 20, pageSize - 5} {
		var every []int
		for page := 0; page < len(file)/pageSize; page += 10 {
			every = append(every, page*pageSize+at)
			all = append(all, damage{fmt.Sprintf("page %d byte %d", page+1, at), flipped(file, page*pageSize+at), nil})
		}
		all = append(all, damage{fmt.Sprintf("byte %d of every tenth page", at), flipped(file, every...), nil})
	}
	for at := 0; at < 100; at += 7 {
		all = append(all, damage{fmt.Sprintf("header byte %d", at), flipped(file, at), nil})
	}
	for i := 0; i < len(file); i += len(file)/20 + 1 {
		all = append(all, damage{fmt.Sprintf("cut at %d", i), file[:i:i], nil})
	}
	return all
}

// damagedLogs have a byte flipped or end early. A log that is cut to nothing, or gone,
// leaves the file as it was before.
func damagedLogs(file, log []byte) (all []damage) {
	for i := 0; i < len(log); i += len(log)/40 + 1 {
		all = append(all, damage{fmt.Sprintf("log byte %d", i), file, flipped(log, i)}, damage{fmt.Sprintf("log cut at %d", i), file, log[:i:i]})
	}
	return append(all, damage{"no log", file, nil})
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// SQLite finds nothing wrong with a digit that became another. The chain of the audit does.
func TestADigitThatChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	counted(t, s)
	for _, mistake := range []string{
		"UPDATE entered_vote SET votes = votes + 1 WHERE seq = (SELECT min(seq) FROM entered)",
		"UPDATE candidate SET surname = 'Corbym' WHERE id = '1120'",
		"UPDATE party SET name = 'Labor Party' WHERE id = 'PP53'",
		"UPDATE act SET officer = 'clerk-1' WHERE seq = 3",
		"DELETE FROM declared_elected",
		"UPDATE bulletin SET bytes = CAST(replace(bytes, '0', '1') AS BLOB) WHERE revision = 1",
	} {
		if _, err := Inspect(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		if err := feedOnce(t, s); err != nil {
			t.Fatal(err)
		}
		tampered(t, path, mistake)
	}
}

func feedOnce(t *testing.T, s *Store) error {
	return feed.NewPublisher(s, feed.HeadFile(filepath.Join(t.TempDir(), "head")), func(*feed.Published) {}, nil).Start(t.Context())
}

// tampered makes a change to a copy that the triggers would not let through, and wants
// it noticed by whoever opens or inspects it.
func tampered(t *testing.T, path, mistake string) {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "copy.db")
	from := open(t, path)
	defer from.Close()
	if err := from.CopyTo(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	if _, err := Inspect(t.Context(), copied); err != nil {
		t.Fatalf("an honest copy: %v", err)
	}
	db := rawly(t, copied)
	if _, err := db.Exec(mistake); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Inspect(t.Context(), copied); err == nil {
		t.Errorf("inspected and not noticed: %s", mistake)
	}
	if s, err := Open(t.Context(), copied, wall); err == nil {
		s.Close()
		t.Errorf("opened and not noticed: %s", mistake)
	}
}

// rawly opens a file without the triggers and keys that keep its rows.
func rawly(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	rows, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	for _, name := range names {
		if _, err := db.Exec("DROP TRIGGER " + name); err != nil {
			t.Fatal(err)
		}
	}
	return db
}
