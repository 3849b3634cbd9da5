package desk

import (
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/qr"
	"resultsdesk/web/view/officer"
)

const (
	secondPath = "/desk/sign-in/second"
	enrolPath  = "/desk/sign-in/enrol"
)

// proceed leads who showed a passphrase or a passkey to what is still to do, and then
// to the page that they wanted. Figures that were kept go along.
func (s *officers) proceed(w http.ResponseWriter, r *http.Request, token, next string) {
	_, session, err := s.Accounts.Signed(r.Context(), token, false)
	if err == nil && session.Step == account.StepEnrol {
		err = s.Accounts.OfferAuthenticator(r.Context(), token)
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	http.SetCookie(w, s.cookie(token))
	kept := stillKept(r)
	to := map[account.Step]string{account.StepSecond: secondPath, account.StepEnrol: enrolPath}[session.Step]
	switch {
	case to == "":
		s.goOn(w, r, token, next, backSignedIn)
	case len(kept) == 0:
		http.Redirect(w, r, to+"?next="+url.QueryEscape(next), http.StatusSeeOther)
	case session.Step == account.StepSecond:
		s.drawSecond(w, r, http.StatusOK, session, officer.SecondPage{Next: next, Kept: kept})
	default:
		s.drawEnrol(w, r, http.StatusOK, token, officer.EnrolPage{Next: next, Kept: kept})
	}
}

// onward leads on from a page that was shown once.
func (s *officers) onward(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
	s.goOn(w, r, s.token(r), localPath(r.PostForm.Get("next")), backSignedIn)
	return nil
}

// waitsFor finds the session of a browser that waits for a step. Any other browser is
// led to where it belongs.
func (s *officers) waitsFor(w http.ResponseWriter, r *http.Request, step account.Step) (session account.Session, ok bool) {
	_, session, err := s.Accounts.Signed(r.Context(), s.token(r), r.Method == http.MethodPost)
	switch {
	case err == nil && session.Step == step:
		return session, true
	case err != nil && !errors.Is(err, account.ErrSignedOut):
		s.problem(w, r, err)
	case r.Method == http.MethodPost:
		s.drawSignIn(w, r, http.StatusUnauthorized, officer.SignInPage{
			Next: localPath(r.PostForm.Get("next")), Kept: stillKept(r),
			Notice: &officer.Notice{Title: "That took too long, or went wrong too often.", Text: "Begin again." + keptWords(stillKept(r)), Alarm: true},
		})
	default:
		http.Redirect(w, r, "/desk/sign-in?next="+url.QueryEscape(localPath(r.URL.Query().Get("next"))), http.StatusSeeOther)
	}
	return session, false
}

func (s *officers) showSecond(w http.ResponseWriter, r *http.Request) {
	if session, ok := s.waitsFor(w, r, account.StepSecond); ok {
		s.drawSecond(w, r, http.StatusOK, session, officer.SecondPage{Next: localPath(r.URL.Query().Get("next"))})
	}
}

// second takes the second factor. After the last wrong one the passphrase is asked for
// again.
func (s *officers) second(w http.ResponseWriter, r *http.Request) {
	session, ok := s.waitsFor(w, r, account.StepSecond)
	if !ok {
		return
	}
	next, kept, proof := localPath(r.PostForm.Get("next")), stillKept(r), proofOf(r)
	token, err := s.Accounts.ShowSecond(r.Context(), s.token(r), proof, s.place(r))
	wrong := (*account.WrongError)(nil)
	if errors.As(err, &wrong) && wrong.Left == 0 {
		err = account.ErrSignedOut
	}
	if errors.Is(err, account.ErrSignedOut) {
		s.drawSignIn(w, r, http.StatusUnauthorized, officer.SignInPage{Next: next, Kept: kept,
			Notice: &officer.Notice{Title: "That went wrong too often.", Text: "Begin again with your passphrase." + keptWords(kept), Alarm: true}})
		return
	}
	if status, n := triedWrong(w, err, kept); n != nil {
		s.drawSecond(w, r, status, session, officer.SecondPage{Notice: n, Next: next, Kept: kept})
		return
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	http.SetCookie(w, s.cookie(token))
	if proof.Recovery != "" {
		s.drawUsed(w, r, session.Officer, next, kept)
		return
	}
	s.goOn(w, r, token, next, backSignedIn)
}

// proofOf is what a form shows of a second factor.
func proofOf(r *http.Request) account.Proof {
	p := account.Proof{Code: r.PostForm.Get("code"), Recovery: r.PostForm.Get("recovery")}
	if c := r.PostForm.Get(fieldCredential); c != "" {
		p = account.Proof{Passkey: []byte(c)}
	}
	return p
}

func (s *officers) drawSecond(w http.ResponseWriter, r *http.Request, status int, session account.Session, m officer.SecondPage) {
	f, err := s.Accounts.Factors(r.Context(), session.Officer)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	m.Page = s.frame(r, "Second factor")
	m.Code, m.Passkey = f.Authenticator != nil, len(f.Passkeys) > 0 && s.Accounts.Passkeys()
	s.draw(w, r, status, officer.Second(m))
}

// drawUsed says that a recovery code was used, before anything else is shown.
func (s *officers) drawUsed(w http.ResponseWriter, r *http.Request, id, next string, kept []officer.Field) {
	f, err := s.Accounts.Factors(r.Context(), id)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, officer.Used(officer.UsedPage{
		Page: s.frame(r, "Recovery code used"), Left: plural(f.Recovery, "recovery code"), Few: f.Recovery <= 3, Next: next, Kept: kept,
	}))
}

func (s *officers) showEnrol(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.waitsFor(w, r, account.StepEnrol); ok {
		s.drawEnrol(w, r, http.StatusOK, s.token(r), officer.EnrolPage{Next: localPath(r.URL.Query().Get("next"))})
	}
}

// enrol sets a first second factor up, signs in with it and shows recovery codes.
func (s *officers) enrol(w http.ResponseWriter, r *http.Request) {
	session, ok := s.waitsFor(w, r, account.StepEnrol)
	if !ok {
		return
	}
	m := officer.EnrolPage{Next: localPath(r.PostForm.Get("next")), Kept: stillKept(r)}
	token, err := s.setUp(r)
	if errors.Is(err, account.ErrNotFound) { // its offer went with a copy of the file
		err = s.Accounts.OfferAuthenticator(r.Context(), s.token(r))
		if err == nil {
			s.drawEnrol(w, r, http.StatusOK, s.token(r), m)
			return
		}
	}
	if status, n := triedWrong(w, err, m.Kept); n != nil {
		m.Notice = n
		s.drawEnrol(w, r, status, s.token(r), m)
		return
	}
	if err != nil {
		s.problem(w, r, err)
		return
	}
	http.SetCookie(w, s.cookie(token))
	if err := s.drawCodes(w, r, count.Officer{ID: session.Officer, From: from(r)}, "Step 3 of 3", m.Next, m.Kept); err != nil {
		s.problem(w, r, err)
	}
}

// setUp takes the first code of an authenticator, or a new passkey.
func (s *officers) setUp(r *http.Request) (token string, err error) {
	if c := r.PostForm.Get(fieldCredential); c != "" {
		return s.Accounts.AddPasskey(r.Context(), s.token(r), r.PostForm.Get("name"), []byte(c))
	}
	return s.Accounts.EnrolAuthenticator(r.Context(), s.token(r), r.PostForm.Get("code"))
}

func (s *officers) drawEnrol(w http.ResponseWriter, r *http.Request, status int, token string, m officer.EnrolPage) {
	if m.Action == "" {
		m.Action, m.Eyebrow = enrolPath, "Step 2 of 3"
		m.Heading, m.Lead = "Set up a second factor", "Your role signs in with your passphrase and one thing more that only you have, so that a passphrase somebody saw is not enough. It takes a minute, once."
		if s.Accounts.Passkeys() {
			m.Passkey = &officer.PasskeyForm{Action: enrolPath, Options: enrolPath + "/options", Make: true, Button: "Make a passkey", Next: m.Next, Kept: m.Kept}
		}
	}
	offer, err := s.Accounts.Offered(r.Context(), token, s.issuer(r))
	if err != nil {
		s.problem(w, r, err)
		return
	}
	drawn, err := qr.Draw(offer.URL)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	m.Page, m.Secret = s.frame(r, m.Heading), offer.Secret
	m.QR = officer.QR{Label: "QR code for your authenticator app", Box: drawn.Box(), Path: drawn.Path}
	s.draw(w, r, status, officer.Enrol(m))
}

// issuer is the name under which an app lists the desk.
func (s *officers) issuer(r *http.Request) string {
	if s.inRehearsal(r) {
		return "Results Desk rehearsal"
	}
	return "Results Desk"
}

// stepWords say how far an invited officer is.
func (s *officers) stepWords(role count.Role) string {
	if s.Accounts.Obliged(role) {
		return "Step 1 of 3"
	}
	return ""
}

// triedWrong is what is said of a try that failed, with its status; nil where it is
// something else.
func triedWrong(w http.ResponseWriter, err error, kept []officer.Field) (status int, n *officer.Notice) {
	status, n = http.StatusUnauthorized, &officer.Notice{Text: "Try again." + keptWords(kept), Alarm: true}
	limit, wrong := (*account.LimitError)(nil), (*account.WrongError)(nil)
	switch {
	case errors.As(err, &limit):
		status = http.StatusTooManyRequests
		n.Title, n.Text = "Too many tries.", "Try again in "+waitWords(limit.Wait)+"."+keptWords(kept)
		w.Header().Set("Retry-After", strconv.Itoa(seconds(limit.Wait)))
	case errors.Is(err, account.ErrBusy):
		status = http.StatusServiceUnavailable
		n.Title, n.Text = "The desk is busy.", "Many people are signing in at this moment. Try again in a few seconds."+keptWords(kept)
		w.Header().Set("Retry-After", "3")
	case errors.As(err, &wrong):
		n.Title, n.Text = "That is not right.", "Each code works once. Tries left: "+strconv.Itoa(wrong.Left)+"."
	case errors.Is(err, account.ErrWrong):
		n.Title = "Name or passphrase is wrong."
	case errors.Is(err, account.ErrCode):
		n.Title, n.Text = "Those are not the six digits that belong to this picture.", "Is the clock of your telephone right? Type the digits that it shows now."
	case errors.Is(err, account.ErrPasskey), errors.Is(err, account.ErrNoPasskeys):
		n.Title, n.Text = "That passkey was not taken.", "Try again, or use another way."+keptWords(kept)
	default:
		return 0, nil
	}
	return status, n
}

// seconds is how many whole ones a wait lasts.
func seconds(wait time.Duration) int { return max(1, int(math.Ceil(wait.Seconds()))) }

func waitWords(wait time.Duration) string {
	if n := seconds(wait); n <= 90 {
		return plural(n, "second")
	}
	return plural(int(math.Ceil(wait.Minutes())), "minute")
}
