package desk

import (
	"errors"
	"net/http"
	"strconv"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// showInvitation asks whom an invitation is for to choose a passphrase. Looking at it
// does not use it up.
func (s *officers) showInvitation(w http.ResponseWriter, r *http.Request) {
	invited, err := s.Accounts.Invited(r.Context(), r.PathValue("token"))
	if err != nil {
		s.notInvited(w, r, err)
		return
	}
	s.drawInvitation(w, r, http.StatusOK, invited, nil)
}

// acceptInvitation takes the passphrase, signs the officer in and leads to the
// officer's counts; where there is one alone, to that.
func (s *officers) acceptInvitation(w http.ResponseWriter, r *http.Request) {
	invited, err := s.Accounts.Invited(r.Context(), r.PathValue("token"))
	if err != nil {
		s.notInvited(w, r, err)
		return
	}
	passphrase := r.PostForm.Get("passphrase")
	if passphrase != r.PostForm.Get("again") {
		s.onRecord(r, count.Attempt{Kind: account.KindInvitation, Detail: invited.ID + ": the two passphrases differ"})
		s.drawInvitation(w, r, http.StatusUnprocessableEntity, invited, &officer.Notice{Title: "The two passphrases differ.", Text: "Type the same twice.", Alarm: true})
		return
	}
	session, err := s.Accounts.Accept(r.Context(), r.PathValue("token"), passphrase, s.place(r))
	if errors.Is(err, account.ErrShort) {
		s.drawInvitation(w, r, http.StatusUnprocessableEntity, invited, &officer.Notice{Title: "That passphrase is too short.",
			Text: "It has at least " + strconv.Itoa(account.MinPassphrase) + " characters.", Alarm: true})
		return
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	if before := s.token(r); before != "" { // whoever used this browser until now
		if err := s.Accounts.SignOut(r.Context(), before, from(r)); err != nil {
			s.problem(w, r, err)
			return
		}
	}
	http.SetCookie(w, s.cookie(session))
	to := "/desk/"
	if len(invited.Contests) == 1 {
		to = contestURL(invited.Contests[0])
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (s *officers) drawInvitation(w http.ResponseWriter, r *http.Request, status int, invited account.Officer, n *officer.Notice) {
	s.draw(w, r, status, officer.Invitation(officer.InvitationPage{
		Page: s.frame(r, "Invitation"), Notice: n, ID: invited.ID, Action: r.URL.Path, Least: strconv.Itoa(account.MinPassphrase),
	}))
}
