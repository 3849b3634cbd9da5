package desk

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
	"resultsdesk/web/view/officer"
)

const (
	wallRows = 14               // contests that a projector shows in letters that a hall can read
	wallTurn = 10 * time.Second // after which the next ones come
)

// showWall shows a hall how far its counts are. It takes what was published and
// nothing else: without sign-in it can say no more than the public pages do. It sets
// no cookie and ends no session.
func (s *officers) showWall(w http.ResponseWriter, r *http.Request) {
	m := officer.WallPage{Assets: s.assets(), Title: "Waiting for the desk", Progress: "Nothing is published yet."}
	all := s.Board.Contests()
	if len(all) > 0 {
		b := all[0].Bulletin
		m.Title, m.Rehearsal = b.Election.Name, b.Mode == count.Rehearsal
		m.Progress = progress(all)
		m.At = wallClock(b.Election.Zone, s.Desk.Now())
		slices.SortStableFunc(all, func(a, b *feed.Published) int { return wallRank(a.Bulletin) - wallRank(b.Bulletin) })
	}
	shown := all
	if pages := (len(all) + wallRows - 1) / wallRows; pages > 1 {
		page := int(s.Drafts.Now().Unix()/int64(wallTurn/time.Second)) % pages
		from := page * wallRows
		shown = all[from:min(from+wallRows, len(all))]
		m.Where = fmt.Sprintf("%d to %d of %d · ", from+1, from+len(shown), len(all))
	}
	for _, p := range shown {
		m.Rows = append(m.Rows, wallRow(p.Bulletin))
	}
	s.draw(w, r, http.StatusOK, officer.Wall(m))
}

func wallRow(b *feed.Bulletin) officer.WallRow {
	u := b.Contest.Units
	return officer.WallRow{Name: b.Contest.Name, Stage: stageWords(b.Stage), Done: finished(b.Stage), In: fmt.Sprintf("%d of %d", u.In, u.Of)}
}

// wallRank puts what moves first, then what is to come, then what is done.
func wallRank(b *feed.Bulletin) int {
	switch {
	case finished(b.Stage):
		return 2
	case b.Stage == count.StageScheduled || b.Stage == count.StageAwaiting:
		return 1
	}
	return 0
}

func progress(all []*feed.Published) string {
	var done, moving int
	for _, p := range all {
		switch wallRank(p.Bulletin) {
		case 2:
			done++
		case 0:
			moving++
		}
	}
	return fmt.Sprintf("%s finished, %s under way, %s to come", count.Thousands(done), count.Thousands(moving), count.Thousands(len(all)-done-moving))
}

// wallClock writes a time in the election's zone; on a machine that does not know the
// zone in UTC, and says so.
func wallClock(zone string, t time.Time) string {
	at, err := time.LoadLocation(zone)
	if err != nil {
		at = time.UTC
	}
	return t.In(at).Format("15:04:05 MST")
}
