package desk_test

import (
	"strings"
	"testing"
)

// A reason may have 500 characters in whatever script its writer thinks in, and all
// of it goes on record.
func TestReasonsInAnyScript(t *testing.T) {
	m := open(t).counted()
	clerk := m.as("clerk")
	why := strings.Repeat("数え直し", 125)
	form := clerk.get(islington + "/interruptions").form(islington + "/adjourn")
	clerk.post(islington+"/adjourn", typed(form, ro("reason", why))).says(200, "The count is adjourned.")
	if got := m.standing().Adjourned; got == nil || got.Reason != why {
		t.Errorf("on record: %+v", got)
	}
}
