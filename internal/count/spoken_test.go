package count_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"resultsdesk/internal/count"
)

func TestSpoken(t *testing.T) {
	for n, want := range map[int]string{
		0: "nought", 1: "one", 10: "ten", 13: "thirteen", 20: "twenty", 32: "thirty-two", 99: "ninety-nine",
		100: "one hundred", 101: "one hundred and one", 189: "one hundred and eighty-nine", 999: "nine hundred and ninety-nine",
		1_000: "one thousand", 1_005: "one thousand and five", 1_040: "one thousand and forty", 1_100: "one thousand, one hundred",
		16_873: "sixteen thousand, eight hundred and seventy-three", 24_000: "twenty-four thousand",
		24_120:      "twenty-four thousand, one hundred and twenty",
		100_000:     "one hundred thousand",
		1_000_000:   "one million",
		1_000_007:   "one million and seven",
		12_345_678:  "twelve million, three hundred and forty-five thousand, six hundred and seventy-eight",
		999_999_999: "nine hundred and ninety-nine million, nine hundred and ninety-nine thousand, nine hundred and ninety-nine",
	} {
		if got := count.Spoken(n); got != want {
			t.Errorf("%d is spoken as %q; want %q", n, got, want)
		}
	}
}

// TestSpokenHeard writes down what is heard: every figure comes back as it was.
func TestSpokenHeard(t *testing.T) {
	words := map[string]int{}
	for i := 1; i < 100; i++ {
		if said := count.Spoken(i); !strings.Contains(said, "-") {
			words[said] = i
		}
	}
	heard := func(said string) int {
		sum, part := 0, 0
		for _, w := range strings.FieldsFunc(said, func(r rune) bool { return r == ' ' || r == ',' || r == '-' }) {
			switch w {
			case "and", "nought":
			case "hundred":
				part *= 100
			case "thousand":
				sum, part = sum+part*1_000, 0
			case "million":
				sum, part = sum+part*1_000_000, 0
			default:
				if words[w] == 0 {
					t.Fatalf("%q is no word of a figure, in %q", w, said)
				}
				part += words[w]
			}
		}
		return sum + part
	}
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(0, 100_000), rapid.IntRange(0, count.MaxFigure)).Draw(r, "n")
		if got := heard(count.Spoken(n)); got != n {
			r.Fatalf("%d is spoken as %q, which is %d", n, count.Spoken(n), got)
		}
	})
}
