package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// action is a page or act of a signed-in officer. An error that it returns becomes
// a page by the table in errors.go.
type action func(w http.ResponseWriter, r *http.Request, by count.Officer) error

// signedIn finds out who is there, and lets in whom the route is for. Without a
// session a page is asked for again after signing in; a form comes back with every
// digit in it.
func (s *officers) signedIn(at route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		known, err := s.asker(r, !at.quiet)
		switch {
		case errors.Is(err, account.ErrSignedOut) && r.Method == http.MethodPost:
			s.askAgain(w, r, known)
			return
		case errors.Is(err, account.ErrSignedOut):
			http.Redirect(w, r, wayIn(known)+"?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
			return
		case err != nil:
			s.problem(w, r, err)
			return
		}
		s.recovered(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			by := known.by
			err := s.admits(at, r, by)
			if err == nil && notTheirs(r, by) {
				err = errNotTheirs
			}
			switch {
			case err != nil:
			case s.stale(at, known):
				s.askWho(w, r)
			default:
				err = at.do(w, r, by)
			}
			if err != nil {
				s.problem(w, r, err)
			}
		})).ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), askerKey{}, known)))
	})
}

// asker is who asks, and in which session.
type asker struct {
	by      count.Officer
	session account.Session
}

type askerKey struct{}

// who is the officer that a page is for; false on pages without one.
func who(r *http.Request) (count.Officer, bool) {
	known, ok := r.Context().Value(askerKey{}).(asker)
	return known.by, ok
}

// passive marks what a page asks by itself: it does not keep a session from ending
// idle.
const passive = "X-Desk-Passive" // #nosec G101 -- the name of a header

// asker finds out who asks; active says that a person does. ErrSignedOut, with the
// session as far as there is one.
func (s *officers) asker(r *http.Request, active bool) (known asker, err error) {
	token := s.token(r)
	if token == "" {
		return known, account.ErrSignedOut
	}
	known.by, known.session, err = s.Accounts.Signed(r.Context(), token, active && r.Header.Get(passive) == "")
	if err == nil && known.session.Step != account.StepNone {
		err = account.ErrSignedOut
	}
	known.by.From = from(r)
	return known, err
}

// wayIn is where a browser without an open session is sent.
func wayIn(known asker) string {
	if known.session.Step == account.StepPIN {
		return "/desk/change-person"
	}
	return "/desk/sign-in"
}

// place is where somebody signs in from. Who signs in beside others in one browser is
// at the same laptop.
func (s *officers) place(r *http.Request) account.Place {
	at := account.Place{Address: from(r), Device: deviceWords(r.UserAgent())}
	if here, err := s.Accounts.People(r.Context(), s.token(r)); err == nil {
		at.Laptop = here[0].Laptop
	}
	return at
}

// cookieName: browsers take a __Host- cookie only over TLS, for the whole host, and
// from nowhere else.
func (s *officers) cookieName() string {
	if s.Secure {
		return "__Host-desk"
	}
	return "desk"
}

// cookie holds a token until the browser closes; the session itself ends earlier.
func (s *officers) cookie(token string) *http.Cookie {
	return &http.Cookie{Name: s.cookieName(), Value: token, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteStrictMode} // #nosec G124 -- not Secure only where there is no TLS: the demo, a hall without it
}

func (s *officers) token(r *http.Request) string {
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}
