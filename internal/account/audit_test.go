package account_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
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
	r := &register{Book: account.NewCheapBook(store, time.Now, account.SecondNobody), store: store}
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

// lines are what the audit says: officer, address, kind, outcome and detail.
func (r *register) lines(t *testing.T, kind count.Kind) (all []string) {
	t.Helper()
	found, err := r.store.Audited(t.Context(), account.Search{Kind: kind, Oldest: true}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range found {
		all = append(all, strings.TrimSpace(l.Officer+" "+l.From+" "+string(l.Outcome)+" "+l.Detail))
	}
	return all
}

// Who changed officers, on whom and what, is on record: an administrator by address, a
// command line by its user.
func TestChangesOfOfficersAreOnRecord(t *testing.T) {
	r := newRegister(t)
	r.signIn(t, "officer-1")
	admin := r.As(count.Officer{ID: "admin", Role: count.RoleAdministrator, From: "192.0.2.5"})
	console := r.As(count.Officer{ID: "desk", Role: count.RoleDesk, From: "command line, operator"})
	err := errors.Join(admin.Assign(t.Context(), "officer-1", []string{"tottenham"}), console.Disable(t.Context(), "officer-1"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"desk  accepted officer-1 added as count-officer on islington-north, tottenham",
		"admin 192.0.2.5 accepted officer-1 assigned to tottenham; sessions ended: 1", "desk command line, operator accepted officer-1 disabled"}
	if got := r.lines(t, account.KindOfficer); !reflect.DeepEqual(got, want) {
		t.Errorf("on record: %q; want %q", got, want)
	}
}

// How sessions end is on record, and invitations that were tried in vain.
func TestEndsOfSessionsAreOnRecord(t *testing.T) {
	r := newRegister(t)
	token := r.signIn(t, "officer-1")
	r.signIn(t, "officer-1")
	for range 2 {
		if _, err := r.Leave(t.Context(), token, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.lines(t, account.KindSignOut); !reflect.DeepEqual(got, []string{"officer-1 192.0.2.1 accepted"}) {
		t.Errorf("signed out once: %q", got)
	}
	r.now = r.now.Add(account.SessionLength)
	r.signIn(t, "officer-1")
	if got := r.lines(t, account.KindSession); !reflect.DeepEqual(got, []string{"officer-1  accepted ended after 12 hours"}) {
		t.Errorf("the session of another night: %q", got)
	}
	invitation, _, err := r.Invite(t.Context(), "officer-1")
	if err != nil {
		t.Fatal(err)
	}
	for _, try := range []struct{ token, passphrase string }{{invitation, "short"}, {invitation, passphrase}, {invitation, passphrase}} {
		_, _ = r.Accept(t.Context(), try.token, try.passphrase, account.Place{Address: "192.0.2.9"})
	}
	want := []string{"desk  accepted officer-1 invited", "officer-1 192.0.2.9 refused a passphrase has at least 15 characters",
		"officer-1 192.0.2.9 accepted passphrase chosen", "192.0.2.9 refused the invitation was used"}
	if got := r.lines(t, account.KindInvitation); !reflect.DeepEqual(got, want) {
		t.Errorf("invitations: %q; want %q", got, want)
	}
}

// However many addresses a crowd has, a minute writes no more than so many lines, and
// each address's rest is counted. The addresses of one network of IPv6 are one.
func TestACrowdIsCounted(t *testing.T) {
	r := newRegister(t)
	before := len(r.lines(t, ""))
	send := func(times int, from func(int) string) {
		t.Helper()
		for i := range times {
			if err := r.Record(t.Context(), count.Attempt{From: from(i), Kind: account.KindForm, Outcome: count.Refused}); err != nil {
				t.Fatal(err)
			}
		}
	}
	send(account.MaxLines+30, func(i int) string { return fmt.Sprintf("2001:db8::%x", i) })
	send(account.MaxAllLines, func(i int) string { return fmt.Sprintf("192.0.2.%d", i) })
	if n := len(r.lines(t, "")) - before; n != account.MaxAllLines {
		t.Errorf("%d lines; want %d", n, account.MaxAllLines)
	}
	r.now = r.now.Add(time.Hour) // Settle says of which minute they were
	if err := errors.Join(r.Settle(t.Context()), r.Settle(t.Context())); err != nil {
		t.Fatal(err)
	}
	want := []string{"desk 2001:db8::/64 refused 30 more like this in the minute from 21:00 UTC: 30 form",
		fmt.Sprintf("desk many addresses refused %d more like this in the minute from 21:00 UTC: %[1]d form", account.MaxLines)}
	if got := r.lines(t, account.KindMore); !reflect.DeepEqual(got, want) {
		t.Errorf("stands for the rest: %q; want %q", got, want)
	}
}

// The encoding of a line does not change: this is the example of docs/formats.md.
func TestALineAsInTheDocuments(t *testing.T) {
	l := account.Record{ID: 7, Attempt: count.Attempt{At: time.UnixMilli(1720141721000), Officer: "officer-1", From: "192.0.2.1", Kind: count.KindEntered,
		Contest: "islington-north", Unit: "count", Key: "k1", Outcome: count.Accepted, Seq: 3}, Ledger: 3, Acts: bytes.Repeat([]byte{0xaa}, 32), Prev: chain.Hash(bytes.Repeat([]byte{0xbb}, 32))}
	text, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	l.Hash = l.Recomputed()
	var file bytes.Buffer
	if err := errors.Join(account.AuditJSONL(&file).Line(l)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, file.Bytes()) {
		t.Errorf("docs/formats.md does not have the line as it is:\n%s", file.Bytes())
	}
}
