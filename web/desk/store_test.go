package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// What keeps the desk from storing is told in plain words and logged with its cause;
// the form stays, and the same form is taken later and counts once.
func TestNotStoredKeepsTheForm(t *testing.T) {
	for _, c := range []struct {
		cause  error
		status int
		says   string
	}{
		{count.ErrStoreFull, 507, "The desk’s disk is full. Nothing was stored."},
		{count.ErrStoreBusy, 503, "The desk is busy. Nothing was stored."},
		{count.ErrStoreDamaged, 503, "its database is damaged"},
	} {
		m := open(t).verified()
		b := m.as("officer-1")
		m.store.fail(fmt.Errorf("%w (code 13 in /secret/desk.db)", c.cause))
		p := b.send(sheetPath, figures(nil)).says(c.status, c.says, "the same form counts once")
		p.kept(sheetPath, figures(nil))
		if strings.Contains(p.body, "secret") || !strings.Contains(m.log.String(), "code 13 in /secret/desk.db") {
			t.Errorf("%v: the cause belongs into the log, and only there", c.cause)
		}
		again := p.form(sheetPath)
		m.store.fail(nil)
		b.post(sheetPath, again).says(200, "The count sheet: sent.")
		b.post(sheetPath, again)
		if st := m.standing(); len(st.Waiting["count"]) != 1 {
			t.Errorf("%v: sent twice after it was refused, %d entries wait", c.cause, len(st.Waiting["count"]))
		}
	}
}
