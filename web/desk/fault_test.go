package desk_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

var incident = regexp.MustCompile(`Incident ([A-Z2-7]{8})`)

// When the disk fails the form stays, the officer gets a number, and what happened
// stands in the log only. The same form then counts once.
func TestFaultKeepsTheForm(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	m.store.broken.Store(true)
	p := b.send(sheetPath, figures(nil)).says(500, "The desk could not do this.", "the same form counts once")
	p.kept(sheetPath, figures(nil))
	found := incident.FindStringSubmatch(p.text())
	if found == nil || !strings.Contains(m.log.String(), found[1]) || !strings.Contains(m.log.String(), "disk I/O error") {
		t.Errorf("incident %v is not in the log with its cause:\n%s", found, m.log.String())
	}
	if strings.Contains(p.body, "secret") || strings.Contains(p.body, "disk I/O") {
		t.Error("the page tells what only the log may know")
	}
	m.store.broken.Store(false)
	b.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: sent.")
}

// A panic costs no digit either: they stand on the page, with a button that sends
// the same form again.
func TestPanicKeepsTheFigures(t *testing.T) {
	falls := true
	m := open(t, func(_ *count.Definitions, o *desk.Options) { o.Accounts = trapped{o.Accounts, &falls} })
	falls = false
	m.verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	falls = true
	p := b.post(sheetPath, form).says(500, "What you typed", "votes.1120 24,120", "Sent twice, it counts once.")
	if strings.Contains(p.body, "trapdoor") || !strings.Contains(m.log.String(), "trapdoor") {
		t.Error("the cause of a panic belongs into the log, and only there")
	}
	falls = false
	b.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: sent.")
}

// trapped panics where a session is looked up.
type trapped struct {
	desk.Accounts
	falls *bool
}

func (a trapped) Signed(ctx context.Context, token string, active bool) (count.Officer, account.Session, error) {
	if *a.falls {
		panic("trapdoor")
	}
	return a.Accounts.Signed(ctx, token, active)
}
