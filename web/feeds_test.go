package web_test

import (
	"encoding/xml"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// atomFeed is a feed as a reader takes it in.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Link      atomLink `xml:"link"`
	Content   string   `xml:"content"`
}

const origin = "https://results.example.org"

// read takes a feed in and holds it to the rules of RFC 4287 that readers rely on.
func read(t *testing.T, h http.Handler, path string) atomFeed {
	t.Helper()
	answer := ask(h, "GET", path)
	if got := answer.Header.Get("Content-Type"); answer.StatusCode != 200 || !strings.HasPrefix(got, "application/atom+xml") {
		t.Fatalf("%s: %s, %s", path, answer.Status, got)
	}
	if answer.Header.Get("Access-Control-Allow-Origin") != "*" || answer.Header.Get("ETag") == "" {
		t.Errorf("%s: %v", path, answer.Header)
	}
	var f atomFeed
	if err := xml.Unmarshal([]byte(body(t, answer)), &f); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	rels := map[string]string{}
	for _, l := range f.Links {
		rels[l.Rel] = l.Href
	}
	if f.ID == "" || f.Title == "" || f.Author == "" || f.Lang == "" || rels["self"] != origin+path || !strings.HasPrefix(rels["alternate"], origin+"/") {
		t.Errorf("%s: %+v", path, f)
	}
	last := moment(t, f.Updated)
	seen := map[string]bool{f.ID: true}
	for _, e := range f.Entries {
		if updated := moment(t, e.Updated); updated.After(last) || moment(t, e.Published).After(updated) {
			t.Errorf("%s: %s is told at %s after %s, or before it happened", path, e.ID, e.Updated, last)
		} else {
			last = updated
		}
		if seen[e.ID] || !regexp.MustCompile(`^tag:results\.example\.org,2024-07-04:[a-z0-9/-]+$`).MatchString(e.ID) {
			t.Errorf("%s: id %s", path, e.ID)
		}
		seen[e.ID] = true
		if e.Title == "" || e.Content == "" || !strings.HasPrefix(e.Link.Href, origin) {
			t.Errorf("%s: %+v", path, e)
		}
	}
	return f
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// one is the entry of an id that ends so.
func one(t *testing.T, f atomFeed, id string) atomEntry {
	t.Helper()
	for _, e := range f.Entries {
		if strings.HasSuffix(e.ID, "islington-north/"+id) {
			return e
		}
	}
	t.Fatalf("no entry %s among %+v", id, f.Entries)
	return atomEntry{}
}

const (
	oneContest = "/api/v1/contests/islington-north.atom"
	oneNight   = "/api/v1/feed.atom"
)

// Whatever state a contest is in, its feed keeps the rules.
func TestFeedsOfAllStates(t *testing.T) {
	for name, b := range wholeCount() {
		h, _ := public(t, b, overview(b))
		for _, path := range []string{oneContest, oneNight, oneContest + "?lang=cy", oneNight + "?lang=cy"} {
			f := read(t, h, path)
			if len(f.Entries) == 0 && name != "adjourned" && name != "uncontested" {
				t.Errorf("%s, %s: nothing to tell", name, path)
			}
		}
	}
}

func TestFeedOfADeclaration(t *testing.T) {
	h, _ := public(t, declared(), overview(declared()))
	e := one(t, read(t, h, oneContest), "declared/1")
	if e.Updated != "2024-07-05T03:26:00+01:00" || e.Link.Href != origin+"/contests/islington-north" {
		t.Errorf("%+v", e)
	}
	mustSay(t, e.Title, "Islington North", "Independent gain from Labour")
	mustSay(t, e.Content, "Jeremy Corbyn (Independent): 24,120 (49.2%), elected", "Majority: 7,247.", "5 July 2024, 03:26 BST")
	welsh := read(t, h, oneContest+"?lang=cy")
	if f := one(t, welsh, "declared/1"); f.Link.Href != origin+"/cy/contests/islington-north" || f.ID == e.ID || welsh.Lang != "cy" {
		t.Errorf("in Welsh: %+v", f)
	}
	mustSay(t, one(t, welsh, "declared/1").Content, "Mwyafrif: 7,247.", "etholwyd")
}

// A retraction is told on its own, and what it retracts keeps its id, says so and shows
// no figure any more; also after another result came.
func TestFeedOfAWithdrawal(t *testing.T) {
	states := wholeCount()
	h, board := public(t, begin(seat(count.ProfileSmall)).counted().declared("1120").bulletin())
	before := one(t, read(t, h, oneContest), "declared/1")
	for _, name := range []string{"withdrawn", "declared-again"} {
		board.Put(publish(t, states[name]))
		f := read(t, h, oneContest)
		e := one(t, f, "declared/1")
		if e.ID != before.ID || e.Published != before.Published || !moment(t, e.Updated).After(moment(t, before.Updated)) {
			t.Errorf("%s: %+v, before %+v", name, e, before)
		}
		mustSay(t, e.Title, "WITHDRAWN: Islington North")
		mustNotSay(t, e.Content, "24,120")
		mustSay(t, one(t, f, "withdrawn/1").Content, "published at 5 July 2024, 03:26 BST", "Reason: the figures were typed into the wrong contest.")
	}
	mustSay(t, one(t, read(t, h, oneContest), "declared/2").Content, "24,120")
}

func TestFeedOfACorrection(t *testing.T) {
	h, _ := public(t, wholeCount()["corrected"])
	f := read(t, h, oneContest)
	mustSay(t, one(t, f, "corrected/1/1").Content, "Praful Nargund: was 16,873, now 16,783.", "Electorate: was 72,582, now 72,852.", "Majority: was", "Reason: two digits transposed.")
	if e := one(t, f, "declared/1"); e.Updated != "2024-07-05T04:11:00+01:00" || !strings.Contains(e.Content, "Corrections since: 1.") {
		t.Errorf("the declaration: %+v", e)
	}
}

func TestFeedOfOtherNews(t *testing.T) {
	states := wholeCount()
	for _, c := range []struct{ state, id, title string }{
		{"recount", "recount/0/1", "recount 1 begun"}, {"called", "called/0", "Jeremy Corbyn called as elected"},
		{"reported", "reported/0", "figures reported, not confirmed"}, {"void", "void/1", "set aside by an election court"},
		{"void", "declared/1", "SET ASIDE: Islington North"}, {"countermanded", "countermanded/0", "poll countermanded"},
	} {
		h, _ := public(t, states[c.state])
		mustSay(t, one(t, read(t, h, oneContest), c.id).Title, c.title)
	}
	back := begin(seat(count.ProfileSmall)).counted().at0("02:40:00").do(count.Provisional{}).at0("02:55:00").do(count.RecountDecided{Granted: true, Reason: "close"})
	back.at0("02:57:00").do(count.TakenBack{Of: back.seq, Undoes: count.KindRecount})
	h, _ := public(t, back.bulletin())
	e := one(t, read(t, h, oneContest), "recount/0/1")
	mustSay(t, e.Title, "TAKEN BACK: Islington North")
	if e.Updated != "2024-07-05T02:58:00+01:00" {
		t.Error(e.Updated)
	}
}

// What editors wrote is told as it was written, on a contest and on the night; parties'
// feeds are about seats.
func TestFeedOfNotes(t *testing.T) {
	h, _ := public(t, noted(declared()), noted(overview(declared())))
	e := one(t, read(t, h, oneContest), "note/31")
	if e.Title != "Islington North: note from the editors" || e.Content != "Counting began late.\n\n<b>Two</b> boxes were held up.\n– Results Desk" || e.Updated != "2024-07-05T00:41:10+01:00" {
		t.Errorf("%+v", e)
	}
	mustSay(t, one(t, read(t, h, oneContest), "note/35").Title, "edited")
	if night := read(t, h, oneNight); len(night.Entries) != 5 || !strings.HasSuffix(night.Entries[1].ID, "/note/35") {
		t.Errorf("the night: %+v", night.Entries)
	}
	if party := read(t, h, "/api/v1/parties/independent.atom"); len(party.Entries) != 1 {
		t.Errorf("a party: %+v", party.Entries)
	}
}

// A party's feed tells what it won or lost, and every result taken back where it stands.
func TestFeedOfAParty(t *testing.T) {
	kept := declared()
	kept.Topic, kept.Contest.ID, kept.Contest.Name = "contest/holborn", "holborn", "Holborn"
	kept.Contest.Outcome = &feed.Outcome{Kind: "hold", By: "Labour", ByParty: "PP53", Text: "Labour hold"}
	kept.Contest.Candidates[0], kept.Contest.Candidates[1] = kept.Contest.Candidates[1], kept.Contest.Candidates[0]
	kept.Contest.Candidates[0].Elected, kept.Contest.Candidates[1].Elected = true, false
	lost := declared()
	lost.Contest.Outcome.FromParty = "PP53"
	h, board := public(t, kept, lost, overview(kept, lost))
	party := func(id string) int { return len(read(t, h, "/api/v1/parties/"+id+".atom").Entries) }
	if got := [3]int{party("PP53"), party("independent"), party("PP63")}; got != [3]int{2, 1, 0} {
		t.Errorf("Labour, independents and Greens have %v entries", got)
	}
	gone := begin(seat(count.ProfileSmall)).counted().declared("1120").do(count.Proposed{Withdrawal: true, Reason: "wrong contest"})
	gone.do(count.Withdrawn{Proposal: gone.seq})
	b := gone.bulletin()
	b.Revision = 100
	board.Put(publish(t, b))
	board.Put(publish(t, overview(kept, b)))
	if got := [2]int{party("PP63"), party("independent")}; got != [2]int{2, 2} {
		t.Errorf("after a withdrawal Greens and independents have %v entries", got)
	}
	for _, path := range []string{"/api/v1/parties/PP1.atom", "/api/v1/parties/PP53", "/api/v1/parties/.atom", oneContest + "?lang=xx", oneContest + "?page=2", oneNight + "?page=0"} {
		if got := ask(h, "GET", path).StatusCode; got != 404 {
			t.Errorf("%s: %d", path, got)
		}
	}
}

// A whole night is read by following "next": each declaration once, newest first.
func TestFeedInPages(t *testing.T) {
	var all []*feed.Bulletin
	for i := range 230 {
		b := declared()
		b.Contest.ID = "seat-" + strings.Repeat("x", i)
		b.Topic, b.Revision = feed.ContestTopic(b.Contest.ID), int64(i+1)
		b.Contest.Events[len(b.Contest.Events)-1].At = at("03:26:00").Add(time.Duration(i) * time.Second)
		all = append(all, b)
	}
	h, _ := public(t, append(all, overview(all...))...)
	seen, path := map[string]bool{}, oneNight
	for path != "" {
		f := read(t, h, path)
		path = ""
		for _, l := range f.Links {
			if l.Rel == "next" {
				path = strings.TrimPrefix(l.Href, origin)
			}
		}
		for _, e := range f.Entries {
			seen[e.ID] = true
		}
		if len(f.Entries) > 100 {
			t.Errorf("%d entries on a page", len(f.Entries))
		}
	}
	if len(seen) != 230 {
		t.Errorf("%d of 230 declarations", len(seen))
	}
}

// A rehearsal is told as one in every title, under other ids.
func TestFeedOfARehearsal(t *testing.T) {
	b := declared()
	b.Mode = count.Rehearsal
	h, _ := public(t, b, overview(b))
	for _, path := range []string{oneNight, oneContest, "/api/v1/parties/independent.atom"} {
		f := read(t, h, path)
		if !strings.HasPrefix(f.Title, "REHEARSAL") || len(f.Entries) == 0 {
			t.Errorf("%s: %q", path, f.Title)
		}
		for _, e := range f.Entries {
			if !strings.HasPrefix(e.Title, "REHEARSAL") || !strings.Contains(e.ID, ":rehearsal/") {
				t.Errorf("%s: %+v", path, e)
			}
		}
	}
}

// What people type stays text, also what XML has no character for.
func TestFeedWithHostileNames(t *testing.T) {
	b := hostile()
	b.Contest.Candidates[0].Name += "]]>\x00\x1b\uffff</entry>"
	h, _ := public(t, b, overview(b))
	f := read(t, h, oneNight)
	if len(f.Entries) != 1 || !strings.Contains(f.Entries[0].Content, "]]>\ufffd</entry>") || strings.Contains(f.Entries[0].Title, "\u202e") {
		t.Errorf("%+v", f)
	}
}

// What is done again after it was taken back is another thing, with an id of its own.
func TestFeedOfWhatWasDoneAgain(t *testing.T) {
	again := begin(seat(count.ProfileSmall)).counted().at0("02:40:00").do(count.Provisional{})
	for _, clock := range []string{"02:50:00", "02:55:00"} {
		again.at0(clock).do(count.RecountDecided{Granted: true, Reason: "close"})
		again.do(count.TakenBack{Of: again.seq, Undoes: count.KindRecount})
	}
	cancelled := begin(seat(count.ProfileSmall)).at0("21:59:00").do(count.PollClosed{Hour: at("22:00:00")})
	for range 2 {
		cancelled.do(count.Cancelled{Manner: count.Abandoned, Reason: "riot"})
		cancelled.do(count.TakenBack{Of: cancelled.seq, Undoes: count.KindCancelled})
	}
	for name, n := range map[string]*night{"recounts": again, "polls": cancelled} {
		h, _ := public(t, n.bulletin())
		if f := read(t, h, oneContest); len(f.Entries) < 2 {
			t.Errorf("%s: %+v", name, f.Entries)
		}
	}
}
