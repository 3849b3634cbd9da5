package pack

import (
	"io/fs"
	"time"

	"resultsdesk/internal/count"
)

// latestExpected is how long after the close of poll a declaration can be expected.
const latestExpected = 7 * 24 * time.Hour

// hour is when a declaration is expected: a time of day, which is the first after the
// close of poll, or an instant; nil where nothing stands there.
func (w *row) hour(column string, e *count.Election) *time.Time {
	text := w.says(column)
	if text == "" || e.Closes.IsZero() {
		return nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		if at, err = nightTime(e, text); err == errSkipped {
			w.wrong(column, "there is no %s in that night in %s: the clocks go forward", clip(text), e.Zone)
			return nil
		}
	}
	switch {
	case err != nil:
		w.wrong(column, "“%s” is no hour; write it as 03:30 or as 2024-07-05T03:30:00+01:00", clip(text))
		return nil
	case !at.After(e.Closes):
		w.wrong(column, "“%s” is not after the close of poll", clip(text))
	case at.Sub(e.Closes) > latestExpected:
		w.wrong(column, "“%s” is more than a week after the close of poll", clip(text))
	}
	at = at.UTC().Truncate(time.Millisecond)
	return &at
}

// nightTime is the first time after the close of poll at which clocks show a time of day.
func nightTime(e *count.Election, clock string) (time.Time, error) {
	day := e.Closes.In(e.Location())
	at, err := pollTime(day.Format(time.DateOnly), clock, e.Location())
	if err == nil && at.After(e.Closes) {
		return at, nil
	}
	if err != nil && err != errSkipped {
		return at, err
	}
	return pollTime(day.AddDate(0, 0, 1).Format(time.DateOnly), clock, e.Location())
}

// expectedText is the hour as a cell: what hour reads back the same.
func expectedText(c *count.Contest) string {
	if c.Expected == nil {
		return ""
	}
	clock := c.Expected.In(c.Election.Location()).Format("15:04")
	if at, err := nightTime(&c.Election, clock); err == nil && at.Equal(*c.Expected) {
		return clock
	}
	return c.Expected.UTC().Format(time.RFC3339Nano)
}

// ReadExpected reads a CSV file with the columns contest and expected, which says when
// declarations are expected. A contest is named by its id or the code of its area; one
// that is not named keeps what the pack says. It returns an *Error as Read does, and the
// pack is then not to be used.
func (p *Pack) ReadExpected(fsys fs.FS, file string) error {
	r := newReader(fsys)
	rows, _ := r.table(file, columns{must: []string{"contest", "expected"}})
	known, named := p.byKey(), unique{}
	for _, w := range rows {
		key := w.needed("contest", maxName)
		c := known[key]
		if c == nil {
			if key != "" {
				w.wrong("contest", "“%s” is neither the id nor the area of a contest of this election", clip(key))
			}
			continue
		}
		named.check(w, "contest", c.ID)
		if w.says("expected") == "" {
			w.wrong("expected", "nothing stands here")
		}
		c.Expected = w.hour("expected", &c.Election)
	}
	if len(r.problems) > 0 {
		return r.failure(file)
	}
	return nil
}
