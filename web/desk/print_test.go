package desk_test

import (
	"strings"
	"testing"
	"time"

	"resultsdesk/internal/count"
)

// inOrder fails unless the page has all these words, one after the other.
func (p *page) inOrder(words ...string) {
	p.t.Helper()
	rest := p.says(200).text()
	for _, w := range words {
		_, after, found := strings.Cut(rest, w)
		if !found {
			p.t.Fatalf("%s does not say %q after the words before it:\n%s", p.path, w, p.text())
		}
		rest = after
	}
}

// lines are what a unit's form and paper have to type and write, in order.
func lines(c *count.Contest, unit *count.CountUnit) []string {
	var all []string
	for _, cand := range c.Candidates {
		all = append(all, cand.BallotName(), cand.Description)
	}
	if unit.SendsDoubtful {
		return append(all, "Doubtful papers")
	}
	for _, h := range c.Election.Type.Heads() {
		all = append(all, h.Label)
	}
	return append(all, "Rejected papers in all")
}

// Green v Hannah-Wood: figures were written on a sheet in another order than that of
// the ballot paper. The form is the sheet.
func TestSheetIsTheForm(t *testing.T) {
	m := open(t)
	officer := m.as("officer-1")
	for _, contest := range []string{islington, hackney} {
		st, err := m.store.Standing(t.Context(), strings.TrimPrefix(contest, "/desk/contests/"))
		must(t, err)
		var all []string
		for i := range st.Contest.Units {
			unit := &st.Contest.Units[i]
			code := count.SheetCode(st.Contest, unit.ID, 0)
			want := lines(st.Contest, unit)
			officer.get(contest + "/units/" + unit.ID).inOrder(want...)
			p := officer.get(contest + "/print/units/" + unit.ID)
			p.inOrder(append([]string{"REHEARSAL", st.Contest.Election.Name, st.Contest.Name, "First count", code, "http://example.com" + contest + "/units/" + unit.ID, "Bundles of 25"}, want...)...)
			if !strings.Contains(p.body, `role="img" aria-label="QR code that opens the form of this sheet"`) {
				t.Errorf("%s has no QR code", p.path)
			}
			all = append(append(all, code), want...)
		}
		officer.get(contest + "/print/sheets").inOrder(append(all, "Summary sheet of the contest", count.SheetCode(st.Contest, "", 0), st.Contest.Candidates[0].BallotName(), "Verified papers")...)
	}
}

// What is printed again is the same paper: it hangs on the ledger, not on the hour.
func TestPrintedAgain(t *testing.T) {
	m := open(t).declared()
	officer := m.as("officer-1")
	for _, what := range []string{"units/count", "sheets", "verification", "provisional", "declaration", "rejected"} {
		path := islington + "/print/" + what
		first := officer.get(path).says(200, "REHEARSAL", "Islington North", "As of 02:08 BST on 5 July 2024, act ")
		m.now = m.now.Add(20 * time.Minute)
		if again := officer.get(path); again.body != first.body {
			t.Errorf("%s differs when it is printed again", path)
		}
	}
	m.as("officer-2").get(hackney + "/print/sheets").says(403)
	officer.get(islington + "/print/units/nowhere").says(404)
	officer.get(islington).says(200, "Print", "Declaration, to read out")
}

// Nothing is called provisional, ready or declared on paper before it is.
func TestPrintedWhenItIsSo(t *testing.T) {
	m := open(t).counted()
	clerk := m.as("clerk")
	clerk.get(islington+"/print/provisional").says(200, "It stands at: counting.").silent("24,120")
	clerk.get(islington+"/print/declaration").says(200, "NOT READY", "Islington North stands at: counting").silent("24,120")
	clerk.get(islington+"/print/rejected").says(200, "NOT READY").silent("189")

	clerk.press(islington, "provisional")
	p := clerk.get(islington+"/print/provisional").says(200, "PROVISIONAL – NOT A RESULT", "A recount may be asked for",
		"Between the first and the second, CORBYN, Jeremy and NARGUND, Praful: 7,247 votes.", "Difference from the verified papers: 0.", "67.5%")
	p.inOrder("AGGARWAL, Vikas", "1,661", "CORBYN, Jeremy", "24,120", "HARRIES", "1,950", "JOSLING", "32", "KATES", "2,660", "NARGUND", "16,873", "NELSON", "1,710", "Rejected in all", "189")
	clerk.get(islington+"/print/declaration").says(200, "NOT READY")

	clerk.send(islington+"/consulted", ro())
	clerk.press(islington, "ready")
	clerk.get(islington+"/print/declaration").says(200, "DRAFT – not declared").silent("Declared at")
	clerk.get(islington+"/print/rejected").inOrder("DRAFT – not declared", "Want of official mark", "5", "five", "Rejected in all", "189", "one hundred and eighty-nine")
}

func TestDeclarationReadOut(t *testing.T) {
	m := open(t).declared()
	m.as("clerk").get(islington + "/print/declaration").silent("DRAFT")
	m.as("clerk").get(islington+"/print/declaration").inOrder("Declared at 02:08 BST on 5 July 2024",
		"I, being the (Acting) Returning Officer for the Islington North constituency, hereby give notice that the total number of votes given for each candidate was as follows:",
		"AGGARWAL, Vikas", "one thousand, six hundred and sixty-one", "CORBYN, Jeremy", "24,120", "twenty-four thousand, one hundred and twenty",
		"HARRIES, Karen", "commonly known as", "NELSON, Martyn", "The number of ballot papers rejected was as follows:", "Want of official mark",
		"And I hereby declare that Jeremy Corbyn is duly elected as the Member of Parliament for the Islington North constituency.")
}
