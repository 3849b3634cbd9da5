package desk_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/draft"
	"resultsdesk/web/desk"
)

// The board of a whole country, 650 contests of six units with 600 sheets being
// typed, is read in pages that a person can take in.
func TestBoardOfAWholeCountry(t *testing.T) {
	m := open(t, func(defs *count.Definitions, _ *desk.Options) {
		one := defs.Contests[0]
		one.Units = nil
		for i := range 6 {
			one.Units = append(one.Units, count.CountUnit{ID: fmt.Sprintf("mini-%d", i+1), Name: fmt.Sprintf("Mini-count %d", i+1), Kind: count.MiniCount})
		}
		defs.Contests = nil
		for i := range 650 {
			one.ID, one.Name, one.GSS = fmt.Sprintf("seat-%d", i+1), fmt.Sprintf("Seat %03d", i+1), ""
			defs.Contests = append(defs.Contests, one)
		}
		defs.Contests[0].ID = "islington-north"
	})
	must(t, m.store.Work(t.Context(), func(tx draft.Tx) error {
		var errs []error
		for i := range 600 {
			errs = append(errs, tx.PutDraft(draft.Draft{Officer: "officer-1", Contest: fmt.Sprintf("seat-%d", i+2), Form: "mini-3", Key: "k", At: m.now, Fields: map[string]string{"votes.1": "1", "votes.2": "2"}}))
		}
		return errors.Join(errs...)
	}))
	must(t, m.store.Account(t.Context(), func(tx account.Tx) error {
		return tx.PutOfficer(account.Officer{ID: "coordinator", Role: count.RoleAdministrator}, m.now)
	}))
	b := m.as("coordinator")
	b.get("/desk/board").says(200, "650 contests, page 1 of 26", "All units 3,900", "Being typed 600", "Missing 3,300", "Seat 025").silent("Seat 026", "Previous")
	began := time.Now()
	p := b.get("/desk/board?page=2").says(200, "Seat 026", "Seat 050", "Previous").silent("Seat 025")
	t.Logf("a page in %v, %d KB", time.Since(began), len(p.body)/1024)
	b.get("/desk/board?state=typing&page=24").says(200, "600 contests, page 24 of 24", "Seat 601", "being typed by officer-1").silent("Next")
	b.get("/desk/board?page=999").says(200, "page 26 of 26")
}
