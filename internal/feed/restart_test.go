package feed_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// two defines Islington North and Tottenham, whose polls have closed.
func two(t *testing.T) *newsroom {
	t.Helper()
	n := newNewsroom(t)
	other := contest(count.PublishRunning)
	other.ID, other.Name = "tottenham", "Tottenham"
	n.must(n.desk.Define(t.Context(), count.Definitions{Contests: []count.Contest{contest(count.PublishRunning), other}}))
	n.closePolls()
	return n
}

// After a restart the newest bulletin of each topic is there at once, also of a
// contest on which nothing happens any more, and the overview still counts it.
func TestARestartLosesNoContest(t *testing.T) {
	n := two(t)
	n.verify("2000")
	n.publish()
	n.restart()
	last := map[string]int64{}
	for _, p := range n.sent {
		last[p.Bulletin.Topic] = p.Bulletin.Revision
	}
	if len(n.sent) != 3 || last["contest/islington-north"] == 0 || last["contest/tottenham"] == 0 || last[feed.OverviewTopic] == 0 {
		t.Errorf("after a restart %d bulletins left, the newest being %v; want one of each of three topics", len(n.sent), last)
	}
	n.enter("a", 600, 400)
	if o := n.newest(feed.OverviewTopic).Overview; o.Contests != 2 || len(o.Latest) != 2 {
		t.Errorf("the overview counts %d contests and lists %d; want 2 and 2", o.Contests, len(o.Latest))
	}
}

// The overview counts a count as under way from its verified papers until it is
// declared, says who leads and whether first place is tied, and lists by name.
func TestOverviewFollowsACount(t *testing.T) {
	n := two(t)
	counting := func(when string, want int) {
		t.Helper()
		if o := n.newest(feed.OverviewTopic).Overview; o.Counting != want || o.Declared != 0 {
			t.Errorf("%s: %d counting, %d declared; want %d, 0", when, o.Counting, o.Declared, want)
		}
	}
	counting("before verification", 0)
	n.verify("3000")
	counting("verified", 1)
	n.enter("a", 500, 500)
	lead := n.newest(feed.OverviewTopic).Overview.Latest[0].Lead
	if lead == nil || !lead.Tied || lead.By != 0 {
		t.Errorf("500 votes each: the overview says %+v; want a tie", lead)
	}
	n.enter("b", 600, 400)
	n.enter("c", 600, 400)
	if lead := n.newest(feed.OverviewTopic).Overview.Latest[0].Lead; lead == nil || lead.Tied || lead.By != 400 {
		t.Errorf("1,700 to 1,300 votes: the overview says %+v; want a lead of 400", lead)
	}
	n.move(n.desk.MakeProvisional)
	counting("provisional", 1)
	n.ready()
	counting("ready", 1)
	n.announce()
	if o := n.newest(feed.OverviewTopic).Overview; o.Counting != 0 || o.Declared != 1 {
		t.Errorf("declared: %d counting, %d declared; want 0, 1", o.Counting, o.Declared)
	}
}

// The overview of a small election has a row of each contest. That of a large one says
// how each stands by a letter, and does not change with every sheet.
func TestOverviewOfManyContests(t *testing.T) {
	for _, many := range []int{feed.LatestRows, feed.LatestRows + 1} {
		n := newNewsroom(t)
		var defs count.Definitions
		for i := range many {
			c := contest(count.PublishRunning)
			if i > 0 {
				c.ID, c.Name = "seat-"+string(rune('a'+i)), "Seat "+string(rune('A'+i))
			}
			defs.Contests = append(defs.Contests, c)
		}
		n.must(n.desk.Define(t.Context(), defs))
		n.closePolls()
		n.verify("3000")
		o := n.newest(feed.OverviewTopic).Overview
		if want := ":" + strings.Repeat(".", many-1); o.Seats != want {
			t.Errorf("%d contests, the first being counted, are %q; want %q", many, o.Seats, want)
		}
		if large := many > feed.LatestRows; large != (len(o.Latest) == 0) || !large && len(o.Latest) != many {
			t.Errorf("of %d contests %d have a row", many, len(o.Latest))
		}
		before := len(n.sent)
		n.enter("a", 123, 877)
		n.publish()
		told := false
		for _, p := range n.sent[before:] {
			told = told || p.Bulletin.Topic == feed.OverviewTopic
		}
		if told != (many == feed.LatestRows) {
			t.Errorf("%d contests: a sheet made an overview: %v", many, told)
		}
	}
}

// Times are those of the election's people, and what a party lost has a minus.
func TestPublishedAsPeopleRead(t *testing.T) {
	n := newNewsroom(t)
	n.define(contest(count.PublishRunning))
	n.closePolls()
	n.verify("3000")
	for _, unit := range []string{"a", "b", "c"} {
		n.enter(unit, 123, 877)
	}
	n.declare()
	n.publish()
	last := string(n.sent[len(n.sent)-2].Bytes)
	for _, says := range []string{`"close_of_poll":"2024-07-04T22:00:00+01:00"`, `"change":-12.3`} {
		if !strings.Contains(last, says) {
			t.Errorf("%s is not in %s", says, last)
		}
	}
}
