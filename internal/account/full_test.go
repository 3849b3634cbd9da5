package account_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// fullStore is a store that takes nothing.
type fullStore struct {
	account.Store
	why error
}

func (f fullStore) Account(context.Context, func(account.Tx) error) error {
	return fmt.Errorf("%w (code 13)", f.why)
}

// A store that takes nothing keeps no officer who is signed in from reading.
func TestSignedInOnAFullDisk(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	r.now = r.now.Add(5 * time.Minute)
	for _, why := range []error{count.ErrStoreFull, count.ErrStoreBusy, count.ErrStoreDamaged} {
		book := account.NewCheapBook(fullStore{r.store, why}, r.clock, account.SecondNobody)
		if by, _, err := book.Signed(t.Context(), token, true); err != nil || by.ID != "officer-1" {
			t.Errorf("%v: signed in as %q, %v", why, by.ID, err)
		}
	}
	other := errors.New("some fault")
	book := account.NewCheapBook(fullStore{r.store, other}, r.clock, account.SecondNobody)
	if _, _, err := book.Signed(t.Context(), token, true); !errors.Is(err, other) {
		t.Errorf("a fault of another kind: %v; want it", err)
	}
}
