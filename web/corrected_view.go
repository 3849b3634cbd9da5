package web

import (
	"strconv"
	"strings"

	"resultsdesk/internal/feed"
)

// changed is a corrected figure or text as people read it.
func changed(field, value string) string {
	if value == "" {
		return "not known"
	}
	if field == "name" {
		return "“" + plain(value) + "”"
	}
	if n, err := strconv.Atoi(value); err == nil {
		return figure(n)
	}
	f, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return plain(value)
	}
	return perCent(field, f)
}

// perCent writes a derived percentage: a change has a sign and no "%".
func perCent(field string, f float64) string {
	var t feed.Tenths
	if err := t.UnmarshalJSON([]byte(strconv.FormatFloat(f, 'f', 1, 64))); err != nil {
		return ""
	}
	if strings.HasPrefix(field, "change.") || strings.HasSuffix(field, ".change") {
		return change(t)
	}
	return percent(&t)
}

// was is the figures of a declared result as they were first published, by field,
// where corrections changed them.
type was map[string]string

func wasOf(b *feed.Bulletin) was {
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
			w[field] = changed(field, value)
		}
	}
	return w
}
