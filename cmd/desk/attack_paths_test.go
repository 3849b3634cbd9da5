package main

import (
	"bufio"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A header or address that is too large is refused at the door.
func TestAttackLargeHeaders(t *testing.T) {
	f := facing(t)
	long := strings.Repeat("x", 30<<10)
	for name, c := range map[string]struct {
		public  bool
		request string
		want    int
	}{
		"a header of 30 KiB":          {false, "GET /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\nX-Long: " + long + "\r\n\r\n", 431},
		"600 headers of 40 bytes":     {false, "GET /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\n" + strings.Repeat("X-A: "+strings.Repeat("y", 40)+"\r\n", 600) + "\r\n", 431},
		"a line of 30 KiB":            {true, "GET /?" + long + " HTTP/1.1\r\nHost: results.example.org\r\n\r\n", 431},
		"an address of 5 KiB":         {false, "GET /desk/sign-in?next=" + long[:5<<10] + " HTTP/1.1\r\nHost: desk.example.org\r\n\r\n", 414},
		"a public address of 3 KiB":   {true, "GET /live?topic=" + long[:3<<10] + " HTTP/1.1\r\nHost: results.example.org\r\n\r\n", 414},
		"no such method":              {true, "BREW / HTTP/1.1\r\nHost: results.example.org\r\n\r\n", 405},
		"a method of 30 bytes":        {false, long[:30] + " /desk/ HTTP/1.1\r\nHost: desk.example.org\r\n\r\n", 405},
		"both lengths":                {false, "POST /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\nContent-Length: 5\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 501},
		"two different lengths":       {false, "POST /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400},
		"a line end within a header":  {false, "GET /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\nX-A: a\rb\r\n\r\n", 400},
		"an expectation":              {false, "POST /desk/sign-in HTTP/1.1\r\nHost: desk.example.org\r\nExpect: something\r\nContent-Length: 0\r\n\r\n", 417},
		"a body on the public side":   {true, "GET / HTTP/1.1\r\nHost: results.example.org\r\nContent-Length: 3\r\n\r\nabc", 200},
		"another protocol altogether": {false, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400},
	} {
		at := f.deskAt
		if c.public {
			at = f.publicAt
		}
		if r := rawly(t, at, c.request); r.StatusCode != c.want {
			t.Errorf("%s: %s; want %d", name, r.Status, c.want)
		}
	}
	// Requests one behind the other on one connection are answered in order.
	one := "GET /api/v1/overview.json HTTP/1.1\r\nHost: results.example.org\r\n\r\n"
	two := "GET /nowhere HTTP/1.1\r\nHost: results.example.org\r\nConnection: close\r\n\r\n"
	first := rawlyAll(t, f.publicAt, one+two)
	if len(first) != 2 || first[0] != 200 || first[1] != 404 {
		t.Errorf("two requests at once: %v", first)
	}
}

// rawlyAll sends bytes and gives the status of every answer until the end.
func rawlyAll(t *testing.T, addr, requests string) (statuses []int) {
	t.Helper()
	c := dialled(t, addr)
	if _, err := io.WriteString(c, requests); err != nil {
		t.Fatal(err)
	}
	all := bufio.NewReader(c)
	for {
		r, err := http.ReadResponse(all, nil)
		if err != nil {
			return statuses
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			t.Fatal(err)
		}
		statuses = append(statuses, r.StatusCode)
	}
}

// Wherever an officer is led after signing in, it is to the desk.
func TestAttackOpenRedirect(t *testing.T) {
	f := facing(t)
	v := f.officer()
	for _, next := range []string{
		"//evil.example", "///evil.example", "////evil.example/desk/", "https://evil.example", "https:evil.example", "https:/evil.example/desk/", "HTTPS://evil.example/desk/",
		`/\evil.example`, `\/evil.example`, `\\evil.example`, `/desk/\..\..\\evil.example`, "/desk/../../evil.example", "/desk/..//evil.example", "/desk/%2e%2e//evil.example",
		"/desk/%2e%2e/%2f/evil.example", "/%09/evil.example", "/\t/evil.example", "/\n/evil.example", "\thttps://evil.example", " //evil.example", "%20//evil.example",
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "blob:https://evil.example/x", "//evil.example/desk/",
		"/desk//evil.example", "/desk/@evil.example", "//user@evil.example/desk/", "http://desk.example.org@evil.example/", "http://desk.example.org.evil.example/desk/",
		"http://desk.example.org/desk/", "desk.example.org/desk/", "/%5cevil.example", "/%2f/evil.example", "//%65vil.example", "/desk/\r\nLocation: https://evil.example",
		"/desk/%0d%0aLocation:%20https://evil.example", "//[::1]/desk/", "//0x7f000001/desk/", "/⁄evil.example", "/。/evil.example", "//evil。example", "", ".", "..", "/", "?", "#", "/desk", "/contests",
	} {
		p, err := v.get("/desk/sign-in?next=" + url.QueryEscape(next)) // of somebody who is signed in already
		if err != nil {
			t.Fatal(err)
		}
		base, _ := url.Parse(f.deskNamed + "/desk/sign-in")
		to, err := base.Parse(p.to)
		if p.status != http.StatusSeeOther || err != nil || to.Host != base.Host || to.Scheme != base.Scheme || !strings.HasPrefix(to.Path, "/desk/") || strings.ContainsAny(p.to, "\\\r\n\t") {
			t.Errorf("next=%q leads to %q (%d)", next, p.to, p.status)
		}
	}
}

// No address reaches a file that is not meant to be reached.
func TestAttackPaths(t *testing.T) {
	f := facing(t)
	v := f.officer()
	climbs := []string{
		"../night.db", "..%2fnight.db", "%2e%2e/night.db", "%2e%2e%2fnight.db", "..%5cnight.db", "....//night.db", "..;/night.db", "%252e%252e%252fnight.db", "..%c0%afnight.db",
		"..%00/night.db", "night.db", "/etc/passwd", "%2fetc%2fpasswd", "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "file:///etc/passwd", "base.css%00.js", "base.css/",
		"base.css/..", ".", "..", "", "~root", "static.go", "CON", "-1", "9223372036854775808", "1%20OR%201=1", "' OR ''='",
	}
	for _, folder := range []string{"/static/", "/contests/", "/embed/contests/", "/api/v1/contests/", "/desk/photos/", "/desk/contests/", "/desk/drafts/", "/desk/contests/" + demoContest + "/units/", "/desk/invitation/"} {
		for _, climb := range climbs {
			named, at := "results.example.org", f.publicAt
			if strings.HasPrefix(folder, "/desk/") {
				named, at = "desk.example.org", f.deskAt
			}
			cookie := ""
			if u, _ := url.Parse(v.url); named == "desk.example.org" {
				cookie = "Cookie: " + v.http.Jar.Cookies(u)[0].String() + "\r\n"
			}
			r := rawly(t, at, "GET "+folder+strings.ReplaceAll(climb, " ", "%20")+" HTTP/1.1\r\nHost: "+named+"\r\n"+cookie+"Connection: close\r\n\r\n")
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(body), "SQLite format 3") || strings.Contains(string(body), "root:x:") || strings.Contains(string(body), "package static") {
				t.Errorf("%s%s gave a file away", folder, climb)
			}
			if r.StatusCode >= 500 {
				t.Errorf("%s%s: %s", folder, climb, r.Status)
			}
			if to := r.Header.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//")) {
				t.Errorf("%s%s leads to %s", folder, climb, to)
			}
		}
	}
}
