package pack

import (
	"cmp"

	"resultsdesk/internal/count"
)

// readPrevious reads previous.csv: for each contest that has one, the result that
// change, hold and gain are measured from.
func (r *reader) readPrevious() {
	rows, ok := r.table(previousFile, columns{
		must: []string{"contest", "kind", "date", "id", "party", "votes"},
		may:  []string{"electorate", "source", "valid", "label", "candidate"},
	})
	if !ok {
		return
	}
	r.group(previousFile, rows)
	for _, c := range r.contests {
		rows := c.rows[previousFile]
		switch {
		case len(rows) == 0:
		case c.Seats > 1 && !c.row.amiss["seats"]:
			rows[0].wrong("contest", "%s has %d seats; a previous result is compared where there is one, so leave its rows out", cmp.Or(c.Name, c.ID), c.Seats)
		default:
			c.readPrevious(rows)
		}
	}
}

func (c *contest) readPrevious(rows []*row) {
	p := &count.Previous{}
	if w := stated(rows, "kind"); w != nil {
		p.Kind = count.PreviousKind(w.choice("kind", choice{takes: []string{string(count.Actual), string(count.Notional)}}))
	} else {
		rows[0].wrong("kind", "say whether the previous result is “%s” or “%s”, once a contest", count.Actual, count.Notional)
	}
	if w := stated(rows, "date"); w != nil {
		p.Date = w.previousDate()
	} else {
		rows[0].wrong("date", "the date of the previous election is missing; write it once a contest, as 2019-12-12")
	}
	if w := stated(rows, "electorate"); w != nil {
		n := w.figure("electorate", 1)
		p.Electorate = &n
	}
	if w := stated(rows, "source"); w != nil {
		p.Source = w.text("source", maxDescription)
	}
	c.Previous = p
	c.readPreviousVotes(rows)
}

// stated finds the row in which a contest says what holds for all its rows. Once
// is enough; where it is said again, it must be the same.
func stated(rows []*row, column string) *row {
	var first *row
	for _, w := range rows {
		switch {
		case w.says(column) == "":
		case first == nil:
			first = w
		case w.says(column) != first.says(column):
			w.wrong(column, "“%s” here, “%s” in line %d; one previous result has one", clip(w.says(column)), clip(first.says(column)), first.line)
		}
	}
	return first
}

// previousDate is the day of the previous election, before this one.
func (w *row) previousDate() count.Date {
	date := w.says("date")
	switch now := w.r.election.Date; {
	case !isDate(date):
		w.wrong("date", "%s", noDate(date))
	case now != "" && date >= string(now):
		w.wrong("date", "%s is not before this election, %s", date, now)
	}
	return count.Date(date)
}

func (c *contest) readPreviousVotes(rows []*row) {
	ids, parties := unique{}, unique{}
	for _, w := range rows {
		v := count.PreviousVote{
			ID:        w.id("id"),
			Party:     w.party("party"),
			Label:     w.text("label", maxName),
			Candidate: c.previousCandidate(w),
			Votes:     w.figure("votes", 0),
		}
		if v.Party != nil {
			v.Label = cmp.Or(v.Label, v.Party.Short)
		}
		v.Label = cmp.Or(v.Label, count.Independent)
		ids.check(w, "id", v.ID)
		parties.check(w, "party", w.says("party"))
		c.Previous.Votes = append(c.Previous.Votes, v)
	}
	if w := stated(rows, "valid"); w != nil {
		if valid := w.figure("valid", 1); sound(rows, "votes") && sound(rows, "valid") && valid != c.Previous.Valid() {
			w.wrong("valid", "the votes add up to %s, not %s (%s)", count.Thousands(c.Previous.Valid()), count.Thousands(valid), count.E18)
		}
	}
}

// previousCandidate is the person of this line who stands again as an independent:
// "Independent hold" needs the same person.
func (c *contest) previousCandidate(w *row) string {
	id := w.says("candidate")
	if id == "" {
		return ""
	}
	cand, ok := c.Candidate(id)
	switch {
	case !ok && len(c.Candidates) > 0:
		w.wrong("candidate", "there is no candidate “%s” in this contest", clip(id))
	case w.says("party") != "":
		w.wrong("candidate", "only an independent is compared as a person; this line has a party")
	case ok && cand.Party() != nil:
		w.wrong("candidate", "“%s” stands for a party now", clip(id))
	}
	return id
}
