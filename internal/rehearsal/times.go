package rehearsal

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"
)

// afterTheLast is when a contest is declared of which nobody recorded the time.
const afterTheLast = time.Hour

// readTimes is when each contest was declared, by official code: from the plan's clock
// file, the results' own column, or the times that the Library recorded.
func readTimes(p Plan, results *release) (map[string]time.Time, error) {
	rows := results.seats
	file := p.Clock
	if file == "" && rows[0][colTime] == "" {
		file = filepath.Join(p.Results, timesFile)
	}
	if file != "" {
		read, err := readRows(file, nil)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no clock for this night: %w; give a file with -clock", err)
		}
		if err != nil {
			return nil, err
		}
		rows = read
	}
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return nil, err
	}
	times := map[string]time.Time{}
	var last time.Time
	for _, r := range rows {
		code, at, err := timeOf(r, zone)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if times[code] = at; at.After(last) {
			last = at
		}
	}
	for _, seat := range results.seats {
		if times[seat[colSeat]].IsZero() {
			times[seat[colSeat]] = last.Add(afterTheLast)
		}
	}
	return times, nil
}

// timeOf reads a line of either of the Library's two ways of writing a time.
func timeOf(r row, zone *time.Location) (code string, at time.Time, err error) {
	if r["time_recorded"] != "" {
		at, err = time.ParseInLocation("2006-01-02T15:04", r["time_recorded"], zone)
		return r["ons_id"], at, err
	}
	at, err = time.ParseInLocation("02/01/2006 15:04", r[colTime], zone)
	return r[colSeat], at, err
}
