package count

import "fmt"

// hint says what a difference between papers and sheet often comes from (W09).
// It never says which figure is wrong: only the paper knows.
func hint(difference int, figures []int) string {
	d := difference
	if d < 0 {
		d = -d
	}
	if d == 0 {
		return ""
	}
	for _, v := range figures {
		if d == v {
			if difference > 0 {
				return "The difference is the size of one of the figures: is one missing, or a sheet not added?"
			}
			return "The difference is the size of one of the figures: was one typed twice?"
		}
		if d == 2*v {
			return "The difference is twice one of the figures: was it taken away where it should be added?"
		}
	}
	if d%9 == 0 {
		return "A difference that 9 divides is often two digits typed in the wrong order."
	}
	for _, bundle := range []int{100, 50, 25, 20, 10} {
		if d == bundle {
			return fmt.Sprintf("The difference is a whole bundle of %d: is a bundle missing or counted twice?", bundle)
		}
	}
	return ""
}
