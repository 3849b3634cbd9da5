package desk

import (
	"net/http"

	"resultsdesk/internal/count"
)

// showSheet shows a count unit's sheet: empty, or with the figures that stand and
// that a new sending replaces.
func (s *officers) showSheet(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	v.typed = standingSheet(v.st, v.unit)
	v.lock(by)
	v.draft = s.offerDraft(r, by, v.st.Contest, v.unit.ID, &v.typed, v.locked != "")
	s.drawSheet(w, r, v)
	return nil
}

// sendSheet sends a count unit's sheet. Whatever the answer, no digit is lost.
func (s *officers) sendSheet(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openSheet(r, by)
	if err != nil {
		return err
	}
	v.typed, v.sent = readTyped(r), true
	if resumed(r) {
		v.refusal = refusal{status: http.StatusOK, notice: resumedNotice()}
		v.lock(by)
		s.drawSheet(w, r, v)
		return nil
	}
	receipt, err := s.Desk.Enter(r.Context(), by, count.Sending{
		Contest: v.st.Contest.ID, Unit: v.unit.ID, Key: v.typed.key, Layout: v.typed.layout, Base: v.typed.base, Figures: v.typed.figures,
	})
	if err == nil {
		s.dropDraft(r, by, v.st.Contest.ID, v.unit.ID)
		sent(w, r, v.st.Contest.ID, "sheet", v.unit.ID, receipt)
		return nil
	}
	v.refusal = s.refused(r, err)
	if c := v.conflict; c != nil {
		v.st = c.Standing
		v.lock(by)
	}
	s.drawSheet(w, r, v)
	return nil
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
	return &sheetView{st: st, unit: unit, refusal: refusal{status: http.StatusOK}}, nil
}

// standingSheet is the form of a sheet as it stands; without one every figure is
// blank, because blank is not zero.
func standingSheet(st *count.Standing, unit *count.CountUnit) typed {
	t := typed{key: newKey(), layout: st.Contest.Layout, figures: count.Fields{}}
	sheet, in := st.Sheets[unit.ID]
	if !in {
		return t
	}
	t.base = sheet.Seq
	for _, c := range st.Contest.Candidates {
		t.figures[count.FieldVotes(c.ID)] = count.Thousands(sheet.Tally.Votes[c.ID])
	}
	if unit.SendsDoubtful {
		t.figures[count.FieldDoubtful] = count.Thousands(sheet.Tally.Doubtful)
		return t
	}
	for _, h := range st.Contest.Election.Type.Heads() {
		t.figures[count.FieldHead(h.ID)] = count.Thousands(sheet.Tally.Rejected[h.ID])
	}
	return t
}

// lock says why a sheet can only be read: who may type it, then when.
func (v *sheetView) lock(by count.Officer) {
	if !by.MayDo(count.KindEntered, v.st.Contest.ID) {
		v.locked = "Count officers of this contest type its sheets."
		return
	}
	if err := count.MayEnter(v.st); err != nil {
		v.locked = stateWords(err)
	}
}
