package countmodel

import (
	"time"

	"resultsdesk/internal/count"
)

// Hall is a kind of count that nights are played at.
type Hall struct {
	Name    string
	Contest count.Contest
	papers  []int // in the boxes, or in all where there are none
}

// Closes is the close of poll on 4 July 2024: 22:00 British Summer Time.
func Closes() time.Time { return time.Date(2024, 7, 4, 21, 0, 0, 0, time.UTC) }

// Halls are a count of each profile and kind of second person, in parts with boxes
// and adjudication, as one, and of a ward with two seats. Each has so few papers that
// ties, recounts and wrong sums are common.
func Halls() []Hall {
	return []Hall{
		inParts("count, confirm", count.ProfileCount, count.ConfirmSecond),
		inParts("count, blind", count.ProfileCount, count.BlindSecond),
		asOne("count as one", count.ProfileCount, count.ConfirmSecond),
		twoSeats("count, two seats", count.ProfileCount, count.ConfirmSecond),
		inParts("small, confirm", count.ProfileSmall, count.ConfirmSecond),
		asOne("small as one, blind", count.ProfileSmall, count.BlindSecond),
		asOne("media", count.ProfileMedia, count.NoSecond),
	}
}

// Secret is a count in parts whose figures are so large that none of them stands
// anywhere by accident, and which shows none before the declaration.
func Secret() Hall {
	h := inParts("figures withheld", count.ProfileCount, count.ConfirmSecond)
	h.Contest.Publish = count.PublishDeclared
	h.Contest.Electorate = &count.Electorate{Count: 9_876_543, Final: true}
	h.papers = []int{1_804_619, 1_402_377, 1_731_285}
	return h
}

func contest(profile count.Profile, second count.SecondPerson, electorate int) count.Contest {
	labour := []count.Party{{ID: "PP53", Name: "Labour Party", Short: "Labour", Abbr: "Lab", Colour: "#e4003b"}}
	green := []count.Party{{ID: "PP63", Name: "Green Party", Short: "Green", Abbr: "Green", Colour: "#02a95b"}}
	return count.Contest{
		ID: "islington-north", Name: "Islington North", GSS: "E14001305",
		Election: count.Election{Name: "General election", Date: "2024-07-04", Zone: "Europe/London", Closes: Closes(),
			Type: count.UKParliament, Mode: count.Rehearsal, Profile: profile, SecondPerson: second},
		System: count.FirstPastThePost, Seats: 1, VotesPerPerson: 1, Publish: count.PublishRunning,
		Electorate: &count.Electorate{Count: electorate, Final: true},
		Candidates: []count.Candidate{
			{ID: "1120", Number: 1, Surname: "Corbyn", Forenames: "Jeremy"},
			{ID: "117355", Number: 2, Surname: "Josling", Forenames: "Paul Dominic"},
			{ID: "116701", Number: 3, Surname: "Kates", Forenames: "Sheridan", Parties: green},
			{ID: "90828", Number: 4, Surname: "Nargund", Forenames: "Praful", Parties: labour},
		},
		Units: []count.CountUnit{{ID: "count", Name: "Islington North", Kind: count.Whole}},
	}
}

// inParts has two mini-counts with papers of their own, a table without, and the
// adjudication of the doubtful papers of all three. The division is invented.
func inParts(name string, profile count.Profile, second count.SecondPerson) Hall {
	c := contest(profile, second, 16)
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
	return Hall{name, c, []int{6, 5, 4}}
}

func asOne(name string, profile count.Profile, second count.SecondPerson) Hall {
	return Hall{name, contest(profile, second, 16), []int{15}}
}

// twoSeats is a ward whose electors have two votes each, in two mini-counts that
// decide their doubtful papers themselves.
func twoSeats(name string, profile count.Profile, second count.SecondPerson) Hall {
	c := contest(profile, second, 16)
	c.System, c.Seats, c.VotesPerPerson = count.BlockVote, 2, 2
	c.Election.Type = count.UKLocal
	c.Boxes = []count.VerificationUnit{{ID: "highbury", Name: "Highbury", Kind: count.Box}, {ID: "tollington", Name: "Tollington", Kind: count.Box}}
	c.Units = []count.CountUnit{
		{ID: "mini-1", Name: "Mini-count 1", Kind: count.MiniCount, FedBy: []string{"highbury"}},
		{ID: "mini-2", Name: "Mini-count 2", Kind: count.MiniCount, FedBy: []string{"tollington"}},
	}
	return Hall{name, c, []int{6, 5}}
}

// People are all who try something in a night, by what they do there.
func People() []count.Officer {
	return []count.Officer{
		{ID: "officer-1", Role: count.RoleCountOfficer, From: "192.0.2.1"},
		{ID: "officer-2", Role: count.RoleCountOfficer, From: "192.0.2.2"},
		{ID: "officer-3", Role: count.RoleCountOfficer, From: "192.0.2.3"},
		{ID: "clerk-1", Role: count.RoleReturningOfficer, From: "192.0.2.4"},
		{ID: "clerk-2", Role: count.RoleReturningOfficer, From: "192.0.2.5"},
		{ID: "administrator", Role: count.RoleAdministrator, From: "192.0.2.6"},
		{ID: "reporter-1", Role: count.RoleReporter, From: "192.0.2.7"},
		{ID: "reporter-2", Role: count.RoleReporter, From: "192.0.2.8"},
		{ID: "officer-4", Role: count.RoleReturningOfficer, Contests: []string{"tottenham"}, From: "192.0.2.9"},
	}
}

func person(id string) count.Officer {
	for _, o := range People() {
		if o.ID == id {
			return o
		}
	}
	return count.DeskOfficer()
}
