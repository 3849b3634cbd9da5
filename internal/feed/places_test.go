package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

func in(region string, b *Bulletin) *Bulletin { b.Contest.Region = region; return b }

// A place is what its contests call it; spellings that make one address are one place,
// and a name that makes none is no place.
func TestPlacesOfContests(t *testing.T) {
	var got []string
	for _, p := range RegionsOf([]*Bulletin{
		in("London", won("b", 1, Previous{}, nil, stood("Red", 1))), in("East & West", won("c", 1, Previous{}, nil, stood("Red", 1))),
		in("LONDON", won("a", 1, Previous{}, nil, stood("Red", 1))), in("…", won("d", 1, Previous{}, nil, stood("Red", 1))), won("e", 1, Previous{}, nil, stood("Red", 1)),
	}) {
		got = append(got, fmt.Sprint(p.Slug, len(p.Contests), p.Contests[0].Contest.ID))
	}
	if want := "east-and-west1c london2a"; strings.Join(got, " ") != want {
		t.Errorf("%s; want %s", strings.Join(got, " "), want)
	}
}

// A party's candidates are found by each of their parties; equal votes share a place.
func TestSlatesPlaceCandidates(t *testing.T) {
	b := won("a", 100, Previous{}, nil, stood("Red", 50), stood("Blue", 20), stood("", 20), stood("", 10))
	b.Contest.Candidates[0].Parties = append(b.Contest.Candidates[0].Parties, Party{ID: "Coop"})
	var got []string
	for _, s := range SlatesOf([]*Bulletin{b, {Stage: count.StageAwaiting, Contest: &Contest{ID: "b", Candidates: []Candidate{{Parties: []Party{{ID: "Red"}}}}}}}) {
		for _, c := range s.Stood {
			got = append(got, fmt.Sprint(s.ID, c.Place))
		}
	}
	if want := "Blue2 Coop1 Red0 Red1 independent2 independent4"; strings.Join(got, " ") != want {
		t.Errorf("%s; want %s", strings.Join(got, " "), want)
	}
}

// The timeline counts a contest while its result stands.
func TestTimelineCountsResultsThatStand(t *testing.T) {
	at := func(minute int, kind count.EventKind) Event {
		return Event{At: time.Unix(int64(60*minute), 0), Kind: kind}
	}
	a := won("a", 1, Previous{}, nil, stood("Red", 1))
	a.Contest.Events = []Event{at(0, count.EventPollClosed), at(10, count.EventDeclared), at(11, count.EventWithdrawn), at(14, count.EventDeclared)}
	b := &Bulletin{Stage: count.StageRecount, Contest: &Contest{ID: "b", Events: []Event{at(12, count.EventRecount)}}}
	c := won("c", 1, Previous{}, nil, stood("Red", 1))
	c.Contest.Events = []Event{at(13, count.EventDeclared)}
	var got []string
	for _, m := range TimelineOf([]*Bulletin{a, b, c}) {
		got = append(got, fmt.Sprint(m.Contest.Contest.ID, " ", m.Kind, " ", m.Declared, " ", m.Stands))
	}
	if want := "a declared 2 true; c declared 1 true; b recount 0 false; a withdrawn 0 false; a declared 1 false"; strings.Join(got, "; ") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, "; "), want)
	}
}
