package desk

import (
	"strconv"
	"strings"

	"resultsdesk/internal/count"
)

// reckon works out a candidate's figure that was typed as bundles: "12x25+13" is
// 313, worked out as "12 × 25 + 13 = 313". Anything else comes back as it was typed,
// to be read or refused as a plain figure. desk.js does the same while somebody types.
func reckon(typed string) (figure, worked string) {
	if !strings.ContainsAny(typed, "xX*×+") {
		return typed, ""
	}
	sum := 0
	var shown []string
	for _, part := range strings.Split(typed, "+") {
		n, words, ok := bundleOf(part)
		if sum += n; !ok || sum > count.MaxFigure {
			return typed, ""
		}
		shown = append(shown, words)
	}
	return strconv.Itoa(sum), strings.Join(shown, " + ") + " = " + count.Thousands(sum)
}

// bundleOf reads "12x25", so many bundles of so many votes, or loose votes, "13".
func bundleOf(part string) (n int, words string, ok bool) {
	factors := strings.FieldsFunc(part, func(r rune) bool { return strings.ContainsRune("xX*×", r) })
	if len(factors) > 2 || len(factors)-1 != strings.Count(strings.NewReplacer("X", "x", "*", "x", "×", "x").Replace(part), "x") {
		return 0, "", false
	}
	n = 1
	var shown []string
	for _, f := range factors {
		v, err := count.ParseFigure(f)
		if err != nil {
			return 0, "", false
		}
		n *= v
		shown = append(shown, count.Thousands(v))
	}
	return n, strings.Join(shown, " × "), n <= count.MaxFigure
}

// reckoned is the figures of a sheet with those of candidates worked out: what the
// count is given.
func reckoned(figures count.Fields) count.Fields {
	out := count.Fields{}
	for field, text := range figures {
		out[field] = text
		if strings.HasPrefix(field, count.FieldVotes("")) {
			out[field], _ = reckon(text)
		}
	}
	return out
}
