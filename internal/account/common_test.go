package account_test

import (
	"errors"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// What others would try first is refused, however long; what a person makes up is not.
func TestCommonPassphrases(t *testing.T) {
	r := newRegister(t)
	r.add(t, account.Officer{ID: "polly-clerk", Role: count.RoleReturningOfficer, Contests: []string{"hackney-north"}})
	for text, want := range map[string]error{
		"passwordpassword": account.ErrCommon, "123456789012345": account.ErrCommon, "qwertyuiopasdfgh": account.ErrCommon, "QWERTYUIOPASDFGH": account.ErrCommon,
		"aaaaaaaaaaaaaaaaaaaa": account.ErrCommon, "abcdefghijklmnop": account.ErrCommon, "p@ssw0rdp@ssw0rd": account.ErrCommon,
		"officer-1officer-1": account.ErrCommon, "officer 1 officer 1": account.ErrCommon, "results desk results desk": account.ErrCommon,
		"iloveyouiloveyou": account.ErrCommon, "tottenham count": account.ErrCommon, "manchesterunited": account.ErrCommon,
		"fourteen chars": account.ErrShort, strings.Repeat("long words ", 100): account.ErrLong, "a tab\tin the middle": account.ErrUnusable,
		"count the papers twice": nil, "correct horse battery staple": nil, "eine andere Brücke am Fluss": nil, "grün, 蓝色, жёлтый и красный": nil,
	} {
		if err := r.SetPassphrase(t.Context(), "officer-1", text); !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%q: %v; want %v", text, err, want)
		}
	}
}

// An é is the same from every keyboard, and so is a space.
func TestPassphrasesFromTwoKeyboards(t *testing.T) {
	r := newRegister(t)
	if err := r.SetPassphrase(t.Context(), "officer-1", "caf\u00e9 au lait, cr\u00e8me"); err != nil {
		t.Fatal(err)
	}
	if err := r.tries(t, "officer-1", "cafe\u0301 au\u00a0lait, cre\u0300me", "192.0.2.1"); err != nil {
		t.Errorf("typed on another keyboard: %v", err)
	}
	if err := r.tries(t, "officer-1", "Caf\u00e9 au lait, cr\u00e8me", "192.0.2.1"); !errors.Is(err, account.ErrWrong) {
		t.Errorf("with a capital letter: %v", err)
	}
}
