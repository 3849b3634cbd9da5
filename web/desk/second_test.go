package desk_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"resultsdesk/internal/count"
	"resultsdesk/web/desk"
)

var ticks = regexp.MustCompile(`name="(read\.[^"]+)"`)

// ticked is the form of a second person with every figure ticked.
func (p *page) ticked(action string) url.Values {
	form := p.form(action)
	for _, name := range ticks.FindAllStringSubmatch(p.body, -1) {
		form.Set(name[1], "1")
	}
	return form
}

// reads is the second person: reads a sheet that waits, ticks each figure, confirms.
func (b *browser) reads(path string) *page {
	b.t.Helper()
	return b.post(path+"/confirm", b.get(path).ticked(path+"/confirm"))
}

// blind makes the room's officers type every sheet twice.
func blind(defs *count.Definitions, _ *desk.Options) {
	for i := range defs.Contests {
		defs.Contests[i].Election.SecondPerson = count.BlindSecond
	}
}

// A second officer reads the screen against the paper: every figure has to be ticked,
// by name, before the sheet counts.
func TestASecondPersonReadsEachFigure(t *testing.T) {
	m := open(t).verified()
	m.as("officer-1").send(sheetPath, figures(nil)).says(200, "The count sheet: sent. officer-1, 02:08:41.", "Waiting for a second person")
	b := m.as("officer-2")
	p := b.get(sheetPath).says(200, "Read the screen against the sheet", "Entered by officer-1", "CORBYN, Jeremy", "24,120", "Not confirmed: 0 of 11 read")
	if strings.Contains(p.body, `name="votes.`) {
		t.Error("the second person can type over the figures")
	}
	form := p.ticked(sheetPath + "/confirm")
	form.Del("read.votes.116701")
	p = b.post(sheetPath+"/confirm", form).says(422, "KATES, Sheridan: not ticked.", "Find 2,660 on the paper", "10 of 11 read")
	p.pointsHome()
	if len(m.standing().Sheets) != 0 {
		t.Fatal("a figure that nobody read counts")
	}
	b.post(sheetPath+"/confirm", p.ticked(sheetPath+"/confirm")).says(200, "The count sheet: stored. officer-1 and officer-2", "Sent 02:08:41")
	if got := m.standing().Sheets["count"]; got.Second != "officer-2" || got.Tally.Votes["1120"] != 24120 {
		t.Errorf("stands: %+v", got)
	}
}

// What one person read is not confirmed in another's name, where they change at one
// computer with the page still open.
func TestTicksAreTheirReaders(t *testing.T) {
	m := open(t, demo).verified()
	m.as("officer-1").send(sheetPath, figures(nil))
	form := m.as("officer-2").get(sheetPath).ticked(sheetPath + "/confirm")
	clerk := m.as("clerk")
	clerk.post(sheetPath+"/confirm", form).says(409, "opened by another person")
	lost := m.browser().post(sheetPath+"/confirm", form).says(401, "Nothing was sent.").form("/desk/sign-in")
	lost.Set("as", "clerk")
	m.browser().post("/desk/sign-in", lost).says(409, "opened by another person")
	if len(m.standing().Sheets) != 0 {
		t.Error("confirmed by somebody who read nothing")
	}
	m.as("officer-2").post(sheetPath+"/confirm", form).says(200, "The count sheet: stored. officer-1 and officer-2")
}

// Nobody confirms what they typed; they can take it back and find every figure.
func TestTheTypistWaits(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	b.send(sheetPath, figures(nil))
	p := b.get(sheetPath).says(200, "Waiting for a second person.", "24,120", "Take back").silent("The screen agrees")
	e := m.standing().Waiting["count"][0]
	own := m.as("officer-2").get(sheetPath).ticked(sheetPath + "/confirm")
	own.Del("typist")
	b.post(sheetPath+"/confirm", own).says(422, "You typed this entry yourself.", "E13")
	if len(m.standing().Sheets) != 0 || e.Officer != "officer-1" {
		t.Fatal("the typist confirmed their own entry")
	}
	p = b.post(sheetPath+"/take-back", p.form(sheetPath+"/take-back")).says(200, "Taken back.", "NOT SENT")
	p.kept(sheetPath, map[string]string{"votes.1120": "24,120", "rejected.uncertain": "99"})
	if len(m.standing().Waiting) != 0 {
		t.Error("the entry still waits")
	}
	b.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: sent.")
	b.post(sheetPath+"/take-back", url.Values{"key": {"k"}, "base": {"1"}}).says(200, "Not taken back.")
}

// A sheet that does not agree goes back to its table with a note, and what was typed
// from it is gone.
func TestSheetSentBack(t *testing.T) {
	m := open(t).verified()
	m.as("officer-1").send(sheetPath, figures(nil))
	b := m.as("officer-2")
	form := b.get(sheetPath).form(sheetPath + "/send-back")
	b.post(sheetPath+"/send-back", form).says(422, "Say where the sheet went, and why.").pointsHome()
	form.Set("note", "Table 6: Kates reads 2,606 on the paper")
	b.post(sheetPath+"/send-back", form).says(200, "The count sheet: sent back. “Table 6: Kates reads 2,606 on the paper”")
	m.as("officer-1").get(sheetPath).says(200, "This sheet is back at its table.", "Table 6", "Enter the count sheet")
	if len(m.standing().Waiting) != 0 {
		t.Error("what was typed from the sheet still waits")
	}
}

// An entry that was replaced while somebody read it is read again.
func TestReadingAnEntryThatWasReplaced(t *testing.T) {
	m := open(t).verified()
	first, second := m.as("officer-1"), m.as("officer-2")
	first.send(sheetPath, figures(nil))
	old := second.get(sheetPath).ticked(sheetPath + "/confirm")
	first.post(sheetPath+"/take-back", first.get(sheetPath).form(sheetPath+"/take-back"))
	first.send(sheetPath, figures(map[string]string{"votes.117351": "1951", "votes.72541": "1709"}))
	p := second.post(sheetPath+"/confirm", old).says(409, "does not wait any more", "1,951", "0 of 11 read")
	if strings.Contains(p.body, " checked") {
		t.Error("ticks of the old figures are still there")
	}
}

// Typed blind, the second officer sees nothing of the first entry, and both see only
// in which figures they differ.
func TestBlindEntryShowsNoFigure(t *testing.T) {
	m := open(t, blind).verified()
	first, second := m.as("officer-1"), m.as("officer-2")
	first.send(sheetPath, figures(map[string]string{"votes.117351": "1951", "votes.72541": "1709"})).says(200, "The count sheet: sent.")
	for _, b := range []*browser{second, m.as("clerk")} {
		b.get(sheetPath).says(200).silent("1,951", "1951", "1,709", "49,006")
	}
	second.get(sheetPath).says(200, "Enter the count sheet", "Still to type: 11")
	p := second.send(sheetPath, figures(nil)).says(200, "2 figures differ from what another officer typed.", "HARRIES, Karen Anne; NELSON, Martyn", "Decide against the paper").silent("1,951", "1,709")
	if got := strings.Count(p.body, "the same twice"); got != 9 {
		t.Errorf("%d lines are locked; want 9", got)
	}
	p.kept(sheetPath, map[string]string{"votes.117351": "1,950", "votes.1120": "24,120"})
	theirs := first.get(sheetPath).says(200, "2 figures differ").silent("1,950", "1,710")
	second.post(sheetPath, p.form(sheetPath)).says(200, "Your figures are those you had sent before.")
	first.post(sheetPath, typed(theirs.form(sheetPath), map[string]string{"votes.117351": "1950", "votes.72541": "1710"})).
		says(200, "The count sheet: stored. officer-1 and officer-2")
	if got := m.standing().Tally().Votes["117351"]; got != 1950 {
		t.Errorf("Harries stands at %d; want 1950", got)
	}
	second.get(sheetPath).says(200, "This sheet is in.", "Still to type: 11") // to be typed again without seeing it
}

// A refused form of the second typist says nothing of the first entry either.
func TestBlindRefusalShowsNoFigure(t *testing.T) {
	m := open(t, blind).verified()
	first, second := m.as("officer-1"), m.as("officer-2")
	form := second.get(sheetPath).form(sheetPath)
	first.send(sheetPath, figures(nil))
	wrong := figures(map[string]string{"votes.1120": "24121"})
	second.post(sheetPath, typed(form, wrong)).says(422, "1 paper too many").silent("24,120")
	form.Set("base", "99")
	second.post(sheetPath, typed(form, figures(map[string]string{"votes.1120": "24119", "votes.117355": "33"}))).says(409).silent("24,120")
}
