package nightscript

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

func TestParse(t *testing.T) {
	steps, err := Parse(`# a remark
night of 2024-07-04 in Europe/London
at 22:00
officer-1 enters islington-north count
    CORBYN=24,120  JOSLING=   # no remark within a line: these are words
`)
	if err == nil {
		t.Errorf("words that are nothing were read as %+v", steps)
	}
	steps, err = Parse(`
# a remark
night of 2024-07-04 in Europe/London
at 22:00
officer-1 enters islington-north count
    CORBYN=24,120
    JOSLING=
> refused E01 figure is missing
> islington-north is verified

at 03:26
returning-officer-clerk declares islington-north 03:26
returning-officer-clerk verifies islington-north total=5 reason="found in a box"
officer-1 sends-again islington-north
returning-officer-clerk consults islington-north 03:05 asks-recount=NARGUND
returning-officer-clerk takes-back islington-north sheet count
`)
	if err != nil {
		t.Fatal(err)
	}
	bst := func(day, hour, minute int) time.Time { return time.Date(2024, 7, day, hour-1, minute, 0, 0, time.UTC) }
	want := []Step{
		{Line: 5, At: bst(4, 22, 0), Who: "officer-1", Verb: Enters, Contest: "islington-north", Unit: "count",
			Fields: count.Fields{"CORBYN": "24,120", "JOSLING": ""},
			Expect: []Expectation{{8, "refused E01 figure is missing"}, {9, "islington-north is verified"}}},
		{Line: 12, At: bst(5, 3, 26), Who: "returning-officer-clerk", Verb: Declares, Contest: "islington-north", Fields: count.Fields{"announced": "03:26"}},
		{Line: 13, At: bst(5, 3, 26), Who: "returning-officer-clerk", Verb: Verifies, Contest: "islington-north", Fields: count.Fields{"total": "5", "reason": "found in a box"}},
		{Line: 14, At: bst(5, 3, 26), Who: "officer-1", Verb: SendsAgain, Contest: "islington-north", Fields: count.Fields{}},
		{Line: 15, At: bst(5, 3, 26), Who: "returning-officer-clerk", Verb: Consults, Contest: "islington-north", Fields: count.Fields{"hour": "03:05", "asks-recount": "NARGUND"}},
		{Line: 16, At: bst(5, 3, 26), Who: "returning-officer-clerk", Verb: TakesBack, Contest: "islington-north", Unit: "count", Undoes: count.KindEntered, Fields: count.Fields{}},
	}
	for i := range steps {
		steps[i].At = steps[i].At.UTC()
	}
	if !reflect.DeepEqual(steps, want) {
		t.Errorf("read %+v; want %+v", steps, want)
	}
}

func TestParseRefuses(t *testing.T) {
	const head = "night of 2024-07-04 in Europe/London\nat 22:00\n"
	for _, row := range []struct{ script, words string }{
		{"at 22:00", "line 1: write the night first"},
		{"night of 2024-07-04", "line 1: write: night of"},
		{"night of 2024-07-04 in Europe/Atlantis", "line 1"},
		{"night of 2024-07-04 in Europe/London\nofficer-1 sees tottenham", "line 2: no time"},
		{head + "at 25:00", "line 3"},
		{head + "> accepted", "line 3: nothing was done yet"},
		{head + "officer-1", "line 3: who does what"},
		{head + "officer-1 paints tottenham", "line 3: “paints tottenham” is nothing"},
		{head + "officer-1 makes tottenham tea", "is nothing that can be done"},
		{head + "officer-1 enters tottenham", "is nothing that can be done"},
		{head + "officer-1 confirms tottenham", "is nothing that can be done"},
		{head + "officer-1 takes-back tottenham", "is nothing that can be done"},
		{head + "officer-1 takes-back tottenham tea", "is nothing that can be done"},
		{head + "officer-1 signs tottenham twice", "is nothing that can be done"},
		{head + "officer-1 enters tottenham count LAMMY=1 LAMMY=2", "LAMMY is typed twice"},
		{head + "officer-1 verifies tottenham reason=\"open", "a quote is not closed"},
	} {
		if _, err := Parse(row.script); err == nil || !strings.Contains(err.Error(), row.words) {
			t.Errorf("%q: %v; want %q", row.script, err, row.words)
		}
	}
}

// A script that says otherwise than what happened fails, whichever way.
func TestCheck(t *testing.T) {
	step := func(expect ...string) Step {
		s := Step{Line: 1, Who: "officer-1", Verb: Enters}
		for i, e := range expect {
			s.Expect = append(s.Expect, Expectation{i + 2, e})
		}
		return s
	}
	short, over := "E05 The sheet does not add up: 9 papers short.", "E03 49,196 votes are more than the 49,195 papers."
	view := View{Contest: "tottenham", Stage: count.StageCounting, In: 1, Of: 5, Word: "mini-counts", Rows: []Row{{Name: "David Lammy", Votes: 10, Share: "66.7"}, {Name: "David Craig", Votes: 5, Share: "33.3"}}}
	for _, row := range []struct {
		name string
		step Step
		a    Answer
		ok   bool
	}{
		{"accepted, nothing said", step(), Answer{Outcome: Accepted}, true},
		{"repeated, nothing said", step(), Answer{Outcome: Repeated}, false},
		{"refused, nothing said", step(), Answer{Refused, []string{short}}, false},
		{"repeated, as said", step("repeated"), Answer{Outcome: Repeated}, true},
		{"refused, as said", step("refused E05 9 papers short"), Answer{Refused, []string{short}}, true},
		{"refused by another code", step("refused E04 9 papers short"), Answer{Refused, []string{short}}, false},
		{"refused with other words", step("refused E05 8 papers short"), Answer{Refused, []string{short}}, false},
		{"refused twice, as said", step("refused E03 49,196", "refused E05"), Answer{Refused, []string{short, over}}, true},
		{"refused twice, said once", step("refused E05"), Answer{Refused, []string{short, over}}, false},
		{"refused once, said twice", step("refused E05", "refused E05"), Answer{Refused, []string{short}}, false},
		{"accepted, said refused", step("refused E05"), Answer{Outcome: Accepted}, false},
		{"the view, as said", step("tottenham is counting", "1 of 5 mini-counts in", "David Lammy leads by 5", "David Craig 5, 33.3%"), Answer{Outcome: Accepted}, true},
		{"the view otherwise", step("David Lammy leads by 6"), Answer{Outcome: Accepted}, false},
	} {
		if err := row.step.Check(row.a, view); (err == nil) != row.ok {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

// A form has the names of the desk: candidates and exceptions by id, never by place,
// and warnings apart from figures.
func TestForm(t *testing.T) {
	c := &count.Contest{Name: "Tottenham", Candidates: []count.Candidate{{ID: "11", Surname: "Lammy"}, {ID: "22", Surname: "Craig"}},
		Election: count.Election{Type: count.UKParliament}, Boxes: []count.VerificationUnit{{ID: "box-1"}}}
	s := Step{Line: 7, Fields: count.Fields{"LAMMY": "1", "uncertain": "2", "box-1": "3", "total": "4", "W07": "read again",
		"asks-recount": "CRAIG", "objects": "LAMMY", "tied": "LAMMY,CRAIG", "units": "a,b", "residual": "5"}}
	want := count.Fields{"votes.11": "1", "rejected.uncertain": "2", "papers.box-1": "3", "papers": "4",
		"exception.22": "asks-recount", "exception.11": "objects", "tied": "11 22", "units": "a b", "residual": "5"}
	if got, err := s.Form(c); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("typed %v, %v; want %v", got, err, want)
	}
	if got := s.Reasons(); !reflect.DeepEqual(got, map[count.Code]string{count.W07: "read again"}) {
		t.Errorf("reasons %v", got)
	}
	for _, f := range []count.Fields{{"CORBYN": "1"}, {"tied": "CORBYN"}, {"objects": "CORBYN"}} {
		if _, err := (Step{Line: 7, Fields: f}).Form(c); err == nil || !strings.Contains(err.Error(), "line 7: Tottenham has no CORBYN") {
			t.Errorf("%v: %v", f, err)
		}
	}
}
