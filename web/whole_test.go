package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// What each state says on the page and in the ticker, and what it must not say.
func TestEachStateSaysWhatItIs(t *testing.T) {
	states := wholeCount()
	for _, c := range []struct {
		state  string
		says   []string // page
		ticker []string
		never  []string // either
	}{
		{"recount", []string{"Islington North : recount 1 under way", "Being recounted: these are the figures before recount 1. Since 02:56 BST, of Mini-count 2.", "Votes before the recount being recounted", "Jeremy Corbyn led by 7,247 before the recount"},
			[]string{"Being recounted: these"}, []string{"elected", "majority", "leads"}},
		{"withdrawn", []string{"Islington North : result withdrawn", "The result is withdrawn: published in error 03:26 BST, withdrawn 03:28 BST. Reason: the figures were typed", "Candidates in ballot paper order"},
			[]string{"The result is withdrawn: published in error 03:26 BST, withdrawn 03:28 BST."}, []string{"24,120", "✓", "majority", "hold", "gain"}},
		{"declared-again", []string{"An earlier result was withdrawn: published in error 03:26 BST, withdrawn 03:28 BST.", "24,120"}, nil, nil},
		{"corrected", []string{"✓ Declared 03:26 BST · corrected", "Corrected at 04:11 BST. Electorate 72,852, was 72,582; Praful Nargund 16,783, was 16,873; so", "turnout 59.8%, was 60.2%. Reason: two digits transposed. The winner is unchanged.", "16,783 was 16,873"},
			[]string{"corrected", "Corrected at 04:11 BST"}, nil},
		{"lot", []string{"Decided by lot. Following an equality of votes, lots were drawn", "Jeremy Corbyn is elected by lot; votes were equal with Praful Nargund", "Majority 0 decided by lot"}, []string{"Decided by lot"}, []string{"leads"}},
		{"no-member", []string{"Islington North : no member returned", "No member is returned. Jeremy Corbyn, who has most votes, died before the declaration."}, []string{"No member is returned"}, []string{"✓ Elected", "majority", "gain"}},
		{"block", []string{"Jeremy Corbyn, Praful Nargund elected", "Majority (lowest elected less highest not elected) 14,213"}, nil, []string{"valid votes of electorate"}},
		{"uncontested", []string{"Islington North : no poll, elected unopposed", "Elected unopposed"}, nil, []string{"votes so far", "Figures of"}},
		{"unopposed", []string{"Praful Nargund is elected unopposed.", "✓ Elected"}, []string{"✓ Elected"}, []string{"majority", "turnout", "valid votes", "Figures of", "Labour hold ✓"}},
		{"countermanded", []string{"Islington North : poll countermanded", "The poll was countermanded. There is no result.", "a party’s candidate died."}, []string{"poll countermanded"}, []string{"poll closes"}},
		{"abandoned", []string{"Islington North : poll abandoned"}, nil, []string{"24,120", "leads"}},
		{"void", []string{"Islington North : result set aside by an election court", "Court reference: petition under section 120"}, nil, []string{"24,120", "✓", "majority"}},
		{"adjourned", []string{"The count is adjourned since 02:32 BST. Reason: the hall is without light."}, []string{"adjourned since"}, nil},
		{"called", []string{"Islington North : Jeremy Corbyn called as elected", "Winner called, no figures yet: not a declared result. Source: heard in the hall."}, []string{"not a declared result"}, []string{"✓", "majority"}},
		{"reported", []string{"Islington North : figures reported, not confirmed", "Provisional, not a declared result. Source: by telephone from the hall."}, []string{"Source: by telephone from the hall."}, []string{"✓", "elected", "majority"}},
		{"confirmed", []string{"Declared 03:26 BST", "Confirmed against the notice.", "Rejected papers not known"}, nil, []string{"Returning Officer", "rejected papers 0"}},
		{"unknown", []string{"Turnout not known", "The electorate is not known, so there is no turnout."}, nil, []string{"0.0%"}},
	} {
		t.Run(c.state, func(t *testing.T) {
			h, _ := public(t, states[c.state], overview(states[c.state]))
			page, ticker := get(t, h, "/contests/islington-north"), get(t, h, "/embed/contests/islington-north")
			mustSay(t, page, c.says...)
			mustSay(t, ticker, c.ticker...)
			mustNotSay(t, page, c.never...)
			mustNotSay(t, ticker, c.never...)
			for _, p := range []string{page, ticker, get(t, h, "/")} {
				wellFormed(t, p)
			}
		})
	}
}

// The notice is there from the declaration on, and goes with it.
func TestNoticeStandsOnlyWhileDeclared(t *testing.T) {
	states := wholeCount()
	for name, b := range states {
		h, _ := public(t, b)
		r := ask(h, "GET", "/contests/islington-north/notice")
		page := body(t, r)
		wellFormed(t, page)
		if b.Stage != "declared" {
			if r.StatusCode != http.StatusNotFound {
				t.Errorf("%s: the notice is %s", name, r.Status)
			}
			mustSay(t, page, "There is no declaration of Islington North")
			mustNotSay(t, page, "24,120", "12,000")
		} else if r.StatusCode != http.StatusOK {
			t.Errorf("%s: the notice is %s", name, r.Status)
		}
	}
	h, board := public(t, provisional())
	if r := ask(h, "GET", "/contests/islington-north/notice"); r.StatusCode != http.StatusNotFound {
		t.Errorf("before the declaration: %s", r.Status)
	}
	board.Put(publish(t, declared()))
	page := get(t, h, "/contests/islington-north/notice")
	mustSay(t, page, "Declaration of result: Islington North", "Declared 5 July 2024, 03:26 BST, on the authority of the Returning Officer.",
		"Jeremy Corbyn ✓ Elected Independent 24,120 twenty-four thousand, one hundred and twenty",
		"Ballot papers rejected, in all 189", "Jeremy Corbyn is elected with a majority of 7,247 over Praful Nargund (Labour) .")
	_, page, _ = strings.Cut(page, "<main")
	if strings.Index(page, "Vikas Aggarwal") > strings.Index(page, "Jeremy Corbyn") {
		t.Error("not in the order of the ballot paper")
	}
	mustSay(t, get(t, h, "/contests/islington-north"), "Declaration to print")
	if r := ask(h, "GET", "/contests/E14001305/notice"); r.Header.Get("Location") != "/contests/islington-north/notice" {
		t.Errorf("the official code leads to %q", r.Header.Get("Location"))
	}
}

func TestCSVIsAFileLikeTheJSON(t *testing.T) {
	b := hostile()
	b.Contest.Candidates[0].Name = `=HYPERLINK("http://x")`
	h, _ := public(t, b)
	r := ask(h, "GET", "/api/v1/contests/islington-north.csv", "Origin", "https://news.example")
	if r.Header.Get("Access-Control-Allow-Origin") != "*" || r.Header.Get("Content-Type") != "text/csv; charset=utf-8; header=present" || r.Header.Get("ETag") == "" {
		t.Errorf("headers %v", r.Header)
	}
	file := body(t, r)
	if strings.Contains(file, `,"=HYP`) || !strings.Contains(file, `,"'=HYPERLINK(""http://x"")",`) {
		t.Errorf("a name is a formula:\n%s", file)
	}
	if again := ask(h, "GET", "/api/v1/contests/islington-north.csv", "If-None-Match", r.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("asked again: %s", again.Status)
	}
	if r := ask(h, "GET", "/api/v1/contests/E14001305.csv"); r.Header.Get("Location") != "/api/v1/contests/islington-north.csv" {
		t.Errorf("the official code leads to %q", r.Header.Get("Location"))
	}
	if r := ask(h, "GET", "/api/v1/contests/atlantis.csv"); r.StatusCode != http.StatusNotFound {
		t.Errorf("no such contest: %s", r.Status)
	}
}
