package desk

import (
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
)

// showPapers shows the verified papers of a contest as they stand.
func (s *officers) showPapers(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openPapers(r, by)
	if err != nil {
		return err
	}
	v.typed = standingPapers(v.st)
	v.lock(by)
	v.draft = s.offerDraft(r, by, v.st.Contest, draft.FormPapers, &v.typed, v.locked != "")
	s.drawPapers(w, r, v)
	return nil
}

// sendPapers sends verified papers. Whatever the answer, no digit is lost.
func (s *officers) sendPapers(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.openPapers(r, by)
	if err != nil {
		return err
	}
	v.typed, v.sent = readTyped(r), true
	figures := papersOnly(v.st, v.typed.figures)
	v.typed.answers = v.typed.answers.on(figures)
	if resumed(r) {
		v.refusal = refusal{status: http.StatusOK, notice: resumedNotice()}
		v.lock(by)
		s.drawPapers(w, r, v)
		return nil
	}
	receipt, err := s.Desk.Verify(r.Context(), by, count.Verification{
		Contest: v.st.Contest.ID, Key: v.typed.key, Layout: v.typed.layout, Base: v.typed.base, Figures: figures, Reason: v.typed.reason,
		Accepting: v.typed.answers.accepting(),
	})
	if err == nil {
		s.dropDraft(r, by, v.st.Contest.ID, draft.FormPapers)
		sent(w, r, v.st.Contest.ID, "papers", "", receipt)
		return nil
	}
	v.refusal = s.refused(r, err)
	if c := v.conflict; c != nil {
		v.st = c.Standing
		v.lock(by)
	}
	s.drawPapers(w, r, v)
	return nil
}

func (s *officers) openPapers(r *http.Request, by count.Officer) (*papersView, error) {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return nil, err
	}
	return &papersView{st: st, refusal: refusal{status: http.StatusOK}}, nil
}

// standingPapers is the form of the verified papers as they stand.
func standingPapers(st *count.Standing) typed {
	t := typed{key: newKey(), layout: st.Contest.Layout, base: st.VerifiedSeq(), figures: count.Fields{}}
	for id, p := range st.Boxes {
		t.figures[count.FieldBox(id)] = count.Thousands(p.Papers)
		t.figures[count.FieldExplanation(id)] = p.Explanation
		if a := p.Account; a != nil {
			t.figures[count.FieldEntrusted(id)], t.figures[count.FieldUnusedPapers(id)] = count.Thousands(a.Entrusted), count.Thousands(a.Unused)
			t.figures[count.FieldSpoilt(id)], t.figures[count.FieldTendered(id)] = count.Thousands(a.Spoilt), count.Thousands(a.Tendered)
		}
	}
	if st.Total != nil {
		t.figures[count.FieldTotal] = count.Thousands(st.Total.Papers)
	}
	return t
}

// lock says why verified papers can only be read.
func (v *papersView) lock(by count.Officer) {
	if !v.st.Allows(by, count.KindVerified) {
		v.locked = "Count officers of this contest enter its verified papers."
		return
	}
	if err := count.MayVerify(v.st, by); err != nil {
		v.locked = stateWords(err)
	}
}
