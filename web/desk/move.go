package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// moving is a move of a count that is one button on the contest's page.
type moving struct {
	kind count.Kind
	path string
	do   func(*count.Desk, context.Context, count.Officer, count.Move) (count.Receipt, error)
}

var (
	provisional = moving{count.KindProvisional, "provisional", (*count.Desk).MakeProvisional}
	ready       = moving{count.KindReady, "ready", (*count.Desk).MakeReady}
	takeBack    = moving{count.KindTakenBack, "take-back", takeReadyBack}
)

// takeReadyBack undoes ready.
func takeReadyBack(d *count.Desk, ctx context.Context, by count.Officer, m count.Move) (count.Receipt, error) {
	st, err := d.Count(ctx, by, m.Contest)
	if err != nil {
		return count.Receipt{}, err
	}
	var of int64
	if st.Ready != nil {
		of = st.Ready.Seq
	}
	return d.TakeBack(ctx, by, m, of, "")
}

// resumedMove says that a button was pressed in a session that had ended.
const resumedMove = "resumed"

// move makes a move; a refusal is shown on the contest's page as it stands now.
func (s *officers) move(m moving) action {
	return func(w http.ResponseWriter, r *http.Request, by count.Officer) error {
		contest := r.PathValue("contest")
		if resumed(r) {
			http.Redirect(w, r, contestURL(contest)+"?sent="+resumedMove, http.StatusSeeOther)
			return nil
		}
		f := readMove(r)
		receipt, err := m.do(s.Desk, r.Context(), by, f)
		if err == nil {
			sent(w, r, contest, string(m.kind), "", receipt)
			return nil
		}
		st, missing := s.Desk.Count(r.Context(), by, contest)
		if missing != nil || errors.Is(err, count.ErrForbidden) {
			return err
		}
		why := s.refusedMove(r, err)
		page := s.contestPage(r, st, by, f.Authority, why.findings)
		page.Notice = why.notice
		s.draw(w, r, why.status, officer.Contest(page))
		return nil
	}
}

// backToContest answers who comes back to the address of a move, by the browser's
// history or after signing in: its button is on the contest's page.
func backToContest(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	http.Redirect(w, r, contestURL(r.PathValue("contest")), http.StatusSeeOther)
	return nil
}

// refusedMove is a refusal on a page that has no figures to compare: what changed
// is on the page itself.
func (s *officers) refusedMove(r *http.Request, err error) refusal {
	why := s.refused(r, err)
	if why.conflict != nil {
		why.notice = &officer.Notice{Code: string(why.conflict.Code), Title: "Not done.", Text: why.conflict.Message, Alarm: true}
	}
	return why
}

func readMove(r *http.Request) count.Move {
	t := readTyped(r)
	return count.Move{Contest: r.PathValue("contest"), Key: t.key, Base: t.base,
		Authority: count.Authority(r.PostForm.Get(count.FieldAuthority))}
}

// Ids in the page of what a refused move points to.
const (
	idAuthority = "authority"
	idUnits     = "units"
)

// moveFindings links what keeps a count from moving to where it can be put right.
func moveFindings(all []count.Finding) []officer.Finding {
	ids := fieldIDs{count.FieldAuthority: idAuthority}
	sheets := officer.Link{URL: "#" + idUnits, Text: "See the count sheets"}
	return ids.summary(all, sheets, sheets)
}

// moves are the buttons that this officer has at this stage.
func moves(st *count.Standing, by count.Officer, chosen count.Authority, found []count.Finding) []officer.Move {
	c := st.Contest
	if !by.MayDo(count.KindReady, c.ID) {
		return nil
	}
	base := strconv.FormatInt(st.Moved, 10)
	form := func(m moving) officer.Form {
		return officer.Form{Action: contestURL(c.ID, m.path), Key: newKey(), Base: base}
	}
	switch st.Stage() {
	case count.StageCounting:
		if len(count.CheckComplete(st)) > 0 {
			return nil
		}
		a := choose(chosen, count.ReturningOfficer, count.Deputy)
		a.Findings = beside(found, count.FieldAuthority)
		return []officer.Move{{Form: form(provisional), Button: "Make provisional", Authority: a,
			Text: "Every sheet is in and every paper is accounted for. A provisional count is put to candidates and agents."}}
	case count.StageProvisional:
		if tie := count.CheckTie(st); len(tie) > 0 {
			return []officer.Move{{Text: tie[0].Title + " " + tie[0].Text}}
		}
		return []officer.Move{{Form: form(ready), Button: "Ready to declare", Authority: only(count.ReturningOfficer),
			Text: "When those present were consulted, nobody asks for a recount, and the Returning Officer says so."}}
	case count.StageReady:
		return []officer.Move{
			{Link: contestURL(c.ID, "declare"), Button: "Declare the result", Text: "No figure can be entered now."},
			{Form: form(takeBack), Button: "Take ready back", Plain: true, Authority: only(count.ReturningOfficer), Text: "On the Returning Officer’s word, so that figures can be entered again:"},
		}
	}
	return nil
}

// choose asks on whose authority. Nothing is chosen beforehand: it goes on record.
func choose(chosen count.Authority, from ...count.Authority) officer.Authority {
	a := officer.Authority{ID: idAuthority}
	for _, authority := range from {
		a.Choices = append(a.Choices, officer.Choice{Value: string(authority), Label: authorityWords(authority), Chosen: authority == chosen})
	}
	return a
}

// only is an authority that the button's own words name.
func only(authority count.Authority) officer.Authority {
	return officer.Authority{Choices: []officer.Choice{{Value: string(authority)}}}
}

func authorityWords(a count.Authority) string {
	if a == count.Deputy {
		return "A deputy, authorised in writing"
	}
	return "The (Acting) Returning Officer"
}

// sent answers an accepted form with the contest's page, which says what became of
// it. The act's number lets that page tell figures that stand from figures that
// somebody replaced since.
func sent(w http.ResponseWriter, r *http.Request, contest, what, unit string, receipt count.Receipt) {
	q := url.Values{"sent": {what}, "seq": {strconv.FormatInt(receipt.Seq, 10)}}
	if unit != "" {
		q.Set("unit", unit)
	}
	if receipt.Repeated {
		q.Set("again", "1")
	}
	http.Redirect(w, r, contestURL(contest)+"?"+q.Encode(), http.StatusSeeOther)
}
