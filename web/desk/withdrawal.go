package desk

import (
	"context"
	"net/http"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

func withdrawing() act {
	return act{kind: count.KindProposed, path: "withdrawal", sure: true, own: true, fresh: true, page: (*officers).drawWithdrawal,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.ProposeWithdrawal(ctx, by, m, v.form.Get(count.FieldReason))
		}}
}

// Fields of the confirmation of a proposal.
const (
	fieldProposal   = "proposal"
	fieldWithdrawal = "withdrawal"
)

func confirming() act {
	return act{kind: count.KindCorrected, path: "confirm-change", fresh: true, page: (*officers).drawContest,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.ConfirmProposal(ctx, by, m, seqIn(v.form, fieldProposal), v.form.Get(fieldWithdrawal) != "")
		}}
}

func settingAside() act {
	return act{kind: count.KindVoid, path: "set-aside", sure: true, own: true, fresh: true, page: (*officers).drawSetAside,
		do: func(d *count.Desk, ctx context.Context, by count.Officer, m count.Move, v *asked) (count.Receipt, error) {
			return d.SetAside(ctx, by, m, v.form.Get(count.FieldReason))
		}}
}

// drawWithdrawal asks for a withdrawal, or a second person to confirm the one that
// was asked for.
func (s *officers) drawWithdrawal(w http.ResponseWriter, r *http.Request, v *asked) {
	a, c := withdrawing(), v.st.Contest
	m := officer.ActPage{Intro: []string{
		"A result is withdrawn when it was published in error: the wrong winner, the wrong contest, or typed too early. The declaration made in the hall is not undone by this; what the desk published is.",
		"The public sees at once that the result was published in error, since when, and that it is withdrawn. The winner, the totals over all contests, the ticker and the copy for the media are undone, and the count is back where those present are asked.",
		"It takes two people: one proposes, another confirms."}}
	if p := v.proposalForm(); p != nil {
		m.Forms = append(m.Forms, *p)
	} else {
		f := v.actForm(a, "Propose the withdrawal")
		f.Leave = contestURL(c.ID)
		f.Inputs = []officer.Input{v.input(a, officer.InputLong, count.FieldReason, "Reason", "public")}
		f.Sure = v.surely(a, "The result of "+c.Name+" was published in error and has to be taken down.")
		m.Forms = append(m.Forms, f)
	}
	s.drawAct(w, r, v, "Withdraw the published result", m)
}

// proposalForm is what waits for a second person: old and new side by side, to
// confirm. It is locked for who proposed it. Nil where nothing waits.
func (v *asked) proposalForm() *officer.ActForm {
	p, a := v.st.Proposal, confirming()
	if p == nil || !v.st.Allows(v.by, count.KindProposed) {
		return nil
	}
	f := v.actForm(a, "Confirm the correction")
	f.ID, f.Title = "proposal", "A correction waits for a second person"
	f.Hidden = []officer.Field{{Name: fieldProposal, Value: strconv.FormatInt(p.Seq, 10)}}
	f.Means = []string{"Proposed by " + stamp(v.st.Contest, p.Officer, p.At) + ": " + p.Reason}
	if p.Withdrawal {
		f.Title, f.Button = "A withdrawal waits for a second person", "Confirm the withdrawal"
		f.Hidden = append(f.Hidden, officer.Field{Name: fieldWithdrawal, Value: "yes"})
		f.Means = append(f.Means, "When it is confirmed the result is taken down everywhere, at once and in public.")
	} else {
		f.Compare = amendmentTable(v.st, p.Changes)
	}
	if p.Officer == v.by.ID {
		f.Locked = "You proposed this yourself. A second person confirms it; you can take it back."
	}
	return &f
}

func amendmentTable(st *count.Standing, changes []count.Amendment) *officer.ActTable {
	t := &officer.ActTable{Title: "What changes", Columns: []string{"Line", "Published", "Put right"}}
	for _, ch := range changes {
		t.Rows = append(t.Rows, officer.ActRow{Name: lineName(st.Contest, ch.Field), Differs: true,
			Cells: []string{notKnown(shownAs(ch.Field, ch.Was)), notKnown(shownAs(ch.Field, ch.Now))}})
	}
	return t
}

func notKnown(value string) string {
	if value == "" {
		return "not known"
	}
	return value
}

func (s *officers) drawSetAside(w http.ResponseWriter, r *http.Request, v *asked) {
	a := settingAside()
	f := v.actForm(a, "Record that the result is set aside")
	f.Leave = contestURL(v.st.Contest.ID)
	f.Inputs = []officer.Input{v.input(a, officer.InputText, count.FieldReason, "Reference of the court", "such as [2023] EWHC 2034 (KB); public")}
	f.Sure = v.surely(a, "An election court set the result of "+v.st.Contest.Name+" aside.")
	s.drawAct(w, r, v, "Set aside by an election court", officer.ActPage{Forms: []officer.ActForm{f}, Intro: []string{
		"Only an election court can do this. The desk records it, with the court’s reference; it cannot be taken back.",
		"The public sees that the result is void, with the reference. What was declared stays readable, marked as set aside."}})
}
