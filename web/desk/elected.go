package desk

import (
	"fmt"
	"strings"

	"resultsdesk/internal/count"
)

// electedSentences say who is elected, and how where it was not by votes alone: the
// same words on the page from which a result is declared and on the paper that is read
// out. A desk that receives results declares nothing.
func electedSentences(st *count.Standing) []string {
	c := st.Contest
	elected, tied := electedIn(st)
	if tied {
		return []string{"Votes are equal. A lot must decide before anybody can be declared elected."}
	}
	var said []string
	if c.Uncontested() {
		said = append(said, "No poll was taken: no more candidates stand than there are seats.")
	}
	if st.Lot != nil {
		said = append(said, c.LotWords(st.Lot.LotDrawn))
	}
	for _, d := range st.Deceased {
		if deadFirst(c, st.Tally(), d.Candidate) {
			said = append(said, c.Names([]string{d.Candidate})+", who has died, was given the majority of votes. No person is returned on that candidate’s votes (rule 61).")
		}
	}
	who := c.Names(elected) + " " + isOrAre(len(elected))
	switch {
	case c.Election.Profile == count.ProfileMedia && len(elected) == 0:
		return append(said, "Nobody is elected.")
	case c.Election.Profile == count.ProfileMedia:
		return append(said, who+" elected"+office(c, len(elected))+".")
	case len(elected) == 0:
		return append(said, "I hereby declare that nobody is elected.")
	}
	return append(said, "And I hereby declare that "+who+" duly elected"+office(c, len(elected))+".")
}

// electedIn is who is declared elected, or will be. tied tells that a lot is missing.
func electedIn(st *count.Standing) (elected []string, tied bool) {
	if st.Declared != nil {
		return st.Elected, false
	}
	elected, equal := st.Winners()
	return elected, len(equal) > 0
}

// deadFirst tells whether a candidate who died would have had a seat.
func deadFirst(c *count.Contest, t count.Tally, candidate string) bool {
	rows := count.Stand(c, t).Rows
	for _, row := range rows[:min(c.Seats, len(rows))] {
		if row.Candidate.ID == candidate {
			return true
		}
	}
	return false
}

func office(c *count.Contest, n int) string {
	switch {
	case c.Election.Type == count.UKParliament:
		return " as the Member of Parliament for the " + area(c)
	case n == 1:
		return " as a councillor for " + c.Name
	}
	return " as councillors for " + c.Name
}

// marginWords are what is not read out and everybody asks: by how much, over whom, and
// what changed.
func marginWords(st *count.Standing) string {
	d := st.Declaration()
	var words []string
	if d.RunnerUp != nil && len(d.Elected) > 0 {
		over := candidateName(d.RunnerUp)
		if len(d.Elected) > 1 {
			words = append(words, fmt.Sprintf("The last of those elected is %s ahead of %s", plural(d.Majority, "vote"), over))
		} else {
			words = append(words, "A majority of "+count.Thousands(d.Majority)+" over "+over)
		}
	}
	if text := d.Outcome.Text(); text != "" {
		words = append(words, text)
	}
	for _, dead := range st.Deceased {
		words = append(words, st.Contest.Names([]string{dead.Candidate})+" died before the declaration; the votes are published")
	}
	return strings.Join(words, " · ")
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
