package feed_test

import (
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// night folds acts on a contest from its definition on, as the ledger would hold
// them, without a desk: the feed must not rest on what the desk refuses.
type night struct {
	s   *count.Standing
	seq int64
	at  time.Time
}

func nightOf(c count.Contest) *night {
	n := &night{s: &count.Standing{}, at: closes.Add(-time.Hour)}
	return n.act(count.Defined{Contest: &c})
}

func (n *night) act(body count.Body) *night { return n.unit("", "clerk-1", body) }

func (n *night) unit(unit, officer string, body count.Body) *night {
	n.seq++
	n.at = n.at.Add(time.Minute)
	n.s = n.s.After(count.Act{Seq: n.seq, Unit: unit, Officer: officer, At: n.at, Body: body})
	return n
}

// counted is a count with all sheets in: as many votes each as given.
func counted(c count.Contest, votes ...map[string]int) *night {
	n := nightOf(c)
	n.at = closes
	n.act(count.PollClosed{Hour: closes})
	papers := 0
	for _, v := range votes {
		papers += count.Tally{Votes: v}.Valid()
	}
	n.act(count.Verified{Papers: papers})
	for i, v := range votes {
		n.sheet(c.Units[i].ID, v)
	}
	return n
}

// sheet is typed by one officer and confirmed by another.
func (n *night) sheet(unit string, votes map[string]int) *night {
	n.unit(unit, "officer-1", count.Entered{Tally: count.Tally{Votes: votes, Rejected: map[string]int{}}})
	return n.unit(unit, "officer-2", count.Confirmed{Entry: n.seq})
}

func (n *night) declared() *night {
	n.act(count.Provisional{}).act(count.Consulted{Hour: n.at}).act(count.Ready{}).act(count.ReadBackDone{})
	d := n.s.Declaration()
	var elected []string
	for _, c := range d.Elected {
		elected = append(elected, c.ID)
	}
	return n.act(count.Declared{Announced: n.at, Elected: elected})
}

func (n *night) bulletin() *feed.Bulletin { return feed.Project(n.s) }

func of(corbyn, nargund int) map[string]int {
	return map[string]int{"1120": corbyn, "90828": nargund}
}

func threeSheets(c count.Contest) *night { return counted(c, of(600, 400), of(600, 400), of(600, 400)) }

// noFigures fails where a bulletin has any figure of the count.
func noFigures(t *testing.T, b *feed.Bulletin) {
	t.Helper()
	c := b.Contest
	if c.Papers != nil || c.Valid != nil || c.Rejected != nil || c.Majority != nil || c.Turnout != nil || c.BoxTurnout != nil {
		t.Errorf("%s has figures: %s", b.Stage, must(b.Encode()))
	}
	for _, line := range c.Candidates {
		if line.Votes != nil || line.Share != nil || line.Change != nil || line.LostDeposit {
			t.Errorf("%s: %s has figures: %+v", b.Stage, line.Name, line)
		}
	}
}
