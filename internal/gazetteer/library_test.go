package gazetteer_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"resultsdesk/internal/feed"
	"resultsdesk/internal/gazetteer"
	"resultsdesk/internal/pack"
)

// library is the general election of 2024 as the House of Commons Library publishes it.
// Its files are in ../shared/data beside the project or where DESK_TESTDATA says.
func library(t testing.TB) []gazetteer.Entry {
	t.Helper()
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	fsys := fstest.MapFS{}
	for _, name := range []string{"candidates.csv", "constituencies.csv", "notional-2019-results.csv", "revised_constituency_ids.csv"} {
		text, err := os.ReadFile(filepath.Join(data, "uk-ge2024", name))
		if err != nil {
			t.Skipf("the House of Commons Library's files are not at %s", data)
		}
		fsys[name] = &fstest.MapFile{Data: text}
	}
	election, err := os.ReadFile("../../cmd/desk/demo/pack/election.json")
	if err != nil {
		t.Fatal(err)
	}
	fsys["election.json"] = &fstest.MapFile{Data: election}
	p, err := pack.ReadHOC(fsys)
	if err != nil {
		t.Fatal(err)
	}
	var contests []*feed.Contest
	for _, c := range p.Definitions().Contests {
		f := &feed.Contest{ID: c.ID, Name: c.Name, GSS: c.GSS, Region: c.Region, Country: c.Country}
		for _, line := range c.Candidates {
			as := feed.Candidate{ID: line.ID, Name: line.Name(), Surname: line.Surname, Label: line.Label()}
			for _, p := range line.Parties {
				as.Parties = append(as.Parties, feed.Party{ID: p.ID, Name: p.Name, Short: p.Short, Abbr: p.Abbr})
			}
			f.Candidates = append(f.Candidates, as)
		}
		contests = append(contests, f)
	}
	return gazetteer.Entries(contests)
}

// some is a small index of real names.
func some() *gazetteer.Index {
	parties := []feed.Party{{ID: "PP53", Name: "Labour Party", Short: "Labour", Abbr: "Lab"}}
	return gazetteer.New(gazetteer.Entries([]*feed.Contest{
		{ID: "islington-north", Name: "Islington North", GSS: "E14001305", Region: "London", Country: "England", Candidates: []feed.Candidate{
			{ID: "1120", Name: "Jeremy Corbyn", Label: "Independent"}, {ID: "90828", Name: "Praful Nargund", Label: "Labour", Parties: parties},
		}},
		{ID: "islington-south-and-finsbury", Name: "Islington South and Finsbury", GSS: "E14001306", Region: "London", Country: "England"},
		{ID: "ynys-mon", Name: "Ynys Môn", GSS: "W07000112", Region: "Wales", Country: "Wales"},
		{ID: "st-ives", Name: "St Ives", Region: "South West", Country: "England"},
		{ID: "stoke-on-trent-north", Name: "Stoke-on-Trent North", Region: "West Midlands", Country: "England"},
		{ID: "brighton-pavilion", Name: "Brighton Pavilion", Region: "South East", Country: "England", Candidates: []feed.Candidate{{ID: "2", Name: "Siân Berry", Label: "Green"}}},
		{ID: "foyle", Name: "Foyle", Region: "Northern Ireland", Country: "Northern Ireland", Candidates: []feed.Candidate{{ID: "3", Name: "Liam O’Neill", Label: "Independent"}}},
	}))
}
