package desk

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/cell"
	"resultsdesk/internal/count"
)

// csvLines is how many lines are read at once: a reader that goes slowly holds
// nothing in the file meanwhile.
const csvLines = 500

// auditCSV sends all lines of a search, newest first, as they are read.
func (s *officers) auditCSV(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	q, _, _ := readSearch(r.URL.Query(), s.zone(r))
	q.Before, q.After = 0, 0
	lines, err := s.Accounts.Audit(r.Context(), by, q, csvLines)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="audit.csv"`)
	slow := http.NewResponseController(w)
	out := csv.NewWriter(w)
	out.UseCRLF = true
	out.Write([]string{"line", "time", "officer", "address", "kind", "contest", "unit", "submission", "outcome", "detail", "act"})
	for len(lines) > 0 {
		_ = slow.SetWriteDeadline(time.Now().Add(time.Minute)) // where it cannot be moved it stays
		for _, l := range lines {
			out.Write(csvLine(l))
		}
		out.Flush()
		if out.Error() != nil || len(lines) < csvLines {
			return nil // a caller that went away is not our fault
		}
		q.Before = lines[len(lines)-1].ID
		if lines, err = s.Accounts.Audit(r.Context(), by, q, csvLines); err != nil {
			s.incident(r, err)
			panic(http.ErrAbortHandler) // a file that is cut must not look whole
		}
	}
	out.Flush()
	return nil
}

// csvLine guards its cells: what an outsider typed as a name at the sign-in page stands
// in the audit.
func csvLine(l account.Record) []string {
	act := ""
	if l.Seq > 0 {
		act = strconv.FormatInt(l.Seq, 10)
	}
	return cell.Row(strconv.FormatInt(l.ID, 10), l.At.UTC().Format(time.RFC3339), l.Officer, l.From, string(l.Kind), l.Contest, l.Unit, l.Key, string(l.Outcome), l.Detail, act)
}
