package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/count"
)

// demoCard says what to open, with which names, and the figures to type.
func demoCard(url, path string, now time.Time, s *count.Standing, figures contestFigures) string {
	var b strings.Builder
	figure := func(f count.Fields, field string) string {
		n, err := strconv.Atoi(f[field])
		if err != nil {
			return f[field]
		}
		return count.Thousands(n)
	}
	fmt.Fprintf(&b, `
  RESULTS DESK · DEMO                          (stop it with Ctrl C)

  Watch        %[1]s/contests/%[2]s
               %[1]s/            all six seats; five count themselves
  Type         %[1]s/desk/       as %[3]s, then %[9]s and %[4]s
               passphrase of everybody: %[5]s
               (no need to type it: one click changes person, and nothing else is asked;
               a real desk asks for passphrase, second factor and PIN)

  It is %[6]s on the night of %[8]s; a second is a minute until 03:00.

  1  As %[3]s, verified papers of Islington North:   %[7]s
  2  As %[3]s, the count sheet:
`, url, demoContest, demoOfficer, demoClerk, demoPassphrase, s.Contest.Election.Clock(now), figure(figures[unitPapers], count.FieldTotal), s.Contest.Election.Date.Words(), demoSecond)
	sheet := figures[s.Contest.Units[0].ID]
	for _, c := range s.Contest.Candidates {
		fmt.Fprintf(&b, "       %d  %-56s %9s\n", c.Number, c.BallotName(), figure(sheet, count.FieldVotes(c.ID)))
	}
	for _, h := range s.Contest.Election.Type.Heads() {
		fmt.Fprintf(&b, "          %-56s %9s\n", h.Label, figure(sheet, count.FieldHead(h.ID)))
	}
	fmt.Fprintf(&b, `
  3  As %[1]s, confirm that screen and sheet agree.
  4  As %[2]s: provisional, those present consulted, ready.
  5  As %[1]s, type back the votes of the first two.
  6  As %[2]s: declared.

  The votes are real. How they fell to mini-counts, and why papers were
  rejected, is invented; see cmd/desk/demo/README.md.
  The database is %[3]s

`, demoSecond, demoClerk, path)
	return b.String()
}
