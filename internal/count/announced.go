package count

import (
	"fmt"
	"time"
)

// CheckAnnounced finds a time of announcement that cannot be right: before the close
// of poll, or more than a day after it (W16). Times are those of the election's clock,
// which a rehearsal sets.
func CheckAnnounced(e *Election, at time.Time) []Finding {
	if !at.Before(e.Closes) && !at.After(e.Closes.Add(24*time.Hour)) {
		return nil
	}
	return []Finding{{Code: W16, Field: FieldAnnounced, Title: fmt.Sprintf("%s on %s is not in the day after the close of poll.", e.Clock(at), at.In(e.Location()).Format("2 January 2006")),
		Text: fmt.Sprintf("The poll closed at %s on %s.", e.Clock(e.Closes), e.Date.Words())}}
}
