package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"

	"resultsdesk/internal/feed"
	"resultsdesk/web/static"
)

// listing sends a list of open data, made once for each state of the night.
func (s *site) listing(w http.ResponseWriter, r *http.Request, name string, list func(*night, feed.Listing) any) {
	l := s.Words.English()
	n, ok := s.tonight(l, w, r)
	if !ok {
		return
	}
	file, err := s.pages.of(name, n.stamp, func() (*static.File, error) {
		data, err := json.Marshal(list(n, feed.ListingOf(append(n.bulletins(), n.newest.Bulletin))))
		return static.NewFile("application/json", data), err
	})
	if err != nil {
		s.fault(l, w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	file.Send(w, r, http.StatusOK)
}

// regionsJSON is the state of the parties in each region and nation.
func (s *site) regionsJSON(w http.ResponseWriter, r *http.Request) {
	s.listing(w, r, "regions.json", func(n *night, about feed.Listing) any {
		st := n.states()
		return feed.Regions{Listing: about, Regions: feed.StatesOf(st.regions, st.letters), Nations: feed.StatesOf(st.nations, st.letters)}
	})
}

// partiesJSON is the state of all parties.
func (s *site) partiesJSON(w http.ResponseWriter, r *http.Request) {
	s.listing(w, r, "parties.json", func(n *night, about feed.Listing) any {
		return feed.Parties{Listing: about, State: n.states().all}
	})
}

// contestsJSON is a line of each contest.
func (s *site) contestsJSON(w http.ResponseWriter, r *http.Request) {
	s.listing(w, r, "contests.json", func(n *night, about feed.Listing) any {
		out := feed.Contests{Listing: about, Contests: []feed.Line{}}
		for _, b := range n.bulletins() {
			out.Contests = append(out.Contests, feed.LineOf(b))
		}
		return out
	})
}

// resultsCSV is all contests as one table, under a name that says how much of the night
// is in it: files outlive the night.
func (s *site) resultsCSV(w http.ResponseWriter, r *http.Request) {
	l := s.Words.English()
	n, ok := s.tonight(l, w, r)
	if !ok {
		return
	}
	file, err := s.pages.of("results.csv", n.stamp, func() (*static.File, error) {
		data, err := contestsCSV(n.bulletins())
		return static.NewFile("text/csv; charset=utf-8; header=present", data), err
	})
	if err != nil {
		s.fault(l, w, err)
		return
	}
	w.Header().Set("Cache-Control", fresh)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", resultsName(n)))
	file.Send(w, r, http.StatusOK)
}

// resultsName is "2024-07-04-results-partial-412-of-650-rev87.csv"; of a rehearsal it
// says so first, as that of every file.
func resultsName(n *night) string {
	about := feed.ListingOf(append(n.bulletins(), n.newest.Bulletin))
	declared := 0
	for _, p := range n.contests {
		if p.Bulletin.Stage == "declared" {
			declared++
		}
	}
	part := "partial-"
	if declared == len(n.contests) {
		part = ""
	}
	name := fmt.Sprintf("%s-results-%s%d-of-%d-rev%d.csv", about.Election.Date, part, declared, len(n.contests), about.Revision)
	if about.Mode == "rehearsal" {
		name = rehearsalFile + name
	}
	return name
}

// contestsCSV is contests' public state as a table: a row a candidate, in the order of
// the bulletins, with what holds for the contest in each of them. An empty cell is a
// figure that does not exist or is not public.
func contestsCSV(contests []*feed.Bulletin) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true // RFC 4180
	first := true
	for _, b := range contests {
		about, place := contestColumns(b), placeColumns(b)
		for _, line := range b.Contest.Candidates {
			var names, cells []string
			for _, columns := range [][]column{about, candidateColumns(line), place} {
				for _, c := range columns {
					names, cells = append(names, c.name), append(cells, c.text)
				}
			}
			if first {
				if err := w.Write(names); err != nil {
					return nil, err
				}
				first = false
			}
			if err := w.Write(cells); err != nil {
				return nil, err
			}
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// placeColumns stand at the end: they came later.
func placeColumns(b *feed.Bulletin) []column {
	c := b.Contest
	columns := []column{{"region", safe(c.Region)}, {"country", safe(c.Country)}, {"outcome", ""}, {"swing", ""}, {"swing_from", ""}, {"swing_to", ""}}
	if o := c.Outcome; o != nil {
		columns[2].text = safe(o.Text)
	}
	if s := c.Swing; s != nil {
		columns[3].text, columns[4].text, columns[5].text = number(&s.Points), safe(s.From), safe(s.To)
	}
	return columns
}
