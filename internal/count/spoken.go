package count

import "strings"

// Spoken writes a figure in words as a returning officer reads it out:
// "twenty-four thousand, one hundred and twenty". Zero is "nought". It takes 0 to
// MaxFigure; any other figure stays in digits.
func Spoken(n int) string {
	if n < 0 || n > MaxFigure {
		return Thousands(n)
	}
	if n == 0 {
		return "nought"
	}
	var parts []string
	for _, scale := range []struct {
		of   int
		name string
	}{{1_000_000, " million"}, {1_000, " thousand"}} {
		if n >= scale.of {
			parts = append(parts, spokenHundreds(n/scale.of)+scale.name)
			n %= scale.of
		}
	}
	said := strings.Join(parts, ", ")
	switch {
	case n == 0:
		return said
	case said == "":
		return spokenHundreds(n)
	case n < 100:
		return said + " and " + spokenHundreds(n)
	}
	return said + ", " + spokenHundreds(n)
}

// spokenHundreds writes 1 to 999.
func spokenHundreds(n int) string {
	small := [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	tens := [...]string{2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"}
	switch {
	case n < 20:
		return small[n] // #nosec G602 -- twenty words, of 0 to 19
	case n < 100 && n%10 == 0:
		return tens[n/10]
	case n < 100:
		return tens[n/10] + "-" + small[n%10]
	case n%100 == 0:
		return small[n/100] + " hundred"
	}
	return small[n/100] + " hundred and " + spokenHundreds(n%100)
}
