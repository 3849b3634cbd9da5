package desk_test

import (
	"errors"
	"testing"

	"resultsdesk/internal/account"
)

// Who signs in anew leaves no session behind.
func TestSigningInAgainEndsTheSessionBefore(t *testing.T) {
	m := open(t)
	must(t, m.accounts.Add(t.Context(), account.Officer{ID: "officer-3", Role: "count-officer"}, secret))
	b := m.as("officer-1")
	before := b.cookies["desk"]
	b.post("/desk/sign-in", map[string][]string{"officer": {"officer-3"}, "passphrase": {"wrong, fifteen letters"}})
	if _, _, err := m.accounts.Signed(t.Context(), before, true); err != nil {
		t.Errorf("a wrong passphrase ended the session: %v", err)
	}
	b.post("/desk/sign-in", map[string][]string{"officer": {"officer-3"}, "passphrase": {secret}}).says(200, "officer-3")
	if _, _, err := m.accounts.Signed(t.Context(), before, true); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("the session before: %v; want ErrSignedOut", err)
	}
}
