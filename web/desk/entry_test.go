package desk_test

import (
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

// of makes the room's desk one of a profile.
func of(profile count.Profile, second count.SecondPerson) func(*count.Definitions, *desk.Options) {
	return func(defs *count.Definitions, _ *desk.Options) {
		for i := range defs.Contests {
			defs.Contests[i].Election.Profile, defs.Contests[i].Election.SecondPerson = profile, second
		}
	}
}

// Votes can be typed as bundles; what the count gets is the whole figure, and the page
// shows how it was worked out.
func TestVotesTypedAsBundles(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	p := b.send(sheetPath, figures(map[string]string{"votes.77121": "66x25+12", "votes.117351": "78*25"})).
		says(422, "66 × 25 + 12 = 1,662", "78 × 25 = 1,950", "1 paper too many", "Votes 49,007")
	p.kept(sheetPath, map[string]string{"votes.77121": "66x25+12"})
	form := p.form(sheetPath)
	form.Set("votes.77121", "66 X 25 + 11")
	b.post(sheetPath, form).says(200, "The count sheet: sent.")
	if got := m.standing().Waiting["count"][0].Tally.Votes; got["77121"] != 1661 || got["117351"] != 1950 {
		t.Errorf("the count got %v", got)
	}
}

// What is no sum of bundles is refused as a figure, in full and beside its field.
func TestNotBundles(t *testing.T) {
	b := open(t).verified().as("officer-1")
	for _, wrong := range []string{"12x", "x25", "12x25+", "+13", "12x25x2", "12×-1", "1.5x2", "12+", "999999999x9", "9999999x9999999+1"} {
		p := b.send(sheetPath, figures(map[string]string{"votes.77121": wrong})).says(422, "AGGARWAL, Vikas: “"+wrong+"” cannot be read.")
		p.kept(sheetPath, map[string]string{"votes.77121": wrong})
	}
	b.send(sheetPath, figures(map[string]string{"rejected.uncertain": "4x25"})).says(422, "“4x25” cannot be read.") // papers come in no bundles
}

// Where the profile asks for it, the code of the sheet comes first, and figures of
// another sheet land nowhere.
func TestTheCodeOfTheSheet(t *testing.T) {
	m := open(t, of(count.ProfileCount, count.ConfirmSecond)).verified()
	b := m.as("officer-1")
	p := b.get(sheetPath).says(200, "Code of the printed sheet")
	if strings.Index(p.body, `name="code"`) > strings.Index(p.body, `name="votes.`) || strings.Count(p.body, "autofocus") != 1 {
		t.Error("the code is not the first field, or typing does not begin there")
	}
	b.send(sheetPath, figures(nil)).says(422, "The code of the sheet is missing.").pointsHome()
	st := m.standing()
	other := figures(map[string]string{"code": count.SheetCode(st.Contest, "", st.Round)})
	b.send(sheetPath, other).says(422, "Take the right sheet").kept(sheetPath, other)
	right := count.SheetCode(st.Contest, "count", st.Round)
	b.send(sheetPath, figures(map[string]string{"code": right})).says(200, "The count sheet: sent.")
	second := m.as("officer-2")
	second.reads(sheetPath).says(422, "The code of the sheet is missing.", "11 of 11 read")
	form := second.get(sheetPath).ticked(sheetPath + "/confirm")
	form.Set("code", right)
	second.post(sheetPath+"/confirm", form).says(200, "stored. officer-1 and officer-2")
}

// A desk that receives results asks where they are from, has no papers, and says that
// sending publishes.
func TestSheetOfADeskThatReceivesResults(t *testing.T) {
	m := open(t, of(count.ProfileMedia, count.NoSecond))
	b := m.as("officer-1")
	b.get(sheetPath).says(200, "Where are the figures from?", "what you send is public at once", "leave all of them empty", "Still to type: 7")
	p := b.send(sheetPath, figures(nil)).says(422, "Say where the figures are from.")
	p.pointsHome()
	form := p.form(sheetPath)
	form.Set("source", "phoned")
	form.Set("source-note", "count agent, 02:05")
	for field := range form {
		if strings.HasPrefix(field, "rejected.") {
			form.Set(field, "")
		}
	}
	b.post(sheetPath, form).says(200, "The count sheet: stored. officer-1")
	b.get(sheetPath).says(200, "By telephone from the hall", "count agent, 02:05")
	if got := m.standing().Sheets["count"].Tally; !got.RejectedUnknown {
		t.Errorf("rejected papers that nobody told are %v", got.Rejected)
	}
}

// The Returning Officer's clerk accepts that papers stay missing; the sheet says so,
// with the reason.
func TestShortfallAccepted(t *testing.T) {
	m := open(t).verified()
	clerk := m.as("clerk")
	act := sheetPath + "/residual"
	form := clerk.get(sheetPath).form(act)
	clerk.post(act, typed(form, map[string]string{"residual": "x"})).says(422, "Say how many papers are missing.", "A reason is missing.").pointsHome()
	clerk.post(act, typed(form, map[string]string{"residual": "2", "reason": "searched twice, not found"})).
		says(200, "The shortfall is accepted.", "Shortfall accepted, this sheet", "“searched twice, not found” clerk, 02:08:41", "2 papers")
	m.as("officer-1").send(sheetPath, figures(map[string]string{"votes.1120": "24118"})).says(200, "The count sheet: sent.")
	if p := m.as("officer-1").get(sheetPath).says(200, "“searched twice, not found”"); strings.Contains(p.body, "/residual") {
		t.Error("a count officer can accept a shortfall")
	}
}
