package desk_test

import (
	"slices"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// twoSeats makes Islington North a ward of two.
func twoSeats(defs *count.Definitions, _ *desk.Options) {
	for i := range defs.Contests {
		if c := &defs.Contests[i]; c.ID == "islington-north" {
			c.System, c.Seats, c.VotesPerPerson = count.BlockVote, 2, 2
		}
	}
}

// twice is a sheet of that ward in balance.
func twice(change map[string]string) map[string]string {
	f := figures(change)
	f["in-part"], f["unused"] = "4", "49002"
	return f
}

// Where each elector has two votes the totals have the lines for votes that went to
// nobody, and a difference in one of them is named.
func TestTotalsOfAWardOfTwo(t *testing.T) {
	m := open(t, profile(count.ProfileCount, count.ConfirmSecond), twoSeats).verified()
	must(t, enter(m, "officer-1", twice(nil), "", count.SheetCode(m.standing().Contest, "count", 0)))
	m.confirm("officer-2", "islington-north", "count")
	two, totals := m.as("officer-2"), islington+"/totals"
	two.get(totals).says(200, "Votes lost on papers rejected in part", "Unused votes")
	typedFrom := m.summary(map[string]string{"in-part": "4", "unused": "49001"})
	two.send(totals, typedFrom).says(200, "The totals typed blind differ from the desk.", "They differ in: Unused votes.").silent("49,002", "49001")
	typedFrom["unused"] = "49002"
	two.send(totals, typedFrom).says(200, "The totals typed blind agree with the desk.")
}

// A correction reaches those lines too.
func TestCorrectionOfAWardOfTwo(t *testing.T) {
	m := open(t, twoSeats).verified()
	m.as("officer-1").send(sheetPath, twice(nil)).says(200, "The count sheet: sent.")
	m.as("officer-2").reads(sheetPath).says(200, "stored")
	m.readied().as("officer-2").send(islington+"/read-back", map[string]string{"votes.1120": "24120", "votes.90828": "16873", "votes.116701": "2660"}).says(200, "those of the desk")
	clerk, correction := m.as("clerk"), islington+"/correction"
	clerk.send(islington+"/declare", ro()).says(200, "The result is declared.")
	clerk.get(correction).says(200, "Votes lost on papers rejected in part published: 4", "Unused votes published: 49,002")
	clerk.send(correction, ro("in-part", "6", "unused", "49,000", "reason", "two votes were on papers rejected in part")).
		says(200, "The change is proposed.", "Votes lost on papers rejected in part 4 6", "Unused votes 49,002 49,000")
	want := []count.Amendment{{Field: "in-part", Was: "4", Now: "6"}, {Field: "unused", Was: "49002", Now: "49000"}}
	if got := m.standing().Proposal.Changes; !slices.Equal(got, want) {
		t.Errorf("proposed is %v; want %v", got, want)
	}
}

// What somebody types once more is kept for them as a sheet is, and is in nobody
// else's form: a second person types from the paper.
func TestDraftsOfWhatIsTypedAgain(t *testing.T) {
	m := open(t).readied()
	b, readBack := m.as("officer-2"), islington+"/read-back"
	const save = "/desk/drafts/islington-north/read-back"
	page := b.get(readBack)
	if !strings.Contains(page.body, "data-figures") || !strings.Contains(page.body, `data-draft="`+save+`"`) || !strings.Contains(page.body, "autofocus") {
		t.Errorf("the form has no keys of a sheet, or is not kept:\n%s", page.body)
	}
	half := map[string]string{"votes.1120": "24120"}
	if got := b.save(save, typed(page.form(readBack), half)); got != "saved" {
		t.Fatalf("the draft is %q", got)
	}
	for _, other := range []string{"officer-1", "officer-3"} {
		if other == "officer-3" {
			m.enlist(other, count.RoleCountOfficer)
		}
		p := m.as(other).get(readBack).silent("Draft of", "24,120")
		if got := p.form(readBack).Get("votes.1120"); got != "" || strings.Contains(p.body, "24120") {
			t.Errorf("%s’s form holds %q, which officer-2 typed", other, got)
		}
	}
	resumed := b.get(readBack).says(200, "Draft of 02:08 resumed. NOT SENT.")
	resumed.kept(readBack, half)
	b.post(readBack, typed(resumed.form(readBack), map[string]string{"votes.90828": "16783"})).says(422, "the desk has another figure than this.").kept(readBack, half)
	b.post(readBack, typed(b.get(readBack).form(readBack), map[string]string{"votes.90828": "16873"})).says(200, "those of the desk")
	b.get(readBack).silent("Discard draft")
}

// The totals come back to who began them, with every line, and to nobody else.
func TestDraftOfTotals(t *testing.T) {
	m := open(t, profile(count.ProfileCount, count.ConfirmSecond), twoSeats).verified()
	must(t, enter(m, "officer-1", twice(nil), "", count.SheetCode(m.standing().Contest, "count", 0)))
	m.confirm("officer-2", "islington-north", "count")
	two, totals := m.as("officer-2"), islington+"/totals"
	half := map[string]string{"votes.77121": "1661", "unused": "49002"}
	two.save("/desk/drafts/islington-north/totals", typed(two.get(totals).form(totals), half))
	two.get(totals).says(200, "resumed. NOT SENT.").kept(totals, half)
	other := m.enlist("officer-3", count.RoleCountOfficer).get(totals).says(200).silent("resumed")
	other.kept(totals, map[string]string{"votes.77121": "", "unused": ""})
	two.send(totals, m.summary(twice(nil))).says(200, "agree with the desk.")
	two.get(totals).silent("Discard draft").kept(totals, map[string]string{"votes.77121": ""})
}
