package feed_test

import (
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
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

// So does a place on the map or an expected hour.
func TestANewPlaceIsPublished(t *testing.T) {
	n := newNewsroom(t)
	c := contest(count.PublishRunning)
	n.define(c)
	n.closePolls()
	layout := n.standing().Contest.Layout
	expected := c.Election.Closes.Add(5 * time.Hour)
	c.Place, c.Expected = &count.MapPlace{Column: 63, Row: -41}, &expected
	n.define(c)
	got := n.islington().Contest
	if got.Map == nil || *got.Map != (feed.MapPlace{Column: 63, Row: -41}) || got.Expected == nil || !got.Expected.Equal(expected) {
		t.Errorf("at %+v, expected %v", got.Map, got.Expected)
	}
	if now := n.standing().Contest.Layout; now != layout {
		t.Errorf("the layout went from %d to %d; forms that are open would be refused", layout, now)
	}
}
