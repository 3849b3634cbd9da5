package desk_test

import (
	"maps"
	"net/url"
	"strings"
	"testing"
)

// A form that was refused, or that met a fault, comes back as the same form: under
// its own key, made on the same figures, with every word in it. Whatever was stored
// of it is then found again and not stored twice.
func TestTheSameFormComesBack(t *testing.T) {
	const papers, declare = islington + "/papers", islington + "/declare"
	for _, c := range []struct {
		path, who string
		bring     func(*room) *room
		typed     map[string]string
		refused   map[string]string // what is typed instead where it is to be refused
	}{
		{sheetPath, "officer-1", (*room).verified, figures(nil), map[string]string{"votes.1120": "24121"}},
		{sheetPath, "officer-1", (*room).counted, figures(map[string]string{"votes.1120": "24119", "votes.117355": "33"}), map[string]string{"votes.1120": "24121"}},
		{papers, "clerk", (*room).counted, map[string]string{"papers": "49,196", "reason": "one paper found in the lid"}, map[string]string{"papers": "x"}},
		{declare, "clerk", (*room).readBack, map[string]string{"announced": "02:05", "authority": "returning-officer"}, map[string]string{"announced": "25:99"}},
	} {
		m := c.bring(open(t))
		b := m.as(c.who)
		form := typed(b.get(c.path).form(c.path), c.typed)
		same := func(p *page, sent url.Values) {
			t.Helper()
			back := p.form(c.path)
			for _, field := range []string{"key", "base", "layout", "reason", "announced", "papers", "votes.1120"} {
				if back.Get(field) != sent.Get(field) {
					t.Errorf("%s: %s came back as %q; sent was %q", c.path, field, back.Get(field), sent.Get(field))
				}
			}
		}
		wrong := typed(maps.Clone(form), c.refused)
		same(b.post(c.path, wrong).says(422), wrong)
		m.store.broken.Store(true)
		same(b.post(c.path, form).says(500, "the same form counts once"), form)
	}
}

// Signing out takes the cookie out of the browser.
func TestSignOutTakesTheCookie(t *testing.T) {
	m := open(t)
	w := m.raw("POST", "/desk/sign-out", "", nil)
	if c := w.Header().Get("Set-Cookie"); !strings.HasPrefix(c, "desk=;") || !strings.Contains(c, "Max-Age=0") {
		t.Errorf("on signing out the cookie is set to %q; want it gone", c)
	}
}
