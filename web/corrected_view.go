package web

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"resultsdesk/internal/feed"
	"resultsdesk/web/lang"
)

// fieldName is how people call a field of a result that was corrected.
func fieldName(l *lang.Language, c *feed.Contest, ch feed.Change) string {
	switch ch.Field {
	case "name", "electorate", "announced", "papers", "in-part", "unused", "valid", "rejected", "majority", "majority.share", "swing",
		"turnout", "turnout.change", "ballot-box-turnout":
		return l.T("field." + ch.Field)
	}
	kind, id, _ := strings.Cut(ch.Field, ".")
	if kind == "rejected" && c.Rejected != nil {
		for _, h := range c.Rejected.Heads {
			if h.ID == id {
				return l.T("field.rejected.head", "head", plain(l.Head(h.ID, h.Label)))
			}
		}
	}
	for _, line := range c.Candidates {
		if line.ID != id {
			continue
		}
		switch kind {
		case "votes":
			return plain(line.Name)
		case "name":
			return l.T("field.candidate_name", "number", line.Number)
		case "share":
			return l.T("field.candidate_share", "name", plain(line.Name))
		case "change":
			return l.T("field.candidate_change", "name", plain(line.Name))
		}
	}
	return plain(ch.Label)
}

// changed is a corrected figure or text as people read it.
func changed(l *lang.Language, field, value string) string {
	if value == "" {
		return l.T("card.unknown")
	}
	if field == "name" {
		return l.T("correction.quoted", "text", plain(value))
	}
	if n, err := strconv.Atoi(value); err == nil {
		return l.Number(n)
	}
	f, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return plain(value)
	}
	return perCent(l, field, f)
}

// perCent writes a derived percentage: a change has a sign and no "%", a swing neither.
func perCent(l *lang.Language, field string, f float64) string {
	var t feed.Tenths
	if err := t.UnmarshalJSON([]byte(strconv.FormatFloat(f, 'f', 1, 64))); err != nil {
		return ""
	}
	if strings.HasPrefix(field, "change.") || strings.HasSuffix(field, ".change") {
		return l.Change(int(t))
	}
	if field == "swing" {
		return l.Tenths(int(t))
	}
	return l.Percent(int(t))
}

// small writes a text with a small first letter, to stand within a sentence.
func small(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// was is the figures of a declared result as they were first published, by field,
// where corrections changed them.
type was map[string]string

func wasOf(l *lang.Language, b *feed.Bulletin) was {
	first, now := map[string]string{}, map[string]string{}
	for _, c := range b.Contest.Corrections {
		for _, ch := range c.Changes {
			if _, seen := first[ch.Field]; !seen {
				first[ch.Field] = ch.Was
			}
			now[ch.Field] = ch.Now
		}
	}
	w := was{}
	for field, value := range first {
		if value != now[field] {
			w[field] = changed(l, field, value)
		}
	}
	return w
}
