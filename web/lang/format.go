package lang

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const minus = "−" // U+2212: a true minus, which screen readers say

// Number writes a whole number with separators: "24,120".
func (l *Language) Number(n int) string {
	if n < 0 {
		return minus + l.Number(-n)
	}
	digits, between := strconv.Itoa(n), l.T("number.group")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + between + digits[i:]
	}
	return digits
}

// Tenths writes a number of tenths with one decimal: "−29.9".
func (l *Language) Tenths(tenths int) string {
	if tenths < 0 {
		return minus + l.Tenths(-tenths)
	}
	return l.Number(tenths/10) + l.T("number.point") + strconv.Itoa(tenths%10)
}

// Percent writes a number of tenths of a per cent: "49.2%".
func (l *Language) Percent(tenths int) string { return l.T("number.percent", "n", l.Tenths(tenths)) }

// Change writes a difference in tenths with its sign: "+2.1", "−29.9" or "0.0".
func (l *Language) Change(tenths int) string {
	if tenths > 0 {
		return "+" + l.Tenths(tenths)
	}
	return l.Tenths(tenths)
}

// Date writes a day, "4 July 2024", from its form in data, "2024-07-04"; what is no
// such day as it is.
func (l *Language) Date(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return l.moment("time.date", t)
}

// Hour writes the hour of a time: "03:26".
func (l *Language) Hour(t time.Time) string { return l.moment("time.hour", t) }

// Minutes writes the hour with its zone: "03:26 BST".
func (l *Language) Minutes(t time.Time) string { return l.moment("time.minutes", t) }

// Seconds writes the hour to the second: "03:26:08 BST".
func (l *Language) Seconds(t time.Time) string { return l.moment("time.seconds", t) }

// Day writes a time with its day: "5 July 2024, 03:26 BST".
func (l *Language) Day(t time.Time) string { return l.moment("time.day", t) }

// moment writes a time, in the zone that it is in, by one of the patterns of the
// language.
func (l *Language) moment(key string, t time.Time) string {
	zone, _ := t.Zone()
	return l.T(key, "day", strconv.Itoa(t.Day()), "month", l.T("month."+strconv.Itoa(int(t.Month()))), "year", strconv.Itoa(t.Year()),
		"hour", t.Format("15"), "minute", t.Format("04"), "second", t.Format("05"), "zone", zone)
}

// List joins names as a sentence does: "A, B and C". Where the word between depends on
// what follows it ("a", "ac" in Welsh), the language names the first letters before
// which its other form stands.
func (l *Language) List(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	key := "list.and"
	if strings.ContainsRune(l.T("list.before"), initial(names[last])) {
		key = "list.and_before"
	}
	return strings.Join(names[:last], l.T("list.comma")) + l.T(key) + names[last]
}

// initial is the first letter of a name, small and without accents.
func initial(name string) rune {
	for _, r := range norm.NFD.String(name) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
	}
	return unicode.ReplacementChar
}
