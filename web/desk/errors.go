package desk

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/view/officer"
)

// What can be wrong with a request before the count is asked.
var (
	errBadForm     = errors.New("a form that the desk did not make")
	errNotAForm    = errors.New("a body that is no form")
	errCrossOrigin = errors.New("a form of another site")
	errNoPage      = errors.New("no such page")
	errMethod      = errors.New("this address does not take that method")
	errNotTheirs   = errors.New("a form that another person opened")
	errNoPhoto     = errors.New("a form without a photograph")
	errNotOperator = errors.New("a page for administrators")
	errNotClerk    = errors.New("a page for the Returning Officer's clerk")
)

// outcome is what a browser is told of an error.
type outcome struct {
	status int
	title  string
	text   string
}

// table is the one table from what went wrong to what is said. What it does not
// know is a fault.
var table = []struct {
	is func(error) bool
	outcome
}{
	{as[*count.CheckError], outcome{http.StatusUnprocessableEntity, "This was not stored.", "Look at the figures again."}},
	{as[*count.ConflictError], outcome{http.StatusConflict, "Nothing was overwritten.", "Something else stands than this form was made on."}},
	{is(count.ErrDeclared), outcome{http.StatusConflict, "Not stored: the result is declared.", "Its figures are frozen."}},
	{as[*count.StateError], outcome{http.StatusConflict, "This cannot be done now.", ""}},
	{is(count.ErrForbidden), outcome{http.StatusForbidden, "You may not do this.", "It is not part of your role, or not one of your contests. The attempt is on record."}},
	{is(count.ErrStoreFull), outcome{http.StatusInsufficientStorage, "The desk’s disk is full. Nothing was stored.", "Everything you typed is still here. Tell the person who runs the desk, and send it again when there is room: the same form counts once."}},
	{is(count.ErrStoreBusy), outcome{http.StatusServiceUnavailable, "The desk is busy. Nothing was stored.", "Another program holds its database. Everything you typed is still here: send it again in a moment; the same form counts once."}},
	{is(count.ErrStoreDamaged), outcome{http.StatusServiceUnavailable, "The desk takes no figures now: its database is damaged.", "Tell the person who runs the desk at once. Everything you typed is still here; keep the paper sheet at hand. Whether this form was stored is not certain: when the desk is back, send it again; the same form counts once."}},
	{is(errNotClerk), outcome{http.StatusForbidden, "You may not do this.", "The Returning Officer’s clerk declares the result."}},
	{is(errNotOperator), outcome{http.StatusForbidden, "You may not do this.", "How the desk itself does is for administrators."}},
	{is(errNotTheirs), outcome{http.StatusConflict, "This form was opened by another person.", "Somebody else signed in on this device meanwhile. Nothing was sent. What was typed on a sheet is kept as a draft for whoever typed it; ticks are made again."}},
	{is(draft.ErrField), outcome{http.StatusBadRequest, "That draft cannot be read.", "It is not as the desk made it. It was not saved."}},
	{is(errNoPhoto), outcome{http.StatusUnprocessableEntity, "No photograph was chosen.", "Choose a JPEG or PNG picture and attach it again."}},
	{is(draft.ErrPhotoFormat), outcome{http.StatusUnprocessableEntity, "This file is not a photograph that the desk can read.", "It takes JPEG and PNG pictures. Nothing was stored."}},
	{is(draft.ErrPhotoPixels), outcome{http.StatusUnprocessableEntity, "This photograph is too large.", "It has more than 40 megapixels. Choose a smaller size in the camera. Nothing was stored."}},
	{is(draft.ErrPhotoSize), outcome{http.StatusRequestEntityTooLarge, "This photograph is too large.", "The desk takes 8 MB at most. Choose a smaller size in the camera. Nothing was stored."}},
	{is(account.ErrLast), outcome{http.StatusConflict, "This is the only second factor that you have.", "Your role signs in with one. Add another first; then this one can be removed."}},
	{is(account.ErrBusy), outcome{http.StatusServiceUnavailable, "The desk is busy.", "Many people are signing in at this moment. Try again in a few seconds."}},
	{as[*account.LimitError], outcome{http.StatusTooManyRequests, "Too many tries.", "Wait a minute and try again."}},
	{is(account.ErrNoPasskeys), outcome{http.StatusNotFound, "This desk takes no passkeys.", "It is reached by a number or without https: browsers make no passkeys for such an address."}},
	{is(account.ErrNoAudit), outcome{http.StatusForbidden, "You may not do this.", "The audit is for administrators and Returning Officers’ clerks."}},
	{is(account.ErrInvitationUsed), outcome{http.StatusGone, "This invitation has been used.", "Sign in with the passphrase that was chosen then, or ask the person who runs the desk for a new one."}},
	{is(account.ErrInvitationExpired), outcome{http.StatusGone, "This invitation has expired.", "Ask the person who runs the desk for a new one."}},
	{is(account.ErrInvitationUnknown), outcome{http.StatusNotFound, "There is no such invitation.", "Type the address again as it is printed, or ask the person who runs the desk for a new one."}},
	{is(count.ErrNotFound), outcome{http.StatusNotFound, "There is no such contest or count unit.", "The address may be mistyped."}},
	{is(account.ErrWrong), outcome{http.StatusForbidden, "You cannot sign in as that person.", ""}},
	{is(account.ErrSignedOut), outcome{http.StatusUnauthorized, "You were signed out.", "Sign in again."}},
	{as[*http.MaxBytesError], outcome{http.StatusRequestEntityTooLarge, "That form is too large.", "It carries more than any count sheet does. Nothing was stored."}},
	{is(errBadForm), outcome{http.StatusBadRequest, "That form cannot be read.", "It is not as the desk made it: a field is there twice, or far too long. Nothing was stored. Open the page again."}},
	{is(errNotAForm), outcome{http.StatusUnsupportedMediaType, "That is not a form.", "The desk takes the forms of its own pages. Nothing was stored."}},
	{is(errCrossOrigin), outcome{http.StatusForbidden, "That form came from another site.", "The desk takes forms from its own pages only. Nothing was stored."}},
	{is(errNoPage), outcome{http.StatusNotFound, "There is no such page.", "The address may be mistyped."}},
	{is(errMethod), outcome{http.StatusMethodNotAllowed, "That cannot be done at this address.", "Open the page and use its buttons."}},
}

var fault = outcome{http.StatusInternalServerError, "The desk could not do this.",
	"This is a fault of the desk, not of what you typed. Whether it was stored is not certain; send it again: the same form counts once."}

// outcomeOf finds an error's line; known is false for a fault.
func outcomeOf(err error) (o outcome, known bool) {
	for _, line := range table {
		if line.is(err) {
			return line.outcome, true
		}
	}
	return fault, false
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func as[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

// refusal is an error as the page of the form says it.
type refusal struct {
	status   int
	notice   *officer.Notice      // nil where findings or a conflict say it all
	findings []count.Finding      // of a CheckError
	conflict *count.ConflictError // nil but for one
	final    bool                 // nothing can be sent: the form is shown read-only
}

// refused reads an error of count.Desk for the page that sent the form. A fault
// gets an incident number; what it was stands in the log only.
func (s *officers) refused(r *http.Request, err error) refusal {
	o, known := outcomeOf(err)
	out := refusal{status: o.status, notice: &officer.Notice{Title: o.title, Text: o.text, Alarm: true}}
	var check *count.CheckError
	var state *count.StateError
	switch {
	case errors.As(err, &check):
		out.notice, out.findings = nil, check.Findings
	case errors.As(err, &out.conflict):
		out.notice = nil
	case errors.As(err, &state):
		out.notice.Code, out.notice.Text, out.final = string(state.Code), state.Message, true
	case count.NotStored(err):
		s.notStored(r, err)
	case known:
		out.final = true
	default:
		out.notice.Text += " Incident " + s.incident(r, err) + "."
	}
	return out
}

// notStored logs why a form was not stored; the officer is told in plain words.
func (s *officers) notStored(r *http.Request, err error) {
	by, _ := who(r)
	s.Log.ErrorContext(r.Context(), "not stored", "route", r.Pattern, "officer", by.ID, "err", err)
}

// incident logs a fault and returns the number that is shown instead of it. A
// request that its browser gave up is no fault.
func (s *officers) incident(r *http.Request, err error) string {
	id := rand.Text()[:8]
	by, _ := who(r)
	level, what := slog.LevelError, "fault"
	if r.Context().Err() != nil {
		level, what = slog.LevelInfo, "given up by the browser"
	} else {
		s.onRecord(r, count.Attempt{Kind: account.KindFault, Outcome: count.Failed, Detail: "incident " + id + ": " + requestLine(r)})
	}
	s.Log.Log(r.Context(), level, what, "incident", id, "route", r.Pattern, "officer", by.ID, "err", err)
	return id
}

// problem answers with a page of its own, for what has no form to come back to. A
// form that was sent is kept on it: its figures to read, and after a fault a
// button that sends it again under the same key.
func (s *officers) problem(w http.ResponseWriter, r *http.Request, err error) {
	o, known := outcomeOf(err)
	m := officer.ProblemPage{Page: s.frame(r, o.title), Heading: o.title, Text: o.text, Back: officer.Link{URL: "/desk/", Text: "Go to My counts"}}
	switch {
	case !known:
		m.Incident = s.incident(r, err)
	case count.NotStored(err):
		s.notStored(r, err)
	case unrecorded(r, o, err):
		s.onRecord(r, count.Attempt{Kind: account.KindForm, Detail: fmt.Sprintf("%d %s %s", o.status, o.title, requestLine(r))})
	}
	if keyed(r) && !errors.Is(err, errNotTheirs) {
		m.Kept = figuresOf(r)
		if !known || count.NotStored(err) {
			m.Again = &officer.Form{Action: r.URL.Path}
			m.Hidden = fieldsOf(r)
		}
	}
	s.draw(w, r, o.status, officer.Problem(m))
}
