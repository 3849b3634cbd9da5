package web_test

import (
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

func TestDeclaredPageShowsTheWholeResult(t *testing.T) {
	h, _ := public(t, declared())
	page := get(t, h, "/contests/islington-north")
	mustSay(t, page,
		"General election · 4 July 2024 · London · E14001305",
		"Islington North : Independent gain from Labour",
		"✓ Declared 03:26 BST",
		"Jeremy Corbyn is elected with a majority of 7,247 over Praful Nargund (Labour) .",
		"Majority 7,247 14.8%",
		"Turnout (valid votes of electorate) 67.5% −4.1",
		"Valid votes 49,006 of 72,582",
		"Rejected papers 189 by reason",
		"change since 2019 · boundaries unchanged",
		"share of valid votes on a scale of 0 to 100%",
		"49,006 valid + 189 rejected = 49,195 papers verified ✓ · Revision 9",
		"Figures of 03:26:08 BST · this page reloads every minute",
		"03:26 Declared on the authority of the Returning Officer",
		"Result of 12 December 2019", "Labour 34,603 64.3%",
		"Rejected papers by reason are invented for this demonstration.",
	)
	mustNotSay(t, page, "partial", "not a declared result", "REHEARSAL")
	want := []string{
		"Jeremy Corbyn Independent ✓ Elected 24,120 49.2% n/a : not applicable, no party share in 2019",
		"Praful Nargund Labour 16,873 34.4% −29.9",
		"Sheridan Kates Green 2,660 5.4% −2.6",
		"Karen Harries Conservative lost deposit 1,950 4.0% −6.2",
		"Martyn Nelson Reform UK lost deposit 1,710 3.5% +2.1",
		"Vikas Aggarwal Liberal Democrat lost deposit 1,661 3.4% −12.3",
		"Paul Josling Independent lost deposit 32 0.1% n/a : not applicable, no party share in 2019",
	}
	if got := candidateRows(t, page); !slices.Equal(got, want) {
		t.Errorf("rows:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPartialCountAlwaysSaysSo(t *testing.T) {
	h, _ := public(t, partial())
	for _, path := range []string{"/contests/islington-north", "/embed/contests/islington-north"} {
		page := get(t, h, path)
		mustSay(t, page,
			"Islington North : counting, 3 of 6 mini-counts in",
			"Partial count, not a declared result. Figures of 01:20:44 BST.",
			"Jeremy Corbyn leads by 3,116", "Jeremy Corbyn Independent 10,371 49.2%")
		mustNotSay(t, page, "change", "gain", "hold", "swing", "elected", "majority", "turnout", "lost deposit", "−29.9")
	}
}

func TestCompleteCountIsStillNoResult(t *testing.T) {
	h, _ := public(t, provisional())
	page := get(t, h, "/contests/islington-north")
	mustSay(t, page, "Islington North : result expected", "All figures are in, but this is not a declared result.", "24,120")
	mustNotSay(t, page, "elected", "gain", "majority")
}

func TestNothingIsCountedBeforeThePollCloses(t *testing.T) {
	h, _ := public(t, scheduled())
	page := get(t, h, "/contests/islington-north")
	mustSay(t, page, "Islington North : poll closes at 22:00 BST", "Candidates in ballot paper order",
		"No figures yet · this page reloads every minute", "Ballot paper order is derived from surnames.")
	want := []string{
		"1 Vikas Aggarwal Liberal Democrats", "2 Jeremy Corbyn Independent", "3 Karen Harries Conservative Party Candidate",
		"4 Paul Josling Independent", "5 Sheridan Kates The Green Party Candidate", "6 Praful Nargund Labour Party", "7 Martyn Nelson Reform UK",
	}
	if got := candidateRows(t, page); !slices.Equal(got, want) {
		t.Errorf("rows:\n%s", strings.Join(got, "\n"))
	}
}

// The publish policy "declared" is kept by the feed; the page must say why it shows
// nothing, and how far the count is.
func TestWithheldFiguresAreExplained(t *testing.T) {
	h, _ := public(t, withholding())
	page := get(t, h, "/contests/islington-north")
	mustSay(t, page, "Islington North : counting, 3 of 6 mini-counts in", "The figures are published when the result is declared.", "Papers verified")
	mustNotSay(t, page, "leads", "partial count", "49,195")
	if got := candidateRows(t, page); got[0] != "1 Vikas Aggarwal Liberal Democrats" {
		t.Errorf("first row is %q", got[0])
	}
}

func TestHeadlineOfEachStage(t *testing.T) {
	for _, c := range []struct {
		name  string
		b     *feed.Bulletin
		tweak func(*feed.Bulletin)
		want  string
	}{
		{"awaiting", closed(), nil, "awaiting the count"},
		{"some boxes verified", closed(), func(b *feed.Bulletin) { b.Stage = "verifying" }, "papers being verified"},
		{"all boxes verified", verified(), nil, "49,195 papers verified"},
		{"verified, figures withheld", verified(), func(b *feed.Bulletin) { b.Contest.Papers = nil }, "papers verified"},
		{"too few papers to show", verified(), func(b *feed.Bulletin) { b.Stage = "counting" }, "counting"},
		{"all mini-counts in", provisional(), func(b *feed.Bulletin) { b.Stage = "counting" }, "counting, all 6 mini-counts in"},
		{"counted as one", provisional(), func(b *feed.Bulletin) {
			b.Stage, b.Contest.Units = "counting", feed.Units{In: 1, Of: 1, Word: "count sheets"}
		}, "counting, figures in"},
		{"ready", provisional(), func(b *feed.Bulletin) { b.Stage = "ready" }, "result imminent"},
		{"declared without a base", declared(), func(b *feed.Bulletin) { b.Contest.Outcome = nil }, "Jeremy Corbyn elected"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.tweak != nil {
				c.tweak(c.b)
			}
			h, _ := public(t, c.b)
			page := get(t, h, "/contests/islington-north")
			mustSay(t, page, "Islington North : "+c.want+" ")
			if title := "<title>Islington North: " + c.want + " – Results Desk</title>"; !strings.Contains(page, title) {
				t.Errorf("title is not %s", title)
			}
			wellFormed(t, page)
		})
	}
}

func TestTieForFirstNamesBoth(t *testing.T) {
	b := partial()
	level := result()
	level["90828"] = level["1120"]
	vote(b.Contest, level)
	h, _ := public(t, b)
	mustSay(t, get(t, h, "/contests/islington-north"), "Jeremy Corbyn and Praful Nargund are level on 24,120")
}

func TestZeroVotesAreNotALead(t *testing.T) {
	b := partial()
	vote(b.Contest, map[string]int{})
	h, _ := public(t, b)
	page := get(t, h, "/contests/islington-north")
	mustNotSay(t, page, "leads", "level")
	for _, row := range candidateRows(t, page) {
		if !strings.HasSuffix(row, " 0 –") {
			t.Errorf("a share of nothing: %q", row)
		}
	}
}

func TestNotionalBaseIsLabelled(t *testing.T) {
	b := declared()
	b.Contest.Previous.Kind, b.Contest.Boundaries = "notional", "changed"
	h, _ := public(t, b)
	mustSay(t, get(t, h, "/contests/islington-north"), "change on notional 2019 results", "Result of 2019 notional: an estimate on the new boundaries")
}

func TestNoBaseShowsNoChange(t *testing.T) {
	b := declared()
	b.Contest.Previous, b.Contest.Outcome, b.Contest.Turnout.Change = nil, nil, nil
	for i := range b.Contest.Candidates {
		b.Contest.Candidates[i].Change = nil
	}
	h, _ := public(t, b)
	mustNotSay(t, get(t, h, "/contests/islington-north"), "change", "n/a", "gain")
}

func TestPapersOutOfBalanceAreNotTicked(t *testing.T) {
	b := declared()
	b.Contest.Papers = ptr(49200)
	h, _ := public(t, b)
	mustSay(t, get(t, h, "/contests/islington-north"), "49,006 valid + 189 rejected = 49,195; 49,200 papers were verified · Revision")
}

func TestRehearsalIsUnmistakable(t *testing.T) {
	b := declared()
	b.Mode = count.Rehearsal
	h, _ := public(t, b, overview(b))
	for _, path := range []string{"/", "/contests", "/contests/islington-north", "/embed/contests/islington-north", "/nowhere"} {
		r := ask(h, "GET", path)
		page := body(t, r)
		mustSay(t, page, "REHEARSAL – these are not real results")
		if !strings.Contains(page, "<title>REHEARSAL – ") {
			t.Errorf("%s: title is not marked", path)
		}
		if r.Header.Get("X-Robots-Tag") != "noindex" {
			t.Errorf("%s: may be indexed", path)
		}
	}
}

func TestTickerIsTheSameFragment(t *testing.T) {
	h, _ := public(t, declared())
	live := func(page string) string {
		_, rest, _ := strings.Cut(page, `data-drawn="">`)
		inside, _, found := strings.Cut(rest, "</main>")
		if !found {
			t.Fatalf("no live part in %s", page)
		}
		return inside
	}
	page, ticker := get(t, h, "/contests/islington-north"), get(t, h, "/embed/contests/islington-north")
	if live(page) != live(ticker) {
		t.Error("page and ticker differ in what they show")
	}
	mustSay(t, ticker, "4 others 5,353 10.9%", "Full result ↗")
	if !strings.Contains(ticker, `<a href="/contests/islington-north" target="_blank" rel="noopener">`) {
		t.Error("the ticker's link would open inside the frame")
	}
	mustSay(t, ticker, "Figures of 03:26:08 BST · not live without scripts")
}

func TestEmbedSnippetIsSandboxed(t *testing.T) {
	h, _ := public(t, declared())
	mustSay(t, get(t, h, "/contests/islington-north"),
		`<iframe src="https://results.example.org/embed/contests/islington-north" width="100%" height="480" title="Result: Islington North" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" loading="lazy" frameborder="0"></iframe>`)
}
