package count

import "fmt"

// BoxVariance is one line of the verification statement.
type BoxVariance struct {
	Box         *VerificationUnit
	Verified    bool     // false: no papers yet
	Counted     int      // papers found in the box
	Account     *Account // nil where none was given: then nothing is expected
	Variance    int      // counted less expected
	Compensated bool     // the variances of its polling place come to nothing
	Waiting     bool     // another box of its polling place may still compensate it
	Explanation string
}

// Open tells whether the variance still wants an explanation.
func (v BoxVariance) Open() bool {
	return v.Variance != 0 && !v.Compensated && !v.Waiting && v.Explanation == ""
}

// Variances are the boxes of a contest as the verification statement has them.
func Variances(s *Standing) []BoxVariance { return variances(s.Contest, s.Boxes) }

// CheckStatement finds what a verification statement still has to explain (W10).
func CheckStatement(s *Standing) []Finding { return checkVariances(Variances(s)) }

func variances(c *Contest, boxes map[string]Paper) []BoxVariance {
	var all []BoxVariance
	for i := range c.Boxes {
		b := &c.Boxes[i]
		p, in := boxes[b.ID]
		v := BoxVariance{Box: b, Verified: in, Counted: p.Papers, Account: p.Account, Explanation: p.Explanation}
		if p.Account != nil {
			v.Variance = p.Papers - p.Account.Expected()
		}
		all = append(all, v)
	}
	for i := range all {
		if all[i].Variance != 0 {
			all[i].Compensated, all[i].Waiting = withinPlace(all, all[i].Box.Place)
		}
	}
	return all
}

// withinPlace tells whether the stations of a polling place make up for each other:
// voters put papers into the next station's box. Until all are in nobody knows.
func withinPlace(all []BoxVariance, place string) (compensated, waiting bool) {
	if place == "" {
		return false, false
	}
	sum := 0
	for _, v := range all {
		if v.Box.Place == place {
			sum += v.Variance
			waiting = waiting || !v.Verified
		}
	}
	return sum == 0 && !waiting, waiting
}

func checkVariances(all []BoxVariance) []Finding {
	var findings []Finding
	for _, v := range all {
		if !v.Open() {
			continue
		}
		n, more := v.Variance, "more"
		if n < 0 {
			n, more = -n, "fewer"
		}
		findings = append(findings, Finding{Code: W10, Field: FieldExplanation(v.Box.ID),
			Title: fmt.Sprintf("%s: %s %s than the ballot paper account expects.", v.Box.Name, Thousands(n), more),
			Text: fmt.Sprintf("%s papers were counted, %s are expected. Count the box again; where it gives the same twice, that figure stands. Explain the difference.",
				Thousands(v.Counted), Thousands(v.Account.Expected()))})
	}
	return findings
}
