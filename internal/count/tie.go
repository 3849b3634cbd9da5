package count

import (
	"fmt"
	"slices"
	"strings"
)

// CheckTie refuses equal votes at the elected line that no lot decided (E14).
func CheckTie(s *Standing) []Finding {
	_, tied := s.Winners()
	if len(tied) == 0 {
		return nil
	}
	return []Finding{{Code: E14, Title: "Equal votes: " + s.Contest.Names(tied) + ".",
		Text: "Nobody is elected by the order of a list. The Returning Officer decides between them by lot (rule 49)."}}
}

// Names joins candidates' names as readers know them: "A, B and C".
func (c *Contest) Names(ids []string) string {
	var names []string
	for _, id := range ids {
		if cand, ok := c.Candidate(id); ok {
			names = append(names, cand.Name())
		}
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return strings.Join(names, "")
}

// LotWords say what a drawn lot did, as rule 49 has it.
func (c *Contest) LotWords(l LotDrawn) string {
	to := c.Names(l.Chosen)
	if len(l.Chosen) > 1 {
		to = "each of " + to
	}
	return "Following an equality of votes, lots were drawn and, as a consequence, an additional vote was allotted to " + to + "."
}

// CheckLot refuses a lot but between exactly those tied at the elected line, for
// as many as there are seats left, with its method (E15).
func CheckLot(s *Standing, lot LotDrawn) []Finding {
	_, tied := Elect(s.Contest, s.Tally(), s.deadIDs(), nil)
	if len(tied) == 0 {
		return []Finding{{Code: E15, Title: "There is nothing to decide by lot.", Text: "No candidates have equal votes where one vote more would elect one of them."}}
	}
	left := s.SeatsLeft(tied)
	switch {
	case !sameSet(lot.Tied, tied):
		return []Finding{{Code: E15, Title: "The lot is not between those who are tied.", Text: "Equal votes at the elected line have " + s.Contest.Names(tied) + "."}}
	case !lot.decides(tied, left):
		return []Finding{{Code: E15, Field: FieldChosen, Title: fmt.Sprintf("The lot has to choose %d of those who are tied.", left),
			Text: "Name as many as there are seats left, each once: " + s.Contest.Names(tied) + "."}}
	case strings.TrimSpace(lot.Method) == "":
		return []Finding{{Code: E15, Field: FieldMethod, Title: "How the lot was drawn is missing.", Text: "Write it as the record has it, such as “slips in envelopes”."}}
	}
	return nil
}

// Fields of a lot.
const (
	FieldChosen = "chosen"
	FieldMethod = "method"
)

// SeatsLeft is the seats left at the elected line, for the candidates tied there.
func (s *Standing) SeatsLeft(tied []string) int {
	t := s.Tally()
	left := s.Contest.Seats
	for _, r := range Stand(s.Contest, t).Rows {
		if r.Votes > t.Votes[tied[0]] {
			left--
		}
	}
	return left
}

// CheckElected refuses another number of winners than seats, or one who does not
// stand (E16): for a winner that is named and not computed. Fewer are elected only
// where a winner died.
func CheckElected(s *Standing, elected []string) []Finding {
	c := s.Contest
	for i, id := range elected {
		if _, ok := c.Candidate(id); !ok || slices.Contains(elected[:i], id) || slices.Contains(s.deadIDs(), id) {
			return []Finding{{Code: E16, Field: FieldElected, Title: fmt.Sprintf("“%s” cannot be elected.", id),
				Text: "Each of those elected stands on the ballot paper, is alive and is named once."}}
		}
	}
	seats := min(c.Seats, len(c.Candidates))
	if n := len(elected); n > seats || n < seats-len(s.Deceased) {
		return []Finding{{Code: E16, Field: FieldElected, Title: fmt.Sprintf("%d are named as elected; there are %d to elect.", n, seats),
			Text: "As many are elected as there are seats. A seat stays empty only where a candidate who died won it."}}
	}
	return nil
}

// FieldElected is the field of a winner that is named.
const FieldElected = "elected"
