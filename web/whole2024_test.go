package web_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// results2024 is every seat of 4 July 2024, counted and declared with the published
// figures, as the feed makes it.
func results2024(t testing.TB) []*feed.Bulletin {
	t.Helper()
	votes, rejected := votes2024(t), map[string]int{}
	for _, row := range published2024(t, "constituencies.csv") {
		rejected[row["ONS ID"]], _ = strconv.Atoi(row["Invalid votes"])
	}
	var all []*feed.Bulletin
	for i, c := range seats2024(t) {
		c.Election.Profile, c.Election.SecondPerson = count.ProfileSmall, count.NoSecond
		tally := count.Tally{Votes: map[string]int{}, Rejected: map[string]int{"uncertain": rejected[c.GSS]}}
		first, papers := "", rejected[c.GSS]
		for _, candidate := range c.Candidates {
			n := votes[c.GSS+candidate.ID]
			tally.Votes[candidate.ID] = n
			papers += n
			if n > tally.Votes[first] {
				first = candidate.ID
			}
		}
		n := begin(c).at0("21:59:00").do(count.PollClosed{Hour: at("22:00:00")}).do(count.Verified{Papers: papers}).on("count", count.Entered{Tally: tally})
		n.do(count.Provisional{}).do(count.Ready{}).do(count.Declared{Announced: at("23:10:00"), Elected: []string{first}})
		b := n.bulletin()
		b.Revision = int64(i + 1)
		all = append(all, b)
	}
	return all
}

// The pages and files of the whole country of 2024 add up to what was published: by
// region, by nation, by party, and line by line.
func TestTheWholeOf2024(t *testing.T) {
	seats := results2024(t)
	h, _ := public(t, append(seats, nightOf(seats))...)
	rows := published2024(t, "constituencies.csv")
	valid, won := map[string]int{}, map[string]int{} // by region; by region and party
	for _, row := range rows {
		n, _ := strconv.Atoi(row["Valid votes"])
		valid[row["Region name"]] += n
		valid[row["Country name"]+" "] += n
		won[row["Region name"]+"/"+row["First party"]]++
	}
	var regions feed.Regions
	if err := json.Unmarshal([]byte(get(t, h, "/api/v1/regions.json")), &regions); err != nil {
		t.Fatal(err)
	}
	if len(regions.Regions) != 12 || len(regions.Nations) != 4 || regions.Mode != "rehearsal" {
		t.Errorf("%d regions, %d nations, mode %q", len(regions.Regions), len(regions.Nations), regions.Mode)
	}
	for _, p := range regions.Regions {
		if p.State.Valid != valid[p.Name] || p.State.Filled != p.State.Seats {
			t.Errorf("%s: %d valid votes in %d of %d seats; published are %d", p.Name, p.State.Valid, p.State.Filled, p.State.Seats, valid[p.Name])
		}
		for _, line := range p.State.Parties {
			if want := won[p.Name+"/"+line.Abbr]; line.Abbr != "" && line.Seats != want {
				t.Errorf("%s: %d seats of %s; published are %d", p.Name, line.Seats, line.Short, want)
			}
		}
		mustSay(t, get(t, h, "/regions/"+p.Slug), fmt.Sprintf("%d of %d declared", p.State.Seats, p.State.Seats))
	}
	for _, p := range regions.Nations {
		if p.State.Valid != valid[p.Name+" "] {
			t.Errorf("%s: %d valid votes; published are %d", p.Name, p.State.Valid, valid[p.Name+" "])
		}
	}
	partiesAgree(t, h, rows)
	linesAgree(t, h)
	for _, path := range []string{"/contests", "/regions", "/nations/wales", "/parties", "/parties/PP53", "/parties/independent", "/timeline", "/cy/contests", "/cy/parties/PP77", "/contests?region=london", "/contests?party=PP63"} {
		page := get(t, h, path)
		wellFormed(t, page)
		t.Logf("%s: %d bytes, %d compressed", path, len(page), ask(h, "GET", path, "Accept-Encoding", "gzip").ContentLength)
	}
	mustSay(t, get(t, h, "/parties/PP53"), "Labour All 650 seats are declared. Changes compare the same seats with the notional 2019 result. Seats 411 net +211")
	mustSay(t, get(t, h, "/contests?party=PP63"), "4 of 4 declared", "Brighton Pavilion", "Waveney Valley")
	mustSay(t, get(t, h, "/contests/aberafan-maesteg"), "Swing (Butler, conventional) 7.7 points from Labour to Reform UK", "candidates lost their deposits.")
	mustSay(t, get(t, h, "/timeline"), "650 of 650 declared by its end")
}

// partiesAgree holds the votes of the parties to the columns of the published file.
func partiesAgree(t *testing.T, h http.Handler, rows []map[string]string) {
	t.Helper()
	var parties feed.Parties
	if err := json.Unmarshal([]byte(get(t, h, "/api/v1/parties.json")), &parties); err != nil {
		t.Fatal(err)
	}
	compared, stood := 0, 0
	for _, line := range parties.State.Parties {
		stood += line.Stood
		if _, column := rows[0][line.Abbr]; !column || line.Abbr == "Green" {
			continue // that column adds up three parties
		}
		want := 0
		for _, row := range rows {
			n, _ := strconv.Atoi(row[line.Abbr])
			want += n
		}
		compared++
		if line.Votes != want {
			t.Errorf("%s: %d votes; published are %d", line.Short, line.Votes, want)
		}
	}
	if compared < 8 || stood != 4515 || parties.State.Valid != 28_809_340 || *parties.State.Rejected != 116_253 {
		t.Errorf("%d parties compared, %d candidates, %d valid, %d rejected", compared, stood, parties.State.Valid, *parties.State.Rejected)
	}
}

// linesAgree holds each line of the table of all to the published file.
func linesAgree(t *testing.T, h http.Handler) {
	t.Helper()
	r := ask(h, "GET", "/api/v1/results.csv")
	if name := r.Header.Get("Content-Disposition"); name != `attachment; filename="rehearsal-2024-07-04-results-650-of-650-rev651.csv"` {
		t.Errorf("the file is called %s", name)
	}
	lines, err := csv.NewReader(strings.NewReader(body(t, r))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range lines[0] {
		at[name] = i
	}
	votes := votes2024(t)
	for _, line := range lines[1:] {
		if want := votes[line[at["gss"]]+line[at["candidate_id"]]]; line[at["votes"]] != strconv.Itoa(want) || line[at["region"]] == "" || line[at["outcome"]] == "" {
			t.Errorf("%s; published are %d votes", line, want)
		}
	}
	if len(lines)-1 != len(votes) {
		t.Errorf("%d lines of %d candidates", len(lines)-1, len(votes))
	}
}
