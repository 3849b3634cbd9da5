package pack

import (
	"errors"
	"time"

	"resultsdesk/internal/count"
)

// readElection reads election.json: what all contests share. Every key must be
// there, so that nobody gets a mode or a way of publishing that was not chosen.
func (r *reader) readElection() {
	src, ok := r.open(electionFile)
	if !ok {
		return
	}
	o, ok := r.readObject(src, []string{"name", "date", "time_zone", "close_of_poll", "type", "mode", "profile", "publish", "second_person"})
	if !ok {
		return
	}
	r.election = count.Election{
		Name:         o.text("name"),
		Type:         count.ElectionType(o.choice("type", choice{takes: []string{string(count.UKParliament), string(count.UKLocal)}})),
		Mode:         count.Mode(o.choice("mode", choice{takes: []string{string(count.Rehearsal), string(count.Live)}})),
		Profile:      count.Profile(o.choice("profile", choice{takes: []string{string(count.ProfileCount), string(count.ProfileSmall), string(count.ProfileMedia)}})),
		SecondPerson: count.SecondPerson(o.choice("second_person", choice{takes: []string{string(count.ConfirmSecond), string(count.BlindSecond), string(count.NoSecond)}})),
	}
	r.publish = count.Publish(o.choice("publish", publishing()))
	o.checkSecondPerson(r.election)
	o.readTimes(&r.election)
}

func publishing() choice {
	return choice{takes: []string{string(count.PublishRunning), string(count.PublishDeclared)}}
}

// checkSecondPerson: only a desk that receives results does without a second person,
// and it has none to ask.
func (o *object) checkSecondPerson(e count.Election) {
	media, none := e.Profile == count.ProfileMedia, e.SecondPerson == count.NoSecond
	switch {
	case !o.sound("profile") || !o.sound("second_person"):
	case none && !media:
		o.wrong("second_person", "“%s” is for the profile “%s” only: with “%s” a second person stands behind every sheet; say “%s” or “%s”",
			count.NoSecond, count.ProfileMedia, e.Profile, count.ConfirmSecond, count.BlindSecond)
	case media && !none:
		o.wrong("second_person", "in the profile “%s” one person alone publishes what a count gave out, so nobody confirms it; say “%s”, or choose the profile “%s” or “%s”",
			count.ProfileMedia, count.NoSecond, count.ProfileCount, count.ProfileSmall)
	}
}

// readTimes finds the instant at which the poll closes.
func (o *object) readTimes(e *count.Election) {
	date, ok := o.says("date")
	if ok && !isDate(date) {
		o.wrong("date", "%s", noDate(date))
	}
	zone, ok := o.says("time_zone")
	loc, err := time.LoadLocation(zone)
	if ok && (err != nil || zone == "Local") {
		o.wrong("time_zone", "“%s” is no time zone that this machine knows; write it as Europe/London", clip(zone))
	}
	clock, ok := o.says("close_of_poll")
	_, noTime := time.Parse("15:04", clock)
	instant, noInstant := time.Parse(time.RFC3339, clock)
	if ok && noTime != nil && noInstant != nil {
		o.wrong("close_of_poll", "“%s” is no time of day; write it as 22:00", clip(clock))
	}
	if !ok || !o.sound("close_of_poll") || err != nil || !isDate(date) {
		return
	}
	e.Date, e.Zone, e.Closes = count.Date(date), zone, instant.UTC().Truncate(time.Millisecond)
	if noInstant == nil {
		return
	}
	if e.Closes, err = pollTime(date, clock, loc); err != nil {
		e.Closes = time.Time{}
		o.wrong("close_of_poll", "there is no %s on %s in %s: the clocks go forward", clock, date, zone)
	}
}

// errSkipped: a time of day that the clocks pass over.
var errSkipped = errors.New("the clocks go forward")

// pollTime is the instant of a time of day, 22:00, on a date.
func pollTime(date, clock string, loc *time.Location) (time.Time, error) {
	hour, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, err
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return time.Time{}, err
	}
	at := time.Date(day.Year(), day.Month(), day.Day(), hour.Hour(), hour.Minute(), 0, 0, loc)
	if at.Hour() != hour.Hour() || at.Minute() != hour.Minute() {
		err = errSkipped
	}
	return at.UTC(), err
}

// isDate tells whether text is a day of the calendar as 2024-07-04.
func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func noDate(text string) string {
	return "“" + clip(text) + "” is no date; write it as 2024-07-04"
}
