package count_test

import (
	"maps"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// closes is the close of poll on 4 July 2024: 22:00 British Summer Time.
func closes() time.Time { return time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC) }

func generalElection() count.Election {
	return count.Election{
		Name: "General election", Date: "2024-07-04", Zone: "Europe/London", Closes: closes(),
		Type: count.UKParliament, Mode: count.Rehearsal, Profile: count.ProfileSmall, SecondPerson: count.ConfirmSecond,
	}
}

func party(id, short string) []count.Party {
	return []count.Party{{ID: id, Name: short, Short: short}}
}

// islingtonNorth is the seat as it stood on the night of 4 July 2024, counted as
// one, with the result of 2019 as its base.
func islingtonNorth() count.Contest {
	electorate := 75162
	line := func(id, party, label string, votes int) count.PreviousVote {
		v := count.PreviousVote{ID: id, Label: label, Votes: votes}
		if party != "" {
			v.Party = &count.Party{ID: party, Short: label}
		}
		return v
	}
	return count.Contest{
		ID: "islington-north", Version: 1, Layout: 1, Election: generalElection(),
		Name: "Islington North", GSS: "E14001305", Region: "London", Country: "England",
		System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: count.PublishRunning,
		Electorate: &count.Electorate{Count: 72582, Source: "as stated on the night"},
		Boundaries: count.BoundariesUnchanged,
		Candidates: []count.Candidate{
			{ID: "77121", Number: 1, Surname: "Aggarwal", Forenames: "Vikas", Parties: party("PP90", "Liberal Democrat")},
			{ID: "1120", Number: 2, Surname: "Corbyn", Forenames: "Jeremy"},
			{ID: "117351", Number: 3, Surname: "Harries", Forenames: "Karen Anne", KnownAs: "Karen Harries", Parties: party("PP52", "Conservative")},
			{ID: "117355", Number: 4, Surname: "Josling", Forenames: "Paul Dominic", KnownAs: "Paul Josling"},
			{ID: "116701", Number: 5, Surname: "Kates", Forenames: "Sheridan", Parties: party("PP63", "Green")},
			{ID: "90828", Number: 6, Surname: "Nargund", Forenames: "Praful", Parties: party("PP53", "Labour")},
			{ID: "72541", Number: 7, Surname: "Nelson", Forenames: "Martyn", Parties: party("PP7931", "Reform UK")},
		},
		Units: []count.CountUnit{{ID: "count", Name: "Islington North", Kind: count.Whole}},
		Previous: &count.Previous{Kind: count.Actual, Date: "2019-12-12", Electorate: &electorate, Votes: []count.PreviousVote{
			line("lab", "PP53", "Labour", 34603), line("ld", "PP90", "Liberal Democrat", 8415), line("con", "PP52", "Conservative", 5483),
			line("green", "PP63", "Green", 4326), line("brexit", "PP7931", "Brexit", 742), line("mrlp", "PP66", "Monster Raving Loony", 236),
		}},
	}
}

// verifiedPapers is 49,006 valid votes and 189 rejected papers.
const verifiedPapers = 49195

// islingtonSheet is the declared result as typed. The split of the rejected
// papers into heads is invented.
func islingtonSheet() count.Fields {
	return count.Fields{
		"votes.77121": "1661", "votes.1120": "24,120", "votes.117351": "1950", "votes.117355": "32",
		"votes.116701": "2660", "votes.90828": "16873", "votes.72541": "1710",
		"rejected.official-mark": "5", "rejected.over-voted": "71", "rejected.identifiable": "14", "rejected.uncertain": "99",
	}
}

func islingtonTally() count.Tally {
	return count.Tally{
		Votes:    map[string]int{"77121": 1661, "1120": 24120, "117351": 1950, "117355": 32, "116701": 2660, "90828": 16873, "72541": 1710},
		Rejected: map[string]int{"official-mark": 5, "over-voted": 71, "identifiable": 14, "uncertain": 99},
	}
}

// miniCounts is Islington North counted in parts (an invented division): two
// mini-counts with papers of their own, a table without, and the adjudication of
// the doubtful papers of all three.
func miniCounts() count.Contest {
	c := islingtonNorth()
	c.Boxes = []count.VerificationUnit{
		{ID: "highbury", Name: "Highbury", Kind: count.Box},
		{ID: "tollington", Name: "Tollington", Kind: count.Box},
		{ID: "postal", Name: "Postal session", Kind: count.PostalSession},
	}
	c.Units = []count.CountUnit{
		{ID: "mini-1", Name: "Mini-count 1", Kind: count.MiniCount, FedBy: []string{"highbury"}, SendsDoubtful: true},
		{ID: "mini-2", Name: "Mini-count 2", Kind: count.MiniCount, FedBy: []string{"tollington"}, SendsDoubtful: true},
		{ID: "table", Name: "Table", Kind: count.Table, SendsDoubtful: true},
		{ID: "adjudication", Name: "Adjudication", Kind: count.Adjudication},
	}
	return c
}

// votes is a sheet with Corbyn's and Nargund's votes, nobody else's, and doubtful
// papers.
func votes(corbyn, nargund, doubtful int) count.Tally {
	t := count.Tally{Votes: map[string]int{}, Rejected: map[string]int{}, Doubtful: doubtful}
	for _, c := range islingtonNorth().Candidates {
		t.Votes[c.ID] = 0
	}
	t.Votes["1120"], t.Votes["90828"] = corbyn, nargund
	return t
}

// adjudicated is a sheet of the adjudication table: votes for Corbyn and papers
// void for uncertainty.
func adjudicated(corbyn, uncertain int) count.Tally {
	t := votes(corbyn, 0, 0)
	for _, h := range count.UKParliament.Heads() {
		t.Rejected[h.ID] = 0
	}
	t.Rejected["uncertain"] = uncertain
	return t
}

// typed is a tally as somebody types it into a unit's sheet.
func typed(u *count.CountUnit, t count.Tally) count.Fields {
	f := count.Fields{}
	for id, n := range t.Votes {
		f[count.FieldVotes(id)] = count.Thousands(n)
	}
	if u.SendsDoubtful {
		f[count.FieldDoubtful] = count.Thousands(t.Doubtful)
		return f
	}
	for _, h := range count.UKParliament.Heads() {
		f[count.FieldHead(h.ID)] = count.Thousands(t.Rejected[h.ID])
	}
	return f
}

// done is one act of a count in short: what, and at which unit.
type done struct {
	unit string
	body count.Body
}

// standing folds a count whose poll is closed. A second person confirms each sheet.
func standing(c count.Contest, acts ...done) *count.Standing {
	all := append([]done{{body: count.Defined{Contest: &c}}, {body: count.PollClosed{Hour: closes()}}}, acts...)
	var folded []count.Act
	add := func(officer, unit string, body count.Body) {
		seq := int64(len(folded) + 1)
		folded = append(folded, count.Act{Seq: seq, Contest: c.ID, Unit: unit, Officer: officer, At: closes().Add(time.Duration(seq) * time.Minute), Body: body})
	}
	for _, a := range all {
		add("officer-1", a.unit, a.body)
		if _, entry := a.body.(count.Entered); entry && c.Election.SecondPerson == count.ConfirmSecond {
			add("officer-2", a.unit, count.Confirmed{Entry: int64(len(folded))})
		}
	}
	return count.Fold(folded)
}

func papers(box string, n int) done { return done{box, count.Verified{Papers: n}} }

func sheet(unit string, t count.Tally) done { return done{unit, count.Entered{Tally: t}} }

// with is a form with some of its fields changed.
func with(f, changes count.Fields) count.Fields {
	f = maps.Clone(f)
	maps.Copy(f, changes)
	return f
}

func unit(t *testing.T, c *count.Contest, id string) *count.CountUnit {
	t.Helper()
	u, ok := c.Unit(id)
	if !ok {
		t.Fatalf("%s has no unit %q", c.Name, id)
	}
	return u
}
