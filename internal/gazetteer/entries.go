package gazetteer

import (
	"cmp"
	"slices"

	"resultsdesk/internal/feed"
)

// Entries are what can be found of contests: themselves by name and code, their
// candidates, and the parties, regions and nations that occur in them. A joint candidacy
// counts for the first of its parties; a region that is a nation too is the nation.
func Entries(contests []*feed.Contest) []Entry {
	var all []Entry
	parties, regions, nations := map[string]Entry{}, map[string]Entry{}, map[string]Entry{}
	for _, c := range contests {
		all = append(all, Entry{Kind: Contest, ID: c.ID, Name: c.Name, Also: known(c.GSS), Beside: known(c.Region, c.Country)})
		for _, line := range c.Candidates {
			e := Entry{Kind: Candidate, ID: line.ID, Name: line.Name, Contest: c.ID, Beside: known(c.Name, line.Label)}
			for i, p := range line.Parties {
				e.Beside = append(e.Beside, known(p.Name, p.Abbr)...)
				if i == 0 {
					parties[p.ID] = Entry{Kind: Party, ID: p.ID, Name: p.Name, Also: known(p.Short, p.Abbr)}
				}
			}
			all = append(all, e)
		}
		if c.Country != "" {
			nations[c.Country] = Entry{Kind: Nation, ID: c.Country, Name: c.Country}
		}
		if c.Region != "" && c.Region != c.Country {
			regions[c.Region] = Entry{Kind: Region, ID: c.Region, Name: c.Region, Beside: known(c.Country)}
		}
	}
	for _, found := range []map[string]Entry{parties, regions, nations} {
		for _, e := range found {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Contest, b.Contest), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// known are the texts that are not empty.
func known(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}
