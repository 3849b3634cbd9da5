package account_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/sqlite"
)

// Who signed in, from where, and who tried and was refused, is on record.
func TestSignInsAreOnRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	store, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	r := &register{Book: account.NewBook(store, time.Now, account.SecondNobody), store: store}
	r.add(t, account.Officer{ID: "officer-1", Role: count.RoleCountOfficer})
	r.signIn(t, "officer-1")
	if _, err := r.SignIn(t.Context(), "officer-1", "another's passphrase", account.Place{Address: "192.0.2.9"}); !errors.Is(err, account.ErrWrong) {
		t.Fatal(err)
	}
	if _, err := r.SignIn(t.Context(), "nobody", passphrase, account.Place{Address: "192.0.2.9"}); !errors.Is(err, account.ErrWrong) {
		t.Fatal(err)
	}

	file, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.Query("SELECT officer || ' ' || address || ' ' || outcome FROM audit WHERE kind = 'sign-in' ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		got = append(got, line)
	}
	want := []string{"officer-1 192.0.2.1 accepted", "officer-1 192.0.2.9 refused", "nobody 192.0.2.9 refused"}
	if err := rows.Err(); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("on record: %q, %v; want %q", got, err, want)
	}
}

// A disabled officer is out on every way in, also with a session that was not ended.
func TestADisabledOfficerIsOut(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	o, err := r.store.Officer(t.Context(), "officer-1")
	if err != nil {
		t.Fatal(err)
	}
	o.Disabled = true
	if err := r.store.Account(t.Context(), func(tx account.Tx) error { return tx.PutOfficer(o, r.now) }); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.Signed(t.Context(), token, true); !errors.Is(err, account.ErrSignedOut) {
		t.Errorf("with an open session: %v; want ErrSignedOut", err)
	}
	if _, err := r.SignInAs(t.Context(), "officer-1", account.Place{}); !errors.Is(err, account.ErrWrong) {
		t.Errorf("by the demo's click: %v; want ErrWrong", err)
	}
}
