package desk

import (
	"errors"
	"net/http"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// fieldNote is the one field that is longer than a figure or a reason.
const fieldNote = "note"

// longest is how many bytes a field may have.
func longest(field string) int {
	if field == fieldNote || field == keptPrefix+fieldNote {
		return 4*draft.MaxNote + 1000 // characters of four bytes, and line ends of two
	}
	if field == count.FieldNoteText || field == keptPrefix+count.FieldNoteText {
		return maxNoteWire
	}
	if field == fieldCredential {
		return maxCredential
	}
	return maxValue
}

// addNote leaves a word for the next shift.
func (s *officers) addNote(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return err
	}
	text, refused := r.PostForm.Get(fieldNote), (*officer.Notice)(nil)
	if resumed(r) {
		refused = &officer.Notice{Title: "Your note is back. NOT SENT.", Text: "You were signed out before it was stored.", Alarm: true}
	} else {
		err = s.Drafts.AddNote(r.Context(), by, st.Contest.ID, text)
	}
	status := http.StatusUnprocessableEntity
	switch {
	case refused != nil:
		status = http.StatusOK
	case errors.Is(err, draft.ErrNoteEmpty):
		refused = &officer.Notice{Title: "The note is empty.", Text: "Write what the next shift must know.", Alarm: true}
	case errors.Is(err, draft.ErrNoteLong):
		refused = &officer.Notice{Title: "The note is too long.", Text: "It may have 2,000 characters. Nothing was stored.", Alarm: true}
	case err != nil:
		return err
	default:
		http.Redirect(w, r, contestURL(st.Contest.ID)+"#handover", http.StatusSeeOther)
		return nil
	}
	v, err := s.ask(r, by)
	if err != nil {
		return err
	}
	m := s.contestPage(r, v)
	m.Notice, m.Handover.Text = refused, text
	s.draw(w, r, status, officer.Contest(m))
	return nil
}

// handoverOf is what earlier shifts left on a contest.
func (s *officers) handoverOf(r *http.Request, by count.Officer, c *count.Contest) officer.Handover {
	h := officer.Handover{Action: contestURL(c.ID, "notes")}
	notes, err := s.Drafts.Notes(r.Context(), by, c.ID)
	if err != nil {
		s.incident(r, err)
	}
	for _, n := range notes {
		h.Notes = append(h.Notes, officer.Note{By: stamp(c, n.Officer, n.At), Text: n.Text})
	}
	return h
}

// backToContest answers who comes back to the address of something that is sent from
// the contest's page, by the browser's history or after signing in.
func backToContest(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	http.Redirect(w, r, contestURL(r.PathValue("contest")), http.StatusSeeOther)
	return nil
}
