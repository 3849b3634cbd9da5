package desk

import (
	"encoding/json"
	"net/http"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// recheck has the sockets of sessions that have ended closed at once.
func (s *officers) recheck() {
	if s.Watch != nil {
		s.Watch.hub.Recheck()
	}
}

// showSession tells a page's script whose the session is and how many seconds it has
// left. Looking does not make it longer; going on by POST does.
func (s *officers) showSession(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	known, _ := r.Context().Value(askerKey{}).(asker)
	idle, end := left(known.session)
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(map[string]any{"officer": by.ID, "idle": idle, "end": end})
}

// left is how many seconds a session has: until it ends idle, and until it ends
// however it is used.
func left(s account.Session) (idle, end int) {
	return int(s.IdleEnd().Sub(s.At) / time.Second), int(s.End().Sub(s.At) / time.Second)
}

// showSessions lists where the officer is signed in.
func (s *officers) showSessions(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	return s.drawSessions(w, r, by, nil)
}

// endSession ends one of the officer's own sessions.
func (s *officers) endSession(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	return s.end(w, r, by, func() error {
		if mine, err := s.Accounts.Sessions(r.Context(), by.ID); err != nil || !has(mine, r.PostForm.Get("session")) {
			return err // gone already, or another's: the list shows what there is
		}
		return s.Accounts.End(r.Context(), by, r.PostForm.Get("session"))
	})
}

// endOthers ends all of the officer's own sessions but this one.
func (s *officers) endOthers(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	known, _ := r.Context().Value(askerKey{}).(asker)
	return s.end(w, r, by, func() error { return s.Accounts.EndAll(r.Context(), by, by.ID, known.session.ID) })
}

func (s *officers) end(w http.ResponseWriter, r *http.Request, by count.Officer, do func() error) error {
	if resumed(r) {
		return s.drawSessions(w, r, by, notDone(r))
	}
	if err := do(); err != nil {
		return err
	}
	s.recheck()
	http.Redirect(w, r, "/desk/sessions", http.StatusSeeOther)
	return nil
}

func has(all []account.Session, id string) bool {
	for _, one := range all {
		if one.ID == id {
			return true
		}
	}
	return false
}

func (s *officers) drawSessions(w http.ResponseWriter, r *http.Request, by count.Officer, n *officer.Notice) error {
	all, err := s.Accounts.Sessions(r.Context(), by.ID)
	if err != nil {
		return err
	}
	known, _ := r.Context().Value(askerKey{}).(asker)
	m := officer.SessionsPage{Page: s.frame(r, "Where you are signed in"), Notice: n, Sessions: s.sessionRows(r, all, known.session.ID)}
	s.draw(w, r, http.StatusOK, officer.Sessions(m))
	return nil
}

// sessionRows are sessions as a person reads them; here is the one that asks.
func (s *officers) sessionRows(r *http.Request, all []account.Session, here string) []officer.Session {
	zone := s.zone(r)
	var rows []officer.Session
	for _, one := range all {
		row := officer.Session{ID: one.ID, Device: one.Device, Address: one.Address, Since: one.Began.In(zone).Format("2 Jan 15:04"),
			Used: one.Used.In(zone).Format("15:04"), This: one.ID == here}
		if one.Step == account.StepPIN {
			row.Note = "another person has the laptop"
		}
		rows = append(rows, row)
	}
	return rows
}

// notDone stands over a page whose button was pressed without a session, or too long
// after its person had last shown who it is.
func notDone(r *http.Request) *officer.Notice {
	n := &officer.Notice{Title: "You were signed out before that was done.", Text: "Nothing changed. Look again and do it if it is still right.", Alarm: true}
	if cameBack(r) == backProved {
		n.Title = "You confirmed that it is you. It is not done yet."
	}
	return n
}
