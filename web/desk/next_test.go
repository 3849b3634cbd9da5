package desk_test

import (
	"net/http"
	"testing"
)

// Changing person leads to a page of the desk and nowhere else.
func TestWhereChangingPersonLeads(t *testing.T) {
	m := open(t, demo)
	for next, want := range map[string]string{"%2Fdesk%2Fcontests%2Fislington-north": islington, "https%3A%2F%2Fevil.example%2Fdesk%2F": "/desk/", "": "/desk/"} {
		w := m.raw("POST", "/desk/change-person", "as=officer-1&next="+next, nil)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != want {
			t.Errorf("next=%s: %d to %q; want %q", next, w.Code, got, want)
		}
	}
}
