package rehearsal

import (
	"net/url"
	"strconv"
	"strings"

	"resultsdesk/internal/count"
)

// typed is a figure as people type it: with a comma at times.
func typed(n int) string {
	if n%3 == 0 {
		return count.Thousands(n)
	}
	return strconv.Itoa(n)
}

func (h *hands) typePapers(s Step, _ *Form, values url.Values, slip SlipKind) {
	for box, n := range s.Contest.Papers() {
		values.Set(count.FieldBox(box), typed(n))
	}
	if slip != "" {
		box := boxPrefix + "1"
		values.Set(count.FieldBox(box), slip.spoiled(s.Contest.Papers()[box]))
	}
}

// askRecount records that the second asks for a recount.
func (h *hands) askRecount(s Step, _ *Form, values url.Values, _ SlipKind) {
	_, second := s.Contest.leaders()
	values.Set(count.FieldException(second), string(count.AsksRecount))
	values.Set("note."+second, "asks for all papers to be counted again")
}

func grant(s Step, _ *Form, values url.Values, _ SlipKind) {
	_, second := s.Contest.leaders()
	values.Set("granted", "yes")
	values.Set("candidate", second)
	values.Set("reason", "a close result")
	values.Set("units", "all")
}

// announce types when the result was announced, as the night's clock has it. Where that
// hour has not come on the desk's clock, because the night is played faster, the field
// stays empty: it is announced now.
func (h *hands) announce(s Step, _ *Form, values url.Values, slip SlipKind) {
	values.Set(count.FieldAnnounced, "")
	if at := s.Contest.Declared; at.Before(h.clerk.hour) {
		values.Set(count.FieldAnnounced, at.In(s.Contest.Election.Location()).Format("15:04"))
	}
	if slip != "" {
		values.Set(count.FieldAnnounced, "26 past 3")
	}
}

// typeBack types the votes that the form asks for, from the signed sheet.
func (h *hands) typeBack(s Step, _ *Form, values url.Values, slip SlipKind) {
	wrong := slip != ""
	for _, cand := range s.Contest.Candidates {
		field := count.FieldVotes(cand.ID)
		if !values.Has(field) {
			continue
		}
		values.Set(field, typed(s.Contest.First.Votes[cand.ID]))
		if wrong {
			values.Set(field, slip.spoiled(s.Contest.First.Votes[cand.ID]))
			wrong = false
		}
	}
}

// amend types over what was wrong that night.
func amend(s Step, _ *Form, values url.Values, _ SlipKind) {
	for _, a := range s.Contest.Amendments() {
		now := a.Now
		if n, err := strconv.Atoi(now); err == nil && !strings.HasPrefix(a.Field, count.FieldName) {
			now = typed(n)
		}
		values.Set(a.Field, now)
	}
	values.Set(count.FieldReason, "Corrected after publication, as the House of Commons Library did in September 2024.")
}
