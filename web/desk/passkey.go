package desk

import (
	"errors"
	"net/http"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// A passkey's answer comes in a field of a form, as JSON.
const (
	fieldCredential = "credential"
	maxCredential   = 16 << 10 // bytes; usual ones have some 1,000
)

// question makes what a browser is asked for a passkey, as JSON.
type question func(r *http.Request) ([]byte, error)

func (s *officers) signInQuestion(r *http.Request) ([]byte, error) {
	return s.Accounts.BeginPasskeySignIn(r.Context(), s.place(r))
}

func (s *officers) proofQuestion(r *http.Request) ([]byte, error) {
	return s.Accounts.BeginProof(r.Context(), s.token(r))
}

func (s *officers) newQuestion(r *http.Request) ([]byte, error) {
	return s.Accounts.BeginPasskey(r.Context(), s.token(r))
}

// asksPasskey answers the script with a question. What went wrong is said by the
// status alone: the page says it in words.
func (s *officers) asksPasskey(ask question) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		asked, err := ask(r)
		status, n := triedWrong(w, err, nil)
		switch {
		case errors.Is(err, account.ErrSignedOut):
			status = http.StatusUnauthorized
		case errors.Is(err, account.ErrNoPasskeys):
			status = http.StatusNotFound
		case err != nil && n == nil:
			s.incident(r, err)
			status = http.StatusInternalServerError
		}
		if err != nil {
			w.WriteHeader(status)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(asked) // a caller that went away is not our fault
	}
}

func (s *officers) newPasskeyQuestion(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	s.asksPasskey(s.newQuestion)(w, r)
	return nil
}

// signInByPasskey opens a session for whoever's passkey answered: it is both factors.
func (s *officers) signInByPasskey(w http.ResponseWriter, r *http.Request) {
	m := officer.SignInPage{Next: localPath(r.PostForm.Get("next")), Kept: stillKept(r)}
	token, err := s.Accounts.SignInByPasskey(r.Context(), []byte(r.PostForm.Get(fieldCredential)), s.place(r))
	if errors.Is(err, account.ErrPasskey) {
		s.Log.Info("passkey refused", "addr", from(r), "err", err)
	}
	if status, n := triedWrong(w, err, m.Kept); n != nil {
		m.Notice = n
		s.drawSignIn(w, r, status, m)
		return
	}
	if before := s.token(r); err == nil && before != "" {
		err = s.Accounts.Supersede(r.Context(), before)
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	s.proceed(w, r, token, m.Next)
}
