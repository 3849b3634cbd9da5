package pack_test

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
)

// twoSeats is a pack of two contests that uses everything a pack can say, to be
// changed by a test.
func twoSeats(t testing.TB) fstest.MapFS { t.Helper(); return testPack(t, "two-seats") }

// testPack is one of the packs in testdata.
func testPack(t testing.TB, folder string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"election.json", "parties.csv", "contests.csv", "candidates.csv", "units.csv", "previous.csv"} {
		text, err := os.ReadFile("testdata/" + folder + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}

func contests(t *testing.T, files fstest.MapFS) []count.Contest {
	t.Helper()
	p, err := pack.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	return p.Definitions().Contests
}

func TestReadGivesTheContestsAsWritten(t *testing.T) {
	all := contests(t, twoSeats(t))
	if len(all) != 2 {
		t.Fatalf("%d contests, want 2", len(all))
	}
	labour := count.Party{ID: "PP53", Name: "Labour Party", Short: "Labour", Abbr: "Lab", Colour: "#e4003b"}
	coop := count.Party{ID: "PP119", Name: "Co-operative Party", Short: "Co-operative", Abbr: "Co-op", Colour: "#3f1d70"}
	green := count.Party{ID: "PP63", Name: "Green Party", Short: "Green", Abbr: "Green", Colour: "#02a95b"}
	conservative := count.Party{ID: "PP52", Name: "Conservative Party", Short: "Conservative", Abbr: "Con", Colour: "#0087dc"}
	libdem := count.Party{ID: "PP90", Name: "Liberal Democrats", Short: "Liberal Democrat", Abbr: "LD", Colour: "#faa61a"}
	reform := count.Party{ID: "PP7931", Name: "Reform UK", Short: "Reform UK", Abbr: "RUK", Colour: "#12b6cf"}
	election := count.Election{
		Name: "UK general election", Date: "2024-07-04", Zone: "Europe/London",
		Closes: time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC),
		Type:   count.UKParliament, Mode: count.Rehearsal, Profile: count.ProfileCount, SecondPerson: count.ConfirmSecond,
	}
	electorate2019 := 75162
	half, declared := time.Date(2024, 7, 5, 2, 30, 0, 0, time.UTC), time.Date(2024, 7, 5, 2, 26, 8, 0, time.UTC)

	want := []count.Contest{
		{
			ID: "nottingham-north-and-kimberley", Election: election,
			Name: "Nottingham North and Kimberley", GSS: "E14001411", Region: "East Midlands", Country: "England",
			System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: count.PublishRunning,
			Electorate: &count.Electorate{Count: 73768, Final: true, Source: "House of Commons Library"},
			Boundaries: count.BoundariesChanged, OrderNote: "By surname, derived.", Note: "First line,\nsecond line.",
			Place: &count.MapPlace{Column: 54, Row: -25}, Expected: &half,
			Candidates: []count.Candidate{
				{ID: "115918", Number: 1, Surname: "Harvey", Forenames: "Sam", Description: "Green Party", Parties: []count.Party{green}},
				{ID: "73668", Number: 2, Surname: "Henry", Forenames: "Caroline", Description: "Conservative Party", Parties: []count.Party{conservative}},
				{ID: "117359", Number: 3, Surname: "Kadiri", Forenames: "Golam", Description: "Reform UK", Parties: []count.Party{reform}},
				{ID: "34206", Number: 4, Surname: "Norris", Forenames: "Alex", Description: "Labour and Co-operative Party", Parties: []count.Party{labour, coop}},
				{ID: "847", Number: 5, Surname: "Schmitz", Forenames: "David", Description: "Liberal Democrats", Parties: []count.Party{libdem}},
			},
			Boxes: []count.VerificationUnit{
				{ID: "box-1", Name: "Box 1", Kind: count.Box},
				{ID: "box-2", Name: "Box 2", Kind: count.Box},
				{ID: "postal-1", Name: "Postal session 1", Kind: count.PostalSession},
			},
			Units: []count.CountUnit{
				{ID: "table-1", Name: "Table 1", Kind: count.Table, FedBy: []string{"box-1", "postal-1"}, SendsDoubtful: true},
				{ID: "table-2", Name: "Table 2", Kind: count.Table, FedBy: []string{"box-2"}},
				{ID: "adjudication", Name: "Adjudication", Kind: count.Adjudication},
			},
		},
		{
			ID: "islington-north", Election: election,
			Name: "Islington North", GSS: "E14001305", Region: "London", Country: "England",
			System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: count.PublishRunning,
			Boundaries: count.BoundariesUnchanged,
			Place:      &count.MapPlace{Column: 63, Row: -41}, Expected: &declared,
			Candidates: []count.Candidate{
				{ID: "1120", Number: 1, Surname: "Corbyn", Forenames: "Jeremy", Description: "Independent"},
				{ID: "117355", Number: 2, Surname: "Josling", Forenames: "Paul Dominic", KnownAs: "Paul Josling", Description: "Independent"},
				{ID: "90828", Number: 3, Surname: "Nargund", Forenames: "Praful", Description: "Labour Party", Parties: []count.Party{labour}},
			},
			Units: []count.CountUnit{{ID: "count", Name: "The whole count", Kind: count.Whole}},
			Previous: &count.Previous{
				Kind: count.Actual, Date: "2019-12-12", Electorate: &electorate2019, Source: "House of Commons Library",
				Votes: []count.PreviousVote{
					{ID: "PP53", Party: &labour, Label: "Labour", Votes: 34603},
					{ID: "PP90", Party: &libdem, Label: "Liberal Democrat", Votes: 8415},
					{ID: "PP52", Party: &conservative, Label: "Conservative", Votes: 5483},
					{ID: "PP63", Party: &green, Label: "Green", Votes: 4326},
					{ID: "PP7931", Party: &reform, Label: "Brexit Party", Votes: 742},
					{ID: "independent-1", Label: "Independent", Votes: 236},
				},
			},
		},
	}
	for i := range want {
		// DeepEqual tells nil from empty: a ledger must read back the same.
		if !reflect.DeepEqual(all[i], want[i]) {
			t.Errorf("contest %d:\n got %+v\nwant %+v", i, all[i], want[i])
		}
	}
}

// What spreadsheets do to files must not change what they say.
func TestReadTakesWhatSpreadsheetsWrite(t *testing.T) {
	want := contests(t, twoSeats(t))
	eachFile := func(change func(name, text string) string) fstest.MapFS {
		files := twoSeats(t)
		for name, f := range files {
			f.Data = []byte(change(name, string(f.Data)))
		}
		return files
	}
	csvOnly := func(change func(text string) string) func(name, text string) string {
		return func(name, text string) string {
			if strings.HasSuffix(name, ".csv") {
				return change(text)
			}
			return text
		}
	}
	variants := map[string]func(name, text string) string{
		"byte order mark": func(_, text string) string { return "\ufeff" + text },
		"CRLF":            func(_, text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"byte order mark and CRLF": func(_, text string) string {
			return "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
		},
		"no last line end": func(_, text string) string { return strings.TrimSuffix(text, "\n") },
		"blank rows": csvOnly(func(text string) string {
			return strings.Replace(text, "\n", "\n,,,\n\n", 1) + ",,,,\n"
		}),
		"empty columns after the last": func(name, text string) string {
			if name != "candidates.csv" {
				return text
			}
			return strings.ReplaceAll(text, "\n", ",,\n")
		},
		"spaces around a cell":     csvOnly(func(text string) string { return strings.ReplaceAll(text, ",PP53", ", PP53 ") }),
		"semicolons between boxes": func(_, text string) string { return strings.ReplaceAll(text, "box-1 postal-1", "box-1; postal-1") },
	}
	for name, change := range variants {
		t.Run(name, func(t *testing.T) {
			got := contests(t, eachFile(change))
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestReadFindsColumnsByNameInAnyOrder(t *testing.T) {
	want := contests(t, twoSeats(t))
	files := twoSeats(t)
	files["parties.csv"] = &fstest.MapFile{Data: []byte(swapColumns(string(files["parties.csv"].Data), 0, 4))}
	files["candidates.csv"] = &fstest.MapFile{Data: []byte(swapColumns(string(files["candidates.csv"].Data), 1, 7))}
	files["previous.csv"] = &fstest.MapFile{Data: []byte(swapColumns(string(files["previous.csv"].Data), 0, 10))}
	if got := contests(t, files); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// swapColumns swaps two columns of a CSV text without quotation marks.
func swapColumns(text string, i, j int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for n, line := range lines {
		cells := strings.Split(line, ",")
		cells[i], cells[j] = cells[j], cells[i]
		lines[n] = strings.Join(cells, ",")
	}
	return strings.Join(lines, "\n")
}

// Names are people's own: accents stay as typed, composed or not, and what looks
// like a formula is text.
func TestReadKeepsNamesExactly(t *testing.T) {
	for _, name := range []string{"Siân", "Sia\u0302n", "O’Neill", "=1+1", "+44", "@home", "Ní Mhaoláin", "Llŷr <b>"} {
		files := twoSeats(t)
		replace(t, files, "candidates.csv", "Harvey", name)
		if got := contests(t, files)[0].Candidates[0].Surname; got != name {
			t.Errorf("surname %q, want %q", got, name)
		}
	}
}

func TestReadMakesAnIDFromTheName(t *testing.T) {
	for name, want := range map[string]string{
		"Ynys Môn":                    "ynys-mon",
		"Ynys Mo\u0302n":              "ynys-mon",
		"St. Ives":                    "st-ives",
		"King's Lynn & West":          "kings-lynn-and-west",
		"Na h-Eileanan an Iar":        "na-h-eileanan-an-iar",
		"Dwyfor   Meirionnydd (2024)": "dwyfor-meirionnydd-2024",
	} {
		files := twoSeats(t)
		replace(t, files, "contests.csv", "Nottingham North and Kimberley", name)
		replace(t, files, "candidates.csv", "nottingham-north-and-kimberley", want)
		replace(t, files, "units.csv", "nottingham-north-and-kimberley", want)
		if got := contests(t, files)[0].ID; got != want {
			t.Errorf("%s: id %q, want %q", name, got, want)
		}
	}
}

// replace changes every place of a text that must be there.
func replace(t testing.TB, files fstest.MapFS, file, old, with string) {
	t.Helper()
	text := string(files[file].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s has no %q to replace", file, old)
	}
	files[file] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, old, with))}
}

// A definition that cannot be taken over is found in the file that makes it.
func TestLocate(t *testing.T) {
	p, err := pack.Read(twoSeats(t))
	if err != nil {
		t.Fatal(err)
	}
	const seat, other = "nottingham-north-and-kimberley", "islington-north"
	for refused, want := range map[count.Problem]string{
		{Contest: seat, Part: count.PartElection, Message: "too late"}:    "election.json:1:1: too late",
		{Contest: seat, Part: count.PartContest, Message: "too late"}:     "contests.csv:2: too late",
		{Contest: other, Part: count.PartContest, Message: "too late"}:    "contests.csv:4: too late",
		{Contest: other, Part: count.PartCandidates, Message: "too late"}: "candidates.csv:7: too late",
		{Contest: seat, Part: count.PartUnits, Message: "too late"}:       "units.csv:2: too late",
		{Contest: other, Part: count.PartUnits, Message: "too late"}:      "contests.csv:4: too late", // none written out
		{Contest: other, Part: count.PartPrevious, Message: "too late"}:   "previous.csv:2: too late",
		{Contest: "chorley", Part: count.PartContest, Message: "unknown"}: "contests.csv: chorley: unknown",
	} {
		if got := p.Locate(refused).String(); got != want {
			t.Errorf("%s of %s is at %q, want %q", refused.Part, refused.Contest, got, want)
		}
	}
}

// All problems of all files come at once, in the order of files and lines.
func TestErrorNamesEverything(t *testing.T) {
	files := twoSeats(t)
	replace(t, files, "election.json", `"rehearsal"`, `"test"`)
	replace(t, files, "contests.csv", "E14001305", "N1")
	replace(t, files, "candidates.csv", ",Corbyn,", ",,")
	replace(t, files, "previous.csv", "8415", "8,415 votes")
	delete(files, "units.csv")
	_, err := pack.Read(files)
	const want = `there are 5 problems in the election pack:
  election.json:7:11: mode: “test” is not known; say “rehearsal” or “live”
  contests.csv:4:33: gss: “N1” is no GSS code; it is a capital letter and eight digits
  candidates.csv:7:24: surname: nothing stands here
  units.csv: the file is missing
  previous.csv:3:36: “415 votes” stands under no column name`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if _, ok := err.(*pack.Error); !ok {
		t.Errorf("the error is a %T", err)
	}
}
