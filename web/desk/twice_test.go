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
	first.send(sheetPath, theirs).says(200, "stored")

	p := second.post(sheetPath, typed(form, figures(nil)))
	p.says(409, "officer-1 entered", "nothing was overwritten", "Stands: officer-1, 02:08:41",
		"HARRIES, Karen Anne 1,951 1950 differs", "NELSON, Martyn 1,709 1710 differs", "KATES, Sheridan 2,660 2660 same", "Replace with these figures").pointsHome()
	p.kept(sheetPath, figures(nil))
	if got := strings.Count(p.text(), "differs"); got != 2 {
		t.Errorf("%d rows differ; want 2", got)
	}
	if got := m.standing().Tally().Votes["117351"]; got != 1951 {
		t.Errorf("Harries stands at %d; the first officer's 1951 must stand", got)
	}

	second.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: stored. officer-2")
	if got := m.standing().Tally().Votes["117351"]; got != 1950 {
		t.Errorf("Harries stands at %d after the second sending; want 1950", got)
	}
}

// A double click, the back button and a reload make one act.
func TestSentTwiceIsOnce(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	b.post(sheetPath, form).says(200, "The count sheet: stored.")
	head := m.standing().Head
	b.post(sheetPath, form).says(200, "these figures wait already", "Nothing was stored twice.", "Sent 02:08:41")
	if m.standing().Head != head {
		t.Error("the second sending made a second act")
	}
}

// A form that was sent, gone back to and changed is a second set of figures.
func TestSameFormOtherFigures(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	b.post(sheetPath, form).says(200, "stored")
	changed := map[string]string{"votes.77121": "1662", "votes.1120": "24119"}
	p := b.post(sheetPath, typed(form, changed)).says(409, "This form was sent before with other figures.", "1,661 1662 differs")
	p.kept(sheetPath, changed)
	if p.form(sheetPath).Get("key") == form.Get("key") {
		t.Error("the form has its old key: sending it again would be refused for ever")
	}
	b.post(sheetPath, p.form(sheetPath)).says(200, "The count sheet: stored.")
}

// Who sends again after somebody replaced the figures is told so, and not that they
// stand.
func TestSentAgainAfterReplaced(t *testing.T) {
	m := open(t).verified()
	b := m.as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	b.post(sheetPath, form)
	m.as("officer-2").send(sheetPath, map[string]string{"votes.77121": "1662", "votes.1120": "24119"}).says(200, "stored. officer-2")
	b.post(sheetPath, form).says(200, "stored, and replaced since. What stands now was entered by officer-2").silent("Sent ")
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
	m.as("officer-1").send(sheetPath, map[string]string{"votes.77121": "1662", "votes.1120": "24119"})
	m.confirm("officer-2", "islington-north", "count")
	clerk.post(islington+"/provisional", old).says(409, "Something changed on this count after the page was opened.", "Make provisional")
	if m.standing().Provisional != nil {
		t.Error("figures that the clerk had not seen are provisional")
	}
}
