package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

const practicePassphrase = "count the papers twice"

// liveDesk is a desk with the demo's contests as a live election of that day, and
// three officers, one of them kept out.
func liveDesk(t *testing.T, day string) string {
	t.Helper()
	folder, path := t.TempDir(), filepath.Join(t.TempDir(), "live.db")
	from, err := fs.Sub(demoFiles, "demo/pack")
	must(t, err)
	must(t, os.CopyFS(folder, from))
	election := filepath.Join(folder, "election.json")
	text, err := os.ReadFile(election)
	must(t, err)
	text = bytes.Replace(bytes.Replace(text, []byte(`"rehearsal"`), []byte(`"live"`), 1), []byte("2024-07-04"), []byte(day), 1)
	must(t, os.WriteFile(election, text, 0o600))
	ranDesk(t, "import", "-db", path, folder)
	for _, args := range [][]string{{"-contests", "tottenham,islington-north", "officer-1"}, {"-role", "returning-officer", "clerk-1"}, {"officer-2"}} {
		ranDesk(t, append([]string{"officer", "add", "-db", path, "-stdin"}, args...)...)
	}
	ranDesk(t, "officer", "disable", "-db", path, "officer-2")
	return path
}

// ranDesk runs the program and gives what it says.
func ranDesk(t *testing.T, args ...string) string {
	t.Helper()
	out, err := runDesk(t, args...)
	must(t, err)
	return out
}

func runDesk(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, func(string) string { return "" }, strings.NewReader(practicePassphrase+"\n"), &out, &out)
	return out.String(), err
}

func openDesk(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), path, time.Now)
	must(t, err)
	t.Cleanup(func() { must(t, store.Close()) })
	return store
}

func standings(t *testing.T, store *sqlite.Store) []*count.Standing {
	t.Helper()
	all, err := store.Standings(t.Context())
	must(t, err)
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A practice copy has everything of the desk but what happened there.
func TestPractice(t *testing.T) {
	path := liveDesk(t, "2024-07-04")
	live := openDesk(t, path)
	_, err := count.NewDesk(live, count.Clocks{Election: time.Now, Wall: time.Now}, nil).ClosePolls(t.Context())
	must(t, err)
	copied := filepath.Join(t.TempDir(), "practice.db")
	if said := ranDesk(t, "practice", "-db", path, "-o", copied); !strings.Contains(said, "desk serve -db "+copied) {
		t.Errorf("it does not say how to start it: %s", said)
	}
	store := openDesk(t, copied)
	was, got := standings(t, live), standings(t, store)
	if len(got) != 6 {
		t.Fatalf("%d contests, want 6", len(got))
	}
	for i, s := range got {
		want := *was[i].Contest
		want.Election.Name, want.Election.Mode = "PRACTICE: UK general election", count.Rehearsal
		if !reflect.DeepEqual(*s.Contest, want) {
			t.Errorf("got  %+v\nwant %+v", *s.Contest, want)
		}
		if was[i].Closed == nil || s.Closed != nil {
			t.Errorf("%s: the copy holds what happened at the desk", s.Contest.Name)
		}
	}
	book := account.NewBook(store, time.Now, account.SecondNobody)
	if _, err := book.SignIn(t.Context(), "officer-1", practicePassphrase, account.Place{}); err != nil {
		t.Errorf("officer-1 cannot sign in with the same passphrase: %v", err)
	}
	if _, err := book.SignIn(t.Context(), "officer-2", practicePassphrase, account.Place{}); err == nil {
		t.Error("officer-2 was kept out and can sign in to the copy")
	}
	officers, err := book.Officers(t.Context())
	must(t, err)
	before, err := account.NewBook(live, time.Now, account.SecondNobody).Officers(t.Context())
	must(t, err)
	if !reflect.DeepEqual(officers, before) {
		t.Errorf("officers %+v, want %+v", officers, before)
	}
	if s := standings(t, live)[0]; s.Contest.Election.Mode != count.Live {
		t.Error("the desk itself was changed")
	}
}

// Weeks before the poll officers can practise: in the copy it is closed. A copy of a
// copy is marked once.
func TestPracticeBeforeThePoll(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(dir, "first.db"), filepath.Join(dir, "second.db")
	ranDesk(t, "practice", "-db", liveDesk(t, "2124-07-04"), "-o", first)
	ranDesk(t, "practice", "-db", first, "-o", second)
	store := openDesk(t, second)
	_, err := count.NewDesk(store, count.Clocks{Election: time.Now, Wall: time.Now}, nil).ClosePolls(t.Context())
	must(t, err)
	for _, s := range standings(t, store) {
		if s.Stage() != count.StageAwaiting || s.Contest.Election.Name != "PRACTICE: UK general election" {
			t.Errorf("%s of “%s” is %s; want it to await figures", s.Contest.Name, s.Contest.Election.Name, s.Stage())
		}
	}
}

func TestPracticeOverwritesNothing(t *testing.T) {
	path, dir := liveDesk(t, "2124-07-04"), t.TempDir()
	taken := filepath.Join(dir, "taken.db")
	must(t, os.WriteFile(taken, []byte("remember the keys"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "left.db.head"), nil, 0o600))
	empty := filepath.Join(dir, "empty.db")
	ranDesk(t, "officer", "list", "-db", empty)
	for _, row := range []struct{ from, to, want string }{
		{path, taken, "taken.db already"},
		{path, path, "live.db already"},
		{path, filepath.Join(dir, "left.db"), "left.db.head already"},
		{path, "", "-o"},
		{filepath.Join(dir, "nowhere.db"), filepath.Join(dir, "new.db"), "nowhere.db"},
		{empty, filepath.Join(dir, "new.db"), "no contest"},
	} {
		if _, err := runDesk(t, "practice", "-db", row.from, "-o", row.to); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("from %s to %s: %v; want it refused with %q", row.from, row.to, err, row.want)
		}
	}
	if text, err := os.ReadFile(taken); err != nil || string(text) != "remember the keys" {
		t.Errorf("the file that was there now holds %q", text)
	}
	for _, name := range []string{"nowhere.db", "new.db", "left.db"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s was made", name)
		}
	}
}
