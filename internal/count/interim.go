package count

import "time"

func CheckCorrection(*Standing, []Amendment) []Finding { return nil }
func CheckTotals(s *Standing, f Fields) (Tally, []Finding) {
	return CheckSheet(s, &CountUnit{Kind: Whole}, f)
}
func CheckAnnounced(*Standing, time.Time) []Finding { return nil }
func CheckContest(*Standing) []Finding              { return nil }
func CheckLot(*Standing, LotDrawn) []Finding        { return nil }
func declaration(s *Standing) Declaration {
	e, _ := s.Elect()
	return Declare(s.Contest, s.Tally(), e)
}
