package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/backup"
	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/sqlite"
)

// command runs the program and returns what it said.
func command(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	err := run(t.Context(), args, func(string) string { return "" }, strings.NewReader(""), &out, io.Discard)
	return out.String(), err
}

// papers verifies the papers of Islington North.
func (v *visitor) papers(papers, reason string) {
	v.t.Helper()
	const path = "/desk/contests/islington-north/papers"
	form, ok := v.read(path).form(path)
	if !ok {
		v.t.Fatal("no form")
	}
	form.Set("papers", papers)
	form.Set("reason", reason)
	p, err := v.post(path, form)
	if err != nil || p.status != http.StatusSeeOther {
		v.t.Fatalf("papers: %d, %v\n%s", p.status, err, text(p.body))
	}
}

// shows waits for a number of verified papers.
func (w *watcher) shows(papers int) {
	w.t.Helper()
	w.until(count.Thousands(papers)+" papers", func(b feed.Bulletin) bool { return b.Contest.Papers != nil && *b.Contest.Papers == papers })
}

// The drill: a desk at work, with a viewer on a socket. A backup is made while it
// serves, more is entered, and the disk is lost. The backup is restored, says what it
// lacks, and is served as it is; the viewer comes to it from the later state.
func TestRestoreDrill(t *testing.T) {
	t.Parallel()
	for name, headGone := range map[string]bool{"the database is lost": false, "the whole machine is lost": true} {
		t.Run(name, func(t *testing.T) {
			path, folder := night(t), t.TempDir()
			addr, stop := serving(t, path)
			v := newVisitor(t, "http://"+addr)
			v.signIn(demoOfficer, demoPassphrase)
			viewer := watch(t.Context(), t, "http://"+addr, "contest/"+demoContest)
			viewer.until("the poll closed", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
			v.papers("49,195", "")
			viewer.shows(49195)
			if said, err := command(t, "backup", "-db", path, "-o", folder); err != nil || !strings.Contains(said, "read back whole") {
				t.Fatalf("%q, %v", said, err)
			}
			v.papers("49,196", "a paper was found under the table")
			viewer.shows(49196)
			if _, err := command(t, "restore", "-from", folder, "-db", path); !errors.Is(err, sqlite.ErrLocked) {
				t.Fatalf("restored while a desk serves: %v; want ErrLocked", err)
			}
			lost := time.Now()
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			remove(t, path)
			if headGone {
				remove(t, path+".head")
			}
			began := time.Now()
			said, err := command(t, "restore", "-from", folder, "-db", path)
			if err != nil {
				t.Fatal(err)
			}
			restored := time.Now()
			serving(t, path, "-addr", addr)
			viewer.shows(49195)
			t.Logf("restored in %v, serving and the viewer shown the restored state %v after that; %v since the loss\n%s",
				restored.Sub(began), time.Since(restored), time.Since(lost), said)
			want := "What was published between is lost"
			if headGone {
				want = "There is no head file"
			}
			if !strings.Contains(said, want) || !strings.Contains(said, "its last act is 3, of ") {
				t.Errorf("restore says %q; want %q and the last act", said, want)
			}
			v.papers("49,196", "a paper was found under the table")
			viewer.shows(49196)
		})
	}
}

func remove(t *testing.T, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// What stood in the place of a restored file is kept, log and all, and what it had
// beyond the backup is said.
func TestRestoreKeepsWhatStoodThere(t *testing.T) {
	path, folder := night(t), t.TempDir()
	addr, stop := serving(t, path)
	watch(t.Context(), t, "http://"+addr, "contest/"+demoContest).until("the poll closed", func(b feed.Bulletin) bool { return b.Stage == count.StageAwaiting })
	if _, err := command(t, "backup", "-db", path, "-o", folder); err != nil {
		t.Fatal(err)
	}
	v := newVisitor(t, "http://"+addr)
	v.signIn(demoOfficer, demoPassphrase)
	v.papers("49,195", "")
	file, log := snapshot(t, path), snapshot(t, path+"-wal") // as a crash leaves them
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	put(t, path, file)
	put(t, path+"-wal", log)
	said, err := command(t, "restore", "-from", folder, "-db", path)
	if err != nil || !strings.Contains(said, "acts 3 to 3 are not in the backup") {
		t.Fatalf("%q, %v", said, err)
	}
	kept, _ := filepath.Glob(path + ".before-restore-*Z")
	if len(kept) != 1 {
		t.Fatalf("kept: %v", kept)
	}
	if c, err := sqlite.Inspect(t.Context(), kept[0]); err != nil || c.Seq != 3 {
		t.Errorf("what is kept holds act %d, %v; want 3", c.Seq, err)
	}
	if said, err := command(t, "restore", "-from", kept[0], "-db", path); err != nil || !strings.Contains(said, "its last act is 3, of ") {
		t.Errorf("what was kept, put back: %q, %v; want act 3, which stood in its log", said, err)
	}
	serving(t, path)
}

func snapshot(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func put(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A file that went bad is not served. The start names the newest good backup and the
// command, which as it stands puts the desk right.
func TestADamagedFileNamesItsBackup(t *testing.T) {
	path, folder := night(t), t.TempDir()
	for range 2 {
		if _, err := command(t, "backup", "-db", path, "-o", folder); err != nil {
			t.Fatal(err)
		}
		addLine(t, path)
	}
	all, err := backup.List(folder, "night")
	if err != nil || len(all) != 2 {
		t.Fatalf("backups: %v, %v", all, err)
	}
	for _, bad := range []string{all[0].Path, path} {
		b := snapshot(t, bad)
		for i := 4096 + 200; i < len(b); i += 10 * 4096 {
			b[i] ^= 0x15
		}
		put(t, bad, b[:len(b)-4096])
	}
	_, err = command(t, "serve", "-db", path, "-addr", "127.0.0.1:0", "-backup-dir", folder)
	if !errors.Is(err, sqlite.ErrDamaged) || !strings.Contains(err.Error(), all[1].Path) || !strings.Contains(err.Error(), "(newer ones that are damaged too: 1)") {
		t.Fatalf("served a damaged file: %v", err)
	}
	_, remedy, found := strings.Cut(err.Error(), "\n  desk ")
	if !found {
		t.Fatalf("no command in: %v", err)
	}
	if said, err := command(t, strings.Fields(remedy)...); err != nil {
		t.Fatalf("%s: %s, %v", remedy, said, err)
	}
	if said, err := command(t, "verify", "-db", path); err != nil || !strings.Contains(said, "is whole") {
		t.Errorf("%q, %v", said, err)
	}
	serving(t, path)
}

// addLine adds a line to the audit of a file.
func addLine(t *testing.T, path string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Do(context.Background(), func(tx count.Tx) error {
		return tx.Audit(count.Attempt{At: time.Now(), Officer: demoOfficer, Outcome: count.Refused})
	}); err != nil {
		t.Fatal(err)
	}
}
