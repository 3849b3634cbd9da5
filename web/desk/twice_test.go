package desk_test

import (
	"strings"
	"testing"
)

// The second of two officers gets both sheets side by side, keeps every digit, and
// replaces what stands only by sending again.
func TestTwoOfficersAtOnce(t *testing.T) {
	m := open(t).verified()
	first, second := m.as("officer-1"), m.as("officer-2")
	form := second.get(sheetPath).form(sheetPath)
	theirs := figures(map[string]string{"votes.117351": "1951", "votes.72541": "1709"})
	first.send(sheetPath, theirs).says(200, "sent")

	p := second.post(sheetPath, typed(form, figures(nil)))
	p.says(409, "officer-1 entered", "nothing was overwritten", "Waiting: officer-1, 02:08:41",
		"HARRIES, Karen Anne 1,951 1950 differs", "NELSON, Martyn 1,709 1710 differs", "KATES, Sheridan 2,660 2660 same", "Replace with these figures").pointsHome()
	p.kept(sheetPath, figures(nil))
	if got := strings.Count(p.text(), "differs"); got != 2 {
		t.Errorf("%d rows differ; want 2", got)
	}
	if got := m.standing().Waiting["count"][0].Tally.Votes["117351"]; got != 1951 {
		t.Errorf("Harries waits at %d; the first officer's 1951 must wait", got)
	}

	second.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: sent. officer-2")
	if got := m.standing().Waiting["count"][0].Tally.Votes["117351"]; got != 1950 {
		t.Errorf("Harries waits at %d after the second sending; want 1950", got)
	}
}

// A double click, the back button and a reload make one act.
func TestSentTwiceIsOnce(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	b.post(sheetPath, form).says(200, "The count sheet: sent.")
	head := m.standing().Head
	b.post(sheetPath, form).says(200, "The count sheet: sent.", "Waiting for a second person")
	if m.standing().Head != head {
		t.Error("the second sending made a second act")
	}
	m.as("officer-2").reads(sheetPath)
	b.post(sheetPath, form).says(200, "a second person has acted since", "officer-1 and officer-2").silent("Sent ")
}

// Two officers who typed the same from the same sheet, each without the other's, are
// each other's second person.
func TestTheSameTypedTwiceStands(t *testing.T) {
	m := open(t).verified()
	form := m.as("officer-2").get(sheetPath).form(sheetPath)
	m.as("officer-1").send(sheetPath, figures(nil))
	m.as("officer-2").post(sheetPath, typed(form, figures(nil))).says(200, "The count sheet: stored. officer-1 and officer-2")
}

// A form that was sent, gone back to and changed is a second set of figures.
func TestSameFormOtherFigures(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	b.post(sheetPath, form).says(200, "sent")
	changed := map[string]string{"votes.77121": "1662", "votes.1120": "24119"}
	p := b.post(sheetPath, typed(form, changed)).says(409, "This form was sent before with other figures.", "1,661 1662 differs")
	p.kept(sheetPath, changed)
	if p.form(sheetPath).Get("key") == form.Get("key") {
		t.Error("the form has its old key: sending it again would be refused for ever")
	}
	b.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: sent.")
}

// Verified papers by two officers, too.
func TestPapersOfTwoOfficers(t *testing.T) {
	m := open(t)
	papers := islington + "/papers"
	second := m.as("officer-2")
	form := second.get(papers).form(papers)
	m.as("officer-1").send(papers, map[string]string{"papers": "49185"})
	p := second.post(papers, typed(form, map[string]string{"papers": "49195"}))
	p.says(409, "officer-1 entered verified papers", "49,185 · officer-1, 02:08:41 49195 differs").kept(papers, map[string]string{"papers": "49195"})
	second.post(papers, p.form(papers)).says(200, "Verified papers: stored. officer-2")
}

// A button pressed on a page that is out of date does nothing, and shows what is new.
func TestMoveOnAnOldPage(t *testing.T) {
	m := open(t).counted()
	clerk := m.as("clerk")
	old := typed(clerk.get(islington).form(islington+"/provisional"), map[string]string{"authority": "deputy"})
	m.as("officer-1").insist(sheetPath, map[string]string{"votes.77121": "1662", "votes.1120": "24119"})
	m.as("officer-2").reads(sheetPath)
	clerk.post(islington+"/provisional", old).says(409, "Something changed on this count after the page was opened.", "Make provisional")
	if m.standing().Provisional != nil {
		t.Error("figures that the clerk had not seen are provisional")
	}
}
