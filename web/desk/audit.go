package desk

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/chain"
	"resultsdesk/internal/count"
	"resultsdesk/web/view/officer"
)

// auditLines is how many lines of the audit a page has.
const auditLines = 100

// checkTime is for how long a page of the audit recomputes the chain on from where it
// was last: some thousand lines.
const checkTime = 150 * time.Millisecond

// showAudit searches the audit.
func (s *officers) showAudit(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	zone := s.zone(r)
	q, asked, unread := readSearch(r.URL.Query(), zone)
	head, err := s.Accounts.OpenAudit(r.Context(), by, soughtWords(asked)+pageWords(q), 0)
	if err != nil {
		return err
	}
	lines, err := s.Accounts.Audit(r.Context(), by, q, auditLines+1)
	if err != nil {
		return err
	}
	m := officer.AuditPage{Page: s.frame(r, "Audit"), Search: asked, Zone: zone.String(), Kinds: auditKinds(), Head: auditHead(head),
		CSV: auditAddress("/desk/audit.csv", asked, "last", head.ID), JSONL: auditAddress("/desk/audit.jsonl", asked, "last", head.ID)}
	for i := range m.Kinds {
		m.Kinds[i].Chosen = m.Kinds[i].Value == asked.Kind
	}
	if unread != "" {
		m.Notice = &officer.Notice{Title: "The " + unread + " cannot be read.", Text: "Write it as 2024-07-05T02:08, or choose it. It was not used.", Alarm: true}
	}
	if m.Checked, err = s.checkedWords(r, zone); err != nil {
		return err
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
	contests, err := s.contestNames(r, by)
	if err != nil {
		return err
	}
	for _, l := range lines {
		m.Lines = append(m.Lines, auditLine(l, zone, contests, m.Kinds))
	}
	s.draw(w, r, http.StatusOK, officer.Audit(m))
	return nil
}

// pageWords say which page of a search was read.
func pageWords(q account.Search) string {
	switch {
	case q.Before > 0:
		return fmt.Sprintf(", before line %d", q.Before)
	case q.After > 0:
		return fmt.Sprintf(", after line %d", q.After)
	}
	return ""
}

// auditHead is the head of the chain in groups that can be read out.
func auditHead(h chain.Head) officer.AuditHead {
	groups := h.Groups()
	short := chain.MinDigits / len(groups[0])
	return officer.AuditHead{Line: strconv.FormatInt(h.ID, 10), Short: strings.Join(groups[:short], " "), Rest: strings.Join(groups[short:], " ")}
}

// checkedWords recomputes the chain on and says how far it holds together.
func (s *officers) checkedWords(r *http.Request, zone *time.Location) (officer.Notice, error) {
	done, err := s.Accounts.CheckAudit(r.Context(), checkTime)
	if broken := (*account.Broken)(nil); errors.As(err, &broken) {
		s.Log.Error("audit", "err", err)
		return officer.Notice{Title: "The audit does not hold together.", Text: fmt.Sprintf("Line %d %s. Keep the file as it is, and compare it with a backup.", broken.Line.ID, broken.Why), Alarm: true}, nil
	} else if err != nil {
		return officer.Notice{}, err
	}
	text := fmt.Sprintf("Lines 1 to %d hold together, and with them acts 1 to %d; recomputed since the desk was started, until %s.", done.Head.ID, done.Ledger, done.At.In(zone).Format("15:04:05"))
	if !done.Whole {
		text += " The rest is recomputed when this page is opened again."
	}
	return officer.Notice{Title: "Checked.", Text: text}, nil
}

// contestNames are the names of the contests that the officer may open, by id.
func (s *officers) contestNames(r *http.Request, by count.Officer) (map[string]string, error) {
	all, err := s.Desk.Counts(r.Context(), by)
	names := map[string]string{}
	for _, st := range all {
		names[st.Contest.ID] = st.Contest.Name
	}
	return names, err
}

// readSearch reads what is looked for, and what to show of it in the form again;
// unread names a time that cannot be read.
func readSearch(v url.Values, zone *time.Location) (q account.Search, asked officer.AuditSearch, unread string) {
	field := func(name string) string { return strings.TrimSpace(v.Get(name)) }
	asked = officer.AuditSearch{Officer: field("officer"), Kind: field("kind"), Contest: field("contest"), Outcome: field("outcome"),
		Address: field("address"), Text: field("text"), From: field("from"), Until: field("until")}
	q = account.Search{Officer: asked.Officer, Kind: count.Kind(asked.Kind), Contest: asked.Contest, Outcome: count.AttemptOutcome(asked.Outcome), Address: asked.Address, Text: asked.Text}
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

func auditLine(l account.Record, zone *time.Location, contests map[string]string, kinds []officer.Choice) officer.AuditLine {
	out := officer.AuditLine{ID: strconv.FormatInt(l.ID, 10), At: l.At.In(zone).Format("2 Jan 15:04:05"), Officer: l.Officer, From: l.From, Kind: kindWords(kinds, l.Kind),
		Contest: officer.Link{Text: l.Contest}, Unit: l.Unit, Outcome: string(l.Outcome), Detail: l.Detail,
		Refused: l.Outcome == count.Refused || l.Outcome == count.Conflict || l.Outcome == count.Failed}
	if name := contests[l.Contest]; name != "" {
		out.Contest = officer.Link{Text: name, URL: contestURL(l.Contest)}
	}
	if l.Seq > 0 {
		out.Act = strconv.FormatInt(l.Seq, 10)
	}
	return out
}

// auditAddress is a search, from a line on.
func auditAddress(page string, a officer.AuditSearch, from string, id int64) string {
	q := url.Values{}
	for name, text := range map[string]string{"officer": a.Officer, "kind": a.Kind, "contest": a.Contest, "outcome": a.Outcome, "address": a.Address, "text": a.Text, "from": a.From, "until": a.Until} {
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
