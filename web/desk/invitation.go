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
	if n := unfit(err); n != nil {
		s.drawInvitation(w, r, http.StatusUnprocessableEntity, invited, n)
		return
	}
	if status, n := triedWrong(w, err, nil); n != nil {
		s.drawInvitation(w, r, status, invited, n)
		return
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	if before := s.token(r); before != "" { // whoever used this browser until now
		if err := s.Accounts.Supersede(r.Context(), before); err != nil {
			s.problem(w, r, err)
			return
		}
	}
	to := "/desk/"
	if len(invited.Contests) == 1 {
		to = contestURL(invited.Contests[0])
	}
	s.proceed(w, r, session, to)
}

// unfit says what is wrong with a passphrase that somebody chose; nil where it is
// something else.
func unfit(err error) *officer.Notice {
	n := &officer.Notice{Title: "That passphrase cannot be taken.", Alarm: true}
	switch {
	case errors.Is(err, account.ErrShort):
		n.Title, n.Text = "That passphrase is too short.", "It has at least "+strconv.Itoa(account.MinPassphrase)+" characters."
	case errors.Is(err, account.ErrLong):
		n.Title, n.Text = "That passphrase is too long.", "Nobody types so much at night. Choose a shorter one."
	case errors.Is(err, account.ErrUnusable):
		n.Text = "It has a character that cannot be typed on every keyboard, such as a tab."
	case errors.Is(err, account.ErrCommon):
		n.Title, n.Text = "That passphrase is easy to guess.", "It is common, made of few common words or of names of this desk, or repeats itself. Four words that have nothing to do with each other are good."
	default:
		return nil
	}
	return n
}

func (s *officers) drawInvitation(w http.ResponseWriter, r *http.Request, status int, invited account.Officer, n *officer.Notice) {
	s.draw(w, r, status, officer.Invitation(officer.InvitationPage{
		Page: s.frame(r, "Invitation"), Notice: n, Eyebrow: s.stepWords(invited.Role), ID: invited.ID, Action: r.URL.Path, Least: strconv.Itoa(account.MinPassphrase),
	}))
}
