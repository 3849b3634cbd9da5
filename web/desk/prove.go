package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// stale tells whether an address asks first who it is that asks. The demo does not.
func (s *officers) stale(at route, known asker) bool {
	return at.fresh && len(s.People) == 0 && !known.session.Fresh()
}

// askWho asks who it is before an act of great consequence. A form that came too late
// travels along and comes back, not sent.
func (s *officers) askWho(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		http.Redirect(w, r, "/desk/prove?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	kept := keep(r)
	s.drawProve(w, r, http.StatusUnauthorized, officer.ProvePage{Next: localPath(r.URL.EscapedPath()), Kept: kept,
		Notice: &officer.Notice{Title: "Nothing was sent yet.", Text: strings.TrimSpace(keptWords(kept)), Alarm: true}})
}

func (s *officers) showProve(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	s.drawProve(w, r, http.StatusOK, officer.ProvePage{Next: localPath(r.URL.Query().Get("next"))})
	return nil
}

// prove takes what somebody showed. Wrong too often, the session ends.
func (s *officers) prove(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	m := officer.ProvePage{Next: localPath(r.PostForm.Get("next")), Kept: stillKept(r)}
	if resumed(r) {
		s.drawProve(w, r, http.StatusOK, m)
		return nil
	}
	proof := proofOf(r)
	proof.Passphrase = r.PostForm.Get("passphrase")
	token, err := s.Accounts.Prove(r.Context(), s.token(r), proof, by.From)
	var wrong *account.WrongError
	switch {
	case errors.As(err, &wrong) && wrong.Left > 0:
		m.Notice = &officer.Notice{Title: "That is wrong.", Text: triesWords(wrong.Left) + keptWords(m.Kept), Alarm: true}
		s.drawProve(w, r, http.StatusUnprocessableEntity, m)
		return nil
	case errors.As(err, &wrong):
		s.recheck()
		s.drawSignIn(w, r, http.StatusUnauthorized, officer.SignInPage{Next: m.Next, Kept: m.Kept,
			Notice: &officer.Notice{Title: "You were signed out.", Text: "That was wrong too often." + keptWords(m.Kept), Alarm: true}})
		return nil
	}
	if status, n := triedWrong(w, err, m.Kept); n != nil {
		m.Notice = n
		s.drawProve(w, r, status, m)
		return nil
	}
	if err != nil {
		return err
	}
	http.SetCookie(w, s.cookie(token))
	s.goOn(w, r, token, m.Next, backProved)
	return nil
}

func triesWords(left int) string {
	if left == 1 {
		return "After one more wrong try you are signed out."
	}
	return "After " + strconv.Itoa(left) + " more wrong tries you are signed out."
}

func (s *officers) drawProve(w http.ResponseWriter, r *http.Request, status int, m officer.ProvePage) {
	m.Page = s.frame(r, "Confirm that it is you")
	if by, ok := who(r); ok {
		m.ID = by.ID
		if f, err := s.Accounts.Factors(r.Context(), by.ID); err == nil && len(f.Passkeys) > 0 && s.Accounts.Passkeys() {
			m.Passkey = &officer.PasskeyForm{Action: "/desk/prove", Options: secondPath + "/options", Button: "Use a passkey", Beside: true, Next: m.Next, Kept: m.Kept}
		}
	}
	s.draw(w, r, status, officer.Prove(m))
}
