package pack_test

import (
	"bytes"
	"os"
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
)

// written is contests as a pack that was written and read back.
func written(t testing.TB, all []count.Contest) (fstest.MapFS, *pack.Pack) {
	t.Helper()
	files, err := pack.Write(all)
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, f := range files {
		folder[f.Name] = &fstest.MapFile{Data: f.Text}
	}
	back, err := pack.Read(folder)
	if err != nil {
		t.Fatalf("what was written cannot be read: %v", err)
	}
	return folder, back
}

// sameAgain: what is written is read back the same, and written again byte for byte.
func sameAgain(t testing.TB, all []count.Contest) {
	t.Helper()
	folder, back := written(t, all)
	if got := back.Definitions().Contests; !reflect.DeepEqual(got, all) || len(pack.Lost(all, back)) > 0 {
		t.Errorf("read back it is another: %+v", pack.Lost(all, back))
	}
	again, _ := written(t, back.Definitions().Contests)
	for name, f := range folder {
		if !bytes.Equal(f.Data, again[name].Data) {
			t.Errorf("%s is written differently the second time:\n%s\n%s", name, f.Data, again[name].Data)
		}
	}
}

func TestWrittenPacksAreReadBack(t *testing.T) {
	for _, folder := range []string{"two-seats", "wards"} {
		all := contests(t, testPack(t, folder))
		sameAgain(t, all)
		// Each contest has its own way of publishing, and the poll closes at no full minute.
		for i := range all {
			all[i].Publish = []count.Publish{count.PublishDeclared, count.PublishRunning}[i%2]
			all[i].Election.Closes = all[i].Election.Closes.Add(1234 * time.Millisecond)
			all[i].Candidates[0].Surname, all[i].Note = "=cmd|' /C calc'!A0", "- one\n- two\n'=three"
		}
		sameAgain(t, all)
	}
}

// The whole country, as the House of Commons Library's files give it.
func TestEverySeatIsWrittenAndReadBack(t *testing.T) {
	p, err := pack.ReadHOC(os.DirFS(libraryFolder(t, libraryFiles())))
	if err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	sameAgain(t, p.Definitions().Contests)
	t.Logf("%d contests written and read back twice in %v", len(p.Definitions().Contests), time.Since(started).Round(time.Millisecond))
}

// What one pack cannot hold is told.
func TestLost(t *testing.T) {
	all := contests(t, twoSeats(t))
	all[1].Election.Name = "Another election"
	_, back := written(t, all)
	lost := pack.Lost(all, back)
	if len(lost) != 1 || lost[0].What != "name of the election" || lost[0].Contest != all[1].ID {
		t.Errorf("%+v", lost)
	}
}
