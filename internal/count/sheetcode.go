package count

import (
	"fmt"
	"strconv"
	"strings"
)

// FieldCode is the field of the code of the printed sheet.
const FieldCode = "code"

// SheetCode is the code printed on the count sheet of a unit, or with unit "" on
// the contest's summary sheet, and typed with it: "042-07-3". The contest's number
// comes first, then the unit's place from 1 (00 is the summary), then a check digit.
// It is empty for a unit that the contest does not have.
//
// The check digit stands for the contest's layout and the round as well. A sheet that
// was printed for another ballot paper, or for the count before a recount, has another
// code; the two cannot change together, because a layout is fixed once papers are
// verified. Layouts are told apart by their last digit.
func SheetCode(c *Contest, unit string, round int) string {
	place, ok := c.place(unit)
	if !ok {
		return ""
	}
	contest, at := fmt.Sprintf("%03d", c.Number), fmt.Sprintf("%0*d", c.placeDigits(), place)
	return contest + "-" + at + "-" + strconv.Itoa(damm(codeStart(c, round), contest+at))
}

// CheckCode compares a typed code with that of the sheet of a unit, or with unit ""
// of the contest's summary (E02). Spaces and dashes do not count. A blank code is
// found missing where the profile demands one. It never says what the right code is:
// that must come from the paper.
func CheckCode(s *Standing, unit, typed string) []Finding {
	c := s.Contest
	code := bareCode(typed)
	if code == "" {
		if !c.Election.Demands().SheetCode {
			return nil
		}
		return badCode("The code of the sheet is missing.", "It stands at the top of the printed sheet, such as 042-07-3.")
	}
	again := "Look at the code at the top of the printed sheet and type it again."
	digits := c.placeDigits()
	if strings.Trim(code, "0123456789") != "" || len(code) < digits+4 {
		return badCode(fmt.Sprintf("The code “%s” cannot be read.", strings.TrimSpace(typed)), "A code has at least six digits, such as 042-07-3. "+again)
	}
	at := len(code) - 1 - digits
	if contest := fmt.Sprintf("%03d", c.Number); code[:at] != contest {
		return badCode("This code is of another contest’s sheet.", fmt.Sprintf("The codes of %s begin with %s. Look whose sheet it is; if it is this one, type its code again.", c.Name, contest))
	}
	is, known := c.unitAt(code[at : at+digits])
	if !known || damm(codeStart(c, s.Round), code) != 0 {
		return badCode("No sheet has this code.", "A digit is wrong, or the sheet was printed for an earlier ballot paper or another round of the count. "+again)
	}
	if is != unit {
		return badCode(fmt.Sprintf("This is %s, not %s.", c.sheetName(is), c.sheetName(unit)), "Nothing was stored. Take the right sheet, or open the form of this one.")
	}
	return nil
}

func badCode(title, text string) []Finding {
	return []Finding{{Code: E02, Field: FieldCode, Title: title, Text: text}}
}

// bareCode drops what people type between the digits: spaces and any dash.
func bareCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\u00a0\u202f-‐‑‒–—−", r) {
			return -1
		}
		return r
	}, typed)
}

// place is a unit's place from 1; the contest itself is 0.
func (c *Contest) place(unit string) (place int, ok bool) {
	if unit == "" {
		return 0, true
	}
	for i := range c.Units {
		if c.Units[i].ID == unit {
			return i + 1, true
		}
	}
	return 0, false
}

func (c *Contest) unitAt(place string) (unit string, ok bool) {
	n, err := strconv.Atoi(place)
	if err != nil || n > len(c.Units) {
		return "", false
	}
	if n == 0 {
		return "", true
	}
	return c.Units[n-1].ID, true
}

func (c *Contest) placeDigits() int { return max(2, len(itoa(len(c.Units)))) }

func (c *Contest) sheetName(unit string) string {
	if u, ok := c.Unit(unit); ok {
		return "the sheet of " + u.Name
	}
	return "the summary sheet of the contest"
}

// codeStart is what the check digit is computed from before the code's own digits.
func codeStart(c *Contest, round int) int {
	return damm(0, itoa(c.Layout%10)+itoa(round))
}

// damm carries a check digit over the digits: over a number it gives the number's
// check digit, and over a number with its right check digit 0. Every single wrong
// digit and every two neighbours that changed places give something else, from
// whatever digit it starts.
//
// The algorithm, with its proof, is H. Michael Damm's: Total anti-symmetrische
// Quasigruppen, dissertation, Philipps-Universität Marburg, 2004.
func damm(from int, digits string) int {
	table := dammTable()
	for _, d := range digits {
		from = int(table[from][d-'0'] - '0')
	}
	return from
}

// dammTable is a totally anti-symmetric quasigroup of order ten, with zeros on its
// diagonal.
func dammTable() [10]string {
	return [10]string{
		"0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
		"3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
	}
}
