package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// Where notes for the public are written.
const (
	notesPath    = "/desk/notes"
	overviewPath = "/desk/overview"

	pathNote     = "editors-notes"
	pathWithdraw = "withdraw-note"
)

// maxGone is how many notes that came down a place's page shows, newest first; the audit
// has them all.
const maxGone = 20

// showNotes lists the notes that stand, and every place in which this officer may write
// one.
func (s *officers) showNotes(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	places, err := s.Desk.NotePlaces(r.Context(), by)
	if err != nil {
		return err
	}
	m := officer.NotesPage{Page: s.frame(r, "Notes for the public")}
	for _, p := range places {
		if e := p.Election; e != nil {
			m.Crumb = e.Name + " · " + e.Date.Words()
		}
		m.Choose = append(m.Choose, officer.Choice{Value: p.ID(), Label: placeName(p)})
		if standing, _ := shownNotes(p); len(standing) > 0 {
			m.Places = append(m.Places, officer.NotePlace{Name: placeName(p), URL: placeURL(p, pathNote), Notes: standing})
		}
	}
	s.draw(w, r, http.StatusOK, officer.Notes(m))
	return nil
}

// goToPlace leads from the list to the place that was chosen there.
func (s *officers) goToPlace(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	p, err := s.Desk.NotePlace(r.Context(), by, r.URL.Query().Get("place"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, placeURL(p, pathNote), http.StatusSeeOther)
	return nil
}

// showPlace shows one place with the form of a note: a new one, or one in the place of
// another.
func (s *officers) showPlace(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.askNote(r, by)
	if err != nil {
		return err
	}
	v.said(r.URL.Query())
	if n, stands := v.place.Standing(v.of); stands {
		v.text, v.byline = n.Text, n.Byline
	} else if v.of != 0 {
		http.Redirect(w, r, placeURL(v.place, pathNote), http.StatusSeeOther)
		return nil
	}
	s.drawPlace(w, r, v, v.form())
	return nil
}

// showWithdrawal asks whether a note is withdrawn.
func (s *officers) showWithdrawal(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	v, err := s.askNote(r, by)
	if err != nil {
		return err
	}
	if _, stands := v.place.Standing(v.of); !stands {
		http.Redirect(w, r, placeURL(v.place, pathNote), http.StatusSeeOther)
		return nil
	}
	s.drawPlace(w, r, v, nil)
	return nil
}

func placeName(p count.NotePlace) string {
	if p.Contest == nil {
		return "Overview"
	}
	return p.Contest.Name
}

// placeURL is the address of a place's notes, or of something about them.
func placeURL(p count.NotePlace, path string) string {
	if p.Contest == nil {
		return overviewPath + "/" + path
	}
	return contestURL(p.Contest.ID, path)
}

// shownNotes are a place's notes as its editors see them: those that stand, and those
// that came down, newest first.
func shownNotes(p count.NotePlace) (standing, gone []officer.ShownNote) {
	for _, n := range p.Notes {
		of := "?of=" + strconv.FormatInt(n.Seq, 10)
		shown := officer.ShownNote{Text: n.Text, Byline: n.Byline, When: clockOf(p, n.Mark)}
		switch {
		case n.Ended == nil && !p.Closed:
			shown.When += " · waits for the close of the poll"
			fallthrough
		case n.Ended == nil:
			shown.Replace, shown.Withdraw = placeURL(p, pathNote)+of, placeURL(p, pathWithdraw)+of
			standing = append(standing, shown)
			continue
		case n.Ended.By != 0:
			shown.When += " · edited by " + clockOf(p, n.Ended.Mark)
		default:
			shown.When += " · withdrawn by " + clockOf(p, n.Ended.Mark)
			if n.Ended.Reason != "" {
				shown.When += ": " + n.Ended.Reason
			}
		}
		gone = append(gone, shown)
	}
	slices.Reverse(gone)
	return standing, gone[:min(len(gone), maxGone)]
}

// clockOf says by which officer and when.
func clockOf(p count.NotePlace, m count.Mark) string {
	return m.Officer + ", " + m.At.In(p.Election.Location()).Format("15:04:05")
}

// said reads the address that an accepted form was answered with. What it says is read
// from the notes themselves.
func (v *askedNote) said(q url.Values) {
	seq, _ := strconv.ParseInt(q.Get("seq"), 10, 64)
	for _, n := range v.place.Notes {
		switch {
		case n.Seq == seq && n.Ended == nil && v.place.Closed:
			v.notice = &officer.Notice{Title: "The note is published.", Text: clockOf(v.place, n.Mark) + "."}
		case n.Seq == seq && n.Ended == nil:
			v.notice = &officer.Notice{Title: "The note is stored.", Text: "It is published when the poll closes."}
		case n.Ended != nil && n.Ended.Seq == seq && n.Ended.By == 0:
			v.notice = &officer.Notice{Title: "The note is withdrawn.", Text: clockOf(v.place, n.Ended.Mark) + "."}
		}
	}
}
