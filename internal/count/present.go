package count

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Hearing is what those present said to the provisional figures.
type Hearing struct {
	Hour       string // "03:05"; blank is now
	Exceptions []Exception
}

// FieldHour is the field of the time at which something was done.
const FieldHour = "hour"

// Consult records that candidates and agents who were there saw the provisional
// figures (rule 46(2)). The duty is an opportunity for those present: an absent
// agent blocks nothing. They are consulted once on the same figures (E12): a second
// hearing in the place of the first would lose who asked for a recount.
func (d *Desk) Consult(ctx context.Context, by Officer, m Move, h Hearing) (Receipt, error) {
	said := Fields{FieldHour: h.Hour}
	for _, e := range h.Exceptions {
		said[FieldException(e.Candidate)] = string(e.Kind) + " " + e.Note
	}
	return d.act(ctx, by, m, about{kind: KindConsulted, said: said}, func(s *Standing, sub *submission) (Body, []Finding) {
		at, finding := pastHour(s, FieldHour, h.Hour, sub.now)
		var findings []Finding
		if s.Consulted != nil {
			findings = onRecord(s, &s.Consulted.Mark, "Those present were consulted")
		}
		if finding != nil {
			findings = append(findings, *finding)
		}
		for i, e := range h.Exceptions {
			if _, ok := s.Contest.Candidate(e.Candidate); !ok || e.Kind != AsksRecount && e.Kind != Objects {
				findings = append(findings, Finding{Code: E02, Field: FieldException(e.Candidate), Title: "This exception is of nobody on this ballot paper."})
			} else if slices.ContainsFunc(h.Exceptions[:i], func(f Exception) bool { return f.Candidate == e.Candidate }) {
				findings = append(findings, Finding{Code: E02, Field: FieldException(e.Candidate), Title: "This candidate is named twice."})
			}
		}
		return Consulted{Hour: at, Exceptions: h.Exceptions}, findings
	})
}

// FieldException is the field of what a candidate said.
func FieldException(candidate string) string { return "exception." + candidate }

// DecideRecount grants or refuses a recount (rule 46(1)). A refusal needs a reason.
// A granted one opens a round: all sheets, or those of the units named, are entered
// again beside the old figures.
func (d *Desk) DecideRecount(ctx context.Context, by Officer, m Move, r RecountDecided) (Receipt, error) {
	said := Fields{"granted": fmt.Sprint(r.Granted), "candidate": r.Candidate, FieldReason: r.Reason, "units": strings.Join(r.Units, " ")}
	return d.act(ctx, by, m, about{kind: KindRecount, said: said}, func(s *Standing, _ *submission) (Body, []Finding) {
		var findings []Finding
		if _, ok := s.Contest.Candidate(r.Candidate); r.Candidate != "" && !ok {
			findings = append(findings, Finding{Code: E02, Field: "candidate", Title: "Nobody of that name stands here."})
		}
		for i, id := range r.Units {
			if _, ok := s.Contest.Unit(id); !ok || slices.Contains(r.Units[:i], id) {
				findings = append(findings, Finding{Code: E02, Field: "units", Title: "There is no count unit “" + id + "”, or it is named twice."})
			}
		}
		if strings.TrimSpace(r.Reason) == "" {
			findings = append(findings, Finding{Code: E10, Field: FieldReason, Title: "A reason is missing.", Text: "Why it was granted or refused goes on record; a refusal says why it would be unreasonable."})
		}
		r.Reason = clipped(strings.TrimSpace(r.Reason), longestReason)
		return r, findings
	})
}

// DrawLot records how a lot decided an equality of votes (rule 49). It is drawn once:
// another takes its place only where it does not decide these votes (E12).
func (d *Desk) DrawLot(ctx context.Context, by Officer, m Move, l LotDrawn) (Receipt, error) {
	said := Fields{"tied": strings.Join(l.Tied, " "), "chosen": strings.Join(l.Chosen, " "), "method": l.Method, "witnessed": l.Witnessed}
	return d.act(ctx, by, m, about{kind: KindLot, said: said}, func(s *Standing, _ *submission) (Body, []Finding) {
		if s.Lot != nil && byLot(s, s.Tally()) {
			return l, onRecord(s, &s.Lot.Mark, "The lot was drawn")
		}
		return l, CheckLot(s, l)
	})
}
