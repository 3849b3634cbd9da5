package cell_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"unicode"

	"resultsdesk/internal/cell"
)

func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		"Corbyn, Jeremy":            "Corbyn, Jeremy",
		"’t Hooft":                  "’t Hooft",
		"'t Hooft":                  "'t Hooft",
		"Smith-Jones":               "Smith-Jones",
		"=1+1":                      "'=1+1",
		"+44 20 7946 0000":          "'+44 20 7946 0000",
		"-9":                        "'-9",
		"@SUM(A1)":                  "'@SUM(A1)",
		"  =1":                      "'  =1",
		"\tx":                       "'\tx",
		"\rx":                       "'\rx",
		"＝1":                        "'＝1",
		"﹣1":                        "'﹣1",
		"\u00a0\u200b\ufeff=1":      "'\u00a0\u200b\ufeff=1",
		"first\n=1\n- third":        "first\n'=1\n'- third",
		"\n=1":                      "\n'=1",
		"'=1":                       "''=1",
		"Party – of “=” and others": "Party – of “=” and others",
	} {
		if got := cell.Guard(text); got != want {
			t.Errorf("Guard(%q) is %q, want %q", text, got, want)
		}
		if got := cell.Bare(want); got != text {
			t.Errorf("Bare(%q) is %q, want %q", want, got, text)
		}
	}
}

// FuzzCSV: whatever a text holds, in the file no line of its cell begins a formula, and
// it comes back as it was.
func FuzzCSV(f *testing.F) {
	for _, text := range []string{"=1", "'=1", "a\r\n=b", "\r=1", "\t'\t=1", "''", "＝HYPERLINK(\"x\",\"y\")", "a\n'+1", "\u2066@x", "\"=1\",=2", "\x00=1", "\xff-1"} {
		f.Add(text, "-1")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, text := range []string{a, b} {
			if got := cell.Bare(cell.Guard(text)); got != text {
				t.Fatalf("%q comes back as %q", text, got)
			}
		}
		row := cell.Row(a, b)
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.Write(row)
		w.Flush()
		if err := w.Error(); err != nil {
			t.Fatal(err)
		}
		back, err := csv.NewReader(&out).Read()
		if err != nil {
			t.Fatalf("%q is no CSV any more: %v", row, err)
		}
		for i := range row {
			row[i] = strings.ReplaceAll(row[i], "\r\n", "\n") // as CSV has it
		}
		if !slices.Equal(back, row) {
			t.Fatalf("%q is read as %q", row, back)
		}
		for _, text := range back {
			for _, line := range strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' }) {
				line = strings.TrimLeftFunc(line, func(c rune) bool { return !unicode.IsGraphic(c) || unicode.IsSpace(c) })
				if strings.IndexAny(line, "=+-@＝＋－＠") == 0 {
					t.Errorf("%q begins a formula", line)
				}
			}
		}
	})
}
