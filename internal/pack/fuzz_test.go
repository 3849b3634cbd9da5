package pack_test

import (
	"errors"
	"slices"
	"testing"
	"testing/fstest"

	"resultsdesk/internal/pack"
)

// FuzzRead: whatever stands in a file, reading it neither panics nor fails without
// saying where.
func FuzzRead(f *testing.F) {
	good := twoSeats(f)
	names := []string{"parties.csv", "contests.csv", "candidates.csv", "units.csv", "previous.csv"}
	for i, name := range names {
		f.Add(uint8(i), good[name].Data, good["election.json"].Data)
	}
	local := testPack(f, "wards")
	for i, name := range names {
		f.Add(uint8(i), local[name].Data, local["election.json"].Data)
	}
	f.Add(uint8(1), good["contests.csv"].Data, []byte(`{"type": "uk-local", "profile": "media", "second_person": "none"}`))
	f.Add(uint8(1), []byte("id,name,electorate,electorate_status,seats,votes,replaces\na,A,,,3,4,b\nb,B,,,0,1,a\n"), local["election.json"].Data)
	f.Add(uint8(1), []byte("name,seats\n\"Ynys\nMôn\",1\n"), []byte(`{"mode": "live", "mode": 1}`))
	f.Add(uint8(3), []byte("contest,id,name,kind\r\n\xff"), []byte("\ufeff{}"))
	f.Add(uint8(4), []byte("\"\n"), []byte("[["))
	f.Fuzz(func(t *testing.T, which uint8, csv, election []byte) {
		files := fstest.MapFS{}
		for name, file := range good {
			files[name] = file
		}
		files[names[int(which)%len(names)]] = &fstest.MapFile{Data: csv}
		files["election.json"] = &fstest.MapFile{Data: election}
		p, err := pack.Read(files)
		if err == nil {
			if len(p.Definitions().Contests) == 0 {
				t.Error("a pack without contests was read")
			}
			sameAgain(t, p.Definitions().Contests)
			return
		}
		says(t, err, append(names, "election.json")...)
	})
}

// FuzzZip: whatever bytes a zip file is made of, it is read or refused in words, and
// no entry is reached but by a plain name.
func FuzzZip(f *testing.F) {
	f.Add(zipOf(f, "", twoSeats(f)))
	f.Add(zipOf(f, "pack/", testPack(f, "wards"), entry("../up", "x")))
	f.Add(zipOf(f, "", nil, entry("election.json", "{}"), entry(`a\b`, "")))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := readZip(data); err != nil && err.Error() == "" {
			t.Error("refused without a word")
		}
	})
}

// FuzzHOC: whatever stands in one of the Library's files, reading it neither panics nor
// fails without saying where.
func FuzzHOC(f *testing.F) {
	good := library()
	names := []string{"constituencies.csv", "candidates.csv", "notional-2019-results.csv", "revised_constituency_ids.csv", "election.json"}
	for i, name := range names {
		f.Add(uint8(i), good[name])
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		files := library()
		files[names[int(which)%len(names)]] = text
		if _, err := readLibrary(files); err != nil {
			says(t, err, names...)
		}
	})
}

// says holds an error to naming its file, and the place in it.
func says(t *testing.T, err error, names ...string) {
	t.Helper()
	var failure *pack.Error
	if !errors.As(err, &failure) || len(failure.Problems) == 0 {
		t.Fatalf("an error without a problem: %v", err)
	}
	for _, problem := range failure.Problems {
		if !slices.Contains(names, problem.File) {
			t.Errorf("%q names no file of the pack", problem)
		}
		if problem.Message == "" || problem.Line < 0 || problem.Column < 0 || problem.Column > 0 && problem.Line == 0 {
			t.Errorf("%q says nothing, or nowhere", problem)
		}
	}
}
