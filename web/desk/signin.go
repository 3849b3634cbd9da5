package desk

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

func (s *officers) showSignIn(w http.ResponseWriter, r *http.Request) {
	next := localPath(r.URL.Query().Get("next"))
	known, err := s.asker(r, false)
	if err == nil && r.URL.Query().Get("again") == "" {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	m := officer.SignInPage{Next: next, ID: known.by.ID}
	if known.session.Step == account.StepPIN { // who waits comes back by PIN; somebody else signs in
		m.ID = ""
	}
	s.drawSignIn(w, r, http.StatusOK, m)
}

// signIn opens a session. Figures that came without one are shown in their form
// again and not sent: another person may have signed in than the one who typed
// them, and an act carries the name of who sends it.
func (s *officers) signIn(w http.ResponseWriter, r *http.Request) {
	m := officer.SignInPage{ID: r.PostForm.Get("officer"), Next: localPath(r.PostForm.Get("next")), Kept: stillKept(r)}
	token, err := s.open(r)
	if status, n := triedWrong(w, err, m.Kept); n != nil {
		m.Notice = n
		s.drawSignIn(w, r, status, m)
		return
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	s.proceed(w, r, token, m.Next)
}

// goOn leads who showed who it is to the page that they wanted; a form that was kept
// comes back in it.
func (s *officers) goOn(w http.ResponseWriter, r *http.Request, token, next string, why comeback) {
	if len(stillKept(r)) == 0 {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	s.resume(w, r, token, next, why)
}

// open opens a session for whoever the form names; in the demo by a click. The token
// that this browser had ends: it could lie in a copy of the cookie.
func (s *officers) open(r *http.Request) (token string, err error) {
	if as := r.PostForm.Get("as"); as == "" {
		token, err = s.Accounts.SignIn(r.Context(), r.PostForm.Get("officer"), r.PostForm.Get("passphrase"), s.place(r))
	} else if slices.Contains(s.People, as) {
		token, err = s.Accounts.SignInAs(r.Context(), as, s.place(r))
	} else {
		err = account.ErrWrong
	}
	if err != nil {
		return "", err
	}
	return token, s.supersede(r)
}

// supersede ends the token that a browser had before somebody signed in there.
func (s *officers) supersede(r *http.Request) error {
	before := s.token(r)
	if before == "" {
		return nil
	}
	defer s.recheck()
	return s.Accounts.Supersede(r.Context(), before)
}

// signOut ends the officer's own session. Who waits at the same laptop can still come
// back by PIN.
func (s *officers) signOut(w http.ResponseWriter, r *http.Request) {
	waiting, err := s.Accounts.Leave(r.Context(), s.token(r), from(r))
	if err != nil {
		s.problem(w, r, err)
		return
	}
	s.recheck()
	if waiting != "" {
		http.SetCookie(w, s.cookie(waiting))
		http.Redirect(w, r, "/desk/change-person", http.StatusSeeOther)
		return
	}
	s.forget(w)
	http.Redirect(w, r, "/desk/sign-in", http.StatusSeeOther)
}

// forget takes the cookie out of the browser.
func (s *officers) forget(w http.ResponseWriter) {
	gone := s.cookie("") // #nosec G124 -- as it was set
	gone.MaxAge = -1
	http.SetCookie(w, gone)
}

// becomeByClick is the demo's way to change person. Anywhere else it does not exist.
func (s *officers) becomeByClick(w http.ResponseWriter, r *http.Request, as string) {
	if as == "" || !slices.Contains(s.People, as) {
		s.problem(w, r, errNoPage)
		return
	}
	token, err := s.open(r)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	http.SetCookie(w, s.cookie(token))
	http.Redirect(w, r, localPath(r.PostForm.Get("next")), http.StatusSeeOther)
}

// askAgain answers a form that came without a session.
func (s *officers) askAgain(w http.ResponseWriter, r *http.Request, known asker) {
	kept, next := keep(r), localPath(r.URL.EscapedPath())
	s.onRecord(r, count.Attempt{Kind: account.KindForm, Detail: "401 You were signed out. " + requestLine(r)})
	notice := &officer.Notice{Title: "You were signed out.", Text: "Nothing was sent." + keptWords(kept), Alarm: true}
	if known.session.Step == account.StepPIN {
		s.drawChange(w, r, http.StatusUnauthorized, officer.ChangePage{Next: next, Kept: kept, Notice: notice})
		return
	}
	s.drawSignIn(w, r, http.StatusUnauthorized, officer.SignInPage{Next: next, Kept: kept, Notice: notice})
}

func (s *officers) drawSignIn(w http.ResponseWriter, r *http.Request, status int, m officer.SignInPage) {
	m.Page = s.frame(r, "Sign in")
	m.Demo = s.People
	if s.Accounts.Passkeys() && len(s.People) == 0 {
		m.Passkey = &officer.PasskeyForm{Action: "/desk/sign-in/passkey", Options: "/desk/sign-in/passkey/options", Button: "Sign in with a passkey", Beside: true, Next: m.Next, Kept: m.Kept}
	}
	m.Waiting = s.waiting(r)
	s.draw(w, r, status, officer.SignIn(m))
}

// waiting names who can come back by PIN in this browser.
func (s *officers) waiting(r *http.Request) (names []string) {
	all, err := s.Accounts.People(r.Context(), s.token(r))
	if err != nil {
		return nil // nobody has a session here
	}
	for _, one := range all {
		if one.Step == account.StepPIN {
			names = append(names, one.Officer)
		}
	}
	return names
}

func keptWords(kept []officer.Field) string {
	if len(kept) == 0 {
		return ""
	}
	return " What you typed is kept, and comes back as it was."
}

// resume gives the kept form to the page that it was for, as that page would have
// got it, but marked as not to be sent.
func (s *officers) resume(w http.ResponseWriter, r *http.Request, token, next string, why comeback) {
	target, err := url.Parse(next)
	if err != nil {
		s.problem(w, r, errNoPage)
		return
	}
	again := r.Clone(context.WithValue(r.Context(), resumedKey{}, why))
	again.PostForm = unkeep(r)
	again.Form = again.PostForm
	again.URL = target
	again.Header.Del("Cookie")
	again.AddCookie(s.cookie(token))
	s.serve(w, again)
}

type resumedKey struct{}

// comeback is why a form comes back that was sent once.
type comeback string

// Why it does.
const (
	backSignedIn comeback = "signed in" // its session had ended
	backProved   comeback = "proved"    // its person had to show who it is
)

func cameBack(r *http.Request) comeback {
	why, _ := r.Context().Value(resumedKey{}).(comeback)
	return why
}

// resumed tells whether a form comes back. It is to be shown and not sent.
func resumed(r *http.Request) bool { return cameBack(r) != "" }

// resumedNotice stands over a form that came back after signing in.
func resumedNotice() *officer.Notice {
	return &officer.Notice{Title: "Your figures are back. NOT SENT.", Text: "You were signed out before they were stored. Look at them again and send them.", Alarm: true}
}
