package account_test

import (
	"errors"
	"reflect"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// A change of one officer ends that officer's sessions, nobody else's, and holds from
// the next sign-in on.
func TestOfficersAreChanged(t *testing.T) {
	r := newRegister(t)
	r.add(t, account.Officer{ID: "officer-2", Role: count.RoleCountOfficer})
	own, other := r.signIn(t, "officer-1"), r.signIn(t, "officer-2")
	if err := r.Assign(t.Context(), "officer-1", []string{"tottenham"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Signed(t.Context(), own, true); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("the officer's own session: %v; want ErrSignedOut", err)
	}
	if _, _, err := r.Signed(t.Context(), other, true); err != nil {
		t.Errorf("another's session: %v", err)
	}
	if got, _, err := r.Signed(t.Context(), r.signIn(t, "officer-1"), true); err != nil || !reflect.DeepEqual(got.Contests, []string{"tottenham"}) {
		t.Errorf("assigned to %v, %v; want tottenham", got.Contests, err)
	}
	if err := errors.Join(r.Disable(t.Context(), "officer-1"), r.Enable(t.Context(), "officer-1")); err != nil {
		t.Fatal(err)
	}
	r.signIn(t, "officer-1")
}

// Nobody can sign in as the desk itself, nor change it.
func TestTheDeskIsNobodysAccount(t *testing.T) {
	r := newRegister(t)
	desk := count.DeskOfficer().ID
	for what, err := range map[string]error{
		"passphrase": r.SetPassphrase(t.Context(), desk, passphrase), "disable": r.Disable(t.Context(), desk), "assign": r.Assign(t.Context(), desk, nil),
	} {
		if !errors.Is(err, account.ErrNotFound) {
			t.Errorf("%s: %v; want ErrNotFound", what, err)
		}
	}
}

// A passphrase is counted in characters as people count them, and two officers with
// the same one cannot be told by what is kept.
func TestPassphrasesAreCountedAndSalted(t *testing.T) {
	r := newRegister(t)
	if err := r.SetPassphrase(t.Context(), "officer-1", "éééééééééé"); err == nil {
		t.Error("ten characters of two bytes each were taken for fifteen")
	}
	r.add(t, account.Officer{ID: "officer-2", Role: count.RoleCountOfficer})
	one, err := r.store.Officer(t.Context(), "officer-1")
	if err != nil {
		t.Fatal(err)
	}
	two, err := r.store.Officer(t.Context(), "officer-2")
	if err != nil || one.Passphrase == two.Passphrase {
		t.Errorf("the same passphrase is kept the same twice, %v", err)
	}
}
