package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

var night = time.Date(2024, 7, 4, 22, 30, 0, 0, time.UTC) // 23:30 BST

func wall() time.Time { return night }

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, wall)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// islington is Islington North with two mini-counts and an adjudication table, so
// that every column of a definition holds something.
func islington() count.Contest {
	electorate := 75162
	expected := time.Date(2024, 7, 5, 2, 30, 0, 0, time.UTC)
	labour := count.Party{ID: "PP53", Name: "Labour Party", Short: "Labour", Abbr: "Lab", Colour: "#e4003b"}
	coop := count.Party{ID: "PP119", Name: "Co-operative Party", Short: "Co-operative", Abbr: "Co-op", Colour: "#e4003b"}
	return count.Contest{
		ID: "islington-north", Number: 1, Name: "Islington North", GSS: "E14001305", Region: "London", Country: "England",
		Election: count.Election{
			Name: "UK general election", Date: "2024-07-04", Zone: "Europe/London", Closes: time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC),
			Type: count.UKParliament, Mode: count.Rehearsal, Profile: count.ProfileSmall, SecondPerson: count.ConfirmSecond,
		},
		System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: count.PublishRunning,
		Electorate: &count.Electorate{Count: 72582, Final: true, Source: "as stated on the night"},
		Boundaries: count.BoundariesUnchanged, OrderNote: "by surname", Note: "a note",
		Place: &count.MapPlace{Column: 63, Row: -41}, Expected: &expected,
		Candidates: []count.Candidate{
			{ID: "1120", Number: 1, Surname: "Corbyn", Forenames: "Jeremy", Description: "Independent"},
			{ID: "90828", Number: 2, Surname: "Nargund", Forenames: "Praful", KnownAs: "Praful Nargund", Description: "Labour Party", Parties: []count.Party{labour, coop}},
		},
		Boxes: []count.VerificationUnit{{ID: "box-1", Name: "Box 1", Kind: count.Box}, {ID: "postal-1", Name: "Postal session 1", Kind: count.PostalSession}},
		Units: []count.CountUnit{
			{ID: "mini-1", Name: "Mini-count 1", Kind: count.MiniCount, FedBy: []string{"box-1"}, SendsDoubtful: true},
			{ID: "mini-2", Name: "Mini-count 2", Kind: count.MiniCount, FedBy: []string{"postal-1"}},
			{ID: "adjudication", Name: "Adjudication", Kind: count.Adjudication},
		},
		Previous: &count.Previous{Kind: count.Actual, Date: "2019-12-12", Electorate: &electorate, Source: "House of Commons Library", Votes: []count.PreviousVote{
			{ID: "lab", Party: &labour, Label: "Labour", Votes: 34603}, {ID: "ind", Label: "Independent", Candidate: "1120", Votes: 19191},
		}},
	}
}

func desk(s *Store) *count.Desk {
	return count.NewDesk(s, count.Clocks{Election: wall, Wall: wall}, nil)
}

// officers adds the people whom acts name.
func officers(t *testing.T, s *Store) (officer, clerk count.Officer) {
	t.Helper()
	book := account.NewBook(s, wall, account.SecondNobody)
	for id, role := range map[string]count.Role{"officer-1": count.RoleCountOfficer, "clerk-1": count.RoleReturningOfficer} {
		if err := book.Add(t.Context(), account.Officer{ID: id, Role: role}, "correct horse battery staple"); err != nil {
			t.Fatal(err)
		}
	}
	return count.Officer{ID: "officer-1", Role: count.RoleCountOfficer, From: "192.0.2.1"}, count.Officer{ID: "clerk-1", Role: count.RoleReturningOfficer}
}

// counted takes Islington North to the declaration, with invented figures at which no
// warning asks for a reason.
func counted(t *testing.T, s *Store) {
	t.Helper()
	ctx, d := t.Context(), desk(s)
	officer, clerk := officers(t, s)
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(d.Define(ctx, count.Definitions{Contests: []count.Contest{islington()}}))
	must(d.ClosePolls(ctx))
	must(d.Verify(ctx, officer, count.Verification{Contest: "islington-north", Key: "p", Layout: 1,
		Figures: count.Fields{"papers.box-1": "30,000", "papers.postal-1": "19,195", "papers": ""}}))
	heads := func(f count.Fields) count.Fields {
		for _, h := range count.UKParliament.Heads() {
			f[count.FieldHead(h.ID)] = "0"
		}
		return f
	}
	sheet := func(key, unit string, f count.Fields) {
		t.Helper()
		standing, err := s.Standing(ctx, "islington-north")
		must(nil, err)
		r, err := d.Enter(ctx, officer, count.Sending{Contest: "islington-north", Unit: unit, Key: key, Layout: 1, Base: standing.Base(unit, officer), Figures: f})
		must(r, err)
		must(d.Confirm(ctx, clerk, count.Confirmation{Contest: "islington-north", Unit: unit, Key: key, Entry: r.Seq}))
	}
	sheet("m1", "mini-1", count.Fields{"votes.1120": "18000", "votes.90828": "11997", "doubtful": "3"})
	sheet("m2", "mini-2", heads(count.Fields{"votes.1120": "11000", "votes.90828": "8195"}))
	decided := heads(count.Fields{"votes.1120": "1", "votes.90828": "0"})
	decided["rejected.uncertain"] = "2"
	sheet("a", "adjudication", decided)
	n := 0
	move := func(do func(count.Move) (count.Receipt, error)) {
		t.Helper()
		standing, err := s.Standing(ctx, "islington-north")
		must(nil, err)
		n++
		must(do(count.Move{Contest: "islington-north", Key: fmt.Sprint(n), Base: standing.Moved, Authority: count.ReturningOfficer}))
	}
	provisional := func(m count.Move) (count.Receipt, error) { return d.MakeProvisional(ctx, clerk, m) }
	asks := count.Exception{Candidate: "90828", Kind: count.AsksRecount, Note: "the bundles of mini-count 2"}
	move(provisional)
	move(func(m count.Move) (count.Receipt, error) {
		return d.Consult(ctx, clerk, m, count.Hearing{Exceptions: []count.Exception{asks}})
	})
	move(func(m count.Move) (count.Receipt, error) {
		return d.DecideRecount(ctx, clerk, m, count.RecountDecided{Granted: true, Candidate: "90828", Reason: "close", Units: []string{"mini-2"}})
	})
	sheet("m3", "mini-2", heads(count.Fields{"votes.1120": "10999", "votes.90828": "8196"}))
	move(provisional)
	move(func(m count.Move) (count.Receipt, error) { return d.Consult(ctx, clerk, m, count.Hearing{}) })
	ready := func(m count.Move) (count.Receipt, error) { return d.MakeReady(ctx, clerk, m) }
	move(ready)
	move(func(m count.Move) (count.Receipt, error) {
		standing, err := s.Standing(ctx, "islington-north")
		must(nil, err)
		return d.TakeBack(ctx, clerk, m, standing.Ready.Seq, "too early")
	})
	move(ready)
	move(func(m count.Move) (count.Receipt, error) {
		m.Authority = count.OwnAuthority
		return d.ReadBack(ctx, officer, m, count.Fields{"votes.1120": "29000", "votes.90828": "20193"})
	})
	move(func(m count.Move) (count.Receipt, error) { return d.Declare(ctx, clerk, m, count.Announcement{}) })
}

// What the writer folded in memory and what is read again from the file are the
// same, to the last field: no column is forgotten on either way.
func TestReadsWhatItWrote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	counted(t, s)
	folded := s.memory.folded["islington-north"]
	s.Close()

	again := open(t, path)
	got, err := again.Standing(t.Context(), "islington-north")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, folded) {
		t.Errorf("read again:\n%+v\n%+v\nfolded when written:\n%+v\n%+v", got, got.Contest, folded, folded.Contest)
	}
	if got.Stage() != count.StageDeclared || !reflect.DeepEqual(got.Elected, []string{"1120"}) {
		t.Errorf("stage %s, elected %v; want declared, Corbyn", got.Stage(), got.Elected)
	}
	summary, err := desk(again).Define(t.Context(), count.Definitions{Contests: []count.Contest{islington()}})
	if err != nil || len(summary.Unchanged) != 1 {
		t.Errorf("the same definition imported again: %+v, %v; want unchanged", summary, err)
	}
}

func TestRefusesAFileThatIsNotItsOwn(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE songs (name TEXT)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), foreign, wall); !errors.Is(err, ErrForeign) {
		t.Errorf("another program's database: %v; want ErrForeign", err)
	}
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), text, wall); !errors.Is(err, ErrForeign) {
		t.Errorf("a text file: %v; want ErrForeign", err)
	}
	newer := filepath.Join(dir, "newer.db")
	open(t, newer).Close()
	if db, err = sql.Open("sqlite", newer); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), newer, wall); !errors.Is(err, ErrVersion) {
		t.Errorf("a newer file: %v; want ErrVersion", err)
	}
}

// A closed file is whole by itself: nothing waits in a log beside it.
func TestCloseLeavesOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	counted(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) != 1 {
		t.Errorf("beside the closed file: %v, %v", files, err)
	}
}

func TestOneDeskServesAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(path); !errors.Is(err, ErrLocked) {
		t.Errorf("second lock: %v; want ErrLocked", err)
	}
	unlock()
	if unlock, err = Lock(path); err != nil {
		t.Errorf("after the first desk stopped: %v", err)
	} else {
		unlock()
	}
}

// A process that is just being started holds copies of its parent's files until it
// executes. The lock does not wait for that.
func TestLockIsLetGoWhileAChildStarts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("needs /proc to copy the lock's file as a fork does")
	}
	copied := false
	for _, fd := range fds {
		if name, _ := os.Readlink("/proc/self/fd/" + fd.Name()); name == path+".lock" {
			n, err := strconv.Atoi(fd.Name())
			if err != nil {
				t.Fatal(err)
			}
			held, err := syscall.Dup(n)
			if err != nil {
				t.Fatal(err)
			}
			defer syscall.Close(held)
			copied = true
		}
	}
	if !copied {
		t.Fatal("the lock's file is not open")
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	if unlock, err = Lock(path); err != nil {
		t.Fatalf("after the desk stopped: %v", err)
	}
	unlock()
}

// Eight officers send at once, each twice: every sheet is stored once, and of those
// for the same unit one wins and the others see a conflict.
func TestWritersAtOnce(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	ctx, d := t.Context(), desk(s)
	officers(t, s)
	if _, err := d.Define(ctx, count.Definitions{Contests: []count.Contest{islington()}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ClosePolls(ctx); err != nil {
		t.Fatal(err)
	}
	officer := count.Officer{ID: "officer-1", Role: count.RoleCountOfficer}
	if _, err := d.Verify(ctx, officer, count.Verification{Contest: "islington-north", Key: "p", Layout: 1,
		Figures: count.Fields{"papers.box-1": "1000", "papers.postal-1": "500", "papers": ""}}); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var accepted, repeated, conflicts int
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 2 {
				r, err := d.Enter(ctx, officer, count.Sending{Contest: "islington-north", Unit: "mini-1", Key: fmt.Sprint(i), Layout: 1,
					Figures: count.Fields{"votes.1120": fmt.Sprint(500 + i), "votes.90828": fmt.Sprint(500 - i), "doubtful": "0"}})
				mu.Lock()
				var conflict *count.ConflictError
				switch {
				case errors.As(err, &conflict):
					conflicts++
				case err != nil:
					t.Error(err)
				case r.Repeated:
					repeated++
				default:
					accepted++
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if accepted != 1 || repeated != 1 || conflicts != 14 {
		t.Errorf("accepted %d, repeated %d, conflicts %d; want 1, 1, 14", accepted, repeated, conflicts)
	}
	var acts int
	if err := s.conn.QueryRowContext(ctx, "SELECT count(*) FROM entered").Scan(&acts); err != nil || acts != 1 {
		t.Errorf("%d sheets in the ledger, %v; want 1", acts, err)
	}
}

// A command that fails leaves nothing, in the file or in memory, and does not
// disturb those that share its commit.
func TestAFailedCommandLeavesNothing(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "desk.db"))
	ctx := t.Context()
	fault := errors.New("fault")
	c := islington()
	c.Version, c.Layout = 1, 1
	err := s.Do(ctx, func(tx count.Tx) error {
		if _, err := tx.Append(count.Act{Contest: c.ID, Version: 1, Officer: "desk", At: night, Key: "defined/1", Body: count.Defined{Contest: &c}}); err != nil {
			return err
		}
		return fault
	})
	if !errors.Is(err, fault) {
		t.Fatalf("got %v", err)
	}
	err = s.Do(ctx, func(tx count.Tx) error {
		if _, err := tx.Standing(c.ID); !errors.Is(err, count.ErrNotFound) {
			t.Errorf("in memory: %v; want ErrNotFound", err)
		}
		panic("a bug")
	})
	if err == nil || !strings.Contains(err.Error(), "a bug") {
		t.Errorf("a panic came back as %v", err)
	}
	if _, err := s.Standing(ctx, c.ID); !errors.Is(err, count.ErrNotFound) {
		t.Errorf("in the file: %v; want ErrNotFound", err)
	}
}

// What another process imports is seen by a desk that folded the contest before.
func TestSeesWhatAnotherProcessWrote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	a, b := open(t, path), open(t, path)
	ctx := t.Context()
	c := islington()
	if _, err := desk(a).Define(ctx, count.Definitions{Contests: []count.Contest{c}}); err != nil {
		t.Fatal(err)
	}
	c.Electorate.Count = 72852
	if _, err := desk(b).Define(ctx, count.Definitions{Contests: []count.Contest{c}}); err != nil {
		t.Fatal(err)
	}
	err := a.Do(ctx, func(tx count.Tx) error {
		standing, err := tx.Standing(c.ID)
		if err == nil && standing.Contest.Electorate.Count != 72852 {
			t.Errorf("electorate %d; want the imported 72,852", standing.Contest.Electorate.Count)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
