package operation

import (
	"strings"
	"testing"
	"time"
)

// well is a desk with which nothing is wrong.
func well() State {
	now := time.Date(2024, 7, 5, 1, 8, 41, 0, time.UTC)
	return State{
		At: now, Started: now.Add(-time.Hour), Act: 41, Read: 41, Revision: 60, Epoch: 1720134000000,
		Disks:  []Disk{{Role: "database", Free: 60e9, Total: 100e9}},
		Backup: Backup{Expected: true, Last: now.Add(-time.Minute), Size: 3e6},
		Clock:  Clock{Known: true, Synchronised: true, Offset: time.Millisecond},
	}
}

// Each thing that goes wrong is graded, and alone: the others stay as they were.
// What stops the night also says why the desk is not ready.
func TestVerdicts(t *testing.T) {
	if s := well(); len(s.Unready()) != 0 {
		t.Errorf("a desk with which nothing is wrong: %v", s.Unready())
	}
	for _, c := range []struct {
		what, name string
		change     func(*State)
		grade      Grade
		unready    string
	}{
		{"nothing", "", func(*State) {}, Fine, ""},
		{"lag that can be seen", "Publish lag", func(s *State) { s.Lag = 3 * time.Second }, Look, ""},
		{"lag over the bound", "Publish lag", func(s *State) { s.Lag = 6 * time.Second }, Act, "publisher: the oldest act that is not published has waited 6s"},
		{"the file fails", "Database", func(s *State) { s.Fault = "disk I/O error" }, Act, "database: disk I/O error"},
		{"stopping", "Ready", func(s *State) { s.Draining = true }, Act, "draining"},
		{"disk filling", "Disk of the database", func(s *State) { s.Disks[0].Free = 19e9 }, Look, ""},
		{"disk nearly full", "Disk of the database", func(s *State) { s.Disks[0].Free = 4e9 }, Act, ""},
		{"disk full", "Disk of the database", func(s *State) { s.Disks[0].Free = 6e7 }, Act, "disk: 60.0 MB free"},
		{"disk not known", "Disk of the database", func(s *State) { s.Disks[0] = Disk{Role: "database"} }, Look, ""},
		{"backup late", "Backups", func(s *State) { s.Backup.Last = s.At.Add(-6 * time.Minute) }, Look, ""},
		{"backup failed", "Backups", func(s *State) { s.Backup.Failure = "no room" }, Look, ""},
		{"backup far too old", "Backups", func(s *State) { s.Backup.Last = s.At.Add(-time.Hour) }, Act, ""},
		{"never a backup", "Backups", func(s *State) { s.Backup = Backup{Expected: true} }, Act, ""},
		{"no backups at all", "Backups", func(s *State) { s.Backup = Backup{} }, Look, ""},
		{"clock alone", "Clock", func(s *State) { s.Clock.Synchronised = false }, Look, ""},
		{"clock off", "Clock", func(s *State) { s.Clock.Offset = -2 * time.Second }, Act, ""},
		{"slow viewers", "Viewers", func(s *State) { s.Viewers.Connected, s.Viewers.Slow = 1000, 51 }, Look, ""},
		{"one slow viewer of ten", "Viewers", func(s *State) { s.Viewers.Connected, s.Viewers.Slow = 10, 1 }, Fine, ""},
		{"a log that is not folded", "Database file", func(s *State) { s.Log = 1 << 30 }, Act, ""},
		{"certificate ends", "Certificate", func(s *State) { s.Certificate = s.At.Add(time.Hour) }, Act, ""},
		{"a fault", "Faults since the start", func(s *State) { s.Faults = 1 }, Look, ""},
	} {
		s := well()
		c.change(&s)
		for _, v := range s.Verdicts() {
			want := Fine
			if v.Name == c.name || c.unready != "" && v.Name == "Ready" {
				want = c.grade
			}
			if v.Grade != want {
				t.Errorf("%s: %s is %s (%s); want %s", c.what, v.Name, v.Grade.Words(), v.Value, want.Words())
			}
			if v.Grade != Fine && v.Anchor == "" {
				t.Errorf("%s: %s does not say where the runbook is", c.what, v.Name)
			}
		}
		if why := strings.Join(s.Unready(), "; "); !strings.HasPrefix(why, c.unready) || c.unready == "" && why != "" {
			t.Errorf("%s: not ready because %q; want %q", c.what, why, c.unready)
		}
	}
}

// The machine that runs this test says what the page needs of it.
func TestMachine(t *testing.T) {
	if d := Room("database", t.TempDir()); d.Total == 0 || d.Free > d.Total {
		t.Errorf("room: %+v", d)
	}
	if d := Room("database", "/no/such/folder"); d.Total != 0 || d.grade() != Look {
		t.Errorf("room of a folder that is not there: %+v", d)
	}
	if c := MachineClock(); !c.Known {
		t.Skip("this machine does not let the clock be asked")
	} else {
		t.Logf("the clock: %s", c.words())
	}
}

// Sizes are written as people read them.
func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 1234567: "1.2 MB", 999960000: "1.0 GB", 2e13: "20.0 TB", 2e16: "20000.0 TB"} {
		if got := Bytes(n); got != want {
			t.Errorf("%d: %s; want %s", n, got, want)
		}
	}
}
