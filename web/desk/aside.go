package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// takeSheetBack undoes an entry that waits, for the one who typed it. The figures come
// back as a form, so that nothing has to be typed again.
func (s *officers) takeSheetBack(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	of, _ := strconv.ParseInt(r.PostForm.Get(fieldBase), 10, 64)
	mine := v.mine()
	if v.st.Allows(by, count.KindTakenBack) && (resumed(r) || mine == nil || mine.Seq != of) {
		v.notice = &officer.Notice{Title: "Not taken back.", Text: "This is how the sheet stands now.", Alarm: true}
		s.drawTask(w, r, v)
		return nil
	}
	receipt, err := s.Desk.TakeBack(r.Context(), by, count.Move{Contest: v.st.Contest.ID, Key: r.PostForm.Get(fieldKey)}, of, "")
	if err != nil {
		return s.notConfirmed(w, r, v, err)
	}
	v.st = receipt.Standing
	v.typed, v.sent = v.opened(), true
	v.typed.figures = tallyFields(v.st.Contest, v.unit, mine.Tally)
	v.notice = &officer.Notice{Title: "Taken back.", Text: "Your figures are below. They are not with the desk any more: correct them and send them."}
	v.lock()
	s.drawSheet(w, r, v)
	return nil
}

// sendSheetBack parks a unit: its sheet goes back to the table.
func (s *officers) sendSheetBack(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	v.noteTyped = r.PostForm.Get(count.FieldNote)
	if resumed(r) {
		return s.asideRefused(w, r, v, nil)
	}
	receipt, err := s.Desk.SendBack(r.Context(), by, count.Parking{Contest: v.st.Contest.ID, Unit: v.unit.ID, Key: r.PostForm.Get(fieldKey), Note: v.noteTyped})
	if err == nil {
		sent(w, r, v.st.Contest.ID, string(count.KindSentBack), v.unit.ID, receipt)
		return nil
	}
	return s.asideRefused(w, r, v, err)
}

// acceptShortfall is the Returning Officer's word that papers stay missing.
func (s *officers) acceptShortfall(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	v.missing = count.Shortfall{Papers: r.PostForm.Get(count.FieldResidual), Reason: r.PostForm.Get(count.FieldReason)}
	if r.PostForm.Get(fieldScope) == scopeUnit {
		v.missing.Unit = v.unit.ID
	}
	if resumed(r) {
		return s.asideRefused(w, r, v, nil)
	}
	if _, err = s.Desk.AcceptResidual(r.Context(), by, readMove(r), v.missing); err == nil {
		q := url.Values{"sent": {string(count.KindResidual)}}
		http.Redirect(w, r, unitURL(v.st.Contest.ID, v.unit.ID)+"?"+q.Encode(), http.StatusSeeOther)
		return nil
	}
	return s.asideRefused(w, r, v, err)
}

// asideRefused shows the sheet's page with a form beside the sheet as it was typed.
// err is nil where it comes back after signing in.
func (s *officers) asideRefused(w http.ResponseWriter, r *http.Request, v *sheetView, err error) error {
	if errors.Is(err, count.ErrForbidden) {
		return err
	}
	v.notice, v.asideFound = resumedNotice(), []count.Finding{}
	if err != nil {
		v.refusal = s.refusedMove(r, err)
		if v.conflict != nil {
			v.st = v.conflict.Standing
		}
		v.asideFound, v.findings, v.conflict, v.final = append(v.asideFound, v.findings...), nil, nil, false
	}
	if len(v.asideFound) > 0 {
		f := v.asideFound[0]
		v.notice = &officer.Notice{Code: string(f.Code), Title: f.Title, Text: f.Text, Alarm: true}
	}
	s.drawTask(w, r, v)
	return nil
}
