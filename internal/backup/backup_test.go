package backup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

var night = time.Date(2024, 7, 5, 1, 14, 2, 0, time.UTC)

// ward is a desk's file, the folder of its backups and a clock.
type ward struct {
	t      *testing.T
	store  *sqlite.Store
	folder Folder
	now    time.Time
}

func newWard(t *testing.T) *ward {
	t.Helper()
	w := &ward{t: t, folder: Folder{Path: filepath.Join(t.TempDir(), "backups"), Desk: "desk"}, now: night}
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), w.wall)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	w.store = s
	return w
}

func (w *ward) wall() time.Time { return w.now }

// grow adds a line to the audit.
func (w *ward) grow() {
	w.t.Helper()
	must(w.t, w.store.Do(w.t.Context(), func(tx count.Tx) error {
		return tx.Audit(count.Attempt{At: w.now, Officer: "officer-1", Outcome: count.Refused})
	}))
}

func (w *ward) backup() Entry {
	w.t.Helper()
	e, err := Make(w.t.Context(), w.store, w.folder, w.wall)
	must(w.t, err)
	return e
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A backup has a name that says when it was made and how far it goes, is whole, and is
// found; what a killed one left is taken away, and nobody else's file is.
func TestABackup(t *testing.T) {
	w := newWard(t)
	w.backup()
	for _, name := range []string{".desk.unfinished", ".desk.unfinished-journal"} {
		must(t, os.WriteFile(filepath.Join(w.folder.Path, name), []byte("half"), 0o600))
	}
	foreign := filepath.Join(w.folder.Path, "notes.txt")
	must(t, os.WriteFile(foreign, []byte("remember the keys"), 0o600))
	w.grow()
	w.now = w.now.Add(time.Minute)
	e := w.backup()
	if again, ok := parse(filepath.Base(e.Path)); !ok || again.At != w.now || again.Line != e.Line || again.Desk != "desk" {
		t.Errorf("%s is read as %+v", e.Path, again)
	}
	if info, err := os.Stat(e.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read %v, %v", info.Mode(), err)
	}
	found, c, passed, err := Sound(t.Context(), w.folder.Path, "desk")
	if err != nil || found != e || c.Line != e.Line || len(passed) > 0 {
		t.Errorf("found %+v, %v, passed %v; want %+v", found, err, passed, e)
	}
	files, err := os.ReadDir(w.folder.Path)
	must(t, err)
	if len(files) != 4 { // two backups, the notes, the lock
		t.Errorf("the folder holds %v", files)
	}
}

// A backup that went bad is passed over for the one before.
func TestABadBackupIsPassedOver(t *testing.T) {
	w := newWard(t)
	good := w.backup()
	w.grow()
	bad := w.backup()
	must(t, os.Truncate(bad.Path, bad.Size/2))
	e, _, passed, err := Sound(t.Context(), w.folder.Path, "desk")
	if err != nil || e != good || len(passed) != 1 || passed[0].Path != bad.Path {
		t.Errorf("found %v, %v, passed %v; want %v", e, err, passed, good)
	}
	must(t, os.Truncate(good.Path, 100))
	if _, _, _, err := Sound(t.Context(), w.folder.Path, "desk"); !errors.Is(err, ErrNone) {
		t.Errorf("no backup is whole: %v; want ErrNone", err)
	}
}

// The newest is the one that goes furthest, also when the clock was put back between.
func TestAClockThatGoesBack(t *testing.T) {
	w := newWard(t)
	w.backup()
	w.grow()
	w.now = w.now.Add(-time.Hour)
	second := w.backup()
	if e, _, _, err := Sound(t.Context(), w.folder.Path, "desk"); err != nil || e != second {
		t.Errorf("found %v, %v; want %v", e, err, second)
	}
	one, err := ParsePolicy("1")
	must(t, err)
	must(t, w.folder.Thin(one))
	if all, err := List(w.folder.Path, ""); err != nil || len(all) != 1 || all[0] != second {
		t.Errorf("kept %v, %v; want %v", all, err, second)
	}
}

// minutes is a night of backups, one a minute, the last of which is made at the end.
func minutes(n int, end time.Time) []Entry {
	var all []Entry
	for i := range n {
		all = append(all, Entry{At: end.Add(-time.Duration(i) * time.Minute), Line: int64(n - i)})
	}
	return all
}

// The default policy keeps the last hour, one each ten minutes of a day and one a day,
// and thinning every minute ends at the same as thinning once.
func TestThePolicy(t *testing.T) {
	p, err := ParsePolicy(DefaultPolicy)
	must(t, err)
	once := minutes(30*60, night)
	once = slices.DeleteFunc(once, func(e Entry) bool { return slices.Contains(p.tooMany(once), e) })
	if n := len(once); n < 60+23*6 || n > 60+24*6+4 {
		t.Errorf("%d of thirty hours are kept", n)
	}
	var each []Entry
	all := minutes(30*60, night)
	for _, e := range slices.Backward(all) {
		each = append([]Entry{e}, each...)
		drop := p.tooMany(each)
		each = slices.DeleteFunc(each, func(e Entry) bool { return slices.Contains(drop, e) })
	}
	if !slices.Equal(each, once) {
		t.Errorf("thinned every minute %d are kept, thinned once %d", len(each), len(once))
	}
	for _, wrong := range []string{"", "0", "-1", "x", "60,", "60,10m/", "60,10m/5m", "60,1ms", "60,10m/1h,z"} {
		if _, err := ParsePolicy(wrong); err == nil {
			t.Errorf("policy %q is taken", wrong)
		}
	}
}

// A clock that jumps a day ahead, and back, costs nothing of the last hour.
func TestAClockThatJumps(t *testing.T) {
	p, err := ParsePolicy(DefaultPolicy)
	must(t, err)
	for _, jump := range []time.Duration{24 * time.Hour, -time.Hour, 400 * 24 * time.Hour} {
		all := minutes(60, night)
		for i := range 10 {
			all[i].At = all[i].At.Add(jump)
		}
		if drop := p.tooMany(all); len(drop) > 0 {
			t.Errorf("jumped %v: %d of the newest 60 are given up", jump, len(drop))
		}
	}
}

// While a desk serves a backup is made when something was added, and when it is asked
// for; why one failed can be read, and the next try mends it.
func TestTheSchedule(t *testing.T) {
	w := newWard(t)
	p, err := ParsePolicy("2")
	must(t, err)
	full := errors.New("no room")
	var isFull atomic.Bool
	s := &Schedule{Store: w.store, Folder: w.folder, Policy: p, Wall: w.wall, Log: slog.New(slog.DiscardHandler), Room: func(int64) error {
		if isFull.Load() {
			return full
		}
		return nil
	}}
	ctx, stop := context.WithCancel(t.Context())
	tick, ended := make(chan time.Time), make(chan struct{})
	go func() { s.Run(ctx, tick); close(ended) }()
	defer func() { stop(); <-ended }()
	beat := func() Last { // the second tick is taken when the round of the first is over
		tick <- w.now
		tick <- w.now
		return s.Last()
	}
	first := beat()
	if first.Err != nil || first.Entry.Path == "" {
		t.Fatalf("the first: %+v", first)
	}
	if again := beat(); again.Entry != first.Entry {
		t.Errorf("nothing was added, but there is %v", again.Entry)
	}
	w.grow()
	isFull.Store(true)
	if failed := beat(); !errors.Is(failed.Err, full) || failed.Entry != first.Entry {
		t.Errorf("no room: %+v; want the error and the backup before", failed)
	}
	isFull.Store(false)
	second := beat()
	if second.Err != nil || second.Entry.Line != first.Entry.Line+1 {
		t.Errorf("room again: %+v", second)
	}
	for range 3 {
		w.grow()
		s.Soon()
		s.Soon()
		beat()
	}
	if all, err := List(w.folder.Path, "desk"); err != nil || len(all) != 2 || all[0].Line != second.Entry.Line+3 {
		t.Errorf("kept %v, %v; want the newest two", all, err)
	}
}

// Files that are nearly named as backups are not backups.
func TestForeignNames(t *testing.T) {
	for _, name := range []string{
		"desk.db", "desk-20240705T011402Z.db", "desk-20240705T011402Z-e1-a000001-s000001.db-wal", "desk-20249905T011402Z-e1-a000001-s000001.db",
		"desk-20240705T011402Z-e1-a1-s1.db", "-20240705T011402Z-e1-a000001-s000001.db", fmt.Sprintf("desk-20240705T011402Z-e%d0-a000001-s000001.db", 1<<62),
	} {
		if e, ok := parse(name); ok {
			t.Errorf("%s is read as a backup: %+v", name, e)
		}
	}
}

// A program that hangs in the folder keeps no desk from stopping.
func TestWaitingForTheFolderEnds(t *testing.T) {
	w := newWard(t)
	must(t, os.MkdirAll(w.folder.Path, 0o700))
	unlock, err := lock(t.Context(), w.folder.Path)
	must(t, err)
	defer unlock()
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, stop)
	if _, err := Make(ctx, w.store, w.folder, w.wall); !errors.Is(err, context.Canceled) {
		t.Errorf("%v; want that the waiting ends", err)
	}
}
