package desk

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// draw renders a page to a buffer and sends it: a page is whole or not there.
func (s *officers) draw(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	var body bytes.Buffer
	// A page is drawn to its end also for a caller that has gone.
	if err := page.Render(context.WithoutCancel(r.Context()), &body); err != nil {
		http.Error(w, "The desk could not draw this page. Incident "+s.incident(r, err)+".", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body.Bytes()) // a caller that went away is not our fault
	}
}

// frame is what stands around every page.
func (s *officers) frame(r *http.Request, title string) officer.Page {
	p := officer.Page{Title: title, Rehearsal: s.inRehearsal(r), Public: s.PublicURL + "/", Assets: s.assets()}
	if by, ok := who(r); ok {
		p.Signed = &officer.Signed{ID: by.ID, Role: roleWords(by.Role), Here: here(r), Counts: by.Role != count.RoleEditor, Notes: by.MayNote(), Audit: account.MayAudit(by), Staff: account.MayAdminister(by),
			Operations: s.Operation != nil && by.Role == count.RoleAdministrator}
		known, _ := r.Context().Value(askerKey{}).(asker)
		idle, end := left(known.session)
		p.Signed.Idle, p.Signed.End = strconv.Itoa(idle), strconv.Itoa(end)
		if len(s.People) == 0 {
			p.Signed.Change = "/desk/change-person?next=" + url.QueryEscape(p.Signed.Here)
		}
		for _, id := range s.People {
			if id != by.ID {
				p.Signed.Others = append(p.Signed.Others, id)
			}
		}
	}
	return p
}

func (s *officers) assets() officer.Assets {
	return officer.Assets{
		Base: s.Files.URL("base.css"), Desk: s.Files.URL("desk.css"), Acts: s.Files.URL("acts.css"), Draft: s.Files.URL("draft.js"), Refresh: s.Files.URL("refresh.js"), Session: s.Files.URL("session.js"), Script: s.Files.URL("desk.js"), Entry: s.Files.URL("entry.js"), Passkey: s.Files.URL("passkey.js"), Icon: s.Files.URL("icon.svg"),
	}
}

// here is where to come back to after changing person: the page itself, or for an
// act, and for the declaration that others may not open, the contest that it was on.
func here(r *http.Request) string {
	contest := contestURL(r.PathValue("contest"))
	if r.PathValue("contest") != "" && (r.Method == http.MethodPost || r.URL.Path == contest+"/declare") {
		return contest
	}
	return r.URL.Path
}

// inRehearsal tells whether the desk's file is for a rehearsal.
func (s *officers) inRehearsal(r *http.Request) bool {
	if known := s.rehearsal.Load(); known != nil {
		return *known
	}
	all, err := s.Desk.Counts(r.Context(), count.DeskOfficer())
	if err != nil || len(all) == 0 {
		return false // a fault is said where the page itself needs the ledger
	}
	yes := all[0].Contest.Election.Mode == count.Rehearsal
	s.rehearsal.Store(&yes)
	return yes
}

// draftStatus is the state of a form in the header before the script follows what
// is typed.
func draftStatus(unsent bool) officer.Status {
	if unsent {
		return officer.Status{Text: "NOT SENT", Mark: officer.Unsent}
	}
	return officer.Status{Text: "Not sent"}
}

// waitingStatus is the state of figures that were sent and that nobody else stands
// behind yet.
func waitingStatus() officer.Status {
	return officer.Status{Text: "Waiting for a second person", Mark: officer.Waiting}
}
