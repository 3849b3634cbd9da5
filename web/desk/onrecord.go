package desk

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
)

// onRecord writes a line of the audit for what never reached the count: a refusal where
// nothing else is said. Who, where from and on what are the request's. The line does not
// depend on a browser that stays, and a file that takes nothing must not hold the page.
func (s *officers) onRecord(r *http.Request, a count.Attempt) {
	by, _ := who(r)
	a.Officer, a.From = by.ID, from(r)
	a.Contest, a.Unit = cmp.Or(a.Contest, short(r.PathValue("contest"))), cmp.Or(a.Unit, short(r.PathValue("unit")))
	a.Outcome, a.Key, a.Detail = cmp.Or(a.Outcome, count.Refused), short(a.Key), short(a.Detail)
	ctx, done := context.WithTimeout(context.WithoutCancel(r.Context()), 2*time.Second)
	defer done()
	if err := s.Accounts.Record(ctx, a); err != nil {
		s.Log.Error("not in the audit", "kind", string(a.Kind), "officer", a.Officer, "outcome", string(a.Outcome), "err", err)
	}
}

// unrecorded tells whether a refusal has no line yet: whatever was sent, and whatever
// somebody may not see. Count, accounts and drafts write down their own.
func unrecorded(r *http.Request, o outcome, err error) bool {
	for _, own := range []error{
		count.ErrForbidden, account.ErrWrong, account.ErrInvitationUsed, account.ErrInvitationExpired, account.ErrInvitationUnknown,
		draft.ErrPhotoFormat, draft.ErrPhotoPixels,
	} {
		if errors.Is(err, own) {
			return false
		}
	}
	return r.Method != http.MethodGet && r.Method != http.MethodHead || o.status == http.StatusForbidden
}

// requestLine names a request as an access log does, without what was asked or sent.
func requestLine(r *http.Request) string { return r.Method + " " + pathOf(r) }

// pathOf is a request's path without the token of an invitation: whoever reads it could
// use it.
func pathOf(r *http.Request) string {
	const invitation = "/desk/invitation/"
	if strings.HasPrefix(r.URL.Path, invitation) {
		return invitation + "…"
	}
	return r.URL.Path
}

// notInvited answers an invitation that cannot be used.
func (s *officers) notInvited(w http.ResponseWriter, r *http.Request, err error) {
	s.onRecord(r, count.Attempt{Kind: account.KindInvitation, Detail: err.Error()})
	s.problem(w, r, err)
}

// short bounds what an outsider may write into the audit.
func short(text string) string {
	const longest = 300
	if len(text) > longest {
		text = text[:longest] + "…"
	}
	return strings.ToValidUTF8(text, "�")
}
