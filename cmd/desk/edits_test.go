package main

import (
	"fmt"
	"strings"
	"testing"

	"resultsdesk/internal/count"
)

// An import that changes a whole country stays readable: what changes everywhere is said
// once and first, the rest contest by contest as far as a screen takes it.
func TestEditsOfACountry(t *testing.T) {
	var edits []count.Edit
	for i := range 650 {
		id := fmt.Sprintf("seat-%03d", i)
		edits = append(edits, count.Edit{Contest: id, What: "electorate", Was: "1", Now: fmt.Sprint(i + 2)},
			count.Edit{Contest: id, What: "close of poll", Was: "22:00", Now: "21:00"})
	}
	edits[2].Was, edits[4].Now = "", strings.Repeat("x", 500)
	short, whole := editsText(edits, false), editsText(edits, true)
	if !strings.HasPrefix(short, "What changes:\n  in 650 contests: close of poll: 22:00 → 21:00\n  seat-000\n    electorate: 1 → 2\n  seat-001\n    electorate: (none) → 3\n") {
		t.Errorf("it begins with %.300s", short)
	}
	if n := strings.Count(short, "\n"); n != 62 || !strings.HasSuffix(short, "  … and 1,241 more lines; -all shows them\n") {
		t.Errorf("%d lines, the end of which is %s", n, short[len(short)-80:])
	}
	if n := strings.Count(whole, "\n"); n != 1302 || strings.Contains(whole, "more lines") {
		t.Errorf("all are %d lines", n)
	}
	if strings.Contains(whole, strings.Repeat("x", 200)) {
		t.Error("a long text is not cut")
	}
}
