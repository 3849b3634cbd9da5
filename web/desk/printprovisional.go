package desk

import (
	"fmt"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// provisionalSheet is what candidates and agents are given before anything is a
// result (rule 46(2)).
func provisionalSheet(st *count.Standing) officer.PrintStatement {
	const heading, worth = "Provisional figures", "PROVISIONAL – NOT A RESULT"
	if st.Provisional == nil {
		return tooEarly(heading, worth, "There are no provisional figures yet: the count is not complete, or not put to those present. It stands at: "+lower(stageOf(st))+".")
	}
	c, t := st.Contest, st.Tally()
	m := officer.PrintStatement{Heading: heading, Worth: worth, Blocks: []officer.Block{
		{Text: []string{"For the candidates and agents present, for consultation. A recount may be asked for."}},
		votesTable(c, t, false), rejectedTable(c, t, false),
	}}
	if st.Declared != nil {
		m.Blocks[0].Text = append(m.Blocks[0].Text, "The result was declared at "+dayAndTime(c, st.Announced)+"; these are the figures before it.")
	}
	m.Blocks = append(m.Blocks, officer.Block{Text: provisionalWords(st, t)})
	return m
}

// provisionalWords are what agents judge a count by: how close it is, and whether
// every paper is accounted for.
func provisionalWords(st *count.Standing, t count.Tally) []string {
	c := st.Contest
	words := []string{"Verified papers: " + papersIn(st)}
	if papers, ok := st.Verified(); ok && c.VotesPerPerson <= 1 && !t.RejectedUnknown {
		words = append(words, fmt.Sprintf("Votes and rejected papers: %s. Difference from the verified papers: %s.", count.Thousands(t.Papers()), signed(t.Papers()-papers).Text))
	}
	if e := c.Electorate; e != nil {
		if share, ok := count.Share(t.Valid(), e.Count); ok && c.VotesPerPerson <= 1 {
			words = append(words, fmt.Sprintf("Turnout, valid votes of an electorate of %s: %s%%", count.Thousands(e.Count), share))
		}
	}
	rows := count.Stand(c, t).Rows
	if len(rows) <= c.Seats {
		return words
	}
	last, next := rows[c.Seats-1], rows[c.Seats]
	if last.Votes == next.Votes {
		return append(words, "Votes are equal at the line between who is elected and who is not.")
	}
	between := "Between the first and the second"
	if c.Seats > 1 {
		between = "Between the last who has a seat and the next"
	}
	return append(words, fmt.Sprintf("%s, %s and %s: %s.", between, last.Candidate.BallotName(), next.Candidate.BallotName(), plural(last.Votes-next.Votes, "vote")))
}

// votesTable is the votes in ballot paper order, never in the order of votes.
func votesTable(c *count.Contest, t count.Tally, spoken bool) officer.Block {
	b := officer.Block{Head: columns("Candidate", "Votes", spoken)}
	for i := range c.Candidates {
		cand := &c.Candidates[i]
		name := officer.Cell{Text: cand.BallotName(), Note: cand.Description}
		if cand.KnownAs != "" && cand.KnownAs != cand.Forenames+" "+cand.Surname {
			name.Note = joined(name.Note, "commonly known as "+cand.KnownAs)
		}
		b.Rows = append(b.Rows, figureRow(name, t.Votes[cand.ID], spoken))
	}
	return b
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}

// rejectedTable is the rejected papers by head with their total.
func rejectedTable(c *count.Contest, t count.Tally, spoken bool) officer.Block {
	if t.RejectedUnknown {
		return officer.Block{Text: []string{"How many ballot papers were rejected is not known."}}
	}
	b := officer.Block{Head: columns("Ballot papers rejected, by reason", "Papers", spoken)}
	for _, h := range c.Election.Type.Heads() {
		b.Rows = append(b.Rows, figureRow(officer.Cell{Text: h.Label}, t.Rejected[h.ID], spoken))
	}
	total := figureRow(officer.Cell{Text: "Rejected in all"}, t.RejectedPapers(), spoken)
	total.Strong = true
	b.Rows = append(b.Rows, total)
	if c.VotesPerPerson > 1 {
		b.Rows = append(b.Rows, figureRow(officer.Cell{Text: "Votes rejected in part"}, t.InPart, spoken))
	}
	return b
}

func columns(name, figure string, spoken bool) []officer.Column {
	head := []officer.Column{{Text: name, Name: true}, {Text: figure, Number: true}}
	if spoken {
		head = append(head, officer.Column{Text: "In words"})
	}
	return head
}

func figureRow(name officer.Cell, n int, spoken bool) officer.TableRow {
	row := officer.TableRow{Cells: []officer.Cell{name, figureCell(n)}}
	if spoken {
		row.Cells = append(row.Cells, officer.Cell{Text: count.Spoken(n)})
	}
	return row
}

// rejectedStatement is the statement of rejected papers (rule 47).
func rejectedStatement(st *count.Standing) officer.PrintStatement {
	const heading = "Statement of rejected ballot papers"
	if st.Provisional == nil {
		return tooEarly(heading, "NOT READY", "The count is not complete, or not put to those present. It stands at: "+lower(stageOf(st))+".")
	}
	m := officer.PrintStatement{Heading: heading, Blocks: []officer.Block{rejectedTable(st.Contest, st.Tally(), true),
		{Text: revised(st), Sign: []string{returningOfficer(st.Contest), "Time"}}}}
	if st.Declared == nil {
		m.Worth = "DRAFT – not declared"
	}
	return m
}
