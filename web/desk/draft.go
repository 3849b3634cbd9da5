package desk

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// fieldTypist names in a form who opened it. A page that another person's session
// then sends, or that comes back after another person signed in, is not theirs.
const fieldTypist = "typist"

// millisOf names the moment of a save, for the script to compare.
func millisOf(at time.Time) string { return strconv.FormatInt(at.UnixMilli(), 10) }

// hourOf writes when a draft was saved, "03:12".
func hourOf(c *count.Contest, at time.Time) string {
	return at.In(c.Election.Location()).Format("15:04")
}

// notTheirs tells whether a form was opened by somebody else than who sends it.
func notTheirs(r *http.Request, by count.Officer) bool {
	typist := r.PostForm.Get(fieldTypist)
	return typist != "" && typist != by.ID
}

// saveDraft keeps a form as far as it is typed. The page's script sends it with every
// pause of the typist, and reads from the answer whether it is kept.
func (s *officers) saveDraft(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	st, form, err := s.draftOf(r, by)
	if err != nil {
		return err
	}
	t := readTyped(r)
	d := draft.Draft{Contest: st.Contest.ID, Form: form, Layout: t.layout, Base: t.base, Key: t.key, Fields: t.figures}
	for name := range r.PostForm { // beside the figures: code, source, reasons, ticks
		if slices.Contains([]string{count.FieldReason, count.FieldCode, count.FieldSource, fieldSourceNote}, name) || isAnswer(name) {
			d.Fields[name] = r.PostForm.Get(name)
		}
	}
	at, err := s.Drafts.Save(r.Context(), by, d)
	answer := map[string]string{"state": "saved", "at": hourOf(st.Contest, at), "ms": millisOf(at)}
	switch {
	case errors.Is(err, draft.ErrSent):
		answer = map[string]string{"state": "sent"}
	case err != nil:
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(answer)
}

// discardDraft forgets a form as far as it was typed, and shows the form without it.
func (s *officers) discardDraft(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	st, form, err := s.draftOf(r, by)
	if err != nil {
		return err
	}
	if err := s.Drafts.Discard(r.Context(), by, st.Contest.ID, form); err != nil {
		return err
	}
	http.Redirect(w, r, formURL(st.Contest.ID, form), http.StatusSeeOther)
	return nil
}

// draftOf is the contest and the form of a draft's address.
func (s *officers) draftOf(r *http.Request, by count.Officer) (*count.Standing, string, error) {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return nil, "", err
	}
	form := r.PathValue("form")
	if _, unit := st.Contest.Unit(form); !unit && !ofContest(form) {
		return nil, "", count.ErrNotFound
	}
	return st, form, nil
}

// dropDraft forgets the draft of a form that was accepted. A form that wrote an act
// lost its draft with it; one whose figures stood already did not.
func (s *officers) dropDraft(r *http.Request, by count.Officer, contest, form string) {
	if err := s.Drafts.Done(r.Context(), by, contest, form); err != nil {
		s.incident(r, err)
	}
}

func draftURL(contest, form string) string {
	return strings.Replace(contestURL(contest, form), "/desk/contests/", "/desk/drafts/", 1)
}

// ofContest tells whether a form is of the contest as a whole.
func ofContest(form string) bool {
	return form == draft.FormPapers || form == draft.FormTotals || form == draft.FormReadBack
}

// formWords name a form of the contest as a whole.
func formWords(form string) string {
	switch form {
	case draft.FormPapers:
		return "verified papers"
	case draft.FormTotals:
		return "totals"
	}
	return "figures read back"
}

// formURL is the page of a form.
func formURL(contest, form string) string {
	if ofContest(form) {
		return contestURL(contest, form)
	}
	return unitURL(contest, form)
}

// drafting gives a form what it needs to be saved while it is typed.
func (s *officers) drafting(r *http.Request, f *officer.Form, d *officer.Draft, save string) {
	by, _ := who(r)
	f.Typist, f.Save, f.Draft = by.ID, save, d
}

// backToForm answers who comes back to the address of a button beside a form.
func backToForm(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	form := r.PathValue("form")
	if form == "" {
		form = r.PathValue("unit")
	}
	http.Redirect(w, r, formURL(r.PathValue("contest"), form), http.StatusSeeOther)
	return nil
}
