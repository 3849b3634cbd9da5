package web_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
)

func dataFolder(t testing.TB) string {
	t.Helper()
	data := os.Getenv("DESK_TESTDATA")
	if data == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	if _, err := os.Stat(data); err != nil {
		t.Skipf("the real data is not at %s", data)
	}
	return data
}

// published2024 is a CSV file of the real data by the names of its columns.
func published2024(t testing.TB, file string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(filepath.Join(dataFolder(t), "uk-ge2024", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// seats2024 is every seat of 4 July 2024 on the real map.
func seats2024(t testing.TB) []count.Contest {
	t.Helper()
	files := fstest.MapFS{"election.json": {Data: []byte(`{"name": "UK general election", "date": "2024-07-04", "time_zone": "Europe/London", "close_of_poll": "22:00",
		"type": "uk-parliament", "mode": "rehearsal", "profile": "count", "publish": "declared", "second_person": "confirm"}`)}}
	for _, name := range []string{"constituencies.csv", "candidates.csv", "notional-2019-results.csv", "revised_constituency_ids.csv"} {
		text, err := os.ReadFile(filepath.Join(dataFolder(t), "uk-ge2024", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	p, err := pack.ReadHOC(files)
	if err == nil {
		err = p.ReadMap(os.DirFS(filepath.Join(dataFolder(t), "uk-hexmap")), "uk-constituencies-2023.hexjson")
	}
	if err != nil {
		t.Fatal(err)
	}
	return p.Definitions().Contests
}

// votes2024 are the published votes, by code and person.
func votes2024(t testing.TB) map[string]int {
	t.Helper()
	votes := map[string]int{}
	for _, row := range published2024(t, "candidates.csv") {
		n, err := strconv.Atoi(row["Votes"])
		if err != nil {
			t.Fatal(err)
		}
		votes[row["ONS ID"]+row["DC Person ID"]] = n
	}
	return votes
}

// country is every seat of 4 July 2024 on the real map, with its result as published.
func country(t testing.TB) []*feed.Bulletin {
	t.Helper()
	votes := votes2024(t)
	result := map[string]string{} // "Lab gain from Con"
	for _, row := range published2024(t, "constituencies.csv") {
		result[row["ONS ID"]] = row["Result"]
	}
	var all []*feed.Bulletin
	for i, c := range seats2024(t) {
		all = append(all, resultOf(&c, votes, result[c.GSS], int64(i+1)))
	}
	return all
}

// resultOf is a declared seat.
func resultOf(c *count.Contest, votes map[string]int, result string, revision int64) *feed.Bulletin {
	b := feed.Project(&count.Standing{Contest: c})
	b.Epoch, b.Revision, b.At, b.Stage, b.Assurance = 1720000000000, revision, at("05:00:00"), count.StageDeclared, feed.Declared
	lines := b.Contest.Candidates
	first := 0
	for i := range lines {
		lines[i].Votes = ptr(votes[c.GSS+lines[i].ID])
		if *lines[i].Votes > *lines[first].Votes {
			first = i
		}
	}
	lines[first].Elected = true
	b.Contest.Outcome = &feed.Outcome{Kind: count.Hold}
	if strings.Contains(result, " gain from ") {
		b.Contest.Outcome.Kind = count.Gain
	}
	return b
}

// nightOf is the overview of some seats, as the feed makes it.
func nightOf(seats []*feed.Bulletin) *feed.Bulletin {
	last := seats[len(seats)-1]
	return &feed.Bulletin{Format: feed.Format, Topic: feed.OverviewTopic, Epoch: last.Epoch, Revision: last.Revision + 1, At: last.At,
		Mode: last.Mode, Election: last.Election, Overview: feed.OverviewOf(seats)}
}
