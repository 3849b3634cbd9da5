package rehearsal

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Sources are the files that a night is made from, as the House of Commons Library
// publishes them.
type Sources struct {
	// Results is the folder with constituencies.csv and candidates.csv, or
	// candidates.headerless.csv. Where first-published-… files lie beside them, these are
	// what the night declares, and the others what is corrected later.
	Results string `json:"results"`
	// Base is the folder with the notional results of the election before; empty for none.
	Base string `json:"base,omitempty"`
	// Clock is the file with the times of the declarations; empty for the folder's own.
	Clock string `json:"clock,omitempty"`
	// Map is a hexjson file with a hexagon for each contest; empty for no map.
	Map string `json:"map,omitempty"`
}

// NoBase as Sources.Base is a night without a base of comparison.
const NoBase = "none"

const (
	seatsFile      = "constituencies.csv"
	candidatesFile = "candidates.csv"
	headlessFile   = "candidates.headerless.csv"
	baseFile       = "notional-2019-results.csv"
	codesFile      = "revised_constituency_ids.csv"
	timesFile      = "recorded-times.csv"
	firstPrefix    = "first-published-"
)

// row is a line of a file by the names of its columns.
type row map[string]string

func (r row) number(column string) (int, error) {
	n, err := strconv.Atoi(r[column])
	if err != nil {
		return 0, fmt.Errorf("%s, %s: %q is no whole number", r[colName], column, r[column])
	}
	return n, nil
}

// Columns of the Library's files.
const (
	colSeat       = "ONS ID"
	colName       = "Constituency name"
	colElectorate = "Electorate"
	colValid      = "Valid votes"
	colInvalid    = "Invalid votes"
	colVotes      = "Votes"
	colPerson     = "DC Person ID"
	colForenames  = "Candidate first name"
	colSurname    = "Candidate surname"
	colParty      = "Party abbreviation"
	colTime       = "Declaration time"
)

// headlessColumns are those of candidates.headerless.csv.
func headlessColumns() []string {
	return []string{colSeat, "ONS region ID", colName, "County name", "Region name", "Country name", "Constituency type",
		"Party name", colParty, "Electoral Commission party ID", "MNIS party ID", "Electoral Commission adjunct party ID",
		colForenames, colSurname, "Candidate gender", "Sitting MP", "Former MP", "Member MNIS ID", colVotes, "Share", "Change"}
}

// release is what the Library published at one time.
type release struct {
	seats      []row
	candidates map[string][]row // by the seat's official code
}

// readRelease reads the files of a folder whose names begin with a prefix.
func readRelease(folder, prefix string) (*release, error) {
	seats, err := readRows(filepath.Join(folder, prefix+seatsFile), nil)
	if err != nil {
		return nil, err
	}
	r := &release{seats: seats, candidates: map[string][]row{}}
	people, err := readRows(filepath.Join(folder, prefix+candidatesFile), nil)
	if errors.Is(err, fs.ErrNotExist) {
		if people, err = readRows(filepath.Join(folder, prefix+headlessFile), headlessColumns()); err == nil {
			numbered(people)
		}
	}
	for _, p := range people {
		r.candidates[p[colSeat]] = append(r.candidates[p[colSeat]], p)
	}
	return r, err
}

// numbered gives candidates an id where their file has none.
func numbered(people []row) {
	for i, p := range people {
		p[colPerson] = fmt.Sprintf("candidate-%d", i+1)
	}
}

// readRows reads a CSV file; header is nil where its first line is one.
func readRows(file string, header []string) ([]row, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.FieldsPerRecord = -1
	lines, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if header == nil && len(lines) > 0 {
		header, lines = lines[0], lines[1:]
	}
	var rows []row
	for _, cells := range lines {
		r := row{}
		for i, cell := range cells {
			if i < len(header) {
				r[header[i]] = strings.TrimSpace(cell)
			}
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// same is the row of the same candidate in another release: by name and party, because
// in one seat the numbers of two stayed with the votes when their names were exchanged;
// by number where the name was put right.
func (r *release) same(seat string, person row) (row, bool) {
	for _, columns := range [][]string{{colForenames, colSurname, colParty}, {colPerson}} {
		for _, other := range r.candidates[seat] {
			if !slices.ContainsFunc(columns, func(column string) bool { return other[column] != person[column] }) {
				return other, true
			}
		}
	}
	return nil, false
}

// HasBase tells whether a folder has the results of the election before.
func HasBase(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, baseFile))
	return err == nil
}
