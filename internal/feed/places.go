package feed

import (
	"cmp"
	"slices"

	"resultsdesk/internal/slug"
)

// Place is a region or a nation, as its contests name it.
type Place struct {
	Slug     string
	Name     string
	Contests []*Bulletin // by name
}

// RegionsOf are the regions of some contests, by name.
func RegionsOf(contests []*Bulletin) []Place {
	return placesOf(contests, func(c *Contest) string { return c.Region })
}

// NationsOf are their countries, by name.
func NationsOf(contests []*Bulletin) []Place {
	return placesOf(contests, func(c *Contest) string { return c.Country })
}

// placesOf groups contests by the slug of a name; those without one are in no place.
func placesOf(contests []*Bulletin, name func(*Contest) string) []Place {
	at := map[string]int{}
	places := []Place{}
	for _, b := range contests {
		id, ok := slug.Of(name(b.Contest))
		if !ok {
			continue
		}
		i, known := at[id]
		if !known {
			i = len(places)
			at[id] = i
			places = append(places, Place{Slug: id, Name: name(b.Contest)})
		}
		places[i].Contests = append(places[i].Contests, b)
	}
	for _, p := range places {
		slices.SortFunc(p.Contests, byName)
	}
	slices.SortFunc(places, func(x, y Place) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Slug, y.Slug)) })
	return places
}

func byName(x, y *Bulletin) int {
	return cmp.Or(cmp.Compare(x.Contest.Name, y.Contest.Name), cmp.Compare(x.Contest.ID, y.Contest.ID))
}

// PlaceSlug is the address of a region or nation; empty for a name that can have none.
func PlaceSlug(name string) string {
	id, _ := slug.Of(name)
	return id
}

// Slate is all candidates of a party, or all independents.
type Slate struct {
	Party
	Stood []Candidacy // by contest
}

// Candidacy is one candidate in one contest.
type Candidacy struct {
	*Bulletin
	Line  *Candidate
	Place int // in the order of votes, from 1, the same for equal votes; 0 where there are no votes
}

// SlatesOf are the parties that stand in some contests, by line id. A joint candidacy is
// in those of both its parties, though its votes count for the first alone.
func SlatesOf(contests []*Bulletin) []Slate {
	contests = slices.SortedFunc(slices.Values(contests), byName)
	at := map[string]int{}
	var slates []Slate
	for _, b := range contests {
		place := 0
		for n := range b.Contest.Candidates {
			line := &b.Contest.Candidates[n]
			switch {
			case line.Votes == nil:
				place = 0
			case n == 0 || *line.Votes != *b.Contest.Candidates[n-1].Votes:
				place = n + 1
			}
			parties := line.Parties
			if len(parties) == 0 {
				parties = []Party{PartyOf(line)}
			}
			for _, p := range parties {
				i, known := at[p.ID]
				if !known {
					i = len(slates)
					at[p.ID] = i
					slates = append(slates, Slate{Party: p})
				}
				slates[i].Stood = append(slates[i].Stood, Candidacy{b, line, place})
			}
		}
	}
	slices.SortFunc(slates, func(x, y Slate) int { return cmp.Compare(x.ID, y.ID) })
	return slates
}
