package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// offerDraft puts the officer's own draft into a form that was opened, where it still
// fits what the form replaces; otherwise it is shown beside, to be taken over by hand.
// A fault must not keep a sheet from being opened.
func (s *officers) offerDraft(r *http.Request, by count.Officer, c *count.Contest, form string, t *typed, locked bool) *officer.Draft {
	d, err := s.Drafts.Find(r.Context(), by, c.ID, form)
	if err != nil {
		if !errors.Is(err, draft.ErrNotFound) {
			s.incident(r, err)
		}
		return &officer.Draft{}
	}
	shown := &officer.Draft{At: millisOf(d.At), Discard: draftURL(c.ID, form) + "/discard"}
	hour := hourOf(c, d.At)
	fits := d.Layout == t.layout && d.Base == t.base
	switch {
	case locked:
		shown.Title, shown.Text = "You typed this at "+hour+". NOT SENT.", "It cannot be sent now."
		shown.Rows = draftRows(c, d.Fields)
	case !fits && r.URL.Query().Get("use") != "draft":
		shown.Title, shown.Text = "You typed this before, at "+hour+". NOT SENT.", "Something else stands now than when you began."
		shown.Rows, shown.Use = draftRows(c, d.Fields), formURL(c.ID, form)+"?use=draft"
	default:
		shown.Title, shown.Resumed = "Draft of "+hour+" resumed. NOT SENT.", true
		if fits {
			t.key = d.Key // sent from two places it counts once
		}
		fields := url.Values{}
		for field, text := range d.Fields {
			fields.Set(field, text)
		}
		t.take(fields)
	}
	return shown
}

// draftRows are what was typed, in the order of the sheet, to be read.
func draftRows(c *count.Contest, fields map[string]string) []officer.Row {
	var rows []officer.Row
	add := func(field, label string) {
		if text := strings.TrimSpace(fields[field]); text != "" {
			rows = append(rows, officer.Row{Label: label, Value: text})
		}
	}
	for _, cand := range c.Candidates {
		add(count.FieldVotes(cand.ID), cand.BallotName())
	}
	add(count.FieldDoubtful, "Doubtful papers")
	for _, h := range c.Election.Type.Heads() {
		add(count.FieldHead(h.ID), h.Label)
	}
	add(count.FieldRejected, "Rejected papers in all")
	for _, l := range c.Lines() {
		add(l.Field, l.Label)
	}
	for _, b := range c.Boxes {
		add(count.FieldBox(b.ID), b.Name)
	}
	add(count.FieldTotal, "Total of the verification statement")
	add(count.FieldReason, "Reason")
	return rows
}

// resumeAct makes the form of an act one that is kept while it is typed, and returns
// what is typed in it: as it was sent, or as this officer left it before. Another's
// draft is never in it.
func (s *officers) resumeAct(r *http.Request, v *asked, a act, f *officer.ActForm) count.Fields {
	c := v.st.Contest
	t := typed{key: f.Key, layout: c.Layout, base: v.st.Moved}
	var d *officer.Draft
	if v.sent == a.path {
		t.figures = figuresOfForm(v.form)
	} else {
		d = s.offerDraft(r, v.by, c, a.draft, &t, f.Locked != "")
	}
	f.Key, f.Layout = t.key, strconv.Itoa(t.layout)
	s.drafting(r, &f.Form, d, draftURL(c.ID, a.draft))
	return t.figures
}
