package countmodel

import (
	"fmt"

	"resultsdesk/internal/count"
)

// Replaces tells whether an act of a kind is the second of its kind: taken back, it
// leaves none, not the first one. New papers end the signature for good, and a death
// what was ready.
func Replaces(s *count.Standing, kind count.Kind, unit string) bool {
	_, residual := s.Residuals[unit]
	_, back := s.SentBack[unit]
	return map[count.Kind]bool{
		count.KindVerified: s.Signed != nil, // the statement is signed again
		count.KindSigned:   s.Signed != nil, count.KindRekeyed: s.Rekeyed != nil, count.KindConsulted: s.Consulted != nil,
		count.KindDied: s.Ready != nil, // a count that a death reopened is made ready again
		count.KindLot:  s.Lot != nil, count.KindReadBack: s.ReadBack != nil, count.KindCalled: s.Called != nil,
		count.KindResidual: residual, count.KindSentBack: back,
	}[kind]
}

// Shape writes how a contest stands, but for when it came to stand so: the same
// before an act and after it was taken back.
func Shape(s *count.Standing) string {
	seq := func(m *count.Mark) int64 {
		if m == nil {
			return 0
		}
		return m.Seq
	}
	boxes := map[string]int{}
	for box, p := range s.Boxes {
		boxes[box] = p.Papers
	}
	if s.Total != nil {
		boxes[""] = s.Total.Papers
	}
	out := fmt.Sprintf("%s, round %d, papers %v, signed %d, provisional %d, ready %d, read back %d, dead %d\n",
		s.Stage(), s.Round, boxes, seq(s.Signed), seq(s.Provisional), seq(s.Ready), seq(s.ReadBack), len(s.Deceased))
	for _, u := range s.Contest.Units {
		sheet, in := s.Sheets[u.ID]
		_, back := s.SentBack[u.ID]
		out += fmt.Sprintf("%s: %t %d %v, waiting %v, back %t, residual %d\n", u.ID, in, sheet.Seq, sheet.Tally, s.Waiting[u.ID], back, s.Residuals[u.ID].Papers)
	}
	return out + fmt.Sprintf("rekeyed %t, consulted %t, lot %t, proposal %t, withdrawn %t, recount %t, recounts %d, rounds %d, residual %d, called %t, cancelled %t\n",
		s.Rekeyed != nil, s.Consulted != nil, s.Lot != nil, s.Proposal != nil, s.Withdrawn != nil, s.Recount != nil, len(s.Recounts), len(s.Rounds),
		s.Residuals[""].Papers, s.Called != nil, s.Cancelled != nil)
}
