package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Fields of the forms of notes beside the note itself.
const (
	fieldDo     = "do" // what the button that was pressed does
	doPreview   = "preview"
	doChange    = "change"
	presetBy    = "Results Desk"
	maxNoteWire = 9000 // bytes; more than fits comes back to be shortened
)

// askedNote is what a page of notes is drawn from.
type askedNote struct {
	refusal
	by           count.Officer
	place        count.NotePlace
	of           int64 // note that is replaced or withdrawn; 0: none
	key          string
	text, byline string
	reason       string
	preview      bool
}

func (s *officers) askNote(r *http.Request, by count.Officer) (*askedNote, error) {
	p, err := s.Desk.NotePlace(r.Context(), by, r.PathValue("contest"))
	if err != nil {
		return nil, err
	}
	v := &askedNote{refusal: refusal{status: http.StatusOK}, by: by, place: p, byline: presetBy}
	sent := r.URL.Query()
	if r.Method == http.MethodPost {
		sent = r.PostForm
		v.key, v.text, v.byline, v.reason = sent.Get(fieldKey), sent.Get(count.FieldNoteText), sent.Get(count.FieldByline), sent.Get(count.FieldReason)
	}
	if sent.Has(fieldOf) {
		v.of = seqIn(sent, fieldOf)
	}
	return v, nil
}

// sendNote shows a note as readers would see it, or publishes it.
func (s *officers) sendNote(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if !by.MayDo(count.KindNoted, r.PathValue("contest")) {
		_, err := s.Desk.Note(r.Context(), by, count.Noting{Contest: r.PathValue("contest"), Key: r.PostForm.Get(fieldKey)}) // refuses, on record
		return err
	}
	v, err := s.askNote(r, by)
	if err != nil {
		return err
	}
	switch do := r.PostForm.Get(fieldDo); {
	case resumed(r):
		v.notice = notDone(r)
	case do == doChange:
	case do == doPreview:
		_, v.findings = count.CheckNote(v.byline, v.text)
		if v.preview = len(v.findings) == 0; !v.preview {
			v.status = http.StatusUnprocessableEntity
		}
	default:
		n := count.Noting{Contest: v.place.ID(), Key: v.key, Byline: v.byline, Text: v.text, Replaces: v.of}
		receipt, err := s.Desk.Note(r.Context(), by, n)
		return s.noteAnswer(w, r, v, receipt, err)
	}
	s.drawPlace(w, r, v, v.form())
	return nil
}

// sendWithdrawal takes a note down.
func (s *officers) sendWithdrawal(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if !by.MayDo(count.KindNoteWithdrawn, r.PathValue("contest")) {
		_, err := s.Desk.WithdrawNote(r.Context(), by, count.NoteTaking{Contest: r.PathValue("contest"), Key: r.PostForm.Get(fieldKey)}) // refuses, on record
		return err
	}
	v, err := s.askNote(r, by)
	if err != nil {
		return err
	}
	if resumed(r) {
		v.notice = notDone(r)
		s.drawPlace(w, r, v, nil)
		return nil
	}
	receipt, err := s.Desk.WithdrawNote(r.Context(), by, count.NoteTaking{Contest: v.place.ID(), Key: v.key, Note: v.of, Reason: v.reason})
	return s.noteAnswer(w, r, v, receipt, err)
}

// noteAnswer answers a form that was sent: with the place as it is now, or with the form
// and why it was refused.
func (s *officers) noteAnswer(w http.ResponseWriter, r *http.Request, v *askedNote, receipt count.Receipt, err error) error {
	withdrawal := strings.HasSuffix(r.URL.Path, pathWithdraw)
	switch {
	case err == nil:
		http.Redirect(w, r, placeURL(v.place, pathNote)+"?"+url.Values{"seq": {strconv.FormatInt(receipt.Seq, 10)}}.Encode(), http.StatusSeeOther)
		return nil
	case errors.Is(err, count.ErrForbidden), errors.Is(err, count.ErrNotFound):
		return err
	}
	v.refusal = s.refusedMove(r, err)
	if v.conflict != nil { // as it stands now
		v.place.Notes, v.key = v.conflict.Standing.Notes, ""
		if _, stands := v.place.Standing(v.of); !stands {
			v.of = 0
		}
	}
	var form *officer.NoteForm
	if !withdrawal {
		form = v.form()
	}
	s.drawPlace(w, r, v, form)
	return nil
}

// form is the form of a note with what was typed in it.
func (v *askedNote) form() *officer.NoteForm {
	f := v.empty(pathNote)
	f.Heading, f.Button = "A new note", "Publish"
	if v.of != 0 {
		f.Heading, f.Button = "A note in the place of one that stands", "Publish in its place"
	}
	if !v.place.Closed {
		f.Button = "Store for the close of the poll"
	}
	f.Text = officer.Input{ID: "note-text", Field: count.FieldNoteText, Label: "Note", Note: "plain text, at most " + f.MostText + " characters in " + strconv.Itoa(count.MaxNoteLines) + " lines", Value: v.text, Findings: beside(v.findings, count.FieldNoteText)}
	f.Byline = officer.Input{ID: "note-byline", Field: count.FieldByline, Label: "Signed", Note: "as readers see it", Value: v.byline, Findings: beside(v.findings, count.FieldByline)}
	return &f
}

// withdrawal is the form that asks whether a note is withdrawn.
func (v *askedNote) withdrawal() *officer.NoteForm {
	n, stands := v.place.Standing(v.of)
	if !stands {
		return nil
	}
	f := v.empty(pathWithdraw)
	f.Heading, f.Button = "Withdraw this note?", "Withdraw it"
	f.Note = &officer.ShownNote{Text: n.Text, Byline: n.Byline, When: clockOf(v.place, n.Mark)}
	f.Reason = officer.Input{ID: "note-reason", Field: count.FieldReason, Kind: officer.InputText, Label: "Reason", Note: "for the record, not published; may stay empty", Value: v.reason}
	return &f
}

func (v *askedNote) empty(path string) officer.NoteForm {
	f := officer.NoteForm{MostText: strconv.Itoa(count.MaxNoteText), MostBy: strconv.Itoa(count.MaxByline)}
	f.Action, f.Key, f.Base, f.Typist, f.Leave = placeURL(v.place, path), cmp.Or(v.key, newKey()), "0", v.by.ID, placeURL(v.place, pathNote)
	if v.of != 0 {
		f.Of = strconv.FormatInt(v.of, 10)
	}
	return f
}

// drawPlace draws a place's page: with the form of a note, or without one to ask whether
// the note of v is withdrawn.
func (s *officers) drawPlace(w http.ResponseWriter, r *http.Request, v *askedNote, form *officer.NoteForm) {
	p := v.place
	m := officer.NotePage{Page: s.frame(r, "Notes, "+placeName(p)), Back: officer.Link{URL: notesPath, Text: "Notes for the public"}, Crumb: placeName(p),
		Heading: "Notes: " + placeName(p), Notice: v.notice, Form: form}
	m.Standing, m.Gone = shownNotes(p)
	if !p.Closed && p.Election != nil {
		m.Held = "The poll is open. A note waits until it closes at " + p.Election.Clock(p.Election.Closes) + "; until then only editors see it."
	}
	if form == nil {
		m.Remove = v.withdrawal()
	}
	if v.preview {
		n, _ := count.CheckNote(v.byline, v.text)
		m.Preview = &officer.ShownNote{Text: n.Text, Byline: n.Byline, When: s.Desk.Now().In(s.zone(r)).Format("15:04")}
		form.Text.Value, form.Byline.Value = n.Text, n.Byline
	}
	for _, f := range v.findings {
		id := map[string]string{count.FieldNoteText: "note-text", count.FieldByline: "note-byline"}[f.Field]
		m.Findings = append(m.Findings, officer.Finding{Code: string(f.Code), Title: f.Title, Text: f.Text, Link: officer.Link{URL: "#" + id, Text: "Go to the field"}})
	}
	if form != nil && (v.preview || v.status != http.StatusOK) {
		m.Status = draftStatus(true)
	}
	s.draw(w, r, v.status, officer.NotesHere(m))
}
