package desk_test

import (
	"regexp"
	"strings"
	"testing"
)

var (
	links = regexp.MustCompile(`href="#([^"]*)"`)
	ids   = regexp.MustCompile(` id="([^"]*)"`)
	told  = regexp.MustCompile(`aria-describedby="([^"]*)"`)
)

// pointsHome fails where a link or a description leads to nothing on the page.
func (p *page) pointsHome() {
	p.t.Helper()
	there := map[string]int{}
	for _, id := range ids.FindAllStringSubmatch(p.body, -1) {
		there[id[1]]++
	}
	for id, n := range there {
		if n > 1 {
			p.t.Errorf("%s: %d elements have the id %q", p.path, n, id)
		}
	}
	for _, ref := range append(links.FindAllStringSubmatch(p.body, -1), told.FindAllStringSubmatch(p.body, -1)...) {
		if there[ref[1]] == 0 {
			p.t.Errorf("%s: #%s leads nowhere", p.path, ref[1])
		}
	}
}

// All findings come together, in the summary and each beside its field, and the
// form keeps every character.
func TestRefusedSheetComesBackWhole(t *testing.T) {
	for _, c := range []struct {
		name   string
		change map[string]string
		says   []string
		marked int // fields marked as wrong
	}{
		{"unreadable and missing", map[string]string{"votes.77121": "16x", "votes.117355": "", "rejected.uncertain": "9,9"},
			[]string{"AGGARWAL, Vikas: “16x” cannot be read.", "JOSLING, Paul Dominic: the figure is missing.", "The comma stands in the wrong place", "Still to type: 1"}, 3},
		{"more votes than papers", map[string]string{"votes.1120": "124120"}, []string{"CORBYN, Jeremy: 124,120 votes are more than the 49,195 papers."}, 1},
		{"too many papers", map[string]string{"votes.1120": "24121"}, []string{"1 paper too many"}, 0},
		{"reasons do not add up", map[string]string{"rejected": "198"}, []string{"The reasons add up to 189 rejected papers, the sheet says 198."}, 1},
		{"a figure of nobody", map[string]string{"votes.nobody": "7"}, []string{"which is not on this sheet", "Open it again"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := open(t).verified()
			sent := figures(c.change)
			p := m.as("officer-1").send(sheetPath, sent)
			p.says(422, c.says...).pointsHome()
			delete(sent, "votes.nobody") // has no line on the sheet
			p.kept(sheetPath, sent)
			if got := strings.Count(p.body, `aria-invalid="true"`); got != c.marked {
				t.Errorf("%d fields are marked as wrong; want %d", got, c.marked)
			}
			if !strings.Contains(p.body, `role="alert"`) || strings.Count(p.body, "autofocus") != 1 {
				t.Error("the summary does not take the focus alone")
			}
			if len(m.standing().Sheets) != 0 {
				t.Error("a refused sheet was stored")
			}
		})
	}
}

// A sheet of other candidates than those of now is never sent again as it is.
func TestSheetOfAnOlderLayout(t *testing.T) {
	b := open(t).verified().as("officer-1")
	form := typed(b.get(sheetPath).form(sheetPath), figures(nil))
	form.Set("layout", "7")
	p := b.post(sheetPath, form).says(422, "The candidates or units changed after this form was opened.", "Open it again")
	p.kept(sheetPath, figures(map[string]string{"layout": "7"}))
}

// Without script the sums stand on the page after a check; half a sheet has no
// difference.
func TestSumsWithoutScript(t *testing.T) {
	b := open(t).verified().as("officer-1")
	b.get(sheetPath).says(200, "Still to type: 11", "Difference –")
	b.send(sheetPath, figures(map[string]string{"votes.72541": "1701"})).says(422, "Votes 48,997 Rejected 189 Difference −9 9 papers short")
}

// After votes the control total is the Returning Officer's clerk's to change, with a
// reason; a count officer sees it beside the sheet and cannot touch it.
func TestVerifiedPapersAfterVotes(t *testing.T) {
	m := open(t).counted()
	papers := islington + "/papers"
	p := m.as("officer-1").get(papers).says(200, "Only the Returning Officer's clerk can change them now", "49,195")
	if strings.Contains(p.body, "<input type=\"text\"") {
		t.Error("a count officer can type over the control total")
	}
	clerk := m.as("clerk")
	form := typed(clerk.get(papers).form(papers), map[string]string{"papers": "49,196"})
	p = clerk.post(papers, form)
	p.says(422, "A reason is missing.").pointsHome()
	p.kept(papers, map[string]string{"papers": "49,196"})
	form.Set("reason", "one paper found in the lid of box 3")
	clerk.post(papers, form).says(200, "Verified papers: stored. clerk", "1 paper short")
}

// Double-dealing in boxes and total is said on the right lines.
func TestPapersThatDoNotAddUp(t *testing.T) {
	b := open(t).as("officer-1")
	papers := hackney + "/papers"
	typedIn := map[string]string{"papers.box-1": "812", "papers.box-2": "x", "papers": ""}
	p := b.send(papers, typedIn).says(422, "Box 2: “x” cannot be read.")
	p.pointsHome()
	p.kept(papers, typedIn)
}
