package count_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
	"resultsdesk/internal/count/countmodel"
)

// honestLedger is a count as one, from the close of poll to the declaration.
func honestLedger() []count.Act {
	c := countmodel.Halls()[2].Contest
	t := count.Tally{Votes: map[string]int{"1120": 8, "117355": 0, "116701": 0, "90828": 6}, Rejected: map[string]int{"uncertain": 1}}
	by := func(officer string, authority count.Authority, unit string, body count.Body) count.Act {
		return count.Act{Contest: c.ID, Officer: officer, Authority: authority, Unit: unit, Body: body}
	}
	ro := count.ReturningOfficer
	acts := []count.Act{
		by("desk", "", "", count.Defined{Contest: &c}),
		by("desk", "", "", count.PollClosed{Hour: countmodel.Closes()}),
		by("officer-1", "", "", count.Verified{Papers: 15}),
		by("clerk-1", ro, "", count.Signed{}),
		by("officer-1", "", "count", count.Entered{Tally: t}),
		by("officer-2", "", "count", count.Confirmed{Entry: 5}),
		by("officer-2", "", "", count.Rekeyed{Tally: t}),
		by("clerk-1", ro, "", count.Provisional{}),
		by("clerk-1", ro, "", count.Consulted{}),
		by("clerk-1", ro, "", count.Ready{}),
		by("officer-2", "", "", count.ReadBackDone{}),
		by("clerk-1", ro, "", count.Declared{Announced: countmodel.Closes().Add(time.Hour), Elected: []string{"1120"}}),
		by("clerk-1", ro, "", count.Proposed{Reason: "a slip", Changes: []count.Amendment{{Field: "votes.90828", Was: "6", Now: "7"}, {Field: "rejected.uncertain", Was: "1", Now: "0"}}}),
		by("clerk-2", ro, "", count.Corrected{Proposal: 13}),
	}
	for i := range acts {
		acts[i].Seq, acts[i].At = int64(i+1), countmodel.Closes().Add(time.Hour+time.Duration(i)*time.Minute)
	}
	return acts
}

// complaint is what an auditor says of a ledger; empty where nothing is wrong.
func complaint(acts []count.Act) (wrong string) {
	defer func() {
		if p := recover(); p != nil {
			wrong = p.(string)
		}
	}()
	countmodel.NewAuditor(func(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }).Read(acts...)
	return ""
}

// An auditor who never complains proves nothing: each of these ledgers has one thing
// that the rules do not allow.
func TestTheAuditorSeesWhatIsWrong(t *testing.T) {
	if wrong := complaint(honestLedger()); wrong != "" {
		t.Fatalf("an honest ledger: %s", wrong)
	}
	without := func(at int) func([]count.Act) []count.Act {
		return func(acts []count.Act) []count.Act { return renumbered(slices.Delete(acts, at-1, at)) }
	}
	who := func(at int, officer string) func([]count.Act) []count.Act {
		return func(acts []count.Act) []count.Act { acts[at-1].Officer = officer; return acts }
	}
	what := func(at int, body count.Body) func([]count.Act) []count.Act {
		return func(acts []count.Act) []count.Act { acts[at-1].Body = body; return acts }
	}
	announced := countmodel.Closes().Add(time.Hour)
	for name, c := range map[string]struct {
		forge func([]count.Act) []count.Act
		says  string
	}{
		"papers never verified":         {without(3), "signed before all papers"},
		"statement unsigned":            {without(4), "not signed"},
		"one person's sheet":            {without(6), "typed every sheet|waits for a second person"},
		"confirmed by its typist":       {who(6, "officer-1"), "its own"},
		"totals never typed again":      {without(7), "not typed by a second person"},
		"totals by the typist":          {who(7, "officer-1"), "typed every sheet"},
		"nobody consulted":              {without(9), "nobody consulted"},
		"not ready":                     {without(10), "wrong stage"},
		"nobody read back":              {without(11), "by one person"},
		"read back by who declares":     {who(11, "clerk-1"), "by one person"},
		"the loser declared":            {what(12, count.Declared{Announced: announced, Elected: []string{"90828"}}), "without most votes"},
		"announced too early":           {what(12, count.Declared{Announced: announced.Add(-2 * time.Hour), Elected: []string{"1120"}}), "impossible time"},
		"corrected by who asked":        {who(14, "clerk-1"), "by one person"},
		"a paper lost":                  {what(3, count.Verified{Papers: 16}), "out of balance"},
		"a paper too many":              {what(3, count.Verified{Papers: 14}), "more votes than papers"},
		"without the Returning Officer": {func(acts []count.Act) []count.Act { acts[11].Authority = count.Deputy; return acts }, "without authority"},
		"a recount unanswered":          {what(9, count.Consulted{Exceptions: []count.Exception{{Candidate: "90828", Kind: count.AsksRecount}}}), "unanswered"},
		"entered after the declaration": {what(13, count.Entered{}), "wrong role|count officer|wrong stage"},
		"of another round":              {func(acts []count.Act) []count.Act { acts[7].Round = 1; return acts }, "another round"},
		"another winner by correction":  {what(13, count.Proposed{Reason: "a slip", Changes: []count.Amendment{{Field: "votes.90828", Was: "6", Now: "9"}}}), "who is elected"},
	} {
		wrong := complaint(c.forge(honestLedger()))
		if !slices.ContainsFunc(strings.Split(c.says, "|"), func(s string) bool { return wrong != "" && strings.Contains(wrong, s) }) {
			t.Errorf("%s: the auditor says %q; want %q", name, wrong, c.says)
		}
	}
}

func renumbered(acts []count.Act) []count.Act {
	for i := range acts {
		acts[i].Seq = int64(i + 1)
		switch body := acts[i].Body.(type) {
		case count.Confirmed:
			body.Entry = int64(slices.IndexFunc(acts, func(a count.Act) bool { return a.Body.Kind() == count.KindEntered }) + 1)
			acts[i].Body = body
		case count.Corrected:
			acts[i].Body = count.Corrected{Proposal: int64(i)}
		}
	}
	return acts
}
