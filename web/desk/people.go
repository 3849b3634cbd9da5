package desk

import (
	"errors"
	"net/http"
	"slices"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// showPeople lists who has a session at this laptop and lets the officer choose a PIN
// and make room for another person.
func (s *officers) showPeople(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	return s.drawPeople(w, r, http.StatusOK, nil)
}

// choosePIN takes the PIN by which the officer comes back at this laptop.
func (s *officers) choosePIN(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	if resumed(r) {
		return s.drawPeople(w, r, http.StatusOK, notDone(r))
	}
	pin := r.PostForm.Get("pin")
	if pin != r.PostForm.Get("again") {
		return s.drawPeople(w, r, http.StatusUnprocessableEntity, &officer.Notice{Title: "The two PINs differ.", Text: "Type the same twice.", Alarm: true})
	}
	err := s.Accounts.SetPIN(r.Context(), s.token(r), pin)
	switch {
	case errors.Is(err, account.ErrPINForm):
		return s.drawPeople(w, r, http.StatusUnprocessableEntity, &officer.Notice{Title: "A PIN has six digits.", Text: "Choose another.", Alarm: true})
	case errors.Is(err, account.ErrPINEasy):
		return s.drawPeople(w, r, http.StatusUnprocessableEntity, &officer.Notice{Title: "Others would try that PIN first.", Text: "Choose one without a run or a repetition.", Alarm: true})
	case err != nil:
		return err
	}
	http.Redirect(w, r, "/desk/people", http.StatusSeeOther)
	return nil
}

// addPerson makes room: the officer's session waits for its PIN, and the sign-in page
// asks the other person for everything that it asks of anybody.
func (s *officers) addPerson(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	if resumed(r) {
		return s.drawPeople(w, r, http.StatusOK, notDone(r))
	}
	err := s.Accounts.StepAside(r.Context(), s.token(r))
	if errors.Is(err, account.ErrNoPIN) {
		return s.drawPeople(w, r, http.StatusUnprocessableEntity, &officer.Notice{Title: "Choose a PIN first.", Text: "You come back by it.", Alarm: true})
	}
	if err != nil {
		return err
	}
	s.recheck()
	http.Redirect(w, r, "/desk/sign-in?next=/desk/people", http.StatusSeeOther)
	return nil
}

// leaveLaptop signs everybody at this laptop out.
func (s *officers) leaveLaptop(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	if resumed(r) {
		return s.drawPeople(w, r, http.StatusOK, notDone(r))
	}
	if err := s.Accounts.LeaveAll(r.Context(), s.token(r)); err != nil {
		return err
	}
	s.recheck()
	s.forget(w)
	http.Redirect(w, r, "/desk/sign-in", http.StatusSeeOther)
	return nil
}

func (s *officers) drawPeople(w http.ResponseWriter, r *http.Request, status int, n *officer.Notice) error {
	all, err := s.Accounts.People(r.Context(), s.token(r))
	if err != nil {
		return err
	}
	m := officer.PeoplePage{Page: s.frame(r, "People at this laptop"), Notice: n, HasPIN: all[0].PIN != "", Others: s.sessionRows(r, all[1:], "")}
	for i, one := range all[1:] {
		m.Others[i].Officer = one.Officer
	}
	s.draw(w, r, status, officer.People(m))
	return nil
}

// showChange asks who goes on at this laptop, and for that person's PIN.
func (s *officers) showChange(w http.ResponseWriter, r *http.Request) {
	if len(s.People) > 0 {
		s.problem(w, r, errNoPage)
		return
	}
	s.drawChange(w, r, http.StatusOK, officer.ChangePage{Next: localPath(r.URL.Query().Get("next"))})
}

// changePerson changes who works at this laptop: by PIN; in the demo by one click.
func (s *officers) changePerson(w http.ResponseWriter, r *http.Request) {
	if as := r.PostForm.Get("as"); as != "" || len(s.People) > 0 {
		s.becomeByClick(w, r, as)
		return
	}
	m := officer.ChangePage{Next: localPath(r.PostForm.Get("next")), Kept: stillKept(r), Chosen: r.PostForm.Get("session")}
	token, err := s.Accounts.Change(r.Context(), s.token(r), m.Chosen, r.PostForm.Get("pin"), from(r))
	var wrong *account.WrongError
	switch {
	case errors.As(err, &wrong):
		m.Notice = &officer.Notice{Title: "The PIN is wrong.", Text: "Wrong " + plural(wrong.Left, "more time") + ", and that person is signed out here." + keptWords(m.Kept), Alarm: true}
		if wrong.Left == 0 {
			m.Notice.Text = "It was wrong too often: that person is signed out here, and signs in again with everything."
		}
		s.drawChange(w, r, http.StatusUnauthorized, m)
	case errors.Is(err, account.ErrSignedOut):
		m.Notice = &officer.Notice{Title: "That person is signed out here.", Text: "Choose another, or sign in." + keptWords(m.Kept), Alarm: true}
		s.drawChange(w, r, http.StatusUnauthorized, m)
	case err != nil:
		s.problem(w, r, err)
	default:
		s.recheck()
		http.SetCookie(w, s.cookie(token))
		s.goOn(w, r, token, m.Next, backSignedIn)
	}
}

// drawChange offers who waits at this laptop; where nobody does, the sign-in page.
func (s *officers) drawChange(w http.ResponseWriter, r *http.Request, status int, m officer.ChangePage) {
	all, err := s.Accounts.People(r.Context(), s.token(r))
	if errors.Is(err, account.ErrSignedOut) {
		s.drawSignIn(w, r, status, officer.SignInPage{Next: m.Next, Kept: m.Kept, Notice: m.Notice})
		return
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	known, err := s.asker(r, false)
	m.Working = err == nil
	all = slices.DeleteFunc(all, func(one account.Session) bool { return one.Step != account.StepPIN })
	for i, one := range all {
		m.People = append(m.People, officer.Choice{Value: one.ID, Label: one.Officer, Chosen: one.ID == m.Chosen || m.Chosen == "" && i == 0})
	}
	if m.Working {
		m.ID, m.NoPIN = known.by.ID, known.session.PIN == ""
	}
	m.Page = s.frame(r, "Change person")
	s.draw(w, r, status, officer.Change(m))
}
