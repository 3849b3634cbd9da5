package desk

import (
	"net/http"
	"strconv"

	"resultsdesk/internal/count"
)

// showSheet shows what this officer has to do with a count unit's sheet: type it,
// wait for a second person, or be that person.
func (s *officers) showSheet(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	v.notice = saidOnSheet(v, r.URL.Query())
	s.drawTask(w, r, v)
	return nil
}

// drawTask draws the page of what the officer has to do as the count stands. Who began
// to type a sheet that another sent meanwhile finds both.
func (s *officers) drawTask(w http.ResponseWriter, r *http.Request, v *sheetView) {
	what, entry := v.task()
	if what == waiting {
		v.entry = entry
	}
	v.lock()
	form := v.opened()
	v.draft = s.offerDraft(r, v.by, v.st.Contest, v.unit.ID, &form, v.locked != "")
	if what == reading && (!v.draft.Resumed || v.read != nil) {
		s.drawReading(w, r, v, entry)
		return
	}
	v.typed = form
	s.drawSheet(w, r, v)
}

// sendSheet sends a count unit's sheet. Whatever the answer, no digit is lost.
func (s *officers) sendSheet(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	v.typed, v.sent = readTyped(r), true
	figures := reckoned(v.typed.figures)
	v.typed.answers = v.typed.answers.on(figures)
	if resumed(r) {
		v.refusal = refusal{status: http.StatusOK, notice: resumedNotice()}
		v.lock()
		s.drawSheet(w, r, v)
		return nil
	}
	receipt, err := s.Desk.Enter(r.Context(), by, count.Sending{
		Contest: v.st.Contest.ID, Unit: v.unit.ID, Key: v.typed.key, Layout: v.typed.layout, Base: v.typed.base,
		Code: v.typed.code, Figures: figures, Source: v.typed.source, Accepting: v.typed.answers.accepting(),
	})
	if err == nil {
		s.dropDraft(r, by, v.st.Contest.ID, v.unit.ID)
		v.answered(w, r, receipt)
		return nil
	}
	v.refusal = s.refused(r, err)
	if c := v.conflict; c != nil {
		v.st = c.Standing
		v.lock()
	}
	s.drawSheet(w, r, v)
	return nil
}

// answered leads on after an accepted sheet: to the contest, or back to the sheet
// where two officers have to look at the paper again.
func (v *sheetView) answered(w http.ResponseWriter, r *http.Request, receipt count.Receipt) {
	v.st = receipt.Standing
	if what, _ := v.task(); what == deciding {
		address := unitURL(v.st.Contest.ID, v.unit.ID) + "?sent=sheet&seq=" + strconv.FormatInt(receipt.Seq, 10)
		if receipt.Repeated {
			address += "&again=1"
		}
		http.Redirect(w, r, address, http.StatusSeeOther)
		return
	}
	sent(w, r, v.st.Contest.ID, "sheet", v.unit.ID, receipt)
}

// openSheet finds the contest and unit of a sheet's address.
func (s *officers) openSheet(r *http.Request, by count.Officer) (*sheetView, error) {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return nil, err
	}
	unit, ok := st.Contest.Unit(r.PathValue("unit"))
	if !ok {
		return nil, count.ErrNotFound
	}
	return &sheetView{st: st, unit: unit, by: by, refusal: refusal{status: http.StatusOK}}, nil
}

// lock says why a sheet can only be read: it waits for a second person, this officer
// does not type sheets, or it is not the time.
func (v *sheetView) lock() {
	switch {
	case v.entry != nil && !v.sent:
		v.locked = "The figures count when a second person stands behind them."
	case !v.st.Allows(v.by, count.KindEntered):
		v.locked = "Count officers of this contest type its sheets."
	default:
		v.locked = stateWords(count.MayEnter(v.st))
	}
}

// backToSheet answers who comes back to the address of a button of a sheet's page.
func backToSheet(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	http.Redirect(w, r, unitURL(r.PathValue("contest"), r.PathValue("unit")), http.StatusSeeOther)
	return nil
}
