package pack_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/pack"
)

// TestAlarmsOfEverySeat holds the warnings to the 650 honest results of 4 July 2024,
// each on one sheet and against its notional base: what cries wolf is not read. W01 to
// W08 may come in 2% of the seats at most, suspicion of exchanged figures in 4 seats.
func TestAlarmsOfEverySeat(t *testing.T) {
	seats, candidates := everySeat(t)
	alarmed, by := 0, map[count.Code]int{}
	for _, s := range seats {
		codes := s.alarms(t, s.sheet(candidates))
		for _, code := range codes {
			by[code]++
		}
		if slices.ContainsFunc(codes, soft) {
			alarmed++
		}
	}
	t.Logf("soft alarms in %d of %d seats; by rule %v", alarmed, len(seats), by)
	if len(seats) != 650 || alarmed*100 > 2*650 {
		t.Errorf("%d of %d seats raise W01 to W08; want 2%% at most", alarmed, len(seats))
	}
	if by[count.W02] != 2 || by[count.W05] != 7 || by[count.W07] > 4 {
		t.Errorf("W02 in %d seats, W05 in %d, W07 in %d; want 2, 7, and 4 at most", by[count.W02], by[count.W05], by[count.W07])
	}
}

// TestExchangedSeats exchanges the two who lead, in every seat, and counts where the
// previous result alone makes the desk suspicious. It is no proof: only a second
// person with a sheet of their own is.
func TestExchangedSeats(t *testing.T) {
	seats, candidates := everySeat(t)
	found := 0
	for _, s := range seats {
		sheet := s.sheet(candidates)
		a, b := s.leaders(t, sheet)
		sheet[a], sheet[b] = sheet[b], sheet[a]
		if slices.Contains(s.alarms(t, sheet), count.W07) {
			found++
		}
	}
	t.Logf("the two who lead exchanged: suspected in %d of %d seats", found, len(seats))
	if found < 100 {
		t.Errorf("suspected in %d of %d seats; want 100 at least", found, len(seats))
	}
}

func soft(c count.Code) bool { return c >= count.W01 && c <= count.W08 }

// publishedSeat is a seat with its published figures.
type publishedSeat struct {
	contest *count.Contest
	row     map[string]string
}

func everySeat(t *testing.T) ([]publishedSeat, map[string][]map[string]string) {
	t.Helper()
	folder := libraryFolder(t, libraryFiles())
	p, err := pack.ReadHOC(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	byCode := map[string]*count.Contest{}
	contests := p.Definitions().Contests
	for i := range contests {
		byCode[contests[i].GSS] = &contests[i]
	}
	var seats []publishedSeat
	for _, row := range libraryRows(t, filepath.Join(folder, "constituencies.csv")) {
		seats = append(seats, publishedSeat{byCode[row["ONS ID"]], row})
	}
	candidates := map[string][]map[string]string{}
	for _, row := range libraryRows(t, filepath.Join(folder, "candidates.csv")) {
		candidates[row["ONS ID"]] = append(candidates[row["ONS ID"]], row)
	}
	return seats, candidates
}

func (s publishedSeat) sheet(candidates map[string][]map[string]string) count.Fields {
	f := count.Fields{}
	for _, h := range count.UKParliament.Heads() {
		f[count.FieldHead(h.ID)] = "0"
	}
	f[count.FieldHead("uncertain")] = s.row["Invalid votes"]
	for _, row := range candidates[s.contest.GSS] {
		f[count.FieldVotes(row["DC Person ID"])] = row["Votes"]
	}
	return f
}

// alarms are the codes of what the desk finds in a sheet, each once.
func (s publishedSeat) alarms(t *testing.T, sheet count.Fields) []count.Code {
	t.Helper()
	_, findings := count.CheckSheet(s.standing(t), &s.contest.Units[0], sheet)
	if refused := count.Refusals(findings); len(refused) > 0 {
		t.Fatalf("%s: %+v", s.contest.Name, refused)
	}
	var codes []count.Code
	for _, f := range findings {
		codes = append(codes, f.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func (s publishedSeat) standing(t *testing.T) *count.Standing {
	papers := number(t, s.row["Valid votes"]) + number(t, s.row["Invalid votes"])
	return &count.Standing{Contest: s.contest, Total: &count.Paper{Papers: papers}}
}

// leaders are the fields of the two with most votes.
func (s publishedSeat) leaders(t *testing.T, sheet count.Fields) (first, second string) {
	tally := count.Tally{Votes: map[string]int{}}
	for _, c := range s.contest.Candidates {
		n, err := strconv.Atoi(sheet[count.FieldVotes(c.ID)])
		if err != nil {
			t.Fatal(err)
		}
		tally.Votes[c.ID] = n
	}
	rows := count.Stand(s.contest, tally).Rows
	return count.FieldVotes(rows[0].Candidate.ID), count.FieldVotes(rows[1].Candidate.ID)
}
