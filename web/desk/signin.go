package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

func (s *officers) showSignIn(w http.ResponseWriter, r *http.Request) {
	next := localPath(r.URL.Query().Get("next"))
	if _, err := s.asker(r); err == nil {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	s.drawSignIn(w, r, http.StatusOK, officer.SignInPage{Next: next})
}

// signIn opens a session. Figures that came without one are shown in their form
// again and not sent: another person may have signed in than the one who typed
// them, and an act carries the name of who sends it.
func (s *officers) signIn(w http.ResponseWriter, r *http.Request) {
	m := officer.SignInPage{ID: r.PostForm.Get("officer"), Next: localPath(r.PostForm.Get("next")), Kept: stillKept(r)}
	token, err := s.open(r)
	if errors.Is(err, account.ErrWrong) {
		m.Notice = &officer.Notice{Title: "Name or passphrase is wrong.", Text: "Try again." + keptWords(m.Kept), Alarm: true}
		s.drawSignIn(w, r, http.StatusUnauthorized, m)
		return
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	http.SetCookie(w, s.cookie(token))
	if len(m.Kept) == 0 {
		http.Redirect(w, r, m.Next, http.StatusSeeOther)
		return
	}
	s.resume(w, r, token, m.Next)
}

// open opens a session for whoever the form names; in the demo by a click. The one
// that this browser had ends: its token could lie in a copy of the cookie.
func (s *officers) open(r *http.Request) (token string, err error) {
	if as := r.PostForm.Get("as"); as == "" {
		token, err = s.Accounts.SignIn(r.Context(), r.PostForm.Get("officer"), r.PostForm.Get("passphrase"), s.place(r))
	} else if slices.Contains(s.People, as) {
		token, err = s.Accounts.SignInAs(r.Context(), as, s.place(r))
	} else {
		err = account.ErrWrong
	}
	if before := s.token(r); err == nil && before != "" {
		err = s.Accounts.SignOut(r.Context(), before, from(r))
	}
	return token, err
}

func (s *officers) signOut(w http.ResponseWriter, r *http.Request) {
	if err := s.Accounts.SignOut(r.Context(), s.token(r), from(r)); err != nil && !errors.Is(err, account.ErrSignedOut) {
		s.problem(w, r, err)
		return
	}
	gone := s.cookie("") // #nosec G124 -- as it was set
	gone.MaxAge = -1
	http.SetCookie(w, gone)
	http.Redirect(w, r, "/desk/sign-in", http.StatusSeeOther)
}

// changePerson is the demo's one click. Anywhere else it does not exist.
func (s *officers) changePerson(w http.ResponseWriter, r *http.Request) {
	if as := r.PostForm.Get("as"); as == "" || !slices.Contains(s.People, as) {
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
func (s *officers) askAgain(w http.ResponseWriter, r *http.Request) {
	kept := keep(r)
	s.onRecord(r, count.Attempt{Kind: account.KindForm, Detail: "401 You were signed out. " + requestLine(r)})
	s.drawSignIn(w, r, http.StatusUnauthorized, officer.SignInPage{
		Next: localPath(r.URL.EscapedPath()), Kept: kept,
		Notice: &officer.Notice{Title: "You were signed out.", Text: "Nothing was sent." + keptWords(kept), Alarm: true},
	})
}

func (s *officers) drawSignIn(w http.ResponseWriter, r *http.Request, status int, m officer.SignInPage) {
	m.Page = s.frame(r, "Sign in")
	m.Demo = s.People
	s.draw(w, r, status, officer.SignIn(m))
}

func keptWords(kept []officer.Field) string {
	if len(kept) == 0 {
		return ""
	}
	return " What you typed is kept: sign in, and it comes back as it was."
}

// resume gives the kept form to the page that it was for, as that page would have
// got it, but marked as not to be sent.
func (s *officers) resume(w http.ResponseWriter, r *http.Request, token, next string) {
	target, err := url.Parse(next)
	if err != nil {
		s.problem(w, r, errNoPage)
		return
	}
	again := r.Clone(context.WithValue(r.Context(), resumedKey{}, true))
	again.PostForm = unkeep(r)
	again.Form = again.PostForm
	again.URL = target
	again.Header.Del("Cookie")
	again.AddCookie(s.cookie(token))
	s.serve(w, again)
}

type resumedKey struct{}

// resumed tells whether a form was typed in a session that had ended. It is to be
// shown and not sent.
func resumed(r *http.Request) bool {
	yes, _ := r.Context().Value(resumedKey{}).(bool)
	return yes
}

// resumedNotice stands over a form that came back after signing in.
func resumedNotice() *officer.Notice {
	return &officer.Notice{Title: "Your figures are back. NOT SENT.", Text: "You were signed out before they were stored. Look at them again and send them.", Alarm: true}
}
