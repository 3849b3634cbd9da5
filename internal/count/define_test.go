package count_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

func define(h *hall, contests ...count.Contest) (count.Summary, error) {
	return h.desk.Define(h.t.Context(), count.Definitions{Contests: contests, Source: "pack of 4 July 2024"})
}

// changed is Islington North with one change.
func changed(change func(*count.Contest)) count.Contest {
	c := islingtonNorth()
	change(&c)
	return c
}

// Importing makes a version of what is new or differs, and nothing of what does
// not.
func TestDefine(t *testing.T) {
	h := newHall(t, islingtonNorth())
	south := islingtonNorth()
	south.ID, south.Name = "islington-south-and-finsbury", "Islington South and Finsbury"
	acts, pokes := len(h.store.acts), h.pokes

	again := islingtonNorth()
	again.Version, again.Layout, again.Election.Version = 7, 7, 7 // not read
	again.Election.Closes = closes().In(time.FixedZone("BST", 3600))
	summary, err := define(h, again)
	if err != nil || !slices.Equal(summary.Unchanged, []string{"islington-north"}) || summary.Added != nil || summary.Changed != nil {
		t.Errorf("the same again: %+v, %v; want unchanged", summary, err)
	}
	if len(h.store.acts) != acts || h.pokes != pokes {
		t.Error("the same again made a version")
	}

	summary, err = define(h, south)
	if err != nil || !slices.Equal(summary.Added, []string{south.ID}) || !slices.Equal(summary.Left, []string{"islington-north"}) {
		t.Errorf("another seat alone: %+v, %v; want it added and Islington North left", summary, err)
	}
	if h.pokes != pokes+1 {
		t.Errorf("the feed was told %d times; want once", h.pokes-pokes)
	}
	if line := h.store.audit[len(h.store.audit)-1]; line.Kind != count.KindDefined || line.Outcome != count.Accepted || line.Detail != "pack of 4 July 2024" {
		t.Errorf("audit %+v", line)
	}
}

// A change of who stands, their order, units or seats makes forms that are open
// useless; any other change leaves them good.
func TestDefineLayout(t *testing.T) {
	for _, row := range []struct {
		name   string
		change func(*count.Contest)
		layout int
	}{
		{"electorate", func(c *count.Contest) { c.Electorate = &count.Electorate{Count: 72852, Final: true} }, 1},
		{"electorate unknown", func(c *count.Contest) { c.Electorate = nil }, 1},
		{"previous result", func(c *count.Contest) { c.Previous = nil }, 1},
		{"a party's colour", func(c *count.Contest) { c.Candidates[5].Parties[0].Colour = "#e4003b" }, 1},
		{"name", func(c *count.Contest) { c.Name = "Gogledd Islington" }, 1},
		{"another party", func(c *count.Contest) { c.Candidates[5].Parties = party("PP119", "Co-operative") }, 2},
		{"a second party", func(c *count.Contest) {
			c.Candidates[5].Parties = append(c.Candidates[5].Parties, party("PP119", "Co-operative")...)
		}, 2},
		{"order", func(c *count.Contest) { c.Candidates[0], c.Candidates[1] = c.Candidates[1], c.Candidates[0] }, 2},
		{"a candidate less", func(c *count.Contest) { c.Candidates = c.Candidates[:6] }, 2},
		{"description", func(c *count.Contest) { c.Candidates[1].Description = "Independent" }, 2},
		{"units", func(c *count.Contest) { c.Units = miniCounts().Units }, 2},
		{"boxes", func(c *count.Contest) { c.Boxes = miniCounts().Boxes }, 2},
		{"seats", func(c *count.Contest) { c.Seats = 2 }, 2},
		{"votes a person", func(c *count.Contest) { c.VotesPerPerson = 2 }, 2},
		{"system", func(c *count.Contest) { c.System = "block" }, 2},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := newHall(t, islingtonNorth())
			summary, err := define(h, changed(row.change))
			if err != nil || !slices.Equal(summary.Changed, []string{"islington-north"}) {
				t.Fatalf("%+v, %v; want changed", summary, err)
			}
			if c := h.standing().Contest; c.Version != 2 || c.Layout != row.layout {
				t.Errorf("version %d, layout %d; want 2 and %d", c.Version, c.Layout, row.layout)
			}
		})
	}
}

// What comes too late, by stage: nothing is done, and the desk says in which part
// each problem is.
func TestDefineTooLate(t *testing.T) {
	electorate := func(c *count.Contest) { c.Electorate = &count.Electorate{Count: 72852, Final: true} }
	for _, row := range []struct {
		name   string
		stage  count.Stage
		change func(*count.Contest)
		part   count.Part // empty: accepted
	}{
		{"mode, at any time", count.StageScheduled, func(c *count.Contest) { c.Election.Mode = count.Live }, count.PartElection},
		{"close of poll, before it", count.StageScheduled, func(c *count.Contest) { c.Election.Closes = closes().Add(time.Hour) }, ""},
		{"close of poll, after it", count.StageAwaiting, func(c *count.Contest) { c.Election.Closes = closes().Add(time.Hour) }, count.PartElection},
		{"date, after the close", count.StageAwaiting, func(c *count.Contest) { c.Election.Date = "2024-07-05" }, count.PartElection},
		{"time zone, after the close", count.StageAwaiting, func(c *count.Contest) { c.Election.Zone = "Europe/Dublin" }, count.PartElection},
		{"publish, before the close", count.StageScheduled, func(c *count.Contest) { c.Publish = count.PublishDeclared }, ""},
		{"publish, after the close", count.StageAwaiting, func(c *count.Contest) { c.Publish = count.PublishDeclared }, count.PartElection},
		{"candidates, before papers", count.StageAwaiting, func(c *count.Contest) { c.Candidates = c.Candidates[:6] }, ""},
		{"candidates, with papers", count.StageVerified, func(c *count.Contest) { c.Candidates = c.Candidates[:6] }, count.PartCandidates},
		{"order, with papers", count.StageVerified, func(c *count.Contest) { c.Candidates[0], c.Candidates[1] = c.Candidates[1], c.Candidates[0] }, count.PartCandidates},
		{"units, with papers", count.StageVerified, func(c *count.Contest) { c.Units = miniCounts().Units }, count.PartUnits},
		{"seats, with papers", count.StageVerified, func(c *count.Contest) { c.Seats = 2 }, count.PartContest},
		{"system, with papers", count.StageVerified, func(c *count.Contest) { c.System = "block" }, count.PartContest},
		{"a party's name, with papers", count.StageVerified, func(c *count.Contest) { c.Candidates[5].Parties[0].Name = "Labour Party" }, ""},
		{"electorate, with papers", count.StageVerified, electorate, ""},
		{"electorate, when ready", count.StageReady, electorate, ""},
		{"electorate, when declared", count.StageDeclared, electorate, count.PartContest},
		{"final electorate of as many as papers", count.StageVerified, func(c *count.Contest) { c.Electorate = &count.Electorate{Count: 49195, Final: true} }, ""},
		{"final electorate of one less", count.StageVerified, func(c *count.Contest) { c.Electorate = &count.Electorate{Count: 49194, Final: true} }, count.PartContest},
		{"provisional electorate of one less", count.StageVerified, func(c *count.Contest) { c.Electorate = &count.Electorate{Count: 49194} }, ""},
		{"previous result, when ready", count.StageReady, func(c *count.Contest) { c.Previous = nil }, ""},
		{"previous result, when declared", count.StageDeclared, func(c *count.Contest) { c.Previous = nil }, count.PartContest},
		{"nothing, when declared", count.StageDeclared, func(*count.Contest) {}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := newHall(t, islingtonNorth()).at(row.stage)
			before, acts := h.standing(), len(h.store.acts)
			_, err := define(h, changed(row.change))
			if row.part == "" {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				if after := h.standing(); after.Stage() != row.stage || !after.Tally().Equal(before.Tally()) {
					t.Errorf("now %s with %+v", after.Stage(), after.Tally())
				}
				return
			}
			var refused *count.ImportError
			if !errors.As(err, &refused) || len(refused.Problems) != 1 || refused.Problems[0].Part != row.part || refused.Problems[0].Contest != "islington-north" {
				t.Fatalf("answered %v; want one problem in %s", err, row.part)
			}
			if h.standing() != before || len(h.store.acts) != acts {
				t.Error("the refused import changed something")
			}
			if line := h.store.audit[len(h.store.audit)-1]; line.Outcome != count.Refused || line.Detail != err.Error() {
				t.Errorf("audit %+v; want the refusal", line)
			}
		})
	}
}

// All problems are reported together, and one contest's keep the others from
// being half imported.
func TestDefineAllOrNothing(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	acts := len(h.store.acts)
	bad := changed(func(c *count.Contest) { c.Candidates, c.Seats, c.Publish = c.Candidates[:6], 2, count.PublishDeclared })
	good := islingtonNorth()
	good.ID = "tottenham"
	_, err := define(h, good, bad)
	var refused *count.ImportError
	if !errors.As(err, &refused) {
		t.Fatalf("answered %v; want refused", err)
	}
	var parts []count.Part
	for _, p := range refused.Problems {
		parts = append(parts, p.Part)
	}
	slices.Sort(parts)
	if want := []count.Part{count.PartCandidates, count.PartContest, count.PartElection}; !slices.Equal(parts, want) {
		t.Errorf("problems in %v; want %v", parts, want)
	}
	if _, err := h.store.Standing(t.Context(), "tottenham"); !errors.Is(err, count.ErrNotFound) || len(h.store.acts) != acts {
		t.Error("the refused import left Tottenham behind")
	}

	h.store.faultAt = count.KindDefined
	if _, err := define(h, good); !errors.Is(err, errFault) {
		t.Errorf("answered %v; want the fault", err)
	}
	if len(h.store.acts) != acts {
		t.Error("the fault left a version behind")
	}
}

// A form that was open when only the electorate changed is still accepted.
func TestOpenFormsOutliveAnElectorate(t *testing.T) {
	h := newHall(t, islingtonNorth()).at(count.StageVerified)
	open := h.entry("count", islingtonSheet())
	if _, err := define(h, changed(func(c *count.Contest) { c.Electorate.Count = 72852 })); err != nil {
		t.Fatal(err)
	}
	h.accepted(h.desk.Enter(t.Context(), officer1(), open))
	h.accepted(h.desk.Confirm(t.Context(), officer2(), h.confirmation("count")))
	page := h.move()
	if _, err := define(h, changed(func(c *count.Contest) { c.Electorate.Count = 72582 })); err != nil {
		t.Fatal(err)
	}
	h.accepted(h.desk.MakeProvisional(t.Context(), clerk(), page))
	if last := h.store.acts[len(h.store.acts)-1]; last.Version != 3 {
		t.Errorf("the act names version %d; want 3, the current one", last.Version)
	}
}
