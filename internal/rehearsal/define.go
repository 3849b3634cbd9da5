package rehearsal

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
)

// election is the election.json of a rehearsal. Its mode cannot be chosen.
func election(p Plan, date string) ([]byte, error) {
	return json.Marshal(map[string]string{
		"name": "UK general election", "date": date, "time_zone": "Europe/London", "close_of_poll": "22:00", "type": string(count.UKParliament),
		"mode": string(count.Rehearsal), "profile": string(count.ProfileCount), "publish": p.Publish, "second_person": string(count.ConfirmSecond),
	})
}

// define imports the contests by the way of every import: names, candidates and base as
// the Library has them now, electorates and names as they were first published. They
// stand in order of the Library's file.
func define(p Plan, first, final *release) ([]count.Contest, error) {
	dir, err := os.MkdirTemp("", "desk-rehearsal-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	files, err := importFiles(p, first, final)
	if err != nil {
		return nil, err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return nil, err
		}
	}
	read, err := pack.ReadHOC(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Results, err)
	}
	if p.Map != "" {
		if err := read.ReadMap(os.DirFS(filepath.Dir(p.Map)), filepath.Base(p.Map)); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Map, err)
		}
	}
	defs := read.Definitions().Contests
	for i := range defs {
		asFirstPublished(&defs[i], first, final)
	}
	return defs, nil
}

// asFirstPublished gives a contest the names under which it was declared. Its id stays
// that of its right name.
func asFirstPublished(c *count.Contest, first, final *release) {
	for _, seat := range first.seats {
		if seat[colSeat] == c.GSS {
			c.Name = seat[colName]
		}
	}
	for _, p := range first.candidates[c.GSS] {
		other, _ := final.same(c.GSS, p)
		for i := range c.Candidates {
			if cand := &c.Candidates[i]; cand.ID == other[colPerson] && readName(p) != readName(other) {
				cand.Forenames, cand.Surname = p[colForenames], p[colSurname]
			}
		}
	}
}

// importFiles are the Library's files in the shape that an import of 2024 has: other
// years have other columns.
func importFiles(p Plan, first, final *release) (map[string][]byte, error) {
	date := "2024-07-04"
	if t := final.seats[0][colTime]; t != "" {
		date = "2019-12-12"
	}
	files := map[string][]byte{baseFile: nil, codesFile: nil}
	if p.Base != "" && p.Base != NoBase {
		for name := range files {
			data, err := os.ReadFile(filepath.Join(p.Base, name))
			if err != nil {
				return nil, err
			}
			files[name] = data
		}
	}
	electorates := map[string]string{}
	for _, seat := range first.seats {
		electorates[seat[colSeat]] = seat[colElectorate]
	}
	var seats, people []row
	for _, seat := range final.seats {
		seat := row{colSeat: seat[colSeat], colName: seat[colName], "Region name": seat["Region name"], "Country name": seat["Country name"], colElectorate: electorates[seat[colSeat]]}
		seats = append(seats, seat)
		people = append(people, final.candidates[seat[colSeat]]...)
	}
	var err error
	if files["election.json"], err = election(p, date); err != nil {
		return nil, err
	}
	if files[seatsFile], err = written([]string{colSeat, colName, "Region name", "Country name", colElectorate}, seats); err != nil {
		return nil, err
	}
	files[candidatesFile], err = written([]string{colSeat, "Party name", colParty, "Electoral Commission party ID", "MNIS party ID",
		"Electoral Commission adjunct party ID", colForenames, colSurname, colPerson}, people)
	return files, err
}

func written(columns []string, rows []row) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	lines := [][]string{columns}
	for _, r := range rows {
		var cells []string
		for _, c := range columns {
			cells = append(cells, r[c])
		}
		lines = append(lines, cells)
	}
	err := w.WriteAll(lines)
	return out.Bytes(), err
}

// readName is a candidate's name as people read it.
func readName(p row) string {
	return strings.TrimSpace(strings.Join(slices.DeleteFunc([]string{p[colForenames], p[colSurname]}, func(s string) bool { return s == "" }), " "))
}
