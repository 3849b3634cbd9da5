package pack

import (
	"slices"
	"strings"

	"resultsdesk/internal/count"
)

// readBase reads the notional results: the base of change, hold and gain. The file
// has no header.
func (h *hocReader) readBase() {
	rows, ok := h.headless(hocBase, []string{
		"name", "ONS name", "ONS code", "number", "region", "country", "type", "turnout", "electorate", "total votes", "majority",
		"vote column", "votes", "party abbreviation", "party name", "party number",
	})
	if !ok {
		return
	}
	for _, w := range rows {
		// Sums over other rows of the seat, not parties.
		if column := w.says("vote column"); column == "TOTOTHV" || column == "MAXOTHV" {
			continue
		}
		if c := h.seat(w, "ONS code", hocBase); c != nil {
			h.baseLine(c, w)
		}
	}
	for _, c := range h.contests {
		rows := c.rows[hocBase]
		if len(rows) == 0 {
			continue
		}
		if stated, sum := rows[0].figure("total votes", 0), c.Previous.Valid(); stated != sum {
			rows[0].wrong("total votes", "the parties of %s add up to %s votes, the file says %s", c.Name, count.Thousands(sum), count.Thousands(stated)) // E18
		}
	}
}

// baseLine is one party's estimate in one seat.
func (h *hocReader) baseLine(c *contest, w *row) {
	if c.Previous == nil {
		electorate := w.figure("electorate", 1)
		c.Previous = &count.Previous{Kind: count.Notional, Date: hocBaseDate, Electorate: &electorate, Source: "Rallings and Thrasher, on the boundaries of 2024"}
	}
	line := count.PreviousVote{ID: strings.Join(strings.Fields(strings.ToLower(w.needed("vote column", maxID))), "-"), Votes: w.figure("votes", 0), Label: w.needed("party name", maxName)}
	line.Party = h.baseParty(c, w)
	switch p := line.Party; {
	case p == nil:
		line.Label = count.Independent
	case p.ID == h.parties[w.says("party number")].ID:
		line.Label = p.Short // under its own name; one that has another name now keeps its old
	}
	c.Previous.Votes = append(c.Previous.Votes, line)
}

// baseParty is the party that a line of the base counts for now: itself where it
// stands in the seat, else its successor where that does.
func (h *hocReader) baseParty(c *contest, w *row) *count.Party {
	number := w.says("party number")
	if number == hocIndependent {
		return nil
	}
	for _, n := range []string{number, hocSuccessor(number)} {
		if p, known := h.parties[n]; known && stands(c, p.ID) {
			return &p
		}
	}
	for _, n := range []string{number, hocSuccessor(number)} {
		if p, known := h.parties[n]; known {
			return &p
		}
	}
	name := w.says("party name")
	return &count.Party{ID: "library-" + number, Name: name, Short: name, Abbr: w.says("party abbreviation")}
}

func stands(c *contest, party string) bool {
	return slices.ContainsFunc(c.Candidates, func(cand count.Candidate) bool {
		p := cand.Party()
		return p != nil && p.ID == party
	})
}
