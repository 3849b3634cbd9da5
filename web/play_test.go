package web_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// play is the night of 4 July 2024 seat by seat, as running counts of three mini-counts
// with the published figures. Times and the order are invented.
type play struct {
	standings []*count.Standing
	newest    []*feed.Bulletin // of each seat
	acts      []playedAct      // to come
	revision  int64
}

type playedAct struct {
	seat int
	count.Act
}

func play2024(t testing.TB) *play {
	t.Helper()
	contests, votes := seats2024(t), votes2024(t)
	p := &play{standings: make([]*count.Standing, len(contests)), newest: make([]*feed.Bulletin, len(contests))}
	for i := range contests {
		c := &contests[i]
		c.Publish, c.Election.SecondPerson, c.Units = count.PublishRunning, count.NoSecond, nil
		for _, id := range []string{"a", "b", "c"} {
			c.Units = append(c.Units, count.CountUnit{ID: id, Name: "Mini-count " + id, Kind: count.MiniCount})
		}
		p.standings[i] = &count.Standing{}
		p.add(i, at("12:00:00"), "", count.Defined{Contest: c})
		p.add(i, at("22:00:00"), "", count.PollClosed{Hour: at("22:00:00")})
	}
	for p.next() != nil { // all are waiting
	}
	for n, i := range rand.New(rand.NewPCG(2024, 7)).Perm(len(contests)) {
		p.countOut(i, &contests[i], votes, at("23:00:00").Add(time.Duration(n)*30*time.Second))
	}
	return p
}

func (p *play) add(seat int, at time.Time, unit string, body count.Body) {
	p.acts = append(p.acts, playedAct{seat, count.Act{Seq: int64(len(p.acts) + 1), Unit: unit, Officer: "officer-1", At: at, Body: body}})
}

// countOut counts a seat, in three parts of other proportions, so that every figure
// changes with each, and declares it: seven acts.
func (p *play) countOut(seat int, c *count.Contest, votes map[string]int, at time.Time) {
	first, valid := c.Candidates[0].ID, 0
	of := func(id string) int { return votes[c.GSS+id] }
	for _, line := range c.Candidates {
		if valid += of(line.ID); of(line.ID) > of(first) {
			first = line.ID
		}
	}
	p.add(seat, at, "", count.Verified{Papers: valid + 180})
	var parts [3]count.Tally
	for i := range parts {
		parts[i] = count.Tally{Votes: map[string]int{}, Rejected: map[string]int{"uncertain": 40, "over-voted": 18, "identifiable": 2}}
	}
	for i, line := range c.Candidates {
		all := of(line.ID)
		a, b := all*(20+i%5*3)/100, all*(38-i%4*4)/100
		parts[0].Votes[line.ID], parts[1].Votes[line.ID], parts[2].Votes[line.ID] = a, b, all-a-b
	}
	for i, unit := range []string{"a", "b", "c"} {
		p.add(seat, at.Add(time.Duration(i+1)*time.Second), unit, count.Entered{Tally: parts[i]})
	}
	p.add(seat, at.Add(10*time.Second), "", count.Provisional{})
	p.add(seat, at.Add(20*time.Second), "", count.Ready{})
	p.add(seat, at.Add(25*time.Second), "", count.Declared{Announced: at.Add(25 * time.Second), Elected: []string{first}})
}

// next is the seat of the next act after it; nil where there are no more.
func (p *play) next() *feed.Bulletin {
	if len(p.acts) == 0 {
		return nil
	}
	act := p.acts[0]
	p.acts = p.acts[1:]
	p.standings[act.seat] = p.standings[act.seat].After(act.Act)
	p.revision++
	b := feed.Project(p.standings[act.seat])
	b.Epoch, b.Revision, b.Seq, b.At = 1720000000000, p.revision, act.Seq, act.At
	p.newest[act.seat] = b
	return b
}

// overview is that of all seats as they are.
func (p *play) overview() *feed.Bulletin {
	p.revision++
	first := p.newest[0]
	return &feed.Bulletin{Format: feed.Format, Topic: feed.OverviewTopic, Epoch: first.Epoch, Revision: p.revision, At: at("23:00:00").Add(time.Duration(p.revision) * time.Second),
		Mode: first.Mode, Election: first.Election, Overview: feed.OverviewOf(p.newest, feed.LettersOf(p.newest))}
}
