package feed

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func told(all []Difference) string {
	var out []string
	for _, d := range all {
		out = append(out, fmt.Sprintf("%s %q to %q", d.Field, d.Was, d.Now))
	}
	return strings.Join(out, "; ")
}

// A difference is a figure with its old and its new value; a figure that went says so.
func TestDiffTellsWhatChanged(t *testing.T) {
	was := won("a", 100, base("Red", 60), nil, stood("Red", 70), stood("Blue", 30))
	now := won("a", 101, base("Red", 60), nil, stood("Red", 71), stood("Blue", 30))
	if got, want := told(Diff(was, now)), `valid "100" to "101"; votes.Red "70" to "71"`; got != want {
		t.Errorf("corrected: %s; want %s", got, want)
	}
	if d := Diff(now, now); len(d) != 0 {
		t.Errorf("nothing changed, and the difference is %s", told(d))
	}
	now.Stage, now.Assurance, now.Contest.Valid, now.Contest.Rejected = "withdrawn", NoFigures, nil, nil
	now.Contest.Candidates = []Candidate{{ID: "Red", Name: "Red", Label: "Red", Parties: was.Contest.Candidates[0].Parties}, was.Contest.Candidates[1]}
	now.Contest.Withdrawals = []Withdrawal{{Reason: "too early"}}
	if got, want := told(Diff(was, now)), `stage "declared" to "withdrawn"; assurance "declared" to "none"; withdrawal.1 "" to "too early"; valid "100" to ""; rejected "10" to ""; votes.Red "70" to ""; elected.Red "true" to ""`; got != want {
		t.Errorf("withdrawn: %s\nwant %s", got, want)
	}
}

// No field of a contest can change in public without the history telling of it: each is
// set, and must make a difference. Left out is only what follows from others.
func TestDiffMissesNoField(t *testing.T) {
	follows := []string{"ID", "Events", "Candidates.Surname", "Candidates.Share", "Candidates.Change"}
	sees := func(name string, set func(*Contest)) {
		was, now := &Contest{Candidates: []Candidate{{ID: "1"}}}, &Contest{Candidates: []Candidate{{ID: "1"}}}
		set(now)
		d := Diff(&Bulletin{Contest: was}, &Bulletin{Contest: now})
		if len(d) == 0 != slices.Contains(follows, name) {
			t.Errorf("%s: %d differences", name, len(d))
		}
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Contest]()) {
		sees(f.Name, func(c *Contest) { fill(reflect.ValueOf(c).Elem().FieldByIndex(f.Index)) })
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Candidate]()) {
		sees("Candidates."+f.Name, func(c *Contest) { fill(reflect.ValueOf(&c.Candidates[0]).Elem().FieldByIndex(f.Index)) })
	}
}

// fill sets a value, and all in it, to something.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString("x")
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(7, 0)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}
