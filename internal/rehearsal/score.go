package rehearsal

import (
	"context"
	"sync"
)

// Score is how what the desk published compares with where the figures came from.
type Score struct {
	Contests    int
	Figures     int      // compared, in data, tables and pages
	Differences []string // by contest and figure
	Totals      Totals
}

// Totals are those of the night as the contests' files add up.
type Totals struct {
	Seats      map[string]int // by the party's short name in the sources, "Lab"
	Votes      map[string]int
	Valid      int
	Invalid    int
	Electorate int
}

// scorers is how many contests are compared beside each other.
const scorers = 4

// Score compares every figure of every contest's file, table and page with its source.
func (p *Player) Score(ctx context.Context) (*Score, error) {
	s := &scoring{Player: p, Score: Score{Contests: len(p.night.Contests)}}
	work := make(chan *Contest)
	var group sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for range scorers {
		group.Go(func() {
			for c := range work {
				if err := s.contest(ctx, c); err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
				}
			}
		})
	}
	for _, c := range p.night.Contests {
		work <- c
	}
	close(work)
	group.Wait()
	if failed == nil {
		failed = s.night(ctx)
	}
	return &s.Score, failed
}
