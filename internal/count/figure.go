package count

import (
	"errors"
	"strings"
)

// MaxFigure is the largest figure a field takes: nine digits (E01).
const MaxFigure = 999_999_999

// Why a typed figure cannot be read (E01).
var (
	ErrBlank     = errors.New("nothing is typed here; type 0 if there are none")
	ErrNotWhole  = errors.New("only a whole number can stand here, such as 1702 or 1,702")
	ErrTooLarge  = errors.New("a figure has at most nine digits")
	ErrSeparator = errors.New("the comma stands in the wrong place; 1702 and 1,702 can be read")
)

// ParseFigure reads a typed figure by rule E01: a whole number, zero or more,
// with or without commas at the thousands, at most nine digits. Blank is not
// zero. It takes no sign, point, exponent, or digit of another script.
func ParseFigure(typed string) (int, error) {
	s := strings.TrimSpace(typed)
	if s == "" {
		return 0, ErrBlank
	}
	for _, r := range s {
		if (r < '0' || r > '9') && r != ',' {
			return 0, ErrNotWhole
		}
	}
	if strings.Contains(s, ",") {
		groups := strings.Split(s, ",")
		if len(groups[0]) < 1 || len(groups[0]) > 3 {
			return 0, ErrSeparator
		}
		for _, g := range groups[1:] {
			if len(g) != 3 {
				return 0, ErrSeparator
			}
		}
		s = strings.Join(groups, "")
	}
	if len(s) > 9 {
		return 0, ErrTooLarge
	}
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n, nil
}

// normalFigure is the form in which two ways to type one figure are the same, for
// the digest of a submission; what cannot be read stays as typed.
func normalFigure(typed string) string {
	n, err := ParseFigure(typed)
	if err != nil {
		return "?" + strings.TrimSpace(typed)
	}
	return Thousands(n)
}

// Thousands writes a figure with commas, "24,120".
func Thousands(n int) string {
	if n < 0 {
		return "−" + Thousands(-n)
	}
	digits := itoa(n)
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}
