package desk

import (
	"fmt"
	"net/http"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// paperOf makes the statement of a contest that a page to print shows.
type paperOf func(*count.Standing) officer.PrintStatement

// print answers with a statement to print. Whoever may see a contest may print it.
// The same ledger gives the same bytes: nothing on paper depends on when it is asked
// for.
func (s *officers) print(of paperOf) action {
	return func(w http.ResponseWriter, r *http.Request, by count.Officer) error {
		st, err := s.Desk.Count(r.Context(), by, r.PathValue("contest"))
		if err != nil {
			return err
		}
		m := of(st)
		m.Print = s.printed(st, m.Heading)
		s.draw(w, r, http.StatusOK, officer.Statement(m))
		return nil
	}
}

// printed is the frame of a page to print. Its time is that of the last act on the
// count, which is what the page knows of.
func (s *officers) printed(st *count.Standing, what string) officer.Print {
	c := st.Contest
	return officer.Print{
		Title: what + ", " + c.Name, Style: s.Files.URL("print.css"), Icon: s.Files.URL("icon.svg"),
		Rehearsal: c.Election.Mode == count.Rehearsal, Election: c.Election.Name + ", " + c.Election.Date.Words(), Contest: c.Name,
		AsOf: fmt.Sprintf("As of %s, act %d of the desk’s ledger.", dayAndTime(c, st.At), st.Head), Back: backTo(c),
	}
}

// dayAndTime writes a time on paper that outlives the night: "02:08 BST on 5 July 2024".
func dayAndTime(c *count.Contest, t time.Time) string {
	return c.Election.Clock(t) + " on " + t.In(c.Election.Location()).Format("2 January 2006")
}

// prints are the pages to print of a contest.
func prints(c *count.Contest) []officer.Link {
	var links []officer.Link
	for _, l := range [][2]string{
		{"sheets", "Count sheets of all units, with the summary sheet"}, {"verification", "Verification statement"},
		{"provisional", "Provisional figures for candidates and agents"}, {"rejected", "Statement of rejected papers"}, {"declaration", "Declaration, to read out"},
	} {
		links = append(links, officer.Link{URL: contestURL(c.ID, "print", l[0]), Text: l[1]})
	}
	return links
}

// tooEarly is a statement that cannot be made yet.
func tooEarly(heading, worth, why string) officer.PrintStatement {
	return officer.PrintStatement{Heading: heading, Worth: worth, Blocks: []officer.Block{{Text: []string{why}}}}
}

// revised says of a declared result what became of it since.
func revised(st *count.Standing) []string {
	var notes []string
	if n := len(st.Corrections); n > 0 {
		last := st.Corrections[n-1]
		notes = append(notes, fmt.Sprintf("With the figures as corrected at %s, revision %d: %s", dayAndTime(st.Contest, last.Mark.At), last.Number, last.Proposal.Reason))
	}
	if st.Void != nil {
		notes = append(notes, "This result was set aside: "+st.Void.Reference)
	}
	return notes
}

func figureCell(n int) officer.Cell { return officer.Cell{Text: count.Thousands(n)} }
