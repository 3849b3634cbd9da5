package count_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// full is a contest in which everything that can be defined is.
func full() *count.Contest {
	electorate := 71_000
	party := count.Party{ID: "PP53", Name: "Labour Party", Short: "Labour", Abbr: "Lab", Colour: "#e4003b"}
	second := count.Party{ID: "PP119", Name: "Co-operative Party", Short: "Co-operative", Abbr: "Co-op", Colour: "#3f1d70"}
	c := islingtonNorth()
	expected := c.Election.Closes.Add(5 * time.Hour)
	c.Place, c.Expected = &count.MapPlace{Column: 3, Row: -4}, &expected
	c.Note, c.OrderNote, c.Replaces, c.Boundaries = "note", "order", "other", count.BoundariesChanged
	c.Electorate = &count.Electorate{Count: 72_582, Source: "on the night"}
	c.Candidates = []count.Candidate{{ID: "1", Number: 1, Surname: "Nargund", Forenames: "Praful", KnownAs: "Praful", Description: "Labour", Parties: []count.Party{party, second}}}
	c.Boxes = []count.VerificationUnit{{ID: "box", Name: "Box", Kind: count.Box, Place: "School"}}
	c.Units = []count.CountUnit{{ID: "unit", Name: "Unit", Kind: count.Table, FedBy: []string{"box"}}}
	c.Previous = &count.Previous{Kind: count.Actual, Date: "2019-12-12", Electorate: &electorate, Source: "Library",
		Votes: []count.PreviousVote{{ID: "PP53", Party: &party, Label: "Labour", Candidate: "7", Votes: 34_603}}}
	return &c
}

// leaves are all places in a value where something can be another, by name.
func leaves(name string, v reflect.Value, visit func(string, reflect.Value)) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		visit(name, v)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			leaves(name+"."+v.Type().Field(i).Name, v.Field(i), visit)
		}
	case v.Kind() == reflect.Pointer:
		leaves(name, v.Elem(), visit)
		visit(name, v)
	case v.Kind() == reflect.Slice:
		leaves(name+"[]", v.Index(0), visit)
		visit(name, v)
	default:
		visit(name, v)
	}
}

// other makes a value another than it is.
func other(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = x.Add(time.Minute)
	default:
		switch v.Kind() {
		case reflect.String:
			v.SetString(v.String() + "2")
		case reflect.Int:
			v.SetInt(v.Int() + 1)
		case reflect.Bool:
			v.SetBool(!v.Bool())
		default:
			v.SetZero()
		}
	}
}

// Whatever of a definition an import changes, it says so: no field is forgotten.
func TestEveryEditIsSaid(t *testing.T) {
	var names []string
	leaves("", reflect.ValueOf(full()).Elem(), func(name string, _ reflect.Value) { names = append(names, name) })
	given := []string{".ID", ".Version", ".Number", ".Layout", ".Election.Version"} // by the desk, or what it is found by
	for i, name := range names {
		was, now, at := full(), full(), 0
		leaves("", reflect.ValueOf(now).Elem(), func(_ string, v reflect.Value) {
			if at++; at == i+1 && !slices.Contains(given, name) {
				other(v)
			}
		})
		edits := count.Edits(was, now)
		if slices.Contains(given, name) != (len(edits) == 0) {
			t.Errorf("%s: %+v", name, edits)
		}
	}
	if len(names) < 50 {
		t.Errorf("only %d fields were tried", len(names))
	}
}

// A preview says what an import then does, refuses what it refuses, and leaves no trace.
func TestPreview(t *testing.T) {
	h := newHall(t, islingtonNorth())
	next := changed(func(c *count.Contest) {
		c.Electorate.Count++
		c.Candidates[0].Surname = "Corbyn-Test"
	})
	south := islingtonNorth()
	south.ID = "south"
	defs := count.Definitions{Contests: []count.Contest{next, south}}
	acts, lines := len(h.store.acts), len(h.store.audit)

	said, err := h.desk.Preview(t.Context(), defs)
	if err != nil || len(said.Edits) != 2 || !slices.Equal(said.Changed, []string{"islington-north"}) || !slices.Equal(said.Added, []string{"south"}) {
		t.Fatalf("%+v, %v", said, err)
	}
	if e := said.Edits[0]; e.What != "electorate" || !strings.HasPrefix(e.Was, "72,582 provisional") || !strings.HasPrefix(e.Now, "72,583 provisional") {
		t.Errorf("%+v", e)
	}
	if len(h.store.acts) != acts || len(h.store.audit) != lines {
		t.Error("a preview wrote something")
	}
	if done, err := h.desk.Define(t.Context(), defs); err != nil || !reflect.DeepEqual(done, said) {
		t.Errorf("the import did %+v, %v; the preview said %+v", done, err, said)
	}

	next.Election.Mode = count.Live
	_, refused := h.desk.Preview(t.Context(), count.Definitions{Contests: []count.Contest{next}})
	_, want := h.desk.Define(t.Context(), count.Definitions{Contests: []count.Contest{next}})
	if want == nil || !reflect.DeepEqual(refused, want) {
		t.Errorf("the preview says %v, the import %v", refused, want)
	}
}

// Who died, or was called, stays on the ballot paper also while there are no figures.
func TestNobodyNamedInTheLedgerIsLeftOut(t *testing.T) {
	h := openHall(t, islingtonNorth())
	const gone = "1120"
	h.accepted(h.desk.RecordDeath(t.Context(), clerk(), h.move(), count.Died{Candidate: gone, Note: "told by the agent"}))
	_, err := define(h, changed(func(c *count.Contest) {
		c.Candidates = slices.DeleteFunc(c.Candidates, func(cand count.Candidate) bool { return cand.ID == gone })
	}))
	if err == nil || !strings.Contains(err.Error(), "candidate "+gone+" is named in the ledger (act 3: a candidate died)") {
		t.Errorf("got %v", err)
	}
}
