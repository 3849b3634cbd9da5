package desk

import (
	"strings"

	"resultsdesk/internal/count"
)

// accountFields are the fields of a box besides its papers.
func accountFields(box string) []string {
	return []string{count.FieldEntrusted(box), count.FieldUnusedPapers(box), count.FieldSpoilt(box), count.FieldTendered(box), count.FieldExplanation(box)}
}

// papersOnly leaves out the accounts that nobody typed and that do not stand: the
// form of a count that verifies papers alone is no longer than it was.
func papersOnly(st *count.Standing, typed count.Fields) count.Fields {
	out := count.Fields{}
	for field, text := range typed {
		out[field] = text
	}
	for _, b := range st.Contest.Boxes {
		blank := true
		for _, f := range accountFields(b.ID) {
			blank = blank && strings.TrimSpace(out[f]) == ""
		}
		if p := st.Boxes[b.ID]; blank && p.Account == nil && p.Explanation == "" {
			for _, f := range accountFields(b.ID) {
				delete(out, f)
			}
		}
	}
	return out
}

// accountWords name a field of an account, without its box.
func accountWords(field string) string {
	what, _, _ := strings.Cut(field, ".")
	return strings.ReplaceAll(what, "-", " ")
}
