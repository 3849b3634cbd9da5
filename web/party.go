package web

import (
	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// concerns tells whether a party's feed tells something: a result that it won or lost;
// where the winner is not published any more, whatever it stood in or held before.
func concerns(b *feed.Bulletin, one told, party string) bool {
	c := b.Contest
	if !one.stands {
		return stood(c, party)
	}
	for _, line := range c.Candidates {
		if line.Elected && standsForParty(line, party) {
			return true
		}
	}
	return c.Outcome != nil && c.Outcome.Kind == "gain" && feed.LineID(c.Outcome.FromParty) == party
}

// stood tells whether a party has a candidate or votes in the base.
func stood(c *feed.Contest, party string) bool {
	for _, line := range c.Candidates {
		if standsForParty(line, party) {
			return true
		}
	}
	if c.Previous != nil {
		for _, v := range c.Previous.Votes {
			if v.Party == party {
				return true
			}
		}
	}
	return false
}

func standsForParty(line feed.Candidate, party string) bool {
	for _, p := range line.Parties {
		if p.ID == party {
			return true
		}
	}
	return len(line.Parties) == 0 && party == feed.IndependentLine
}

// partyStanding is the name of a party that stands in one of the contests.
func partyStanding(l *lang.Language, all []*feed.Published, id string) (name string, ok bool) {
	for _, p := range all {
		for _, line := range p.Bulletin.Contest.Candidates {
			for _, party := range line.Parties {
				if party.ID == id {
					return plain(l.Party(id, party.Name)), true
				}
			}
			if len(line.Parties) == 0 && id == feed.IndependentLine {
				return l.T("atom.independents"), true
			}
		}
	}
	return "", false
}
