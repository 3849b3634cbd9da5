package desk

import (
	"io"
	"net/http"
	"strconv"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
)

// fileLines is how many lines are read at once: a reader that goes slowly holds
// nothing in the file meanwhile.
const fileLines = 500

// auditFile sends all lines of a search in their order, as they are read, and then the
// head of the chain. An address that says where to end sends the same bytes each time.
func (s *officers) auditFile(name, kind string, format func(io.Writer) account.AuditFile) action {
	return func(w http.ResponseWriter, r *http.Request, by count.Officer) error {
		q, asked, _ := readSearch(r.URL.Query(), s.zone(r))
		q.Before, q.After, q.Oldest = 0, 0, true
		q.Last, _ = strconv.ParseInt(r.URL.Query().Get("last"), 10, 64)
		head, err := s.Accounts.OpenAudit(r.Context(), by, name+" of "+soughtWords(asked), q.Last)
		if err != nil {
			return err
		}
		q.Last = head.ID
		lines, err := s.Accounts.Audit(r.Context(), by, q, fileLines)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", `attachment; filename="`+map[bool]string{true: "rehearsal-"}[s.inRehearsal(r)]+name+`"`)
		slow, out := http.NewResponseController(w), format(w)
		for len(lines) > 0 {
			_ = slow.SetWriteDeadline(time.Now().Add(time.Minute)) // where it cannot be moved it stays
			for _, l := range lines {
				if out.Line(l) != nil {
					return nil // a caller that went away is not our fault
				}
			}
			if out.Flush() != nil {
				return nil
			}
			if len(lines) < fileLines {
				break
			}
			q.After = lines[len(lines)-1].ID
			if lines, err = s.Accounts.Audit(r.Context(), by, q, fileLines); err != nil {
				s.incident(r, err)
				panic(http.ErrAbortHandler) // a file that is cut must not look whole
			}
		}
		_ = out.End(head)
		return nil
	}
}
