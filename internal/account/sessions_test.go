package account_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

func admin(id string) count.Officer {
	return count.Officer{ID: id, Role: count.RoleAdministrator, From: "192.0.2.9"}
}

// Showing again who one is opens ten minutes, under a new token.
func TestProof(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	r.now = r.now.Add(account.ProofLength - time.Second)
	if !r.opens(t, token, "officer-1").Fresh() {
		t.Error("just before ten minutes it has to be shown again")
	}
	r.now = r.now.Add(time.Second)
	if r.opens(t, token, "officer-1").Fresh() {
		t.Error("after ten minutes it need not be shown again")
	}
	next, err := r.Prove(t.Context(), token, account.Proof{Passphrase: passphrase}, "")
	must(t, err)
	r.opens(t, token, "")
	if !r.opens(t, next, "officer-1").Fresh() {
		t.Error("it was shown and is not taken")
	}
}

// Five wrong proofs end the session, also when forty come at the same moment; a right
// one in between begins the count anew.
func TestWrongProofsEndTheSession(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	for left := account.MostWrong - 1; left > 0; left-- {
		_, err := r.Prove(t.Context(), token, account.Proof{Passphrase: "count the papers once"}, "")
		var wrong *account.WrongError
		if !errors.As(err, &wrong) || wrong.Left != left {
			t.Fatalf("a wrong proof: %v; want %d left", err, left)
		}
	}
	token, err := r.Prove(t.Context(), token, account.Proof{Passphrase: passphrase}, "")
	must(t, err)
	var looked atomic.Int32
	var group sync.WaitGroup
	for range 40 {
		group.Go(func() {
			var wrong *account.WrongError
			if _, err := r.Prove(t.Context(), token, account.Proof{}, ""); errors.As(err, &wrong) {
				looked.Add(1)
			}
		})
	}
	group.Wait()
	if looked.Load() != account.MostWrong {
		t.Errorf("%d wrong proofs were looked at; want %d", looked.Load(), account.MostWrong)
	}
	r.opens(t, token, "")
}

// Everybody ends their own sessions; another's are an administrator's to end. What was
// tried is on record with who tried it.
func TestEndingSessions(t *testing.T) {
	r := newRegister(t)
	r.add(t, account.Officer{ID: "officer-2", Role: count.RoleCountOfficer})
	r.add(t, account.Officer{ID: "boss", Role: count.RoleAdministrator})
	one, two := count.Officer{ID: "officer-1", Role: count.RoleCountOfficer}, count.Officer{ID: "officer-2", Role: count.RoleCountOfficer}
	here, there, third := r.signIn(t, "officer-1"), r.signIn(t, "officer-1"), r.signIn(t, "officer-1")
	if err := r.End(t.Context(), two, r.opens(t, there, "officer-1").ID); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("officer-2 ended officer-1's session: %v", err)
	}
	must(t, r.End(t.Context(), one, r.opens(t, there, "officer-1").ID))
	r.opens(t, there, "")
	must(t, r.EndAll(t.Context(), one, "officer-1", r.opens(t, here, "officer-1").ID))
	r.opens(t, third, "")
	r.opens(t, here, "officer-1")
	must(t, r.EndAll(t.Context(), admin("boss"), "officer-1", ""))
	r.opens(t, here, "")
	must(t, r.End(t.Context(), one, "gone already"))

	records, err := r.Audit(t.Context(), admin("boss"), account.Search{Kind: account.KindSession}, 10)
	must(t, err)
	var got []string
	for _, l := range records {
		got = append(got, l.Officer+" "+string(l.Outcome)+" "+l.Detail)
	}
	want := []string{"boss accepted officer-1 sessions ended", "officer-1 accepted officer-1 sessions ended", "officer-1 accepted officer-1 session ended",
		"officer-2 refused officer-1 session ended: " + count.ErrForbidden.Error()}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("on record: %q; want %q", got, want)
		}
	}
	if records[0].From != "192.0.2.9" {
		t.Errorf("from %q", records[0].From)
	}
}

// Of two administrators who disable each other at the same moment one stays.
func TestOneAdministratorStays(t *testing.T) {
	r := newRegister(t)
	r.add(t, account.Officer{ID: "boss-1", Role: count.RoleAdministrator})
	if err := r.Disable(t.Context(), "boss-1"); !errors.Is(err, account.ErrLastAdministrator) {
		t.Errorf("the last administrator was disabled: %v", err)
	}
	r.add(t, account.Officer{ID: "boss-2", Role: count.RoleAdministrator})
	if err := r.As(admin("boss-1")).Disable(t.Context(), "boss-1"); !errors.Is(err, account.ErrSelf) {
		t.Errorf("an administrator disabled themself: %v", err)
	}
	if err := r.As(count.Officer{ID: "officer-1", Role: count.RoleCountOfficer}).Disable(t.Context(), "boss-1"); !errors.Is(err, count.ErrForbidden) {
		t.Errorf("a count officer disabled an administrator: %v", err)
	}
	var group sync.WaitGroup
	var refused atomic.Int32
	for by, whom := range map[string]string{"boss-1": "boss-2", "boss-2": "boss-1"} {
		group.Go(func() {
			if err := r.As(admin(by)).Disable(t.Context(), whom); errors.Is(err, account.ErrLastAdministrator) {
				refused.Add(1)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if refused.Load() != 1 {
		t.Errorf("%d of the two were refused; want 1", refused.Load())
	}
}
