package feed_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// An electorate that is put right while votes are counted makes a new bulletin, and
// the sheet that an officer has open stays valid.
func TestANewElectorateIsPublished(t *testing.T) {
	n := newNewsroom(t)
	c := contest(count.PublishRunning)
	n.define(c)
	n.closePolls()
	n.verify("2000")
	before := n.islington()
	layout := n.standing().Contest.Layout
	c.Electorate.Count = 5100
	n.define(c)
	after := n.islington()
	if after.Revision <= before.Revision || after.Contest.Electorate.Count != 5100 {
		t.Errorf("revision %d with electorate %d; want one after %d with 5,100", after.Revision, after.Contest.Electorate.Count, before.Revision)
	}
	if got := n.standing().Contest.Layout; got != layout {
		t.Errorf("the layout went from %d to %d; forms that are open would be refused", layout, got)
	}
	n.enter("a", 600, 400)
	n.define(c)
	if again := n.publish(); len(again) > 2 {
		t.Errorf("the same definition once more made %d bulletins; want the sheet's and the overview's", len(again))
	}
}
