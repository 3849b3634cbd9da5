package count_test

import (
	"fmt"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// ballots is a contest of the 650 with the units of miniCounts, on a desk that
// demands the code.
func ballots(number, layout, round int) *count.Standing {
	c := miniCounts()
	c.Number, c.Layout, c.Election.Profile = number, layout, count.ProfileCount
	return &count.Standing{Contest: &c, Round: round}
}

// TestSheetCodeSlips types every code of 650 contests with every single wrong digit
// and every two neighbours swapped: none may pass, for its own sheet or another's.
func TestSheetCodeSlips(t *testing.T) {
	for number := 1; number <= 650; number++ {
		s := ballots(number, 1+number%7, number%3)
		units := []string{""}
		for _, u := range s.Contest.Units {
			units = append(units, u.ID)
		}
		for _, unit := range units {
			code := count.SheetCode(s.Contest, unit, s.Round)
			if found := count.CheckCode(s, unit, code); found != nil {
				t.Fatalf("%s is refused: %s", code, found[0].Title)
			}
			for _, slip := range slips(strings.ReplaceAll(code, "-", "")) {
				for _, as := range units {
					found := count.CheckCode(s, as, slip)
					if found == nil {
						t.Fatalf("%s typed as %s passes as the sheet of %q", code, slip, as)
					}
					if strings.Contains(found[0].Title, "not the sheet of") {
						t.Fatalf("%s typed as %s is taken for another sheet: %s", code, slip, found[0].Title)
					}
				}
			}
		}
	}
}

// slips are a code with one digit wrong, or two neighbours in the wrong order.
func slips(code string) []string {
	var all []string
	for i := range code {
		for d := '0'; d <= '9'; d++ {
			if rune(code[i]) != d {
				all = append(all, code[:i]+string(d)+code[i+1:])
			}
		}
		if i > 0 && code[i-1] != code[i] {
			all = append(all, code[:i-1]+code[i:i+1]+code[i-1:i]+code[i+1:])
		}
	}
	return all
}

func TestSheetCodeOfAnotherLayoutOrRound(t *testing.T) {
	for number := 1; number <= 650; number++ {
		now := ballots(number, 12, 1)
		for _, u := range now.Contest.Units {
			for _, old := range []*count.Standing{ballots(number, 11, 1), ballots(number, 4, 1), ballots(number, 12, 0), ballots(number, 12, 2)} {
				code := count.SheetCode(old.Contest, u.ID, old.Round)
				found := count.CheckCode(now, u.ID, code)
				if len(found) != 1 || found[0].Title != "No sheet has this code." {
					t.Fatalf("contest %d: %s of layout %d, round %d passes in layout 12, round 1: %v", number, code, old.Contest.Layout, old.Round, found)
				}
			}
		}
	}
}

func TestCheckCodeSays(t *testing.T) {
	s := ballots(42, 1, 0)
	code := func(unit string) string { return count.SheetCode(s.Contest, unit, 0) }
	small := ballots(42, 1, 0)
	small.Contest.Election.Profile = count.ProfileSmall
	for _, c := range []struct {
		name     string
		standing *count.Standing
		unit     string
		typed    string
		want     string // title; empty: accepted
	}{
		{"as printed", s, "mini-1", code("mini-1"), ""},
		{"with spaces and a dash", s, "mini-1", " 042 01 – " + code("mini-1")[7:] + " ", ""},
		{"summary", s, "", code(""), ""},
		{"blank", s, "mini-1", " ", "The code of the sheet is missing."},
		{"blank where not demanded", small, "mini-1", "", ""},
		{"wrong where not demanded", small, "mini-1", code("mini-2"), "This is the sheet of Mini-count 2, not the sheet of Mini-count 1."},
		{"another unit", s, "mini-1", code("mini-2"), "This is the sheet of Mini-count 2, not the sheet of Mini-count 1."},
		{"summary for a unit", s, "mini-1", code(""), "This is the summary sheet of the contest, not the sheet of Mini-count 1."},
		{"unit for the summary", s, "", code("mini-1"), "This is the sheet of Mini-count 1, not the summary sheet of the contest."},
		{"another contest", s, "mini-1", count.SheetCode(ballots(43, 1, 0).Contest, "mini-1", 0), "This code is of another contest’s sheet."},
		{"no such unit", s, "mini-1", "042-77-0", "No sheet has this code."},
		{"letters", s, "mini-1", "O42-01-3", "The code “O42-01-3” cannot be read."},
		{"too short", s, "mini-1", "04201", "The code “04201” cannot be read."},
	} {
		found := count.CheckCode(c.standing, c.unit, c.typed)
		switch {
		case c.want == "" && found != nil:
			t.Errorf("%s: refused: %s", c.name, found[0].Title)
		case c.want != "" && (len(found) != 1 || found[0].Title != c.want || found[0].Code != count.E02 || found[0].Field != count.FieldCode):
			t.Errorf("%s: found %v; want %q", c.name, found, c.want)
		}
		for _, f := range found {
			if right := count.SheetCode(c.standing.Contest, c.unit, 0); strings.Contains(fmt.Sprint(f), right) {
				t.Errorf("%s: the finding gives the right code away", c.name)
			}
		}
	}
}

func TestSheetCodeForm(t *testing.T) {
	c := ballots(1204, 1, 0).Contest
	if code := count.SheetCode(c, "mini-2", 0); !strings.HasPrefix(code, "1204-02-") || len(code) != 9 {
		t.Errorf("code %s of contest 1204; want 1204-02 and a digit", code)
	}
	if code := count.SheetCode(c, "nowhere", 0); code != "" {
		t.Errorf("a unit that is not there has code %s", code)
	}
	for len(c.Units) < 120 {
		c.Units = append(c.Units, count.CountUnit{ID: fmt.Sprint("w", len(c.Units)), Name: "Ward"})
	}
	s := &count.Standing{Contest: c}
	if found := count.CheckCode(s, "w110", count.SheetCode(c, "w110", 0)); found != nil {
		t.Errorf("the 111th unit's own code is refused: %v", found)
	}
}
