package web_test

import (
	"encoding/csv"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"resultsdesk/internal/feed"
)

// Page, ticker, JSON and CSV say the same of every figure in every state, and none
// has a figure that another has not.
func TestPageTickerJSONAndCSVAgree(t *testing.T) {
	states := wholeCount()
	maps.Copy(states, map[string]*feed.Bulletin{
		"scheduled": scheduled(), "awaiting": closed(), "verified": verified(), "partial": partial(), "provisional": provisional(), "declared": declared(), "withheld": withholding(),
	})
	for name, b := range states {
		t.Run(name, func(t *testing.T) {
			h, _ := public(t, b)
			decoded, err := feed.Decode([]byte(get(t, h, "/api/v1/contests/islington-north.json")))
			if err != nil {
				t.Fatal(err)
			}
			want := ofJSON(decoded)
			for where, got := range map[string]map[string]string{
				"page": ofPage(t, get(t, h, "/contests/islington-north")), "ticker": ofPage(t, get(t, h, "/embed/contests/islington-north")),
				"CSV": ofCSV(t, get(t, h, "/api/v1/contests/islington-north.csv")),
			} {
				for field := range want {
					if got[field] != want[field] {
						t.Errorf("%s of %s is %q in the JSON and %q on the %s", field, name, want[field], got[field], where)
					}
				}
				for field := range got {
					if want[field] == "" && got[field] != "" {
						t.Errorf("%s has %s %q, the JSON has none", where, field, got[field])
					}
				}
			}
		})
	}
}

func ofJSON(b *feed.Bulletin) map[string]string {
	c, out := b.Contest, map[string]string{}
	for _, line := range c.Candidates {
		if line.Votes != nil {
			out[line.ID+" votes"] = strconv.Itoa(*line.Votes)
		}
		if line.Share != nil {
			out[line.ID+" share"] = tenths(*line.Share)
		}
		if line.Change != nil {
			out[line.ID+" change"] = tenths(*line.Change)
		}
		if line.Elected {
			out[line.ID+" elected"] = "true"
		}
	}
	if c.Majority != nil {
		out["majority"] = strconv.Itoa(c.Majority.Votes)
	}
	turnout := c.Turnout
	if turnout == nil {
		turnout = c.BoxTurnout
	}
	if turnout != nil {
		out["turnout"] = tenths(turnout.Percent)
	}
	return out
}

func tenths(t feed.Tenths) string { return fmt.Sprintf("%.1f", float64(t)/10) }

// bare is a figure without what is there for people.
func bare(s string) string {
	s = strings.NewReplacer(",", "", "%", "", "+", "", "−", "-").Replace(s)
	if strings.HasPrefix(s, "n/a") || s == "not known" {
		return ""
	}
	return s
}

func ofPage(t *testing.T, page string) map[string]string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for n := range doc.Descendants() {
		key := attribute(n, "data-key")
		switch {
		case n.Data == "tr" && key != "":
			cells := []string{}
			for d := range n.ChildNodes() {
				if d.Data == "td" {
					said, _, _ := strings.Cut(text(d), " was ")
					cells = append(cells, bare(said))
				}
			}
			for i, what := range []string{" votes", " share", " change"}[:len(cells)] {
				out[key+what] = cells[i]
			}
			if strings.Contains(text(n), "✓ Elected") {
				out[key+" elected"] = "true"
			}
		case n.Data == "div" && (strings.HasPrefix(key, "Majority") || strings.HasPrefix(key, "Turnout")):
			for d := range n.Descendants() {
				if d.Data == "b" {
					out[strings.ToLower(strings.Fields(key)[0])] = bare(text(d))
				}
			}
		}
	}
	return out
}

func ofCSV(t *testing.T, file string) map[string]string {
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, row := range rows[1:] {
		cell := map[string]string{}
		for i, name := range rows[0] {
			cell[name] = row[i]
		}
		for _, what := range []string{"votes", "share", "change"} {
			out[cell["candidate_id"]+" "+what] = cell[what]
		}
		if cell["elected"] == "true" {
			out[cell["candidate_id"]+" elected"] = "true"
		}
		out["majority"], out["turnout"] = cell["majority"], cell["turnout"]
		if out["turnout"] == "" {
			out["turnout"] = cell["ballot_box_turnout"]
		}
	}
	return out
}
