package pack_test

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/internal/feed"
)

// holdCorrection holds a corrected bulletin to the one before: the correction says
// every figure that differs, old and new, those that were typed and those that follow,
// and no other; all else is as it was, byte for byte. It returns how many followed.
func holdCorrection(t *testing.T, before, after *feed.Bulletin, typed []count.Amendment) int {
	t.Helper()
	name := after.Contest.Name
	if len(after.Contest.Corrections) != 1 {
		t.Fatalf("%s: %d corrections are published", name, len(after.Contest.Corrections))
	}
	was, now := figuresIn(before), figuresIn(after)
	var differ, said []string
	for _, field := range slices.Sorted(maps.Keys(now)) {
		if was[field] != now[field] {
			differ = append(differ, field+" "+was[field]+" → "+now[field])
		}
	}
	followed, amended := 0, []count.Amendment{}
	for _, c := range after.Contest.Corrections[0].Changes {
		said = append(said, c.Field+" "+c.Was+" → "+c.Now)
		if c.Derived {
			followed++
		} else {
			amended = append(amended, count.Amendment{Field: c.Field, Was: c.Was, Now: c.Now})
		}
	}
	slices.Sort(differ)
	slices.Sort(said)
	if !slices.Equal(said, differ) {
		t.Errorf("%s: the correction says\n%s\nbut what differs is\n%s", name, strings.Join(said, "; "), strings.Join(differ, "; "))
	}
	if !slices.Equal(amended, typed) {
		t.Errorf("%s: published as corrected are %v; corrected were %v", name, amended, typed)
	}
	if a, b := otherwise(t, before), otherwise(t, after); a != b {
		t.Errorf("%s: besides the figures\n%s\nbecame\n%s", name, a, b)
	}
	return followed
}

// figuresIn is every figure of a declared result by the name that a correction has for
// it.
func figuresIn(b *feed.Bulletin) map[string]string {
	c := b.Contest
	f := map[string]string{
		count.FieldElectorate: figure(c.Electorate.Count), count.FieldTotal: figure(c.Papers), "valid": figure(c.Valid), "rejected": figure(c.Rejected.Total),
		"majority": figure(c.Majority.Votes), "majority.share": figure(c.Majority.Share),
		"turnout": figure(c.Turnout.Percent), "turnout.change": figure(c.Turnout.Change), "ballot-box-turnout": figure(c.BoxTurnout.Percent),
	}
	if w := c.Swing; w != nil {
		f["swing"] = figure(w.Points)
		if winner := slices.IndexFunc(c.Candidates, func(line feed.Candidate) bool { return line.Elected }); w.To != c.Candidates[winner].ID {
			f["swing"] = figure(-w.Points)
		}
	} else {
		f["swing"] = ""
	}
	for _, h := range c.Rejected.Heads {
		f[count.FieldHead(h.ID)] = figure(h.Papers)
	}
	for _, line := range c.Candidates {
		f[count.FieldVotes(line.ID)], f[count.FieldCandidateName(line.ID)] = figure(line.Votes), line.Name
		f["share."+line.ID], f["change."+line.ID] = figure(line.Share), figure(line.Change)
	}
	return f
}

// figuresByName is figuresIn by candidates' names: two releases can number them apart.
func figuresByName(b *feed.Bulletin) map[string]string {
	named := figuresIn(b)
	for _, line := range b.Contest.Candidates {
		for _, prefix := range []string{count.FieldVotes(""), count.FieldCandidateName(""), "share.", "change."} {
			named[prefix+line.Name] = named[prefix+line.ID]
			delete(named, prefix+line.ID)
		}
	}
	return named
}

// figure is a figure as the wire has it; blank where there is none.
func figure(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(string(text), "null")
}

// otherwise is a bulletin without its stamps, its figures, and what is said of the
// correction itself: who is elected, who lost a deposit, the outcome, names, the base.
func otherwise(t *testing.T, b *feed.Bulletin) string {
	t.Helper()
	state, c := *b, *b.Contest
	state.Seq, state.Revision, state.At, state.Contest = 0, 0, b.Election.Closes, &c
	c.Corrections = nil
	c.Electorate = &feed.Electorate{Final: c.Electorate.Final} // its source says that it was corrected
	c.Papers, c.Valid, c.Rejected, c.Turnout, c.BoxTurnout, c.Swing = nil, nil, nil, nil, nil, nil
	c.Majority = &feed.Majority{Over: c.Majority.Over, ByLot: c.Majority.ByLot}
	c.Events = slices.DeleteFunc(slices.Clone(c.Events), func(e feed.Event) bool { return e.Kind == count.EventCorrected })
	c.Candidates = slices.Clone(c.Candidates)
	for i := range c.Candidates {
		c.Candidates[i].Name = "" // corrected by name, where it is
		c.Candidates[i].Votes, c.Candidates[i].Share, c.Candidates[i].Change = nil, nil, nil
	}
	slices.SortFunc(c.Candidates, func(a, b feed.Candidate) int { return cmp.Compare(a.Number, b.Number) })
	text, err := state.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
