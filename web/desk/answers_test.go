package desk_test

import (
	"net/url"
	"regexp"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

var reasons = regexp.MustCompile(`<textarea[^>]* name="why\.([^"]+)"`)

// answers is the form with every warning ticked and given a reason.
func (p *page) answers(action, reason string) url.Values {
	form := p.form(action)
	for _, field := range reasons.FindAllStringSubmatch(p.body, -1) {
		form.Set("why."+field[1], reason)
		form.Set("looked."+field[1], "1")
	}
	return form
}

// A warning is stored over only with a tick and a reason, which stand beside the
// figures afterwards.
func TestAWarningWantsATickAndAReason(t *testing.T) {
	m := open(t).counted()
	b := m.as("officer-1")
	p := b.send(sheetPath, map[string]string{"votes.77121": "1662", "votes.1120": "24119"})
	p.says(422, "Not stored yet.", "CORBYN, Jeremy: 24,119 votes, fewer than the 24,120 that stand.", "I looked at the paper", "NOT SENT")
	p.pointsHome()
	field := count.FieldReasonFor(count.W06, "votes.1120")
	half := p.form(sheetPath)
	half.Set(field, "counted again")
	p = b.post(sheetPath, half).says(422, "It wants both: the tick and a reason.")
	p.kept(sheetPath, map[string]string{field: "counted again"})
	b.post(sheetPath, p.answers(sheetPath, "bundle 7 counted again")).says(200, "The count sheet: sent.")
	b.get(sheetPath).says(200, "Warnings that were accepted", "CORBYN, Jeremy W06 · “bundle 7 counted again” officer-1")
	m.as("officer-2").get(sheetPath).says(200, "“bundle 7 counted again” officer-1")
	m.as("officer-2").reads(sheetPath).says(200, "stored")
	m.as("clerk").get(sheetPath).says(200, "“bundle 7 counted again” officer-1")
}

// Ticks and reasons are for the figures that they were given on: a changed figure
// takes them away, anything else that was refused does not.
func TestAnswersGoWithTheFigures(t *testing.T) {
	m := open(t).counted()
	b := m.as("officer-1")
	p := b.send(sheetPath, map[string]string{"votes.77121": "1662", "votes.1120": "24119"})
	changed := typed(p.answers(sheetPath, "counted again"), map[string]string{"votes.77121": "1663", "votes.1120": "24118"})
	q := b.post(sheetPath, changed).says(422, "24,118 votes, fewer than").silent("counted again")
	if q.form(sheetPath).Get(count.FieldReasonFor(count.W06, "votes.1120")) != "" {
		t.Error("a reason given for other figures is still there")
	}
	wrong := typed(p.answers(sheetPath, "counted again"), map[string]string{"code": "001-01-9"})
	q = b.post(sheetPath, wrong).says(422)
	again := q.form(sheetPath)
	again.Set("code", "")
	b.post(sheetPath, again).says(200, "The count sheet: sent.")
	if got := m.standing().Waiting["count"][0].Accepted; len(got) != 1 || got[0].Reason != "counted again" {
		t.Errorf("accepted: %+v", got)
	}
}

// A box that differs from its account wants an explanation, or a reason.
func TestAVarianceIsAnswered(t *testing.T) {
	m := open(t, stations)
	papers := islington + "/papers"
	b := m.as("officer-1")
	p := b.send(papers, map[string]string{"papers.a": "811", "entrusted.a": "1,200", "unused-papers.a": "388", "spoilt.a": "2", "papers.b": "700", "papers.post": "1"})
	p.says(422, "Box A: 1 more than the ballot paper account expects.", "difference +1").pointsHome()
	b.post(papers, p.answers(papers, "counted twice")).says(200, "Verified papers: stored.")
	got := m.standing().Boxes["a"]
	if got.Account == nil || got.Account.Expected() != 810 || m.standing().Boxes["b"].Account != nil {
		t.Errorf("box A: %+v", got)
	}
	p = b.get(papers).says(200, "difference +1")
	p.kept(papers, map[string]string{"entrusted.a": "1,200", "tendered.a": "0"})
	none := map[string]string{"entrusted.a": "", "unused-papers.a": "", "spoilt.a": "", "tendered.a": ""}
	b.post(papers, typed(p.form(papers), none)).says(200, "Verified papers: stored.")
	if m.standing().Boxes["a"].Account != nil {
		t.Error("an account that was emptied still stands")
	}
}

// Each elector has two votes: unused votes may be typed, those lost in part must be.
func TestSheetOfAWardOfTwo(t *testing.T) {
	m := open(t, func(defs *count.Definitions, _ *desk.Options) {
		for i := range defs.Contests {
			if c := &defs.Contests[i]; c.ID == "islington-north" {
				c.System, c.Seats, c.VotesPerPerson = count.BlockVote, 2, 2
			}
		}
	}).verified()
	b := m.as("officer-1")
	b.get(sheetPath).says(200, "49,195 papers bear up to 98,390 votes", "Unused votes", "Still to type: 12")
	p := b.send(sheetPath, figures(map[string]string{"in-part": "4", "unused": "49003"})).says(422, "NOT SENT")
	p.kept(sheetPath, map[string]string{"in-part": "4", "unused": "49003"})
	form := p.form(sheetPath)
	form.Set("unused", "49002")
	b.post(sheetPath, form).says(200, "The count sheet: sent.")
	m.as("officer-2").get(sheetPath).says(200, "Unused votes", "49,002", "0 of 13 read")
}
