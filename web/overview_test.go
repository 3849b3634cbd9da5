package web_test

import (
	"fmt"
	"testing"

	"resultsdesk/internal/feed"
)

// named is a state of another seat.
func named(b *feed.Bulletin, id, name string, revision int64) *feed.Bulletin {
	b.Topic, b.Contest.ID, b.Contest.Name, b.Contest.GSS, b.Revision = feed.ContestTopic(id), id, name, "", revision
	return b
}

func TestOverviewTellsResultsFromPartialCounts(t *testing.T) {
	seats := []*feed.Bulletin{
		named(closed(), "hackney-north", "Hackney North", 21), named(partial(), "holborn", "Holborn", 22),
		named(withholding(), "hornsey", "Hornsey", 23), named(provisional(), "tottenham", "Tottenham", 24), named(declared(), "islington-north", "Islington North", 25),
	}
	h, _ := public(t, append(seats, overview(seats...))...)
	page := get(t, h, "/")
	mustSay(t, page, "1 of 5 declared",
		"22:00 Hackney North Awaiting",
		"01:20 Holborn Jeremy Corbyn (Independent) leads by 3,116 Partial: 3 of 6",
		"01:20 Hornsey Counting: 3 of 6",
		"02:41 Tottenham Jeremy Corbyn (Independent) leads by 7,247 Result expected",
		"03:26 Islington North Independent gain from Labour · majority 7,247 ✓ Declared")
	list := get(t, h, "/contests")
	mustSay(t, list, "1 of 5 declared", "Hackney North Awaiting Holborn Partial: 3 of 6 Jeremy Corbyn (Independent) leads by 3,116 Hornsey Counting: 3 of 6",
		"Islington North Independent gain from Labour Jeremy Corbyn Independent 7,247 14.8% 67.5% −4.1", "Tottenham Result expected Jeremy Corbyn (Independent) leads by 7,247")
	for _, page := range []string{page, list} {
		wellFormed(t, page)
	}
	mustSay(t, get(t, h, "/"), "1 declared, 3 counting, 1 to come")
}

func TestOverviewBeforeThePollCloses(t *testing.T) {
	h, _ := public(t, scheduled(), overview(scheduled()))
	page := get(t, h, "/")
	mustSay(t, page, "Polls close at 22:00 BST", "Islington North Before close of poll")
	mustNotSay(t, page, "counting", "0 of 1")
}

// The overview of a large election has no row for each contest; the list has them all,
// and moves when any of them does.
func TestListHoldsEveryContest(t *testing.T) {
	var seats []*feed.Bulletin
	for i := range int64(30) {
		seats = append(seats, named(closed(), fmt.Sprintf("seat-%02d", i), fmt.Sprintf("Seat %02d", i), 100+i))
	}
	night := overview(seats...)
	h, board := public(t, append(seats, night)...)
	mustNotSay(t, get(t, h, "/"), "Seat 11")
	mustSay(t, get(t, h, "/contests"), "Seat 00", "Seat 29 Awaiting")

	board.Put(publish(t, named(verified(), "seat-29", "Seat 29", 140)))
	board.Put(publish(t, named(verified(), "seat-03", "Seat 03", 139))) // late, on a machine that gets them from elsewhere
	mustSay(t, get(t, h, "/contests"), "Seat 29 Verified", "Seat 03 Verified")
}
