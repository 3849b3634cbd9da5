package pack_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// A pack of council wards: several seats, fewer votes than seats, a ward without a
// poll, and one that votes again.
func TestReadWards(t *testing.T) {
	all := contests(t, testPack(t, "wards"))
	for i, want := range []struct {
		id                 string
		system             count.System
		seats, votes, have int
		replaces           string
	}{
		{"rother-vale", count.BlockVote, 2, 2, 3, ""},
		{"sitwell", count.BlockVote, 3, 2, 2, ""}, // uncontested, with a seat left vacant
		{"fulwood", count.FirstPastThePost, 1, 1, 1, ""},
		{"fulwood-june", count.FirstPastThePost, 1, 1, 2, "fulwood"},
	} {
		c := all[i]
		if c.ID != want.id || c.System != want.system || c.Seats != want.seats || c.VotesPerPerson != want.votes ||
			len(c.Candidates) != want.have || c.Replaces != want.replaces {
			t.Errorf("got %s: %s, %d seats, %d votes, %d candidates, replaces %q; want %+v", c.ID, c.System, c.Seats, c.VotesPerPerson, len(c.Candidates), c.Replaces, want)
		}
		if e := c.Election; e.Type != count.UKLocal || e.Profile != count.ProfileCount || e.SecondPerson != count.BlindSecond {
			t.Errorf("%s is of a %s election in profile %s with second person %s", c.ID, e.Type, e.Profile, e.SecondPerson)
		}
	}
	for _, b := range all[0].Boxes {
		want := "Town hall"
		if b.Kind == count.PostalSession {
			want = ""
		}
		if b.Place != want {
			t.Errorf("%s is of the polling place %q, want %q", b.Name, b.Place, want)
		}
	}
	if all[3].Previous == nil {
		t.Error("a ward of one seat lost its previous result")
	}
}

// Each profile is read with the second persons that it allows.
func TestReadProfiles(t *testing.T) {
	for _, want := range []count.Election{
		{Profile: count.ProfileCount, SecondPerson: count.ConfirmSecond},
		{Profile: count.ProfileCount, SecondPerson: count.BlindSecond},
		{Profile: count.ProfileSmall, SecondPerson: count.ConfirmSecond},
		{Profile: count.ProfileSmall, SecondPerson: count.BlindSecond},
		{Profile: count.ProfileMedia, SecondPerson: count.NoSecond},
	} {
		files := twoSeats(t)
		replace(t, files, "election.json", `"count"`, `"`+string(want.Profile)+`"`)
		replace(t, files, "election.json", `"confirm"`, `"`+string(want.SecondPerson)+`"`)
		if e := contests(t, files)[0].Election; e.Profile != want.Profile || e.SecondPerson != want.SecondPerson {
			t.Errorf("got %s with %s, want %s with %s", e.Profile, e.SecondPerson, want.Profile, want.SecondPerson)
		}
	}
}

// The contest that was first may stand below the one held in its place.
func TestReadReplacedContestsInAnyOrder(t *testing.T) {
	files := testPack(t, "wards")
	const first, again = ",Fulwood,E05010868,,,1,,\n", "fulwood-june,Fulwood,E05010868,,,1,,fulwood\n"
	replace(t, files, "contests.csv", first+again, again+first)
	if all := contests(t, files); all[2].Replaces != "fulwood" || all[3].Replaces != "" {
		t.Errorf("%s replaces %q, %s replaces %q", all[2].ID, all[2].Replaces, all[3].ID, all[3].Replaces)
	}
}

func TestRefuseWards(t *testing.T) {
	const file = "contests.csv"
	const vale, fulwood = "E05013036,6057,final,2,,", "fulwood-june,Fulwood,E05010868,,,1,,fulwood"
	refuseIn(t, "wards", []bad{
		{"more votes than seats", file, vale, "E05013036,6057,final,2,3,", "contests.csv:2:37: votes: an elector cannot give 3 votes where there are 2 seats"},
		{"two votes for one seat", file, fulwood, "fulwood-june,Fulwood,E05010868,,,1,2,fulwood", "contests.csv:5:36: votes: an elector cannot give 2 votes where there is 1 seat"},
		{"no votes", file, vale, "E05013036,6057,final,2,0,", "contests.csv:2:37: votes: 0 is too small; the least is 1"},
		{"too many seats", file, vale, "E05013036,6057,final,100,,", "contests.csv:2:35: seats: 100 seats are too many; at most 99 are supported"},
		{"votes without seats", file, vale, "E05013036,6057,final,,2,", "contests.csv:2:35: seats: the figure is missing"},
		{"replaces itself", file, fulwood, fulwood + "-june", "contests.csv:5:22: gss: “E05010868” is in line 4 already\ncontests.csv:5:37: replaces: a contest cannot replace itself"},
		{"replaces no id", file, fulwood, "fulwood-june,Fulwood,,,,1,,Fulwood", "contests.csv:5:28: replaces: “Fulwood” is no id of a contest; it takes up to 100 letters a to z, digits, and - between them"},
		{"replaced twice", file, vale, vale + "fulwood", "contests.csv:5:37: replaces: “fulwood” is in line 2 already"},
		{"replace each other", file, ",Fulwood,E05010868,,,1,,\n", ",Fulwood,E05010868,,,1,,fulwood-june\n",
			"contests.csv:4:25: replaces: “fulwood-june” replaces “fulwood” in turn; one of the two was there first and replaces nothing\n" +
				"contests.csv:5:37: replaces: “fulwood” replaces “fulwood-june” in turn; one of the two was there first and replaces nothing"},
		{"a circle that another leads into", file, "", "name,electorate,electorate_status,seats,replaces\nRother Vale,,,2,fulwood\nSitwell,,,3,\nFulwood,,,1,fulwood-june\nFulwood June,,,1,fulwood\n",
			"contests.csv:4:13: replaces: “fulwood-june” replaces “fulwood” in turn; one of the two was there first and replaces nothing\n" +
				"contests.csv:5:18: replaces: “fulwood” is in line 2 already\n" +
				"contests.csv:5:18: replaces: “fulwood” replaces “fulwood-june” in turn; one of the two was there first and replaces nothing"},
		{"area twice", file, fulwood, "fulwood-june,Fulwood,E05010868,,,1,,", "contests.csv:5:22: gss: “E05010868” is in line 4 already"},
		{"previous result of several seats", "previous.csv", "fulwood-june", "sitwell", "previous.csv:2:1: contest: Sitwell has 3 seats; a previous result is compared where there is one, so leave its rows out"},
		{"no candidates at all", "candidates.csv", "fulwood,1,c-1,Candidate 1,,Labour Party,PP53\n", "", "contests.csv:4:2: name: the contest has no candidates in candidates.csv"},
	})
}
