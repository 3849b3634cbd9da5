package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// showContest shows how far a contest is and what comes next.
func (s *officers) showContest(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.ask(r, by)
	if err != nil {
		return err
	}
	s.drawContest(w, r, v)
	return nil
}

func (s *officers) drawContest(w http.ResponseWriter, r *http.Request, v *asked) {
	s.draw(w, r, v.status, officer.Contest(s.contestPage(r, v)))
}

// contestPage is one contest for an officer. Before the count is put to those present
// nothing on it says who leads.
func (s *officers) contestPage(r *http.Request, v *asked) officer.ContestPage {
	st, by := v.st, v.by
	c := st.Contest
	m := officer.ContestPage{
		Page: s.frame(r, c.Name), Eyebrow: c.Election.Name + " · " + c.Election.Date.Words(), Name: c.Name,
		Stage: stageOf(st), Done: st.Declared != nil, Steps: steps(st), Notice: v.notice, Next: next(st, by), Handover: s.handoverOf(r, by, c),
		Proposal: v.proposalForm(), Moves: v.moves(), Undos: v.undos(), Elsewhere: elsewhere(st, by), Missing: missing(st, by),
	}
	if v.sent == "" {
		what := saidOf(st, r.URL.Query())
		m.Notice, m.Status = what.notice, what.status
	}
	if len(m.Moves) > 0 && strings.HasPrefix(m.Next.URL, contestURL(c.ID)+"#") || m.Proposal != nil {
		m.Next = officer.Next{} // the buttons say it
	}
	if st.Cancelled == nil && st.Void == nil {
		m.Night = tasks(night(st, by))
	}
	if !c.Uncontested() {
		s.contestFigures(&m, st, by)
	}
	m.Findings = v.summary()
	m.Missing = slices.DeleteFunc(m.Missing, func(f officer.Finding) bool { // the refusal above says it
		return slices.ContainsFunc(m.Findings, func(said officer.Finding) bool { return said.Code == f.Code && said.Title == f.Title })
	})
	s.follow(&m.Page, st, officer.Live{Seq: fmt.Sprint(st.Head), Text: "This count has changed since the page was opened.", Load: contestURL(c.ID)})
	return m
}

// contestFigures are the sheets and papers of a contest, and from provisional on its
// votes.
func (s *officers) contestFigures(m *officer.ContestPage, st *count.Standing, by count.Officer) {
	c := st.Contest
	for i := range c.Units {
		m.Units = append(m.Units, unitRow(st, &c.Units[i], by))
	}
	m.Balance = balanceRows(st)
	if c.Election.Demands().Papers { // a desk that receives results prints none of these
		m.Prints = prints(c)
		m.Verified, m.VerifyAt = verifiedRows(st), verifyLink(st, by)
	}
	if st.Provisional != nil || st.Declared != nil {
		m.Figures, m.Rejected = voteRows(c, st.Tally()), rejectedRows(c, st.Tally())
	}
	if st.Declared != nil {
		m.Result = officer.Link{URL: s.PublicURL + "/contests/" + c.ID, Text: "See the result as the public sees it"}
	}
}

// missing is everything that keeps a count from its next step, each with where it is
// put right.
func missing(st *count.Standing, by count.Officer) []officer.Finding {
	var found []count.Finding
	switch stage := st.Stage(); {
	case st.Contest.Election.Profile == count.ProfileMedia:
		return nil
	case stage == count.StageCounting || stage == count.StageRecount:
		if n := waitingFor(st); n > 0 {
			found = append(found, count.Finding{Code: count.E13, Title: plural(n, "count sheet") + " waiting for a second person."})
		}
		if len(st.Missing()) > waitingFor(st) || waitingFor(st) == 0 {
			found = append(found, count.CheckComplete(st)...)
		}
	case stage == count.StageProvisional || stage == count.StageWithdrawn:
		found = count.CheckReady(st)
	}
	var out []officer.Finding
	for _, f := range found {
		out = append(out, officer.Finding{Code: string(f.Code), Title: f.Title, Text: f.Text, Hint: f.Hint, Link: remedy(st, f)})
	}
	return out
}

// remedy is where what keeps a count from its next step is put right.
func remedy(st *count.Standing, f count.Finding) officer.Link {
	at := func(path, text string) officer.Link {
		return officer.Link{URL: contestURL(st.Contest.ID, path), Text: text}
	}
	stage := st.Stage()
	put := stage == count.StageProvisional || stage == count.StageWithdrawn
	switch {
	case f.Field == count.FieldAuthority, f.Field == fieldSure:
		return officer.Link{URL: "#main", Text: "Look at the form"}
	case f.Code == count.E14:
		return at(drawingLot().path, "Record the lot")
	case f.Code == count.E13 && stage == count.StageReady:
		return at(readingBack().path, "Read back from the signed sheet")
	case f.Code == count.E13 && put:
		return at(totals().path, "Type the totals from the paper")
	case f.Code == count.E09 && put:
		return officer.Link{URL: contestURL(st.Contest.ID) + "#do-sign", Text: "Sign the verification statement"}
	case f.Code == count.E10 && put && st.Consulted == nil:
		return at(consulting().path, "Consult those present")
	case f.Code == count.E10 && put:
		return at(recounting().path, "Answer the request")
	}
	return officer.Link{URL: contestURL(st.Contest.ID) + "#" + idUnits, Text: "See the count sheets"}
}

// idUnits is the place of the count sheets in the contest's page.
const idUnits = "units"

// elsewhere is what can be done that is not the next step.
func elsewhere(st *count.Standing, by count.Officer) []officer.Link {
	var out []officer.Link
	add := func(shown bool, path, text string) {
		if shown {
			out = append(out, officer.Link{URL: contestURL(st.Contest.ID, path), Text: text})
		}
	}
	can := func(a act) bool { return st.Allows(by, a.kind) && st.May(a.kind) == nil }
	add(len(st.Rounds) > 0 || len(st.Recounts) > 0, "rounds", "Rounds of the count, old and new figures")
	add(st.Consulted != nil && can(consulting()), consulting().path, "What those present said")
	add(can(recounting()), recounting().path, "Grant or refuse a recount")
	add(st.Rekeyed != nil && can(totals()), totals().path, "Totals, typed blind")
	add(st.Proposal == nil && can(correcting()), correcting().path, "Correct the published result")
	add(st.Proposal == nil && can(withdrawing()), withdrawing().path, "Withdraw the published result")
	add(can(settingAside()), settingAside().path, "Set aside by an election court")
	add(can(publishing()) || can(resuming()), "interruptions", "When something happens: adjournment, a death, the poll stopped, what is public")
	return out
}

// balanceRows say whether the count accounts for every paper.
func balanceRows(st *count.Standing) []officer.Row {
	t := st.Tally()
	var rows []officer.Row
	if st.Contest.Election.Demands().Papers {
		rows = append(rows, officer.Row{Label: "Verified", Value: papersIn(st)})
	}
	rows = append(rows, officer.Row{Label: "Valid votes", Value: count.Thousands(t.Valid())}, officer.Row{Label: "Rejected", Value: rejectedIn(t)})
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
	if st.Allows(by, count.KindVerified) && count.MayVerify(st, by) == nil {
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

// rejectedIn is the rejected papers of a tally: what nobody said is not 0.
func rejectedIn(t count.Tally) string {
	if t.RejectedUnknown {
		return "not known"
	}
	return count.Thousands(t.RejectedPapers())
}

func rejectedRows(c *count.Contest, t count.Tally) []officer.Row {
	if t.RejectedUnknown {
		return []officer.Row{{Label: "Rejected in all", Value: rejectedIn(t), Strong: true}}
	}
	var rows []officer.Row
	for _, h := range c.Election.Type.Heads() {
		rows = append(rows, officer.Row{Label: h.Label, Value: count.Thousands(t.Rejected[h.ID])})
	}
	return append(rows, officer.Row{Label: "Rejected in all", Value: rejectedIn(t), Strong: true})
}
