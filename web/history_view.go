package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
	"resultsdesk/web/view"
)

// historyView is all that was published of a contest, oldest first.
func historyView(l *lang.Language, all []*feed.Published) view.History {
	h := feed.HistoryOf(all)
	newest := all[len(all)-1].Bulletin
	clock := clockOf(l, newest)
	v := view.History{
		Rehearsal: rehearsal(newest), Eyebrow: election(l, newest), Title: l.T("history.title", "name", plain(newest.Contest.Name)),
		Back: l.Path("/contests/" + newest.Contest.ID),
	}
	for i, r := range h.Revisions {
		number := strconv.FormatInt(r.Revision, 10)
		b := all[len(all)-1-i].Bulletin
		row := view.Revision{
			Anchor: "r" + number, Name: l.T("history.revision", "n", number), Time: clock.stamped(b, r.At), State: pill(l, feed.RowOf(b)),
			Superseded: l.T("history.newest"), Newest: i == 0, Hash: r.Hash,
			JSON: fmt.Sprintf("/api/v1/contests/%s/revisions/%s.json?epoch=%d", newest.Contest.ID, number, r.Epoch),
		}
		if r.Superseded != nil {
			row.Superseded = l.T("history.superseded", "time", clock.stamped(b, *r.Superseded))
		}
		switch {
		case i == len(all)-1:
			row.Said = l.T("history.first")
		case len(r.Changes) == 0:
			row.Said = l.T("history.same")
		default:
			row.Changes = differences(l, all[len(all)-2-i].Bulletin, b, r.Changes)
		}
		v.Revisions = append(v.Revisions, row)
	}
	return v
}

// stamped writes a time to the second in the night of a poll, and with its day else.
func (c clock) stamped(b *feed.Bulletin, t time.Time) string {
	if since := t.Sub(b.Election.Closes); since >= 0 && since < 24*time.Hour {
		return c.seconds(t)
	}
	return c.day(t)
}

// differences are those that people read. What follows from others, as the share of a
// majority does, stands in the file alone.
func differences(l *lang.Language, was, now *feed.Bulletin, all []feed.Difference) []view.Difference {
	var out []view.Difference
	for _, d := range all {
		switch d.Field {
		case "assurance", "majority.share", "turnout.change", "ballot-box-turnout.change":
			continue
		}
		if strings.HasPrefix(d.Field, "rejected.") && d.Now == "" {
			continue // with the total
		}
		w := wording{l, now}
		v := view.Difference{Label: w.label(d.Field), Was: wording{l, was}.value(d.Field, d.Was), Now: w.value(d.Field, d.Now)}
		switch {
		case v.Now == "" && d.Was == "true":
			v.Now = l.T("history.no")
		case v.Now == "":
			v.Now = l.T("history.none")
		}
		out = append(out, v)
	}
	return out
}

// wording says in words what a field of a bulletin is.
type wording struct {
	*lang.Language
	of *feed.Bulletin
}

func (w wording) candidate(id string) (feed.Candidate, bool) {
	i := slices.IndexFunc(w.of.Contest.Candidates, func(c feed.Candidate) bool { return c.ID == id })
	if i < 0 {
		return feed.Candidate{}, false
	}
	return w.of.Contest.Candidates[i], true
}

func (w wording) label(field string) string {
	switch field {
	case "stage", "units", "papers", "valid", "rejected", "rejected-unknown", "in-part", "unused", "outcome", "majority", "lot", "turnout", "ballot-box-turnout",
		"swing", "declared", "source", "confirmed", "recount", "superseded", "adjourned", "cancelled", "void", "electorate", "unopposed", "note", "no-member-returned":
		return w.T("history.field." + field)
	}
	kind, id, _ := strings.Cut(field, ".")
	line, known := w.candidate(id)
	switch {
	case kind == "votes" && known:
		return plain(line.Name)
	case known && slices.Contains([]string{"elected", "lost-deposit", "deceased", "called"}, kind):
		return w.T("history.field."+kind, "name", plain(line.Name))
	case kind == "correction":
		return w.T("history.field.correction", "n", id)
	case kind == "withdrawal":
		return w.T("history.field.withdrawal")
	case kind == "rejected":
		return w.T("history.field.rejected.head", "head", w.head(id))
	}
	return w.T("history.field.definition")
}

// head is the reason for which papers were rejected, by its id where the bulletin has it
// no more.
func (w wording) head(id string) string {
	if r := w.of.Contest.Rejected; r != nil {
		for _, h := range r.Heads {
			if h.ID == id {
				return plain(w.Head(h.ID, h.Label))
			}
		}
	}
	return plain(w.Head(id, id))
}

// value is a value of a field as people read it; empty stays empty.
func (w wording) value(field, value string) string {
	kind, _, _ := strings.Cut(field, ".")
	switch {
	case value == "":
		return ""
	case field == "stage":
		return pill(w.Language, feed.RowOf(w.of))
	case field == "outcome":
		return outcome(w.Language, w.of.Contest.Outcome)
	case field == "swing":
		return swing(w.Language, w.of.Contest)
	case field == "declared":
		return clockOf(w.Language, w.of).stamped(w.of, *w.of.Contest.Declared)
	case field == "turnout", field == "ballot-box-turnout":
		return w.tenths(value)
	case value == "true" && kind != "name":
		return w.T("history.yes")
	}
	if n, err := strconv.Atoi(value); err == nil && kind != "name" && kind != "correction" && kind != "withdrawal" {
		return w.Number(n)
	}
	return plain(w.Text(value))
}

// tenths writes a percentage that the feed writes as JSON has it.
func (w wording) tenths(value string) string {
	n, err := strconv.Atoi(strings.Replace(value, ".", "", 1))
	if err != nil {
		return plain(value)
	}
	return w.Percent(n)
}
