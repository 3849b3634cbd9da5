package feed_test

import (
	"testing"

	"resultsdesk/internal/count"
)

// What was withheld while counting stays withheld in how the count went, for ever:
// the declared result has its verified papers, the hours before it have none.
func TestWithheldStaysWithheldInHistory(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishDeclared))
	n.closePolls()
	n.verify("1000")
	n.enter("a", 300, 100)
	n.enter("b", 200, 100)
	n.enter("c", 200, 100)
	n.declare()
	b := n.islington()
	if b.Contest.Papers == nil || *b.Contest.Papers != 1000 {
		t.Errorf("the result's papers are %v; want 1,000", b.Contest.Papers)
	}
	for _, e := range b.Contest.Events {
		if e.Papers != 0 {
			t.Errorf("%s at %s tells of %d papers", e.Kind, e.At, e.Papers)
		}
	}
}
