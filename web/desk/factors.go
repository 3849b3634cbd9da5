package desk

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// secondFactors are what officers do with theirs; each is described at account.Book.
type secondFactors interface {
	Obliged(role count.Role) bool
	Factors(ctx context.Context, officer string) (account.Factors, error)
	ShowSecond(ctx context.Context, token string, p account.Proof, at account.Place) (next string, err error)
	OfferAuthenticator(ctx context.Context, token string) error
	Offered(ctx context.Context, token, issuer string) (account.Offer, error)
	EnrolAuthenticator(ctx context.Context, token, code string) (next string, err error)
	RemoveAuthenticator(ctx context.Context, by count.Officer) error
	MakeRecovery(ctx context.Context, by count.Officer) ([]string, error)
	Passkeys() bool
	BeginPasskey(ctx context.Context, token string) ([]byte, error)
	AddPasskey(ctx context.Context, token, name string, answer []byte) (next string, err error)
	RemovePasskey(ctx context.Context, by count.Officer, id []byte) error
	ResetFactors(ctx context.Context, by count.Officer, id string) error
	BeginProof(ctx context.Context, token string) ([]byte, error)
	BeginPasskeySignIn(ctx context.Context, at account.Place) ([]byte, error)
	SignInByPasskey(ctx context.Context, answer []byte, at account.Place) (token string, err error)
}

const factorsPath = "/desk/factors"

func backToFactors(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	return ledBack(factorsPath)(w, r, by)
}

// showFactors lists an officer's own second factors.
func (s *officers) showFactors(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	var n *officer.Notice
	if said := map[string]string{"authenticator": "Your authenticator app is set up.", "passkey": "Your passkey is added.", "removed": "It is removed."}[r.URL.Query().Get("done")]; said != "" {
		n = &officer.Notice{Title: said}
	}
	return s.drawFactors(w, r, http.StatusOK, by, n)
}

func (s *officers) drawFactors(w http.ResponseWriter, r *http.Request, status int, by count.Officer, n *officer.Notice) error {
	f, err := s.Accounts.Factors(r.Context(), by.ID)
	if err != nil {
		return err
	}
	m := officer.FactorsPage{Page: s.frame(r, "Your second factors"), Notice: n, MakeCodes: "Make recovery codes", Recovery: "None. With one on paper you sign in without your telephone."}
	m.Policy = "You sign in with your passphrase. With a second factor a passphrase that somebody saw is not enough."
	if s.Accounts.Obliged(by.Role) {
		m.Policy = "Beside your passphrase your role signs in with a second factor: an app on your telephone, a passkey or a code from paper."
		m.Keep = f.Authenticator != nil && len(f.Passkeys) == 0 || f.Authenticator == nil && len(f.Passkeys) == 1
	}
	if f.Authenticator != nil {
		m.Authenticator = "Set up on " + s.day(r, f.Authenticator.Enrolled) + "."
	}
	for _, k := range f.Passkeys {
		used := "never used"
		if !k.Used.IsZero() {
			used = "last used on " + s.day(r, k.Used)
		}
		m.Passkeys = append(m.Passkeys, officer.PasskeyRow{ID: base64.RawURLEncoding.EncodeToString(k.ID), Name: k.Name, Text: "Added on " + s.day(r, k.Added) + ", " + used + "."})
	}
	if s.Accounts.Passkeys() {
		m.Add = &officer.PasskeyForm{Action: factorsPath + "/passkeys", Options: factorsPath + "/passkeys/options", Make: true, Button: "Add a passkey"}
	} else {
		m.NoPasskeys = "Browsers make passkeys only for a desk that has a name and https. This one has not."
	}
	if !f.RecoveryMade.IsZero() {
		m.Recovery = plural(f.Recovery, "code") + " left of those made on " + s.day(r, f.RecoveryMade) + "."
		m.MakeCodes = "Make new codes; the old ones end"
	}
	s.draw(w, r, status, officer.Factors(m))
	return nil
}

// day writes a day on the election's clock, "4 July 2024".
func (s *officers) day(r *http.Request, t time.Time) string {
	return t.In(s.zone(r)).Format("2 January 2006")
}

// factorWords say which second factors an officer has, for an administrator.
func factorWords(f account.Factors) string {
	var has []string
	if f.Authenticator != nil {
		has = append(has, "authenticator app")
	}
	if n := len(f.Passkeys); n > 0 {
		has = append(has, plural(n, "passkey"))
	}
	if len(has) == 0 {
		return "none"
	}
	if !f.RecoveryMade.IsZero() {
		has = append(has, plural(f.Recovery, "recovery code")+" left")
	}
	return strings.Join(has, ", ")
}

// resetFactors takes an officer's second factors away, for instance of a lost
// telephone.
func (s *officers) resetFactors(ctx context.Context, by count.Officer, r *http.Request) error {
	return s.Accounts.ResetFactors(ctx, by, r.PathValue("officer"))
}

func (s *officers) offerAuthenticator(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if resumed(r) {
		return backToFactors(w, r, by)
	}
	if err := s.Accounts.OfferAuthenticator(r.Context(), s.token(r)); err != nil {
		return err
	}
	http.Redirect(w, r, factorsPath+"/authenticator", http.StatusSeeOther)
	return nil
}

func (s *officers) showAuthenticator(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if _, err := s.Accounts.Offered(r.Context(), s.token(r), "Results Desk"); errors.Is(err, account.ErrNotFound) {
		return backToFactors(w, r, by)
	}
	s.drawAuthenticator(w, r, http.StatusOK, nil)
	return nil
}

func (s *officers) drawAuthenticator(w http.ResponseWriter, r *http.Request, status int, n *officer.Notice) {
	s.drawEnrol(w, r, status, s.token(r), officer.EnrolPage{
		Notice: n, Heading: "Set up an authenticator app", Lead: "It counts once you have typed its first six digits.",
		Action: factorsPath + "/authenticator/confirm", Leave: officer.Link{URL: factorsPath, Text: "Leave it"},
	})
}

func (s *officers) confirmAuthenticator(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if resumed(r) {
		return backToFactors(w, r, by)
	}
	_, err := s.Accounts.EnrolAuthenticator(r.Context(), s.token(r), r.PostForm.Get("code"))
	if errors.Is(err, account.ErrNotFound) {
		return backToFactors(w, r, by)
	}
	if status, n := triedWrong(w, err, nil); n != nil {
		s.drawAuthenticator(w, r, status, n)
		return nil
	}
	return s.done(w, r, "authenticator", err)
}

func (s *officers) removeAuthenticator(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if resumed(r) {
		return backToFactors(w, r, by)
	}
	return s.done(w, r, "removed", s.Accounts.RemoveAuthenticator(r.Context(), by))
}

func (s *officers) addPasskey(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if resumed(r) {
		return backToFactors(w, r, by)
	}
	_, err := s.Accounts.AddPasskey(r.Context(), s.token(r), r.PostForm.Get("name"), []byte(r.PostForm.Get(fieldCredential)))
	if errors.Is(err, account.ErrPasskey) {
		s.Log.Info("passkey refused", "officer", by.ID, "addr", from(r), "err", err)
	}
	if status, n := triedWrong(w, err, nil); n != nil {
		return s.drawFactors(w, r, status, by, n)
	}
	return s.done(w, r, "passkey", err)
}

func (s *officers) removePasskey(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if resumed(r) {
		return backToFactors(w, r, by)
	}
	id, err := base64.RawURLEncoding.DecodeString(r.PostForm.Get("passkey"))
	if err != nil {
		return errBadForm
	}
	return s.done(w, r, "removed", s.Accounts.RemovePasskey(r.Context(), by, id))
}

func (s *officers) done(w http.ResponseWriter, r *http.Request, what string, err error) error {
	if err == nil {
		http.Redirect(w, r, factorsPath+"?done="+what, http.StatusSeeOther)
	}
	return err
}

func (s *officers) makeRecovery(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if resumed(r) {
		return backToFactors(w, r, by)
	}
	return s.drawCodes(w, r, by, "", factorsPath, nil)
}

// drawCodes makes recovery codes and shows them, once.
func (s *officers) drawCodes(w http.ResponseWriter, r *http.Request, by count.Officer, eyebrow, next string, kept []officer.Field) error {
	codes, err := s.Accounts.MakeRecovery(r.Context(), by)
	if err != nil {
		return err
	}
	host := strings.TrimPrefix(strings.TrimPrefix(s.Origin, "https://"), "http://")
	if host == "" {
		host = r.Host
	}
	s.draw(w, r, http.StatusOK, officer.Codes(officer.CodesPage{
		Print: officer.Print{Title: "Recovery codes of " + by.ID, Style: s.Files.URL("print.css"), Icon: s.Files.URL("icon.svg"), Rehearsal: s.inRehearsal(r),
			Back: officer.Link{URL: factorsPath, Text: "Your second factors"}},
		Eyebrow: eyebrow, ID: by.ID, Host: "For the desk at " + host + "/desk/.", Codes: codes, Next: next, Kept: kept,
	}))
	return nil
}
