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

// signedIn finds out who is there. Without a session a page is asked for again
// after signing in; a form comes back with every digit in it.
func (s *officers) signedIn(do action) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		by, err := s.officer(r)
		switch {
		case errors.Is(err, account.ErrSignedOut) && r.Method == http.MethodPost:
			s.askAgain(w, r)
			return
		case errors.Is(err, account.ErrSignedOut):
			http.Redirect(w, r, "/desk/sign-in?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
			return
		case err != nil:
			s.problem(w, r, err)
			return
		}
		known := r.WithContext(context.WithValue(r.Context(), officerKey{}, by))
		s.recovered(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			err := errNotTheirs
			if !notTheirs(r, by) {
				err = do(w, r, by)
			}
			if err != nil {
				s.problem(w, r, err)
			}
		})).ServeHTTP(w, known)
	})
}

type officerKey struct{}

// who is the officer that a page is for; false on pages without one.
func who(r *http.Request) (count.Officer, bool) {
	by, ok := r.Context().Value(officerKey{}).(count.Officer)
	return by, ok
}

func (s *officers) officer(r *http.Request) (count.Officer, error) {
	token := s.token(r)
	if token == "" {
		return count.Officer{}, account.ErrSignedOut
	}
	by, err := s.Accounts.Officer(r.Context(), token)
	by.From = from(r)
	return by, err
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
	return &http.Cookie{Name: s.cookieName(), Value: token, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteStrictMode}
}

func (s *officers) token(r *http.Request) string {
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}
