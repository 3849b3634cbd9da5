package desk_test

import (
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"

	"resultsdesk/web/desk"
)

// FuzzNext: whatever address a link or a form asks to go on to, the browser stays at
// the desk.
func FuzzNext(f *testing.F) {
	for _, seed := range []string{
		"/desk/", "/desk/contests/islington-north?said=papers", "//evil.example/desk/", "/desk//evil.example", "/desk/../x", "/desk/%2e%2e/x", "\\\\evil.example", "/desk/\\..\\x",
		"https://evil.example/desk/", "/\t/evil.example", "/desk/\n", "javascript:alert(1)", "/desk/#x", "/desk/%00", "/desk/?next=//evil.example",
	} {
		f.Add(seed)
	}
	base, err := url.Parse("https://desk.example.org/desk/sign-in")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, next string) {
		to := desk.LocalPath(next)
		u, err := url.Parse(to)
		if err != nil {
			t.Fatalf("%q leads to %q: %v", next, to, err)
		}
		there := base.ResolveReference(u)
		if there.Scheme != "https" || there.Host != base.Host || !strings.HasPrefix(path.Clean(there.Path)+"/", "/desk/") || strings.ContainsAny(to, "\\\t\r\n") || strings.HasPrefix(to, "//") {
			t.Errorf("%q leads to %q", next, there)
		}
	})
}

// FuzzForm: whatever a browser sends as a count sheet is read or refused in a page;
// never a fault, and never figures that nobody can have typed.
func FuzzForm(f *testing.F) {
	m := open(f).verified()
	session := "desk=" + m.as("officer-1").cookies["desk"]
	for _, seed := range []string{
		"", "key=k&layout=1&base=0&votes.1120=24120", "key=k&layout=1&base=0&votes.1120=24120&votes.1120=1", "votes.1120=%zz", "key=k&base=99999999999999999999", "key=%00&votes.=1",
		"key=k&layout=1&base=0&kept.votes.1120=1", "key=k&looked.W01=on&why.W01=x", "a=1;b=2", "key=k&layout=-1&base=-1&rejected.uncertain=-1", strings.Repeat("a", 300) + "=1",
	} {
		f.Add(seed)
	}
	before := m.standing().Head
	f.Fuzz(func(t *testing.T, body string) {
		m.t = t
		w := m.raw(http.MethodPost, sheetPath, body, map[string]string{"Cookie": session})
		if w.Code >= 500 || w.Code == http.StatusOK && !strings.Contains(w.Body.String(), "</html>") {
			t.Errorf("%q: %d", body, w.Code)
		}
		if m.standing().Head != before {
			t.Skip("figures that add up")
		}
	})
}
