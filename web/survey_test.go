package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"resultsdesk/internal/feed"
)

// surveys are the pages and files of several contests.
func surveys() []string {
	return []string{"/contests", "/regions", "/regions/london", "/nations/england", "/parties", "/parties/PP53", "/parties/independent", "/timeline",
		"/api/v1/regions.json", "/api/v1/parties.json", "/api/v1/contests.json", "/api/v1/results.csv"}
}

// No page of several contests has a figure of a count before the close of poll, or while
// the contest publishes none.
func TestSurveysHoldNothingBack(t *testing.T) {
	for _, b := range []*feed.Bulletin{scheduled(), withholding()} {
		h, _ := public(t, b, overview(b))
		for _, path := range surveys() {
			said := get(t, h, path)
			mustNotSay(t, said, "24,120", "24120", "49195", "49,195", "10371", "10,371", "gain from")
		}
	}
}

// A provisional count is no result: it is in no sum, on no party's page.
func TestSurveysCountResultsAlone(t *testing.T) {
	h, _ := public(t, provisional(), nightOf([]*feed.Bulletin{provisional()}))
	for _, path := range []string{"/regions", "/regions/london", "/parties", "/parties/PP53", "/timeline"} {
		mustNotSay(t, get(t, h, path), "24,120", "16,873", "34.4%")
	}
	mustSay(t, get(t, h, "/regions/london"), "0 of 1 declared", "No seat is declared yet.")
}

// A page of several contests is of the newest night also where none of its own contests
// changed: a script that hears of a newer one fetches until the page is that one.
func TestSurveysAreOfTheNewestNight(t *testing.T) {
	london, elsewhere := declared(), declared()
	elsewhere.Topic, elsewhere.Contest = feed.ContestTopic("richmond-yorks"), ptr(*elsewhere.Contest)
	elsewhere.Contest.ID, elsewhere.Contest.Region = "richmond-yorks", "Yorkshire and The Humber"
	all := []*feed.Bulletin{london, elsewhere}
	h, board := public(t, append(all, nightOf(all))...)
	for _, path := range surveys()[:8] {
		get(t, h, path)
	}
	moved := *elsewhere
	moved.Revision += 100
	board.Put(publish(t, &moved))
	night := nightOf([]*feed.Bulletin{london, &moved})
	night.Revision = moved.Revision + 1
	board.Put(publish(t, night))
	for _, path := range surveys()[:8] {
		if want := fmt.Sprintf(`data-revision="%d"`, night.Revision); !strings.Contains(get(t, h, path), want) {
			t.Errorf("%s is not of %s", path, want)
		}
	}
}

// What is selected holds one thing at a time; what nobody links to is not there, and an
// address in other letters leads to the one.
func TestSurveysByAddress(t *testing.T) {
	h, _ := public(t, declared(), nightOf([]*feed.Bulletin{declared()}))
	mustSay(t, get(t, h, "/contests?party=independent"), "1 of 1 declared", "Islington North")
	mustSay(t, get(t, h, "/contests?state=recount"), "0 of 0 declared", "There is none.")
	mustSay(t, get(t, h, "/cy/parties/independent"), "Annibynwyr", "✓ Etholwyd")
	for _, path := range []string{"/contests?party=PP53", "/contests?state=declared&region=london", "/regions/atlantis", "/nations/london", "/parties/PP1", "/cy/regions/atlantis"} {
		if r := ask(h, "GET", path); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
	// What social networks add to an address that somebody shared selects nothing.
	mustSay(t, get(t, h, "/contests?fbclid=x"), "1 of 1 declared", "Islington North")
	mustSay(t, get(t, h, "/contests?utm_source=x&state=recount"), "There is none.")
	if r := ask(h, "GET", "/parties/pp53"); r.Header.Get("Location") != "/parties/PP53" {
		t.Errorf("/parties/pp53 leads to %q", r.Header.Get("Location"))
	}
}

// A correction and a withdrawal reach every page of several contests with the next asking.
func TestSurveysFollowAWithdrawal(t *testing.T) {
	all := whole()
	h, board := public(t, all[2], nightOf(all[2:3]))
	mustSay(t, get(t, h, "/timeline"), "Islington North Independent gain from Labour · majority 7,247")
	mustSay(t, get(t, h, "/parties/independent"), "Seats 1 net +1")
	last := all[len(all)-1]
	board.Put(publish(t, last))
	board.Put(publish(t, nightOf([]*feed.Bulletin{last})))
	page := get(t, h, "/timeline")
	mustSay(t, page, "0 of 1 declared", "Withdrawn: the wrong contest.", "A result was declared; it does not stand any more")
	mustNotSay(t, page, "7,247")
	mustNotSay(t, get(t, h, "/parties/independent"), "Seats 1")
	var contests feed.Contests
	if err := json.Unmarshal([]byte(get(t, h, "/api/v1/contests.json")), &contests); err != nil || len(contests.Contests[0].Elected) != 0 || contests.Contests[0].Majority != nil {
		t.Errorf("%+v, %v", contests.Contests, err)
	}
}

// A machine without the database has no histories, and does not lead to them.
func TestNoHistoryWithoutAnArchive(t *testing.T) {
	h := withoutArchive(t, declared())
	if r := ask(h, "GET", "/contests/islington-north/history"); r.StatusCode != http.StatusNotFound {
		t.Errorf("history: %s", r.Status)
	}
	if page := get(t, h, "/contests/islington-north"); strings.Contains(page, "/history") {
		t.Error("the contest leads to a history")
	}
}
