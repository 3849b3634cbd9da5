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
	var paper []numbered
	for _, w := range rows {
		cand := w.candidate()
		ids.check(w, "id", cand.ID)
		paper = append(paper, numbered{cand.Number, w})
		c.Candidates = append(c.Candidates, cand)
	}
	slices.SortStableFunc(c.Candidates, func(a, b count.Candidate) int { return cmp.Compare(a.Number, b.Number) })
	if sound(rows, "number") {
		checkNumbers(paper)
	}
	c.checkField()
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

// numbered is a place on the ballot paper and the row that gives it.
type numbered struct {
	number int
	row    *row
}

// checkNumbers holds a ballot paper to the numbers from 1 without gaps. The first
// that is out of line is said; the rest only follows from it.
func checkNumbers(paper []numbered) {
	slices.SortStableFunc(paper, func(a, b numbered) int { return cmp.Compare(a.number, b.number) })
	for i, p := range paper {
		switch {
		case i > 0 && p.number == paper[i-1].number:
			p.row.wrong("number", "%d is the number of line %d already", p.number, paper[i-1].row.line)
			return
		case p.number != i+1:
			p.row.wrong("number", "%d follows %d; the ballot paper is numbered 1, 2, 3 … without gaps", p.number, i)
			return
		}
	}
}

// checkField holds the number of candidates to what a ballot paper takes. As many as
// seats, or fewer, are an uncontested election: no poll is held.
func (c *contest) checkField() {
	if c.row == nil || c.lost {
		return
	}
	switch n := len(c.Candidates); {
	case n == 0:
		c.row.wrong("name", "the contest has no candidates in %s", candidatesFile)
	case n > maxCandidates:
		c.row.wrong("name", "the contest has %d candidates; at most %d are supported", n, maxCandidates)
	}
}
