package desk

import (
	"fmt"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// declarationScript is what the returning officer reads out (rule 50): figures in
// ballot paper order, each in words.
func declarationScript(st *count.Standing) officer.PrintStatement {
	const heading = "Declaration of result of poll"
	c := st.Contest
	if st.Declared == nil && st.Ready == nil {
		return tooEarly(heading, "NOT READY", "There is nothing to declare yet: "+c.Name+" is "+string(st.Stage())+".")
	}
	t := st.Tally()
	rejected := rejectedTable(c, t, true)
	if !t.RejectedUnknown {
		rejected.Text = []string{"The number of ballot papers rejected was as follows:"}
	}
	votes := votesTable(c, t, true)
	votes.Text = []string{fmt.Sprintf("I, being the %s for the %s, hereby give notice that the total number of votes given for each candidate was as follows:", returningOfficer(c), area(c))}
	m := officer.PrintStatement{Heading: heading, Worth: "DRAFT – not declared", Blocks: []officer.Block{
		votes, rejected, {Strong: true, Text: electedSentences(st, t)},
		{Text: revised(st), Sign: []string{returningOfficer(c), "Time"}},
	}}
	if st.Declared != nil {
		m.Worth = "Declared at " + dayAndTime(c, st.Announced)
	}
	return m
}

// returningOfficer is who declares: in England and Wales the returning officer of a
// parliamentary election leaves it to an acting one.
func returningOfficer(c *count.Contest) string {
	if c.Election.Type == count.UKParliament && c.Country != "Scotland" && c.Country != "Northern Ireland" {
		return "(Acting) Returning Officer"
	}
	return "Returning Officer"
}

// area names what is elected for.
func area(c *count.Contest) string {
	if c.Election.Type == count.UKParliament {
		return c.Name + " constituency"
	}
	return "election of councillors for " + c.Name
}

// electedSentences say who is elected, and how where it was not by votes alone.
func electedSentences(st *count.Standing, t count.Tally) []string {
	c := st.Contest
	elected, tied := electedIn(st)
	if tied {
		return []string{"Votes are equal. A lot must decide before anybody can be declared elected."}
	}
	var said []string
	if st.Lot != nil {
		for _, id := range st.Lot.Chosen {
			said = append(said, "Following an equality of votes, lots were drawn and, as a consequence, an additional vote was allotted to "+nameOf(c, id)+".")
		}
	}
	for _, d := range st.Deceased {
		if deadFirst(c, t, d.Candidate) {
			said = append(said, nameOf(c, d.Candidate)+", who has died, was given the majority of votes. No person is returned on that candidate’s votes (rule 61).")
		}
	}
	if len(elected) == 0 {
		return append(said, "I hereby declare that nobody is elected.")
	}
	var names []string
	for _, id := range elected {
		names = append(names, nameOf(c, id))
	}
	return append(said, "And I hereby declare that "+listed(names)+" "+isOrAre(len(names))+" duly elected"+office(c, len(names))+".")
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

func nameOf(c *count.Contest, id string) string {
	cand, ok := c.Candidate(id)
	if !ok {
		return id
	}
	return cand.Name()
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

// listed joins names as they are read out: "A, B and C".
func listed(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
