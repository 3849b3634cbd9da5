package desk

import (
	"fmt"
	"net/http"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// showContest shows how far a contest is and what comes next.
func (s *officers) showContest(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return err
	}
	what := saidOf(st, r.URL.Query())
	m := s.contestPage(r, st, by, "", nil)
	m.Notice, m.Status = what.notice, what.status
	s.draw(w, r, http.StatusOK, officer.Contest(m))
	return nil
}

// contestPage is one contest for an officer. After a refused move, chosen is the
// authority that was chosen for it and found is what keeps it from moving.
func (s *officers) contestPage(r *http.Request, st *count.Standing, by count.Officer, chosen count.Authority, found []count.Finding) officer.ContestPage {
	c := st.Contest
	m := officer.ContestPage{
		Page: s.frame(r, c.Name), Eyebrow: c.Election.Name + " · " + c.Election.Date.Words(), Name: c.Name,
		Stage: stageWords(st.Stage()), Done: st.Declared != nil, Steps: steps(st), Findings: moveFindings(found),
		Moves: moves(st, by, chosen, found), Balance: balanceRows(st), Verified: verifiedRows(st), VerifyAt: verifyLink(st, by), Prints: prints(c),
	}
	if len(m.Moves) == 0 {
		m.Next = next(st, by) // else the buttons say it
	}
	for i := range c.Units {
		m.Units = append(m.Units, unitRow(st, &c.Units[i], by))
	}
	if st.Provisional != nil {
		m.Figures, m.Rejected = voteRows(c, st.Tally()), rejectedRows(c, st.Tally())
	}
	if st.Declared != nil {
		m.Result = officer.Link{URL: s.PublicURL + "/contests/" + c.ID, Text: "See the result as the public sees it"}
	}
	m.Handover = s.handoverOf(r, by, c)
	s.follow(&m.Page, st, officer.Live{Seq: fmt.Sprint(st.Head), Text: "This count has changed since the page was opened.", Load: contestURL(c.ID)})
	return m
}

// unitRow is one count sheet: what was handed to it, what is on it, who typed it.
func unitRow(st *count.Standing, u *count.CountUnit, by count.Officer) officer.Unit {
	c := st.Contest
	row := officer.Unit{Name: u.Name, Note: fedBy(c, u), Papers: "–", Accounted: "–", Difference: "–", By: "not in yet", URL: unitURL(c.ID, u.ID), Act: "Look"}
	papers, own := st.Handed(u)
	if own {
		row.Papers = count.Thousands(papers)
	}
	sheet, in := st.Sheets[u.ID]
	if in {
		row.In, row.Accounted, row.By = true, count.Thousands(sheet.Tally.Papers()), stamp(c, sheet.Officer, sheet.At)
		if own {
			d := sheet.Tally.Papers() - papers
			row.Difference, row.OffScale = count.Thousands(d), d != 0
		}
	}
	if by.MayDo(count.KindEntered, c.ID) && count.MayEnter(st) == nil {
		row.Act = "Enter"
		if in {
			row.Act = "Replace"
		}
	} else if !in {
		row.URL = "" // nothing to look at
	}
	return row
}

// balanceRows say whether the count accounts for every paper.
func balanceRows(st *count.Standing) []officer.Row {
	t := st.Tally()
	rows := []officer.Row{{Label: "Verified", Value: papersIn(st)}, {Label: "Valid votes", Value: count.Thousands(t.Valid())}, {Label: "Rejected", Value: count.Thousands(t.RejectedPapers())}}
	if st.Contest.HasAdjudication() {
		rows = append(rows, officer.Row{Label: "Doubtful to adjudicate", Value: count.Thousands(st.Outstanding())})
	}
	papers, verified := st.Verified()
	if !verified || len(st.Sheets) == 0 {
		return rows
	}
	left := papers - t.Valid() - t.RejectedPapers()
	label := "Not accounted for yet"
	if len(st.Missing()) == 0 {
		label = "Difference"
		left = -left
	}
	return append(rows, officer.Row{Label: label, Value: count.Thousands(left), Strong: true})
}

func verifiedRows(st *count.Standing) []officer.Row {
	c := st.Contest
	if st.Total != nil {
		return []officer.Row{{Label: "Total only", Note: stamp(c, st.Total.Officer, st.Total.At), Value: count.Thousands(st.Total.Papers)}}
	}
	var rows []officer.Row
	for _, b := range c.Boxes {
		row := officer.Row{Label: b.Name, Value: "–"}
		if p, in := st.Boxes[b.ID]; in {
			row.Note, row.Value = stamp(c, p.Officer, p.At), count.Thousands(p.Papers)
		}
		rows = append(rows, row)
	}
	return rows
}

func verifyLink(st *count.Standing, by count.Officer) officer.Link {
	l := officer.Link{URL: contestURL(st.Contest.ID, "papers"), Text: "Look at the verified papers"}
	if by.MayDo(count.KindVerified, st.Contest.ID) && count.MayVerify(st, by) == nil {
		l.Text = "Enter verified papers"
		if st.VerifiedSeq() != 0 {
			l.Text = "Change verified papers"
		}
	}
	return l
}

// voteRows are the votes in ballot paper order: never the order of votes, which a
// reader would copy.
func voteRows(c *count.Contest, t count.Tally) []officer.Row {
	var rows []officer.Row
	for _, cand := range c.Candidates {
		rows = append(rows, officer.Row{Label: strconv.Itoa(cand.Number) + " " + cand.BallotName(), Note: cand.Description, Value: count.Thousands(t.Votes[cand.ID])})
	}
	return append(rows, officer.Row{Label: "Valid votes", Value: count.Thousands(t.Valid()), Strong: true})
}

func rejectedRows(c *count.Contest, t count.Tally) []officer.Row {
	var rows []officer.Row
	for _, h := range c.Election.Type.Heads() {
		rows = append(rows, officer.Row{Label: h.Label, Value: count.Thousands(t.Rejected[h.ID])})
	}
	return append(rows, officer.Row{Label: "Rejected in all", Value: count.Thousands(t.RejectedPapers()), Strong: true})
}
