package account_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
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
		book := account.NewBook(fullStore{r.store, why}, func() time.Time { return r.now }, account.SecondNobody)
		if by, _, err := book.Signed(t.Context(), token, true); err != nil || by.ID != "officer-1" {
			t.Errorf("%v: signed in as %q, %v", why, by.ID, err)
		}
	}
	other := errors.New("some fault")
	book := account.NewBook(fullStore{r.store, other}, func() time.Time { return r.now }, account.SecondNobody)
	if _, _, err := book.Signed(t.Context(), token, true); !errors.Is(err, other) {
		t.Errorf("a fault of another kind: %v; want it", err)
	}
}

// What a crowd was refused is counted on while the disk is full, and is on record once
// there is room.
func TestACrowdOnAFullDisk(t *testing.T) {
	r := newRegister(t)
	store := &sometimesFull{Store: r.store}
	book := account.NewBook(store, func() time.Time { return r.now }, account.SecondNobody)
	for range account.MaxLines + 30 {
		if err := book.Record(t.Context(), count.Attempt{From: "192.0.2.1", Kind: account.KindForm, Outcome: count.Refused}); err != nil {
			t.Fatal(err)
		}
	}
	store.full = true
	if err := book.Settle(t.Context()); !errors.Is(err, count.ErrStoreFull) {
		t.Fatalf("%v; want ErrStoreFull", err)
	}
	store.full = false
	if err := book.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	lines, err := r.store.Audited(t.Context(), account.Search{Kind: account.KindMore}, 10)
	if err != nil || len(lines) != 1 || !strings.HasPrefix(lines[0].Detail, "30 more like this") {
		t.Errorf("%+v, %v; want one line that stands for 30", lines, err)
	}
}

// sometimesFull is a store on a disk that is full for a while.
type sometimesFull struct {
	account.Store
	full bool
}

func (s *sometimesFull) Account(ctx context.Context, fn func(account.Tx) error) error {
	if s.full {
		return count.ErrStoreFull
	}
	return s.Store.Account(ctx, fn)
}
