package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"resultsdesk"
	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
)

// aged is a file of an older version: its schema as it was, and the rows that the
// program of that version wrote.
func aged(t *testing.T, version string, rows bool) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "desk.db")
	db, err := sql.Open("sqlite", dsn(path, writing))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(execAll(t.Context(), c, "PRAGMA foreign_keys = 0", "BEGIN", migration("schema-"+version+".sql")))
	if rows {
		night, err := os.ReadFile(filepath.Join("testdata", "version-"+version+".sql"))
		must(err)
		triggers, err := dropTriggers(t.Context(), c)
		must(err)
		must(execAll(t.Context(), c, "DELETE FROM rejection_head", "DELETE FROM feed_position", string(night)))
		must(execAll(t.Context(), c, triggers...))
	}
	must(execAll(t.Context(), c, "COMMIT"))
	return path
}

// schemaOf is everything that a file's schema says, without its comments and spaces.
func schemaOf(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path, reading))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	all, err := list(t.Context(), c, "SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_schema")
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range all {
		var lines []string
		for line := range strings.Lines(text) {
			line, _, _ = strings.Cut(line, "--")
			lines = append(lines, strings.Fields(line)...)
		}
		all[i] = strings.Join(lines, " ")
	}
	slices.Sort(all)
	return all
}

// A file that was brought up to date is what a new file is: table by table, index by
// index, trigger by trigger.
func TestAMigratedFileHasTheSchema(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "desk.db")
	if err := open(t, fresh).Close(); err != nil {
		t.Fatal(err)
	}
	want := schemaOf(t, fresh)
	for _, version := range []string{"1", "2", "3"} {
		path := aged(t, version, false)
		if _, err := Migrate(t.Context(), path, wall, nil); err != nil {
			t.Fatal(err)
		}
		got := schemaOf(t, path)
		for _, s := range want {
			if !slices.Contains(got, s) {
				t.Errorf("from version %s: lacks %s", version, s)
			}
		}
		if len(got) != len(want) {
			t.Errorf("from version %s: %d parts; a new file has %d", version, len(got), len(want))
		}
	}
}

// The night that an older program counted is there as it was: figures, result, each
// bulletin byte for byte, each line of the audit. The desk goes on from there.
func TestANightOfAnOlderVersion(t *testing.T) {
	for version, want := range map[string]struct {
		corbyn, nargund, acts, lines int
		second                       count.SecondPerson
	}{
		"1": {901, 597, 12, 14, count.NoSecond},
		"2": {29000, 20193, 22, 24, count.ConfirmSecond},
		"3": {29000, 20193, 22, 25, count.ConfirmSecond},
	} {
		path := aged(t, version, true)
		before := bulletins(t, path)
		m, err := Migrate(t.Context(), path, wall, nil)
		if err != nil {
			t.Fatal(err)
		}
		if m.Contests != 1 || m.Acts != int64(want.acts) {
			t.Errorf("version %s: %+v; want %d acts", version, m, want.acts)
		}
		s := open(t, path)
		got, err := s.Standing(t.Context(), "islington-north")
		if err != nil {
			t.Fatal(err)
		}
		r := got.Contest.Election
		votes := map[string]int{}
		for _, sheet := range got.Sheets {
			for id, n := range sheet.Tally.Votes {
				votes[id] += n
			}
		}
		if got.Stage() != count.StageDeclared || votes["1120"] != want.corbyn || votes["90828"] != want.nargund || r.SecondPerson != want.second || got.Contest.Number != 1 {
			t.Errorf("version %s: stage %s, votes %v, second person %q, number %d", version, got.Stage(), votes, r.SecondPerson, got.Contest.Number)
		}
		if after := bulletins(t, path); !reflect.DeepEqual(after, before) {
			t.Errorf("version %s: of %d bulletins %d are as they were", version, len(before), len(after))
		}
		if kept := bulletins(t, m.Backup); !reflect.DeepEqual(kept, before) {
			t.Errorf("version %s: the file that was kept has other bulletins", version)
		}
		lines, err := s.Audited(t.Context(), account.Search{}, 1000)
		if err != nil || len(lines) < want.lines {
			t.Errorf("version %s: %d lines of the audit, %v; want %d", version, len(lines), err, want.lines)
		}
		clerk := count.Officer{ID: "clerk-1", Role: count.RoleReturningOfficer}
		_, err = desk(s).MakeReady(t.Context(), clerk, count.Move{Contest: "islington-north", Key: "late", Base: got.Moved, Authority: count.ReturningOfficer})
		if !errors.Is(err, count.ErrDeclared) {
			t.Errorf("version %s: the desk goes on with %v; want that the result is declared", version, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A head of the audit that was noted on paper still fits after the schema grew: lines
// that were chained are not chained again, and what is new is covered from then on.
func TestANotedHeadOutlivesAMigration(t *testing.T) {
	path := aged(t, "3", true)
	var noted chain.Seen
	for _, line := range column(t, path, "SELECT id || ':' || lower(hex(hash)) FROM audit ORDER BY id DESC LIMIT 1") {
		var err error
		if noted, err = chain.ParseSeen(line); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Migrate(t.Context(), path, wall, nil); err != nil {
		t.Fatal(err)
	}
	if done, err := VerifyAudit(t.Context(), path, noted); err != nil || done.Head.ID != 25 {
		t.Errorf("%+v, %v; want line 25, as it was noted", done, err)
	}
	if got := column(t, path, "SELECT count(*) FROM contest WHERE coalesce(map_column, map_row, expected_at) IS NULL"); got[0] != "1" {
		t.Errorf("%s contests without a place on the map; want the one there is", got[0])
	}
}

func bulletins(t *testing.T, path string) []string {
	t.Helper()
	return column(t, path, "SELECT revision || ' ' || epoch || ' ' || topic || ' ' || seq || ' ' || at || ' ' || hash || ' ' || hex(bytes) FROM bulletin ORDER BY revision")
}

// column reads a column of a file's rows, of which there is one at least.
func column(t *testing.T, path, q string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path, reading))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	all, err := list(t.Context(), c, q)
	if err != nil || len(all) == 0 {
		t.Fatalf("%d rows, %v", len(all), err)
	}
	return all
}

// Cut off at any step, a migration leaves a file that is whole, of the one version or
// the other, and one that is run again brings it up to date.
func TestAMigrationThatIsKilled(t *testing.T) {
	for _, step := range MigrationSteps() {
		path := aged(t, "3", true)
		before := bulletins(t, path)
		cmd := exec.Command(os.Args[0], "-test.run=^TestMigrateAndDie$")
		cmd.Env = append(os.Environ(), "DESK_MIGRATE="+path, "DESK_MIGRATE_DIES="+step)
		out, err := cmd.CombinedOutput()
		if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("to be killed at %s, it ended with %v\n%s", step, err, out)
		}
		if got := bulletins(t, path); !reflect.DeepEqual(got, before) {
			t.Errorf("killed at %s: %d of %d bulletins", step, len(got), len(before))
		}
		if err := checkCopy(t.Context(), path); err != nil {
			t.Errorf("killed at %s: %v", step, err)
		}
		_, err = Migrate(t.Context(), path, time.Now, nil)
		if renamed := step == "renamed"; renamed != errors.Is(err, ErrCurrent) || !renamed && err != nil {
			t.Errorf("killed at %s and run again: %v", step, err)
		}
		if left, _ := filepath.Glob(path + ".migrating-*"); len(left) > 0 && step != "renamed" {
			t.Errorf("killed at %s: %v is left", step, left)
		}
	}
}

// TestMigrateAndDie is the process that TestAMigrationThatIsKilled kills.
func TestMigrateAndDie(t *testing.T) {
	path := os.Getenv("DESK_MIGRATE")
	if path == "" {
		return
	}
	_, err := Migrate(context.Background(), path, wall, func(step string) {
		if step == os.Getenv("DESK_MIGRATE_DIES") {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	})
	t.Fatal(err)
}

// A migration refuses what it cannot bring up to date, and a file that somebody has
// open; the file stays as it is.
func TestWhatIsNotMigrated(t *testing.T) {
	current := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, current)
	if _, err := Migrate(t.Context(), current, wall, nil); !errors.Is(err, ErrCurrent) {
		t.Errorf("a current file: %v", err)
	}
	if _, err := s.conn.ExecContext(t.Context(), "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Migrate(t.Context(), current, wall, nil); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer file: %v", err)
	}
	other := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(other, []byte(strings.Repeat("no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Migrate(t.Context(), other, wall, nil); !errors.Is(err, ErrForeign) {
		t.Errorf("another file: %v", err)
	}
	path := aged(t, "3", true)
	if _, err := Open(t.Context(), path, wall); !errors.Is(err, ErrVersion) || !strings.Contains(err.Error(), "desk migrate") {
		t.Errorf("an older file is opened with %v; want what to run", err)
	}
	if m, err := Migrate(t.Context(), path, wall, nil); err != nil || m.To != resultsdesk.SchemaVersion {
		t.Errorf("%+v, %v", m, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("the rights of the new file are %v, %v", info.Mode(), err)
	}
}
