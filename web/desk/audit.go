package desk

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// auditLines is how many lines of the audit a page has.
const auditLines = 100

// showAudit searches the audit.
func (s *officers) showAudit(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	zone := s.zone(r)
	q, asked, unread := readSearch(r.URL.Query(), zone)
	lines, err := s.Accounts.Audit(r.Context(), by, q, auditLines+1)
	if err != nil {
		return err
	}
	m := officer.AuditPage{Page: s.frame(r, "Audit"), Search: asked, Zone: zone.String(), CSV: auditAddress("/desk/audit.csv", asked, "", 0)}
	if unread != "" {
		m.Notice = &officer.Notice{Title: "The " + unread + " cannot be read.", Text: "Write it as 2024-07-05T02:08, or choose it. It was not used.", Alarm: true}
	}
	more := len(lines) > auditLines
	if more && q.After > 0 {
		lines = lines[1:] // the one too many is the newest
	} else if more {
		lines = lines[:auditLines]
	}
	if len(lines) > 0 {
		if q.Before > 0 || q.After > 0 && more {
			m.Newer = auditAddress("/desk/audit", asked, "after", lines[0].ID)
		}
		if more && q.After == 0 || q.After > 0 {
			m.Older = auditAddress("/desk/audit", asked, "before", lines[len(lines)-1].ID)
		}
	}
	for _, l := range lines {
		m.Lines = append(m.Lines, auditLine(l, zone))
	}
	s.draw(w, r, http.StatusOK, officer.Audit(m))
	return nil
}

// readSearch reads what is looked for, and what to show of it in the form again;
// unread names a time that cannot be read.
func readSearch(v url.Values, zone *time.Location) (q account.Search, asked officer.AuditSearch, unread string) {
	field := func(name string) string { return strings.TrimSpace(v.Get(name)) }
	asked = officer.AuditSearch{Officer: field("officer"), Kind: field("kind"), Contest: field("contest"), Outcome: field("outcome"),
		Text: field("text"), From: field("from"), Until: field("until")}
	q = account.Search{Officer: asked.Officer, Kind: count.Kind(asked.Kind), Contest: asked.Contest, Outcome: count.AttemptOutcome(asked.Outcome), Text: asked.Text}
	for _, t := range []struct {
		words, text string
		into        *time.Time
	}{{"beginning", asked.From, &q.From}, {"end", asked.Until, &q.Until}} {
		if t.text == "" {
			continue
		}
		var err error
		if *t.into, err = time.ParseInLocation("2006-01-02T15:04", t.text, zone); err != nil {
			*t.into, unread = time.Time{}, t.words
		}
	}
	q.Before, _ = strconv.ParseInt(v.Get("before"), 10, 64)
	q.After, _ = strconv.ParseInt(v.Get("after"), 10, 64)
	return q, asked, unread
}

func auditLine(l account.Record, zone *time.Location) officer.AuditLine {
	out := officer.AuditLine{At: l.At.In(zone).Format("2 Jan 15:04:05"), Officer: l.Officer, From: l.From, Kind: string(l.Kind),
		Where: joinWords([]string{l.Contest, l.Unit}), Outcome: string(l.Outcome), Detail: l.Detail, Refused: l.Outcome == count.Refused || l.Outcome == count.Conflict}
	if l.Seq > 0 {
		out.Act = strconv.FormatInt(l.Seq, 10)
	}
	return out
}

// auditAddress is a search, from a line on.
func auditAddress(page string, a officer.AuditSearch, from string, id int64) string {
	q := url.Values{}
	for name, text := range map[string]string{"officer": a.Officer, "kind": a.Kind, "contest": a.Contest, "outcome": a.Outcome, "text": a.Text, "from": a.From, "until": a.Until} {
		if text != "" {
			q.Set(name, text)
		}
	}
	if from != "" {
		q.Set(from, strconv.FormatInt(id, 10))
	}
	if len(q) == 0 {
		return page
	}
	return page + "?" + q.Encode()
}

// zone is the time zone of the election; UTC before there is one.
func (s *officers) zone(r *http.Request) *time.Location {
	all, err := s.Desk.Counts(r.Context(), count.DeskOfficer())
	if err != nil || len(all) == 0 {
		return time.UTC
	}
	return all[0].Contest.Election.Location()
}
