package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

// TestLitestream runs the real litestream beside a desk, as docs/litestream.yml has it,
// while sheets are sent and confirmed and the desk makes its own backups. The desk is
// killed; what litestream restores holds every acknowledged act, is whole, and is
// served. Then the desk goes on, and both machine and litestream are killed at once.
// DESK_LITESTREAM names the program; make night builds it.
func TestLitestream(t *testing.T) {
	program := os.Getenv("DESK_LITESTREAM")
	if program == "" {
		t.Skip("DESK_LITESTREAM names no litestream; make night builds one")
	}
	h := newHospital(t, t.TempDir())
	s := &sidecar{t: t, program: program, db: h.path, replica: filepath.Join(t.TempDir(), "replica")}
	beside := s.replicate()
	desk := h.start("", 0)
	for range 200 {
		if !h.sheet() {
			t.Fatal("a sheet was not answered")
		}
	}
	acknowledged := time.Now()
	h.stop(desk)
	standing := h.stands(h.path)
	for s.restoredTo() < standing.Head {
		if time.Since(acknowledged) > 30*time.Second {
			t.Fatalf("after %v the copy ends before act %d\n%s", time.Since(acknowledged), standing.Head, s.log.String())
		}
	}
	t.Logf("the desk killed: all %d acts are restored %v after the last was acknowledged", standing.Head, time.Since(acknowledged))
	h.serves(s.restored)

	desk = h.start("", 0)
	for range 100 {
		if !h.sheet() {
			t.Fatal("a sheet was not answered")
		}
	}
	_ = beside.Process.Kill()
	h.stop(desk)
	_ = beside.Wait()
	all := h.stands(h.path).Head
	have := s.restoredTo()
	t.Logf("desk and litestream killed at once: %d of %d acts are restored, the last %d are not", have, all, all-have)
	if have < standing.Head || have > all {
		t.Errorf("the copy ends at act %d; want %d, which was there long before, up to %d", have, standing.Head, all)
	}
	if _, err := sqlite.Inspect(t.Context(), h.path); err != nil {
		t.Errorf("the desk's own file beside litestream: %v", err)
	}
}

// sidecar is litestream beside a desk.
type sidecar struct {
	t        *testing.T
	program  string
	db       string
	replica  string
	restored string // the file that was restored last
	log      bytes.Buffer
}

func (s *sidecar) command(args ...string) *exec.Cmd {
	config, err := filepath.Abs("../../docs/litestream.yml")
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command(s.program, append([]string{args[0], "-config", config}, args[1:]...)...)
	cmd.Env = append(os.Environ(), "DESK_DB="+s.db, "DESK_REPLICA="+s.replica)
	return cmd
}

func (s *sidecar) replicate() *exec.Cmd {
	s.t.Helper()
	cmd := s.command("replicate")
	cmd.Stdout, cmd.Stderr = &s.log, &s.log
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd
}

// restoredTo restores what the replica holds and reads it whole; it is the last act.
func (s *sidecar) restoredTo() int64 {
	s.t.Helper()
	s.restored = filepath.Join(s.t.TempDir(), "desk.db")
	if out, err := s.command("restore", "-integrity-check", "full", "-o", s.restored, s.db).CombinedOutput(); err != nil {
		s.t.Logf("not yet: %v: %s", err, out)
		return 0
	}
	c, err := sqlite.Inspect(s.t.Context(), s.restored)
	if err != nil {
		s.t.Fatalf("what litestream restored: %v\n%s", err, s.log.String())
	}
	return c.Seq
}

func (h *hospital) stands(path string) *count.Standing {
	h.t.Helper()
	s, err := sqlite.Open(h.t.Context(), path, time.Now)
	if err != nil {
		h.t.Fatal(err)
	}
	defer s.Close()
	st, err := s.Standing(h.t.Context(), demoContest)
	if err != nil {
		h.t.Fatal(err)
	}
	return st
}

// serves wants a file that was restored to stand as the original does, and to be taken
// into service by desk restore.
func (h *hospital) serves(restored string) {
	h.t.Helper()
	got, want := h.stands(restored), h.stands(h.path)
	if got.Head != want.Head || h.whole(got.Sheets["count"].Tally) != h.whole(want.Sheets["count"].Tally) {
		h.t.Errorf("restored: sheet %d at act %d; want sheet %d at act %d", h.whole(got.Sheets["count"].Tally), got.Head, h.whole(want.Sheets["count"].Tally), want.Head)
	}
	path := filepath.Join(h.t.TempDir(), "desk.db")
	if said, err := command(h.t, "restore", "-from", restored, "-db", path); err != nil {
		h.t.Fatalf("%s, %v", said, err)
	}
	_, stop := serving(h.t, path)
	if err := stop(); err != nil {
		h.t.Error(err)
	}
}
