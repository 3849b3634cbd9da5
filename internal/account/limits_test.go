package account_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"resultsdesk/internal/account"
)

func (r *register) tries(t *testing.T, id, passphrase, address string) error {
	t.Helper()
	_, err := r.SignIn(t.Context(), id, passphrase, account.Place{Address: address})
	return err
}

func limited(err error) time.Duration {
	if limit := (*account.LimitError)(nil); errors.As(err, &limit) {
		return limit.Wait
	}
	return 0
}

// After five wrong tries the wait doubles, at that address and for that name; nobody
// is kept out elsewhere, and it is forgotten.
func TestWaitsGrowWhereTriesFail(t *testing.T) {
	r := newRegister(t)
	for i := range 5 {
		if err := r.tries(t, "officer-1", "wrong", "192.0.2.66"); !errors.Is(err, account.ErrWrong) {
			t.Fatalf("try %d: %v", i+1, err)
		}
	}
	for _, want := range []time.Duration{12, 24, 48, 96, 192, 300, 300} {
		want *= time.Second
		err := r.tries(t, "officer-1", passphrase, "192.0.2.66")
		if wait := limited(err); wait != want {
			t.Errorf("%v; want a wait of %v", err, want)
		}
		if err := r.tries(t, "officer-1", passphrase, "192.0.2.67"); err != nil {
			t.Errorf("the officer at another address: %v", err)
		}
		r.now = r.now.Add(want)
		if err := r.tries(t, "officer-1", "wrong", "192.0.2.66"); !errors.Is(err, account.ErrWrong) {
			t.Errorf("after the wait: %v", err)
		}
	}
	r.now = r.now.Add(time.Hour)
	if err := r.tries(t, "officer-1", passphrase, "192.0.2.66"); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}

// Thirty officers of a hall sign in from one address in one moment, some after a slip;
// whoever tries names there is stopped. An IPv6 network is one address.
func TestAHallBehindOneAddress(t *testing.T) {
	r := newRegister(t)
	for i := range 30 {
		if i%3 == 0 {
			_ = r.tries(t, "officer-1", "a slip", "2001:db8::1")
		}
		if err := r.tries(t, "officer-1", passphrase, fmt.Sprintf("2001:db8::%x", i+1)); err != nil {
			t.Fatalf("sign-in %d: %v", i+1, err)
		}
	}
	hashed := r.Hashed()
	for i := range 1000 {
		_ = r.tries(t, fmt.Sprintf("officer-%d", i+100), "wrong", fmt.Sprintf("2001:db8::%x", i+1))
	}
	if tried := r.Hashed() - hashed; tried != 20 { // 30, of which 10 slips are gone
		t.Errorf("%d of 1,000 tries were looked at; want 20", tried)
	}
	if err := r.tries(t, "officer-1", passphrase, "2001:db8:1::1"); err != nil {
		t.Errorf("from another network: %v", err)
	}
}

// Tries that come at once are no more than those that come one after another.
func TestTriesAtOnce(t *testing.T) {
	r := newRegister(t)
	before := r.Hashed()
	var group sync.WaitGroup
	for range 100 {
		group.Go(func() { _ = r.tries(t, "officer-1", "wrong", "192.0.2.66") })
	}
	group.Wait()
	if tried := r.Hashed() - before; tried != 5 {
		t.Errorf("%d of 100 tries at once were looked at; want 5", tried)
	}
}
