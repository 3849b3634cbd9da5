package desk_test

import (
	"strings"
	"testing"
)

// From ready on nothing is entered. The answer says why and still shows what was
// typed, as figures that were not stored.
func TestEntryAfterReadyAndDeclared(t *testing.T) {
	for _, c := range []struct {
		name string
		then func(*room)
		says string
	}{
		{"ready", func(m *room) { m.readied() }, "is ready to be declared. The Returning Officer can take that back"},
		{"declared", func(m *room) { m.declared() }, "Not stored: the result is declared. The result of Islington North was declared at 02:08 BST. Its figures are frozen; they can be corrected or withdrawn by two people."},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := open(t)
			late := m.as("officer-1")
			m.verified()
			form := typed(late.get(sheetPath).form(sheetPath), figures(map[string]string{"votes.1120": "24,321"}))
			c.then(m)
			p := late.post(sheetPath, form).says(409, c.says, "Your figures, not stored", "24,321", "NOT SENT")
			if strings.Contains(p.body, `data-part="votes"`) {
				t.Error("the refused sheet can still be typed")
			}
			late.get(sheetPath).says(200, "Read only.", "24,120").silent("Check and send")
		})
	}
}

// What the Returning Officer takes back can be entered again.
func TestReadyTakenBack(t *testing.T) {
	m := open(t).readied()
	clerk := m.as("clerk")
	clerk.post(islington+"/take-back", clerk.get(islington).form(islington+"/take-back")).says(200, "Taken back: ready. Figures can be entered again.")
	m.as("officer-1").insist(sheetPath, map[string]string{"votes.77121": "1662", "votes.1120": "24119"}).says(200, "The count sheet: sent.", "Counting")
}

func TestDeclarationIsDeliberate(t *testing.T) {
	m := open(t).readBack()
	clerk := m.as("clerk")
	declare := islington + "/declare"
	p := clerk.send(declare, map[string]string{"announced": "03.26"})
	p.says(422, "Say on whose authority this is done.", "NOT DECLARED").pointsHome()
	p = clerk.send(declare, map[string]string{"announced": "25:99", "authority": "returning-officer"})
	p.says(422, "The time “25:99” cannot be read.").pointsHome()
	p.kept(declare, map[string]string{"announced": "25:99"})
	form := typed(p.form(declare), map[string]string{"announced": "", "authority": "returning-officer"})
	clerk.post(declare, form).says(200, "The result is declared.")
	head := m.standing().Head
	clerk.post(declare, form).says(200, "The result is declared.")
	if m.standing().Head != head {
		t.Error("a double click declared twice")
	}
	clerk.get(declare).says(200, "There is nothing to declare.", "Its figures are frozen;").silent("Declare the result")
}

// Nothing is declared but from ready.
func TestDeclareTooEarly(t *testing.T) {
	m := open(t).counted()
	clerk := m.as("clerk")
	clerk.get(islington+"/declare").says(200, "is not ready to be declared: it is counting").silent("elected")
	clerk.post(islington+"/declare", map[string][]string{"key": {"k"}, "base": {"4"}, "authority": {"returning-officer"}}).
		says(409, "this can be done only when it is ready")
	clerk.post(islington+"/provisional", map[string][]string{"key": {"k"}, "base": {"4"}}).says(422, "Say on whose authority this is done.").pointsHome()
}

// A sheet that is opened too early says what it waits for, and asks for nothing.
func TestSheetBeforeItsPapers(t *testing.T) {
	open(t).as("officer-1").get(sheetPath).
		says(200, "Votes cannot be entered before all papers of Islington North are verified.", "The papers are not verified yet.").
		silent("Still to type", "Check and send")
}

// Who comes back to the address of a move finds the contest.
func TestAddressOfAMoveLeadsToTheContest(t *testing.T) {
	clerk := open(t).counted().as("clerk")
	for _, move := range []string{"provisional", "ready", "take-back"} {
		clerk.get(islington+"/"+move).says(200, "Make provisional")
	}
}
