package web_test

import (
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// night folds acts on Islington North as the ledger would hold them: what is shown is
// what the feed makes of them.
type night struct {
	s   *count.Standing
	seq int64
	at  time.Time
}

func seat(profile count.Profile) count.Contest {
	party := func(id, short, colour string) []count.Party {
		return []count.Party{{ID: id, Name: short, Short: short, Colour: colour}}
	}
	labour := party("PP53", "Labour", "#e4003b")
	return count.Contest{
		ID: "islington-north", Name: "Islington North", GSS: "E14001305", Region: "London", Country: "England",
		Election: count.Election{Name: "General election", Date: "2024-07-04", Zone: "Europe/London", Closes: at("22:00:00"),
			Type: count.UKParliament, Mode: count.Live, Profile: profile, SecondPerson: count.NoSecond},
		System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: count.PublishRunning, Electorate: &count.Electorate{Count: 72582, Final: true},
		Candidates: []count.Candidate{
			{ID: "1120", Number: 1, Surname: "Corbyn", Forenames: "Jeremy"},
			{ID: "117355", Number: 2, Surname: "Josling", Forenames: "Paul"},
			{ID: "116701", Number: 3, Surname: "Kates", Forenames: "Sheridan", Parties: party("PP63", "Green", "#6ab023")},
			{ID: "90828", Number: 4, Surname: "Nargund", Forenames: "Praful", Parties: append(labour, party("PP119", "Co-operative", "#3f1d70")...), Description: "Labour and Co-operative Party"},
		},
		Units: []count.CountUnit{{ID: "a", Name: "Mini-count 1", Kind: count.MiniCount}, {ID: "b", Name: "Mini-count 2", Kind: count.MiniCount}},
		Previous: &count.Previous{Kind: count.Actual, Date: "2019-12-12", Electorate: ptr(75162), Votes: []count.PreviousVote{
			{ID: "lab", Party: &labour[0], Label: "Labour", Votes: 34603}, {ID: "others", Label: "Others", Votes: 19202}}},
	}
}

func begin(c count.Contest) *night {
	n := &night{s: &count.Standing{}, at: at("21:58:00")}
	return n.do(count.Defined{Contest: &c})
}

func (n *night) do(body count.Body) *night { return n.on("", body) }

func (n *night) on(unit string, body count.Body) *night {
	n.seq++
	n.at = n.at.Add(time.Minute)
	n.s = n.s.After(count.Act{Seq: n.seq, Unit: unit, Officer: "officer-1", At: n.at, Body: body})
	return n
}

func (n *night) at0(clock string) *night { n.at = at(clock); return n }

func sheet(corbyn, josling, kates, nargund int) count.Entered {
	return count.Entered{Tally: count.Tally{Votes: map[string]int{"1120": corbyn, "117355": josling, "116701": kates, "90828": nargund}, Rejected: map[string]int{"uncertain": 50, "over-voted": 8}}}
}

// counted is all in: 43,685 votes and 116 rejected papers.
func (n *night) counted() *night {
	n.at0("21:59:00").do(count.PollClosed{Hour: at("22:00:00")}).at0("23:58:00").do(count.Verified{Papers: 43801})
	n.at0("01:20:00").on("a", sheet(12000, 20, 1300, 8000)).at0("02:30:00").on("b", sheet(12120, 12, 1360, 8873))
	return n
}

func (n *night) declared(elected ...string) *night {
	n.at0("02:40:00").do(count.Provisional{}).do(count.Ready{})
	return n.at0("03:25:08").do(count.Declared{Announced: at("03:26:00"), Elected: elected})
}

func (n *night) bulletin() *feed.Bulletin {
	b := feed.Project(n.s)
	b.Epoch, b.Revision, b.Seq, b.At = 1720000000000, n.seq, n.seq, n.at
	return b
}

// wholeCount is a contest in each state that the public can see, beyond those of a
// plain night.
func wholeCount() map[string]*feed.Bulletin {
	small, media := seat(count.ProfileSmall), seat(count.ProfileMedia)
	result := func() *night { return begin(small).counted().declared("1120") }
	phone := sheet(24120, 32, 2660, 16873)
	phone.Tally.RejectedUnknown, phone.Tally.Rejected, phone.Source = true, nil, count.Source{Kind: count.SourcePhoned, Note: "the press bench"}
	media.Units = []count.CountUnit{{ID: "count", Name: "The whole count", Kind: count.Whole}}
	called := func() *night {
		return begin(media).at0("21:59:00").do(count.PollClosed{Hour: at("22:00:00")}).at0("02:58:00").
			do(count.Called{Elected: []string{"1120"}, Source: count.Source{Kind: count.SourceHeard}})
	}
	alone := small
	alone.Candidates = small.Candidates[3:]
	unknown := small
	unknown.Electorate = nil
	recount := begin(small).counted().at0("02:40:00").do(count.Provisional{}).at0("02:55:00").do(count.RecountDecided{Granted: true, Reason: "close", Units: []string{"b"}})
	withdraw := count.Proposed{Withdrawal: true, Reason: "the figures were typed into the wrong contest"}
	withdrawn := func() *night {
		n := result().do(withdraw)
		return n.at0("03:27:30").do(count.Withdrawn{Proposal: n.seq})
	}
	correct := result().do(count.Proposed{Reason: "two digits transposed", Changes: []count.Amendment{
		{Field: "electorate", Was: "72582", Now: "72852"}, {Field: "votes.90828", Was: "16873", Now: "16783"}}})
	return map[string]*feed.Bulletin{
		"recount": recount.bulletin(), "withdrawn": withdrawn().bulletin(), "declared-again": withdrawn().declared("1120").bulletin(),
		"corrected": correct.at0("04:10:00").do(count.Corrected{Proposal: correct.seq}).bulletin(),
		"lot":       byLot(result().bulletin()), "no-member": noMember(result().bulletin()), "block": block(result().bulletin()),
		"uncontested": begin(alone).bulletin(), "unopposed": begin(alone).do(count.Declared{Announced: at("21:59:00"), Elected: []string{"90828"}}).bulletin(),
		"countermanded": begin(small).do(count.Cancelled{Manner: count.Countermanded, Reason: "a party’s candidate died"}).bulletin(),
		"abandoned":     begin(small).counted().do(count.Cancelled{Manner: count.Abandoned, Reason: "a party’s candidate died"}).bulletin(),
		"void":          result().do(count.Void{Reference: "petition under section 120 of the 1983 Act"}).bulletin(),
		"adjourned":     begin(small).counted().do(count.Adjourned{Reason: "the hall is without light"}).bulletin(),
		"called":        called().bulletin(), "reported": called().at0("03:10:00").on("count", phone).bulletin(),
		"confirmed": called().at0("03:10:00").on("count", phone).at0("03:26:00").do(count.Declared{Announced: at("03:26:00"), Elected: []string{"1120"}}).bulletin(),
		"unknown":   begin(unknown).counted().declared("1120").bulletin(),
	}
}

// byLot is a result with equal votes: the bulletin says what the lot decided.
func byLot(b *feed.Bulletin) *feed.Bulletin {
	vote(b.Contest, map[string]int{"1120": 20000, "90828": 20000, "116701": 3000, "117355": 685})
	b.Contest.Majority = &feed.Majority{Votes: 0, Share: ptr(feed.Tenths(0)), Over: "90828", ByLot: true}
	b.Contest.Lot = &feed.Lot{Tied: []string{"1120", "90828"}, Chosen: []string{"1120"},
		Text: "Following an equality of votes, lots were drawn and, as a consequence, an additional vote was allotted to Jeremy Corbyn."}
	return b
}

// noMember is a result in which the candidate with most votes had died (rule 61).
func noMember(b *feed.Bulletin) *feed.Bulletin {
	c := b.Contest
	c.NoMember, c.Majority, c.Outcome = true, nil, nil
	c.Candidates[0].Elected, c.Candidates[0].Deceased = false, true
	return b
}

// block is a ward that elects two.
func block(b *feed.Bulletin) *feed.Bulletin {
	c := b.Contest
	c.Seats, c.VotesPerPerson, c.Outcome, c.Turnout, c.Candidates[1].Elected = 2, 2, nil, nil, true
	c.Majority = &feed.Majority{Votes: 14213, Share: ptr(feed.Tenths(325)), Over: "116701", Definition: feed.LowestLessHighest}
	c.InPart = ptr(14)
	return b
}
