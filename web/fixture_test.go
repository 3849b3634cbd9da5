package web_test

import (
	"slices"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// The states of Islington North on the night of 4 July 2024. Figures are those of
// the result and of 2019; times before the declaration, the division into
// mini-counts and the rejected papers by head are invented.

func at(clock string) time.Time {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	t, err := time.ParseInLocation("15:04:05", clock, zone)
	if err != nil {
		panic(err)
	}
	day := 4
	if t.Hour() < 12 {
		day = 5
	}
	return time.Date(2024, 7, day, t.Hour(), t.Minute(), t.Second(), 0, zone)
}

func ptr[T any](v T) *T { return &v }

// scheduled is the seat before the close of poll.
func scheduled() *feed.Bulletin {
	party := func(id, short, colour string) []feed.Party {
		return []feed.Party{{ID: id, Name: short, Short: short, Colour: colour}}
	}
	before := func(party, label string, votes int) feed.PreviousVote {
		share, _ := count.Share(votes, 53805)
		return feed.PreviousVote{Party: party, Label: label, Votes: votes, Share: feed.Tenths(share)}
	}
	return &feed.Bulletin{
		Format: feed.Format, Topic: "contest/islington-north", Epoch: 1720000000000, Revision: 1, Seq: 1, At: at("21:59:40"),
		Mode: count.Live, Stage: "scheduled", Assurance: feed.NoFigures,
		Election: feed.Election{Name: "General election", Date: "2024-07-04", Zone: "Europe/London", Closes: at("22:00:00")},
		Contest: &feed.Contest{
			ID: "islington-north", Name: "Islington North", GSS: "E14001305", Region: "London", Country: "England", Seats: 1,
			Publish: "running", Electorate: &feed.Electorate{Count: 72582, Final: true, Source: "as stated on the night"},
			Boundaries: "unchanged", Units: feed.Units{Of: 6, Word: "mini-counts"},
			OrderNote: "Ballot paper order is derived from surnames.",
			Note:      "Rejected papers by reason are invented for this demonstration.",
			Candidates: []feed.Candidate{
				{ID: "77121", Number: 1, Name: "Vikas Aggarwal", Surname: "Aggarwal", Label: "Liberal Democrat", Description: "Liberal Democrats", Parties: party("PP90", "Liberal Democrat", "#faa61a")},
				{ID: "1120", Number: 2, Name: "Jeremy Corbyn", Surname: "Corbyn", Label: "Independent"},
				{ID: "117351", Number: 3, Name: "Karen Harries", Surname: "Harries", Label: "Conservative", Description: "Conservative Party Candidate", Parties: party("PP52", "Conservative", "#0087dc")},
				{ID: "117355", Number: 4, Name: "Paul Josling", Surname: "Josling", Label: "Independent"},
				{ID: "116701", Number: 5, Name: "Sheridan Kates", Surname: "Kates", Label: "Green", Description: "The Green Party Candidate", Parties: party("PP63", "Green", "#6ab023")},
				{ID: "90828", Number: 6, Name: "Praful Nargund", Surname: "Nargund", Label: "Labour", Description: "Labour Party", Parties: party("PP53", "Labour", "#e4003b")},
				{ID: "72541", Number: 7, Name: "Martyn Nelson", Surname: "Nelson", Label: "Reform UK", Description: "Reform UK", Parties: party("PP7931", "Reform UK", "#12b6cf")},
			},
			Previous: &feed.Previous{Kind: "actual", Date: "2019-12-12", Electorate: ptr(75162), Valid: 53805, Source: "House of Commons Library", Votes: []feed.PreviousVote{
				before("PP53", "Labour", 34603), before("PP90", "Liberal Democrat", 8415), before("PP52", "Conservative", 5483),
				before("PP63", "Green", 4326), before("PP7931", "Brexit", 742), before("PP66", "Monster Raving Loony", 236),
			}},
		},
	}
}

// closed is the seat after the close of poll.
func closed() *feed.Bulletin {
	b := scheduled()
	b.Stage, b.Revision, b.At = "awaiting", 2, at("22:00:00")
	b.Contest.Events = []feed.Event{{At: at("22:00:00"), Kind: "poll-closed"}}
	return b
}

// verified is the seat with its papers verified.
func verified() *feed.Bulletin {
	b := closed()
	b.Stage, b.Revision, b.At, b.Contest.Papers = "verified", 3, at("23:58:12"), ptr(49195)
	b.Contest.Events = append(b.Contest.Events, feed.Event{At: b.At, Kind: "verified", Papers: 49195})
	return b
}

// partial is the seat with three of six mini-counts in.
func partial() *feed.Bulletin {
	b := verified()
	b.Stage, b.Assurance, b.Revision, b.At = "counting", feed.Provisional, 5, at("01:20:44")
	b.Contest.Units.In = 3
	b.Contest.Events = append(b.Contest.Events, feed.Event{At: b.At, Kind: "counting", In: 3, Of: 6})
	vote(b.Contest, map[string]int{"1120": 10371, "90828": 7255, "116701": 1143, "117351": 838, "72541": 735, "77121": 714, "117355": 13})
	return b
}

// provisional is the seat with everything in and nothing declared.
func provisional() *feed.Bulletin {
	b := partial()
	b.Stage, b.Revision, b.At, b.Contest.Units.In = "provisional", 7, at("02:41:09"), 6
	b.Contest.Events = append(b.Contest.Events, feed.Event{At: b.At, Kind: "provisional"})
	vote(b.Contest, result())
	return b
}

// declared is the seat's result.
func declared() *feed.Bulletin {
	b := provisional()
	b.Stage, b.Assurance, b.Revision, b.At = "declared", feed.Declared, 9, at("03:26:08")
	c := b.Contest
	c.Events = append(c.Events, feed.Event{At: at("03:05:00"), Kind: "ready"}, feed.Event{At: at("03:26:00"), Kind: "declared"})
	c.Declared = ptr(at("03:26:00"))
	c.Rejected = &feed.Rejected{Total: 189, Heads: []feed.RejectedHead{
		{ID: "official-mark", Label: "want of official mark", Papers: 7}, {ID: "over-voted", Label: "voting for more candidates than entitled to", Papers: 61},
		{ID: "identifiable", Label: "writing or mark by which voter could be identified", Papers: 8}, {ID: "uncertain", Label: "unmarked or wholly void for uncertainty", Papers: 113},
	}}
	for i := range c.Candidates {
		line := &c.Candidates[i]
		line.Elected, line.LostDeposit = i == 0, 20**line.Votes <= *c.Valid
		for _, p := range c.Previous.Votes {
			if len(line.Parties) > 0 && p.Party == line.Parties[0].ID {
				moved, _ := count.Change(*line.Votes, *c.Valid, p.Votes, c.Previous.Valid)
				line.Change = ptr(feed.Tenths(moved))
			}
		}
	}
	majority, _ := count.Share(7247, *c.Valid)
	turnout, _ := count.Share(*c.Valid, 72582)
	moved, _ := count.Change(*c.Valid, 72582, 53805, 75162)
	c.Majority = &feed.Majority{Votes: 7247, Share: ptr(feed.Tenths(majority)), Over: "90828"}
	c.Turnout = &feed.Turnout{Percent: feed.Tenths(turnout), Change: ptr(feed.Tenths(moved)), Definition: feed.ValidOfElectorate}
	c.Outcome = &feed.Outcome{Kind: "gain", By: "Independent", From: "Labour", FromParty: "PP53", Text: "Independent gain from Labour"}
	return b
}

func result() map[string]int {
	return map[string]int{"1120": 24120, "90828": 16873, "116701": 2660, "117351": 1950, "72541": 1710, "77121": 1661, "117355": 32}
}

// vote puts votes on the candidates, in the order of votes.
func vote(c *feed.Contest, votes map[string]int) {
	valid := 0
	for _, n := range votes {
		valid += n
	}
	c.Valid = &valid
	for i := range c.Candidates {
		line := &c.Candidates[i]
		line.Votes, line.Share = ptr(votes[line.ID]), nil
		if share, ok := count.Share(*line.Votes, valid); ok {
			line.Share = ptr(feed.Tenths(share))
		}
	}
	slices.SortStableFunc(c.Candidates, func(a, b feed.Candidate) int { return *b.Votes - *a.Votes })
}

// withholding is a seat whose figures are public only when declared, as the feed
// projects it while it is counted.
func withholding() *feed.Bulletin {
	b := closed()
	b.Stage, b.Revision, b.At, b.Contest.Units.In = "counting", 6, at("01:20:44"), 3
	b.Contest.Publish = "declared"
	b.Contest.Events = append(b.Contest.Events, feed.Event{At: at("23:58:12"), Kind: "verified"}, feed.Event{At: b.At, Kind: "counting", In: 3, Of: 6})
	return b
}

// overview is the overview of some contests.
func overview(contests ...*feed.Bulletin) *feed.Bulletin {
	last := contests[len(contests)-1]
	return &feed.Bulletin{Format: feed.Format, Topic: feed.OverviewTopic, Epoch: last.Epoch, Revision: last.Revision + 1, At: last.At,
		Mode: last.Mode, Election: last.Election, Overview: feed.OverviewOf(contests)}
}

// publish is a bulletin as the board and the socket have it.
func publish(t testing.TB, b *feed.Bulletin) *feed.Published {
	t.Helper()
	p, err := feed.NewPublished(b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
