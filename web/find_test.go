package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/feed"
	"resultsdesk/web"
)

// neighbour is another seat, before its count.
func neighbour() *feed.Bulletin {
	b := closed()
	b.Topic, b.Revision = "contest/islington-south-and-finsbury", 1
	b.Contest.ID, b.Contest.Name, b.Contest.GSS = "islington-south-and-finsbury", "Islington South and Finsbury", "E14001306"
	b.Contest.Candidates = []feed.Candidate{{ID: "5", Number: 1, Name: "Emily Thornberry", Surname: "Thornberry", Label: "Labour",
		Parties: []feed.Party{{ID: "PP53", Name: "Labour Party", Short: "Labour"}}}}
	return b
}

func found(t *testing.T, h http.Handler, query string) (*http.Response, string) {
	t.Helper()
	answer := ask(h, "GET", query)
	return answer, body(t, answer)
}

// A list is answered with what helps to choose: party and contest, region and state.
func TestFindPage(t *testing.T) {
	h, _ := public(t, declared(), neighbour(), overview(declared(), neighbour()))
	for query, want := range map[string][]string{
		"/find?q=islington":          {"2 results for “islington”", `href="/contests/islington-north"`, "London · Jeremy Corbyn (Independent) elected", "London · awaiting the count", `href="/cy/find?q=islington"`},
		"/find?q=jermy+corbyn":       {"1 result for", "<bdi>Jeremy Corbyn</bdi>", "Independent · Islington North · elected"},
		"/find?q=thornbery":          {"Labour · Islington South and Finsbury"},
		"/find?q=zzzz":               {"Nothing found for “zzzz”", "Postcodes are not known here", `href="/contests"`},
		"/find":                      {"Find your seat", "Type a part of the name"},
		"/cy/find?q=islington":       {"2 ganlyniad ar gyfer “islington”", `href="/cy/contests/islington-north"`, "Llundain", "Etholaethau"},
		"/find?q=%3Cscript%3E":       {"“&lt;script&gt;”"},
		"/find?q=%E2%80%AEislington": {"“islington”"},
	} {
		answer, page := found(t, h, query)
		if answer.StatusCode != 200 || answer.Header.Get("X-Robots-Tag") != "noindex" || !strings.Contains(answer.Header.Get("Cache-Control"), "max-age=2") {
			t.Errorf("%s: %d %v", query, answer.StatusCode, answer.Header)
		}
		for _, words := range want {
			if !strings.Contains(page, words) {
				t.Errorf("%s: the page does not say %s", query, words)
			}
		}
		if n := strings.Count(page, "<form"); n != 1 {
			t.Errorf("%s: %d forms", query, n)
		}
	}
}

// Only the whole name or code of a contest leads there at once.
func TestFindLeadsToTheContestThatIsNamed(t *testing.T) {
	h, _ := public(t, declared(), neighbour(), overview(declared(), neighbour()))
	for query, want := range map[string]string{
		"/find?q=E14001305": "/contests/islington-north", "/find?q=+islington+NORTH+": "/contests/islington-north", "/cy/find?q=e14001305": "/cy/contests/islington-north",
		"/find?q=Islington+South+%26+Finsbury": "/contests/islington-south-and-finsbury", "/find?q=islingtn+north": "", "/find?q=thornberry": "", "/find?q=emily+thornberry": "",
	} {
		answer, _ := found(t, h, query)
		if got := answer.Header.Get("Location"); got != want || (answer.StatusCode == http.StatusSeeOther) != (want != "") {
			t.Errorf("%s: %d %s, want %q", query, answer.StatusCode, got, want)
		}
	}
}

// The list under the field is for any page's programs, and short.
func TestFindJSON(t *testing.T) {
	h, _ := public(t, declared(), neighbour(), overview(declared(), neighbour()))
	answer, text := found(t, h, "/api/v1/find.json?q=islington&lang=cy")
	var got struct {
		Mode, Query, Said string
		Groups            []struct {
			Title   string
			Results []struct{ Kind, ID, Name, Text, Href string }
		}
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if answer.Header.Get("Access-Control-Allow-Origin") != "*" || got.Mode != "live" || got.Query != "islington" || !strings.HasPrefix(got.Said, "2 ganlyniad") {
		t.Errorf("%v: %s", answer.Header, text)
	}
	if len(got.Groups) != 1 || len(got.Groups[0].Results) != 2 || got.Groups[0].Results[0].Href != "/cy/contests/islington-north" {
		t.Errorf("%s", text)
	}
	if _, none := found(t, h, "/api/v1/find.json?q=zzzz"); !strings.Contains(none, `"groups":[]`) {
		t.Errorf("nothing found is %s", none)
	}
}

// A name that is corrected during the night is found from then on, the old one no more.
func TestFindKnowsCorrectedNames(t *testing.T) {
	h, board := public(t, declared(), overview(declared()))
	if _, page := found(t, h, "/find?q=nargund"); !strings.Contains(page, "Praful Nargund") {
		t.Fatal("not found before the correction")
	}
	b := declared()
	b.Revision = 20
	i := slices.IndexFunc(b.Contest.Candidates, func(c feed.Candidate) bool { return c.ID == "90828" })
	b.Contest.Candidates[i].Name = "Praful Nargoonde"
	board.Put(publish(t, b))
	board.Put(publish(t, overview(b)))
	if _, page := found(t, h, "/find?q=nargoonde"); !strings.Contains(page, "Praful Nargoonde") {
		t.Error("the corrected name is not found")
	}
	if _, page := found(t, h, "/find?q=nargund"); strings.Contains(page, "Praful Nargund<") {
		t.Error("the old name is still shown")
	}
}

// Of a large house the overview stays as it is when a name is corrected that is not in its
// lists. Search, the map and the neighbours know the name all the same.
func TestCorrectedNamesAreKnownWithoutTheOverview(t *testing.T) {
	seats := atlas("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Lime", "Maple", "Oak", "Pine", "Rowan", "Yew")
	h, board := public(t, append(seats, nightOf(seats))...)
	for _, path := range []string{"/find?q=birc", "/", "/map?region=london", "/contests/ash"} {
		mustSay(t, get(t, h, path), "Birch")
	}
	renamed := *seats[1]
	contest := *renamed.Contest
	contest.Name, renamed.Contest, renamed.Revision = "Bircham", &contest, 900
	board.Put(publish(t, &renamed))
	for _, path := range []string{"/find?q=bircha", "/", "/map?region=london", "/contests/ash"} {
		mustSay(t, get(t, h, path), "Bircham")
	}
}

// atlas are seats of these names, each at a place of the map.
func atlas(names ...string) []*feed.Bulletin {
	var seats []*feed.Bulletin
	for i, name := range names {
		b := named(closed(), strings.ToLower(name), name, int64(100+i))
		b.Contest.Map = &feed.MapPlace{Column: i}
		seats = append(seats, b)
	}
	return seats
}

// Whatever is asked is answered, cut to what is read.
func TestFindHostileQuestions(t *testing.T) {
	h, _ := public(t, declared(), overview(declared()))
	for _, q := range []string{strings.Repeat("a ", 400), strings.Repeat("é", 500), "\x00\xff\xfe", "'; DROP TABLE act; --", "<img src=x onerror=alert(1)>", "%", "\u202e\u2066", "a&b=c", strings.Repeat("\ufdfa", 100)} {
		for _, path := range []string{"/find", "/cy/find", "/api/v1/find.json"} {
			answer, page := found(t, h, path+"?q="+url.QueryEscape(q))
			if answer.StatusCode != 200 || len(page) > 20_000 || strings.Contains(page, "<img src=x") {
				t.Errorf("%s?q=%.30q: %d, %d bytes", path, q, answer.StatusCode, len(page))
			}
		}
	}
	for _, path := range []string{"/find?q=%zz", "/find?q=a;b", "/find?q=a&q=b", "/find?lang=xx"} {
		if answer, _ := found(t, h, path); answer.StatusCode != 200 {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	if answer, _ := found(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { r.Method = "POST"; h.ServeHTTP(w, r) }), "/find?q=a"); answer.StatusCode != 405 {
		t.Errorf("POST: %d", answer.StatusCode)
	}
}

// Forms are on the pages, and lead to this host; what is framed by others has none.
func TestFormsLeadHere(t *testing.T) {
	h, _ := public(t, declared(), overview(declared()))
	for path, action := range map[string]string{
		"/": "form-action 'self';", "/contests/islington-north": "form-action 'self';", "/nowhere": "form-action 'self';", "/find": "form-action 'self';", "/cy/": "form-action 'self';",
		"/embed/contests/islington-north": "form-action 'none';", "/cy/embed/contests/islington-north": "form-action 'none';", "/api/v1/find.json": "form-action 'none';", "/static/x.css": "form-action 'none';",
	} {
		answer, page := found(t, h, path)
		if !strings.Contains(answer.Header.Get("Content-Security-Policy"), action) {
			t.Errorf("%s: %s", path, answer.Header.Get("Content-Security-Policy"))
		}
		if form := strings.Contains(page, `role="search"`); form != (strings.Contains(action, "self") || path == "/static/x.css") {
			t.Errorf("%s: a search form: %v", path, form)
		}
	}
}

// Before anything is published there is nothing to find, and that is said.
func TestFindBeforeAnythingIsPublished(t *testing.T) {
	h, err := web.New(web.Options{Board: feed.NewBoard(), Live: http.NotFoundHandler()})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/find?q=islington", nil))
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// The title of a rehearsal says so first, where tabs still show it, also of a search.
func TestFindInARehearsalSaysSoFirst(t *testing.T) {
	b := declared()
	b.Mode = "rehearsal"
	h, _ := public(t, b, overview(b))
	for path, first := range map[string]string{"/find?q=corbin": "<title>REHEARSAL – “corbin” – ", "/cy/find?q=corbin": "<title>YMARFER – “corbin” – "} {
		if page := get(t, h, path); !strings.Contains(page, first) {
			t.Errorf("%s: the title does not begin with %s", path, first)
		}
	}
}
