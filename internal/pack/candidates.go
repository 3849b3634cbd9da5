package pack

import (
	"cmp"
	"slices"

	"resultsdesk/internal/count"
)

// maxCandidates is the most that a ballot paper has here; the longest of 2024 had
// 13.
const maxCandidates = 99

// readCandidates reads candidates.csv.
func (r *reader) readCandidates() {
	rows, ok := r.table(candidatesFile, columns{
		must: []string{"contest", "number", "id", "surname", "forenames", "description", "party"},
		may:  []string{"known_as", "party_2"},
	})
	if !ok {
		return
	}
	r.group(candidatesFile, rows)
	for _, c := range r.contests {
		c.readCandidates(c.rows[candidatesFile])
	}
}

func (c *contest) readCandidates(rows []*row) {
	ids := unique{}
	at := map[string]*row{}
	for _, w := range rows {
		cand := w.candidate()
		ids.check(w, "id", cand.ID)
		at[cand.ID] = w
		c.Candidates = append(c.Candidates, cand)
	}
	slices.SortStableFunc(c.Candidates, func(a, b count.Candidate) int { return cmp.Compare(a.Number, b.Number) })
	if !anyBad(rows) {
		c.checkBallotPaper(at)
	}
}

// candidate reads one row.
func (w *row) candidate() count.Candidate {
	return count.Candidate{
		ID:          w.id("id"),
		Number:      w.figure("number", 1),
		Surname:     w.needed("surname", maxName),
		Forenames:   w.text("forenames", maxName),
		KnownAs:     w.text("known_as", maxName),
		Description: w.text("description", maxDescription),
		Parties:     w.candidateParties(),
	}
}

// candidateParties are none for an independent and two for a joint candidacy, the
// main one first.
func (w *row) candidateParties() []count.Party {
	main, second := w.party("party"), w.party("party_2")
	switch {
	case w.says("party_2") == "":
	case w.says("party") == "":
		w.wrong("party_2", "there is no first party; the main one stands in the column party")
	case w.says("party") == w.says("party_2"):
		w.wrong("party_2", "a joint candidacy is of two different parties")
	}
	var parties []count.Party
	for _, p := range []*count.Party{main, second} {
		if p != nil {
			parties = append(parties, *p)
		}
	}
	return parties
}

// checkBallotPaper checks the candidates as a ballot paper: numbers from 1 without
// gaps, and a contest to decide. at finds their rows.
func (c *contest) checkBallotPaper(at map[string]*row) {
	for i, cand := range c.Candidates {
		w := at[cand.ID]
		switch {
		case i > 0 && cand.Number == c.Candidates[i-1].Number:
			w.wrong("number", "%d is the number of line %d already", cand.Number, at[c.Candidates[i-1].ID].line)
			return
		case cand.Number != i+1:
			w.wrong("number", "%d follows %d; the ballot paper is numbered 1, 2, 3 … without gaps", cand.Number, i)
			return
		}
	}
	if c.row == nil || c.lost {
		return
	}
	switch n := len(c.Candidates); {
	case n == 0:
		c.row.wrong("name", "the contest has no candidates in %s", candidatesFile)
	case n <= c.Seats:
		c.row.wrong("name", "the contest has one candidate; an uncontested election is not supported by this version")
	case n > maxCandidates:
		c.row.wrong("name", "the contest has %d candidates; at most %d are supported", n, maxCandidates)
	}
}
