// Package desk is the officers' side: sign-in, verified papers, count sheets and
// the moves of a count up to the declaration. It reads forms, asks [count.Desk],
// and turns the answer into a page. It decides nothing about a count itself.
//
// No answer of the desk empties a form: whatever was refused comes back with every
// digit in place and with all that was found, each beside its field.
package desk

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/operation"
	"resultsdesk/web/static"
)

// Accounts knows who is signed in.
type Accounts interface {
	// SignIn opens a session and returns its token; account.ErrWrong where name and
	// passphrase do not go together.
	SignIn(ctx context.Context, id, passphrase string, at account.Place) (token string, err error)
	// SignInAs opens a session without a passphrase. Only the demo calls it.
	SignInAs(ctx context.Context, id string, at account.Place) (token string, err error)
	// Signed is whose session the token is; see account.Book.Signed.
	Signed(ctx context.Context, token string, active bool) (count.Officer, account.Session, error)
	sessions
	staff
	secondFactors
	// Invited is whom an invitation is for; see account.Book.Invited.
	Invited(ctx context.Context, token string) (account.Officer, error)
	// Accept gives the invited officer a passphrase and opens a session.
	Accept(ctx context.Context, token, passphrase string, at account.Place) (session string, err error)
	// OpenAudit writes down that the audit is read, and what of it, and returns its head,
	// or the one that it had at a line.
	OpenAudit(ctx context.Context, by count.Officer, what string, last int64) (chain.Head, error)
	// Audit reads lines of the audit that the officer may see.
	Audit(ctx context.Context, by count.Officer, q account.Search, most int) ([]account.Record, error)
	// CheckAudit recomputes the audit further, for about as long as said.
	CheckAudit(ctx context.Context, most time.Duration) (account.Checked, error)
	// Record writes a line of the audit that goes with no other change.
	Record(ctx context.Context, a count.Attempt) error
}

// sessions are what officers do with theirs; each is described at account.Book.
type sessions interface {
	Supersede(ctx context.Context, token string) error
	Leave(ctx context.Context, token, from string) (waiting string, err error)
	LeaveAll(ctx context.Context, token string) error
	Prove(ctx context.Context, token string, p account.Proof, from string) (next string, err error)
	People(ctx context.Context, token string) ([]account.Session, error)
	SetPIN(ctx context.Context, token, pin string) error
	StepAside(ctx context.Context, token string) error
	Change(ctx context.Context, token, id, pin, from string) (next string, err error)
	Alive(ctx context.Context, id string) bool
	Sessions(ctx context.Context, officer string) ([]account.Session, error)
	End(ctx context.Context, by count.Officer, id string) error
	EndAll(ctx context.Context, by count.Officer, officer, but string) error
}

// staff is what administrators do with officers; likewise.
type staff interface {
	Staff(ctx context.Context, by count.Officer) ([]account.Member, error)
	As(by count.Officer) *account.Book
}

// Options are the parts that an officers' side is made of.
type Options struct {
	Desk      *count.Desk
	Accounts  Accounts
	Drafts    *draft.Book
	Board     *feed.Board // what is public: all that the wall screen shows
	Files     *static.Files
	Origin    string   // "https://desk.example" where a proxy changes the host; else empty
	Secure    bool     // served over TLS: the cookie is a __Host- one
	People    []string // demo only: officers that one click changes to
	Watch     *Watch   // tells open pages of changes; nil where nothing is pushed
	PublicURL string   // of the public side, without a slash at the end; empty where it is at this address too
	Log       *slog.Logger
	// Operation is how the desk does, for administrators; nil where nobody looks.
	Operation func() operation.State
}

// officers serves the officers' side.
type officers struct {
	Options
	mux *http.ServeMux

	// rehearsal is set once the election's mode was seen in any standing. A file is
	// for one mode and stays so.
	rehearsal atomic.Pointer[bool]
}

// New makes the officers' side; everything is under /desk/. It panics where Origin
// is no origin, because forms would then be refused in the middle of a night.
func New(o Options) http.Handler {
	s := &officers{Options: o, mux: http.NewServeMux()}
	s.routes()
	guard := http.NewCrossOriginProtection()
	if o.Origin != "" {
		if err := guard.AddTrustedOrigin(o.Origin); err != nil {
			panic("desk: " + err.Error())
		}
	}
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.problem(w, r, errCrossOrigin)
	}))
	return headers(s.recovered(guard.Handler(http.HandlerFunc(s.serve))))
}
