package feed_test

import (
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// A result without a poll is corrected in public too, with the old and the new text.
func TestCorrectionWithoutAPoll(t *testing.T) {
	c := contest(count.PublishRunning)
	c.Candidates = c.Candidates[1:]
	n := nightOf(c)
	n.act(count.Declared{Announced: n.at, Elected: []string{"90828"}})
	change := count.Amendment{Field: count.FieldName, Was: c.Name, Now: "Islington, North"}
	b := n.act(count.Proposed{Reason: "a comma", Changes: []count.Amendment{change}}).unit("", "clerk-2", count.Corrected{Proposal: n.seq}).bulletin()
	all := b.Contest.Corrections
	if len(all) != 1 || len(all[0].Changes) != 1 || all[0].Changes[0].Was != c.Name || all[0].Changes[0].Now != "Islington, North" || !feed.RowOf(b).Corrected {
		t.Errorf("corrections: %+v", all)
	}
	noFigures(t, b)
}

// A winner called after a withdrawal has no figures, on the page or in the list: those
// that were withdrawn stay down until others come.
func TestCalledAfterAWithdrawal(t *testing.T) {
	c := contest(count.PublishRunning)
	c.Election.Profile, c.Election.SecondPerson = count.ProfileMedia, count.NoSecond
	c.Units = []count.CountUnit{{ID: "count", Name: "The whole count", Kind: count.Whole}}
	n := nightOf(c)
	n.at = closes
	n.act(count.PollClosed{Hour: closes}).unit("count", "reporter-1", count.Entered{Tally: count.Tally{Votes: of(600, 400)}})
	n.act(count.Declared{Announced: n.at, Elected: []string{"1120"}}).act(count.Proposed{Withdrawal: true, Reason: "the wrong hall"}).act(count.Withdrawn{})
	b := n.act(count.Called{Elected: []string{"90828"}}).bulletin()
	noFigures(t, b)
	row := feed.RowOf(b)
	if b.Stage != count.StageCalled || b.Assurance != feed.NoFigures || b.Contest.Units.In != 0 || row.Lead != nil || len(row.Elected) != 1 || row.Elected[0] != "Praful Nargund" {
		t.Errorf("called: %s", must(b.Encode()))
	}
}
