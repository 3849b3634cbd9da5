package pack

import (
	"resultsdesk/internal/count"
	"resultsdesk/internal/slug"
)

// readContests reads contests.csv.
func (r *reader) readContests() {
	rows, ok := r.table(contestsFile, columns{
		must: []string{"name", "electorate", "electorate_status", "seats"},
		may:  []string{"id", "gss", "region", "country", "electorate_source", "votes", "boundaries", "replaces", "publish", "map_column", "map_row", "expected", "order_note", "note"},
	})
	if ok && len(rows) == 0 {
		r.problems = append(r.problems, Problem{File: contestsFile, Line: 1, Message: "there is no contest"})
	}
	r.contestsRead = ok
	ids := unique{}
	for _, w := range rows {
		c := &contest{row: w, rows: map[string][]*row{}}
		c.Contest = count.Contest{
			ID:         w.slug(),
			Election:   r.election,
			Name:       w.needed("name", maxName),
			GSS:        w.gss(),
			Region:     w.text("region", maxName),
			Country:    w.text("country", maxName),
			Seats:      w.seats(),
			Publish:    w.publish(),
			Electorate: w.electorate(),
			Boundaries: w.boundaries(),
			Replaces:   w.replaces(),
			Place:      w.onMap(),
			Expected:   w.hour("expected", &r.election),
			OrderNote:  w.text("order_note", maxNote),
			Note:       w.text("note", maxNote),
		}
		c.System, c.VotesPerPerson = w.system(c.Seats)
		c.lost = !isSlug(c.ID) || ids[c.ID] != nil
		ids.check(w, "id", c.ID)
		r.contests = append(r.contests, c)
	}
	r.checkReplaced()
	r.checkAreas()
	r.checkPlaces()
}

// slug is the contest's id, made from its name where the pack leaves it open.
func (w *row) slug() string {
	id, column := w.says("id"), "id"
	if id == "" {
		column = "name"
		var ok bool
		if id, ok = slug.Of(w.says("name")); !ok {
			w.wrong(column, "no id can be made from “%s”; give one in the column id", clip(w.says("name")))
			return ""
		}
	}
	if !isSlug(id) {
		w.wrong(column, "“%s” is no id of a contest; it takes up to %d letters a to z, digits, and - between them", clip(id), maxName)
	}
	return id
}

// gss is the code of the area at the Office for National Statistics.
func (w *row) gss() string {
	code := w.says("gss")
	ok := len(code) == 9 && 'A' <= code[0] && code[0] <= 'Z'
	for i := 1; ok && i < len(code); i++ {
		ok = isDigit(code[i])
	}
	if code != "" && !ok {
		w.wrong("gss", "“%s” is no GSS code; it is a capital letter and eight digits", clip(code))
	}
	return code
}

// seats are how many are elected: one member for a constituency, up to several
// councillors for a ward.
func (w *row) seats() int {
	n := w.figure("seats", 1)
	switch {
	case n > 1 && w.r.election.Type == count.UKParliament:
		w.wrong("seats", "a parliamentary constituency elects one member, not %s; several seats are for the type “%s”", count.Thousands(n), count.UKLocal)
	case n > maxCandidates:
		w.wrong("seats", "%s seats are too many; at most %d are supported", count.Thousands(n), maxCandidates)
	}
	return n
}

// system is how votes elect, and how many votes each elector may give: as many as
// there are seats, unless the pack says fewer.
func (w *row) system(seats int) (count.System, int) {
	votes := max(seats, 1)
	if w.says("votes") != "" {
		votes = w.figure("votes", 1)
		if votes > seats && !w.amiss["seats"] && !w.amiss["votes"] {
			w.wrong("votes", "an elector cannot give %s votes where there %s", count.Thousands(votes), seatsText(seats))
		}
	}
	if seats > 1 {
		return count.BlockVote, votes
	}
	return count.FirstPastThePost, votes
}

func seatsText(n int) string {
	if n == 1 {
		return "is 1 seat"
	}
	return "are " + count.Thousands(n) + " seats"
}

// electorate is nil where it is not known. Where it is, it says whether it is
// final, because only a final one bounds the papers (E07).
func (w *row) electorate() *count.Electorate {
	if w.says("electorate") == "" {
		w.empty("electorate_status", "there is no electorate")
		w.empty("electorate_source", "there is no electorate")
		return nil
	}
	return &count.Electorate{
		Count:  w.figure("electorate", 1), // E08
		Final:  w.choice("electorate_status", choice{takes: []string{"final", "provisional"}}) == "final",
		Source: w.text("electorate_source", maxDescription),
	}
}

// publish is what is public of this contest while counting; as in election.json where
// the row does not say.
func (w *row) publish() count.Publish {
	if w.says("publish") == "" {
		return w.r.publish
	}
	return count.Publish(w.choice("publish", publishing()))
}

func (w *row) boundaries() count.Boundaries {
	if w.says("boundaries") == "" {
		return ""
	}
	return count.Boundaries(w.choice("boundaries", choice{takes: []string{string(count.BoundariesUnchanged), string(count.BoundariesChanged)}}))
}

// group hands the rows of a file to their contests. A contest that is not in
// contests.csv is said once a file and stands in for itself, so that its rows are
// checked all the same.
func (r *reader) group(file string, rows []*row) {
	byID := map[string]*contest{}
	for _, c := range r.contests {
		if byID[c.ID] == nil {
			byID[c.ID] = c
		}
	}
	for _, w := range rows {
		id := w.needed("contest", maxName)
		c := byID[id]
		if c == nil {
			c = &contest{Contest: count.Contest{ID: id}, rows: map[string][]*row{}}
			byID[id] = c
			r.contests = append(r.contests, c)
		}
		if c.row == nil && len(c.rows[file]) == 0 && r.contestsRead && id != "" {
			w.wrong("contest", "there is no contest “%s” in %s", clip(id), contestsFile)
		}
		c.rows[file] = append(c.rows[file], w)
	}
}
