package main

import (
	"io/fs"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/internal/pack"
)

// closedPoll is a contest of the demo's pack whose poll closed an hour ago.
func closedPoll(t *testing.T, id string) count.Contest {
	t.Helper()
	folder, err := fs.Sub(demoFiles, "demo/pack")
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Definitions().Contests {
		if c.ID == id {
			c.Election.Closes = time.Now().Add(-time.Hour).UTC().Truncate(time.Second)
			return c
		}
	}
	t.Fatalf("the demo has no contest %s", id)
	return count.Contest{}
}

func votesOf(b feed.Bulletin, candidate string) int {
	for _, c := range b.Contest.Candidates {
		if c.ID == candidate && c.Votes != nil {
			return *c.Votes
		}
	}
	return -1
}
