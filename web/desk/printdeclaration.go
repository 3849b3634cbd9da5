package desk

import (
	"fmt"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// declarationScript is what the returning officer reads out (rule 50): figures in
// ballot paper order, each in words.
func declarationScript(st *count.Standing) officer.PrintStatement {
	const heading = "Declaration of result of poll"
	c := st.Contest
	if st.Declared == nil && st.Ready == nil && !c.Uncontested() {
		return tooEarly(heading, "NOT READY", "There is nothing to declare yet: "+c.Name+" stands at: "+lower(stageOf(st))+".")
	}
	m := officer.PrintStatement{Heading: heading, Worth: "DRAFT – not declared", Blocks: append(figuresReadOut(st),
		officer.Block{Strong: true, Text: electedSentences(st)},
		officer.Block{Text: revised(st), Sign: []string{returningOfficer(c), "Time"}})}
	if st.Declared != nil {
		m.Worth = "Declared at " + dayAndTime(c, st.Announced)
	}
	return m
}

// figuresReadOut are the votes and the rejected papers; none where no poll was taken.
func figuresReadOut(st *count.Standing) []officer.Block {
	c, t := st.Contest, st.Tally()
	if c.Uncontested() {
		return nil
	}
	votes, rejected := votesTable(c, t, true), rejectedTable(c, t, true)
	votes.Text = []string{fmt.Sprintf("I, being the %s for the %s, hereby give notice that the total number of votes given for each candidate was as follows:", returningOfficer(c), area(c))}
	if !t.RejectedUnknown {
		rejected.Text = []string{"The number of ballot papers rejected was as follows:"}
	}
	return []officer.Block{votes, rejected}
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
