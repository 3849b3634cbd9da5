package count_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

func TestParseFigure(t *testing.T) {
	for _, row := range []struct {
		typed string
		want  int
		err   error
	}{
		{typed: "0", want: 0},
		{typed: "007", want: 7},
		{typed: "1702", want: 1702},
		{typed: "1,702", want: 1702},
		{typed: "24,120", want: 24120},
		{typed: "  1702\t", want: 1702},
		{typed: "\u00a01702\u00a0", want: 1702}, // no-break spaces around it, from a spreadsheet
		{typed: "999999999", want: count.MaxFigure},
		{typed: "999,999,999", want: count.MaxFigure},

		{typed: "", err: count.ErrBlank},
		{typed: " ", err: count.ErrBlank},
		{typed: "\u00a0", err: count.ErrBlank},

		{typed: "-1", err: count.ErrNotWhole},
		{typed: "\u22121", err: count.ErrNotWhole},
		{typed: "+1", err: count.ErrNotWhole},
		{typed: "1.0", err: count.ErrNotWhole},
		{typed: "1e3", err: count.ErrNotWhole},
		{typed: "0x10", err: count.ErrNotWhole},
		{typed: "1 702", err: count.ErrNotWhole},
		{typed: "1\u2009702", err: count.ErrNotWhole}, // thin space
		{typed: "1\u00a0702", err: count.ErrNotWhole}, // no-break space
		{typed: "1'702", err: count.ErrNotWhole},
		{typed: "١٧٠٢", err: count.ErrNotWhole}, // Arabic-Indic digits
		{typed: "１７０２", err: count.ErrNotWhole}, // full-width digits
		{typed: "1\u200b702", err: count.ErrNotWhole},
		{typed: "l702", err: count.ErrNotWhole}, // the letter l
		{typed: "17\xff", err: count.ErrNotWhole},

		{typed: "12,34", err: count.ErrSeparator},
		{typed: "1,7021", err: count.ErrSeparator},
		{typed: "1702,123", err: count.ErrSeparator},
		{typed: ",702", err: count.ErrSeparator},
		{typed: "1,702,", err: count.ErrSeparator},
		{typed: "1,,702", err: count.ErrSeparator},
		{typed: ",", err: count.ErrSeparator},

		{typed: "1000000000", err: count.ErrTooLarge},
		{typed: "1,000,000,000", err: count.ErrTooLarge},
		{typed: "0000000001", err: count.ErrTooLarge},
	} {
		got, err := count.ParseFigure(row.typed)
		if got != row.want || !errors.Is(err, row.err) {
			t.Errorf("ParseFigure(%q) = %d, %v; want %d, %v", row.typed, got, err, row.want, row.err)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 24120: "24,120", 100000: "100,000",
		count.MaxFigure: "999,999,999", -9: "−9", -1000: "−1,000",
	} {
		if got := count.Thousands(n); got != want {
			t.Errorf("Thousands(%d) = %q; want %q", n, got, want)
		}
	}
}

// FuzzParseFigure holds the reader to the formula of rule E01 in the manual, and
// to reading back what the desk itself writes.
func FuzzParseFigure(f *testing.F) {
	for _, seed := range []string{"", "0", "007", "1,702", "12,34", "-1", "1.0", "1e3", "١", "１", "999,999,999", "1000000000", "1\u2009702", ",", "1702,123"} {
		f.Add(seed)
	}
	formula := regexp.MustCompile(count.Manual()[0].Formula)
	f.Fuzz(func(t *testing.T, typed string) {
		n, err := count.ParseFigure(typed)
		if readable := formula.MatchString(strings.TrimSpace(typed)); readable != (err == nil) {
			t.Fatalf("ParseFigure(%q) = %d, %v; the formula of E01 says readable is %t", typed, n, err, readable)
		}
		if err != nil {
			return
		}
		if n < 0 || n > count.MaxFigure {
			t.Fatalf("ParseFigure(%q) = %d, out of range", typed, n)
		}
		if again, err := count.ParseFigure(count.Thousands(n)); again != n || err != nil {
			t.Fatalf("%d is written %q and read as %d, %v", n, count.Thousands(n), again, err)
		}
	})
}
